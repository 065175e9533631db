#pragma once

#include <optional>

#include "model/assignment.hpp"
#include "model/cloudformation/deployment.hpp"
#include "model/cloudformation/template.hpp"

// How the policy layer uses scenarios.
//
// Values are evaluated under an Assignment, at first an empty one. A value that hangs on a Variable without a choice is
// unknown with a Cause that names the variable. Splitting (evaluating again under each choice) settles it; a scenario
// is the list of steps taken. Cause::through_condition says how the variable was met, and Assignment::Step keeps it:
//
//  - true: a condition or a mapping chose between values. Every branch is deployed somewhere: all of them must pass.
//  - false: the parameter is the value. Nobody knows which choice is ever made, except that the default is the one
//    taken when nobody says otherwise.
//
// Folding: group the scenarios by their through_condition steps. In a group, the scenarios differ by value steps only:
// it fails when all of them fail or the one with every Variable::default_choice fails, passes when all pass, and is
// unknown when they are mixed. Any failing group makes the verdict fail, named by that group's steps; else any unknown
// group makes it unknown; else it passes. A resource whose condition_of() is false in a scenario is not applicable
// there. Mutually exclusive conditions need no care: they are computed from the same parameters' choices.

namespace csr::model::cloudformation {

// Values below live in evaluation.arena and must not be read after evaluation.assignment has changed.

/// The resource's `Properties`, functions resolved; an empty map when absent.
[[nodiscard]] Value properties_of(const Resource& resource, const Evaluation& evaluation);
/// The resource as rules see it (docs/model.md).
[[nodiscard]] Value resource_object(const Resource& resource, const Evaluation& evaluation);
/// The template as rules see it (docs/model.md).
[[nodiscard]] Value template_object(const Template& owner, const Evaluation& evaluation);
/// Whether a condition of the resource, or of a stack resource around it, decides whether it exists.
[[nodiscard]] bool hangs_on_condition(const Resource& resource);
/// Whether the resource exists in this scenario: true, false or unknown. True without a condition.
[[nodiscard]] Value condition_of(const Resource& resource, const Evaluation& evaluation);
/// A condition by name: true, false or unknown.
[[nodiscard]] Value condition_value(const Template& owner, std::string_view name, const Evaluation& evaluation);
/// Whether a scenario can be deployed: false when the section Rules refuses it, whatever else is chosen.
[[nodiscard]] bool deployable(const Template& owner, const Assignment& assignment);
/// The value of any node of a template, read as `type` (null: as written). Nothing for AWS::NoValue.
[[nodiscard]] std::optional<Value> value_of(const Template& owner, syntax::NodeRef node, const Type* type,
                                            const Evaluation& evaluation);

/// The resource behind a resource object; null for any other value.
[[nodiscard]] const Resource* resource_behind(const Value& value);
/// The template behind a template object; null for any other value.
[[nodiscard]] const Template* template_behind(const Value& value);

/// The `resources(type)` of rules: list of the resources deployed together with a template that exist in this scenario.
/// One whose existence is open is an unknown item, and so are those that a macro may add to `asking`, the template that
/// is judged, or to any of them when it is null.
[[nodiscard]] Value resource_list(const Deployment& deployment, std::string_view type, const Evaluation& evaluation,
                                  const Template* asking = nullptr);

}  // namespace csr::model::cloudformation
