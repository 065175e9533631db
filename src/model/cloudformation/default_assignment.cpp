#include "model/cloudformation/default_assignment.hpp"

namespace csr::model::cloudformation {

void add_defaults(Assignment& assignment, const Template& owner) {
    if (owner.deployment_choice().choices > 0) assignment.push({&owner.deployment_choice(), 0, true});
    for (const Parameter& parameter : owner.parameters().all()) {
        if (parameter.splits() && parameter.variable.default_choice)
            assignment.push({&parameter.variable, *parameter.variable.default_choice, false});
    }
}

Assignment default_assignment(const Template& owner) {
    Assignment assignment;
    add_defaults(assignment, owner);
    return assignment;
}

}  // namespace csr::model::cloudformation
