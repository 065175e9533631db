#pragma once

#include "base/arena.hpp"
#include "model/type.hpp"
#include "model/value.hpp"
#include "model/workflow/action_file.hpp"
#include "model/workflow/workflow.hpp"

/// Workflows, jobs and steps as a rule sees them (docs/model.md).
namespace csr::model {

[[nodiscard]] Value object_of(const Workflow& workflow, base::Arena& arena);
[[nodiscard]] Value object_of(const Job& job, base::Arena& arena);
[[nodiscard]] Value object_of(const Step& step, base::Arena& arena);
[[nodiscard]] Value object_of(const ActionFile& action, base::Arena& arena);

[[nodiscard]] const ObjectType& workflow_type();
[[nodiscard]] const ObjectType& job_type();
[[nodiscard]] const ObjectType& step_type();
[[nodiscard]] const ObjectType& action_type();
/// What workflows and actions have in common.
[[nodiscard]] const ObjectType& automation_type();

extern const Type job_object_type;
extern const Type step_object_type;

/// The model object behind a value that object_of() made (its Map::identity()); null for any other value.
[[nodiscard]] const Workflow* workflow_behind(const Value& value);
[[nodiscard]] const Job* job_behind(const Value& value);
[[nodiscard]] const Step* step_behind(const Value& value);
[[nodiscard]] const ActionFile* action_behind(const Value& value);

}  // namespace csr::model
