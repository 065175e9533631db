#include "model/cloudformation/evaluate.hpp"

#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/mapping_pairs.hpp"
#include "model/cloudformation/nested_stack.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

Value properties_of(const Resource& resource, const Evaluation& evaluation) {
    return properties_in(*evaluation.arena.create<Session>(evaluation), resource);
}

Value resource_object(const Resource& resource, const Evaluation& evaluation) {
    return resource_in(*evaluation.arena.create<Session>(evaluation), resource);
}

Value template_object(const Template& owner, const Evaluation& evaluation) {
    return template_in(*evaluation.arena.create<Session>(evaluation), owner);
}

Value condition_of(const Resource& resource, const Evaluation& evaluation) {
    return existence(scope_of(resource, *evaluation.arena.create<Session>(evaluation)), resource);
}

Value condition_value(const Template& owner, std::string_view name, const Evaluation& evaluation) {
    const Condition* const condition = owner.conditions().find(name);
    const Scope scope = open_scope(owner, evaluation);
    if (condition == nullptr) return unknown(scope.arena(), Cause{CauseKind::invalid, scope.arena().copy(name), {}});
    return evaluate_named_condition(scope, name, condition->node);
}

std::optional<Value> value_of(const Template& owner, syntax::NodeRef node, const Type* type,
                              const Evaluation& evaluation) {
    return resolve(open_scope(owner, evaluation), node, type);
}

Value resource_list(const Deployment& deployment, std::string_view type, const Evaluation& evaluation,
                    const Template* asking) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    std::vector<Value> items = existing_resources(session, deployment.resources(type));
    append_further_resources(evaluation.arena, deployment, asking, items);
    return make_list(evaluation.arena, items);
}

}  // namespace csr::model::cloudformation
