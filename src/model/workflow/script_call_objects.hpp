#pragma once

#include "base/arena.hpp"
#include "model/project.hpp"
#include "model/type.hpp"
#include "model/value.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// file_calls() and package_script_calls() as rules see them: lists of objects that stand for the bytes of the command.
[[nodiscard]] Value file_call_list(const Step& step, const Project& project, base::Arena& arena);
[[nodiscard]] Value package_script_call_list(const Step& step, const Project& project, base::Arena& arena);
[[nodiscard]] const ObjectType& file_call_type();
[[nodiscard]] const ObjectType& package_script_call_type();

/// A boolean, or an unknown value for want of `subject`.
[[nodiscard]] Value value_of(Answer answer, std::string_view subject, const Project& project, base::Arena& arena,
                             Place place = {});

}  // namespace csr::model
