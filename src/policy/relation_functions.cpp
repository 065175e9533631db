#include "policy/relation_functions.hpp"

#include <string>

#include "model/cloudformation/alarms.hpp"
#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/network_rules.hpp"
#include "model/cloudformation/object_types.hpp"
#include "model/cloudformation/origins.hpp"
#include "model/cloudformation/relations.hpp"
#include "model/cloudformation/symbolic_value.hpp"
#include "model/node_value.hpp"
#include "policy/function_call.hpp"

namespace csr::policy {

namespace {

namespace cloudformation = model::cloudformation;
using model::Value;

Value symbolic(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Deployment* const deployment = deployment_at(context_of(call), arguments[0]);
    return deployment == nullptr ? arguments[0]
                                 : cloudformation::symbolic_value(*deployment, arguments[0], call.evaluation);
}

Value nested_template(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Resource* const resource = cloudformation::resource_behind(arguments[0]);
    if (resource == nullptr) return no_such(call, "resource");
    const cloudformation::Deployment* const deployment = resource->owner->deployment();
    const cloudformation::Template* const nested = deployment == nullptr ? nullptr : deployment->nested(*resource);
    if (nested == nullptr) return Value::optional(nullptr, arguments[0].place());
    const Value found = cloudformation::template_object(*nested, call.evaluation);
    return Value::optional(call.evaluation.arena.create<Value>(found), arguments[0].place());
}

using Relation = Value (*)(const cloudformation::Deployment& deployment, const cloudformation::Resource& resource,
                           const model::Evaluation& evaluation);

/// A function of one resource within its deployment.
template <Relation relation>
Value of_resource(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Resource* const resource = cloudformation::resource_behind(arguments[0]);
    if (resource == nullptr) return no_such(call, "resource");
    const cloudformation::Deployment* const deployment = resource->owner->deployment();
    if (deployment == nullptr) return deployment_unknown(call);
    return relation(*deployment, *resource, call.evaluation);
}

Value ingress(const cloudformation::Deployment& deployment, const cloudformation::Resource& resource,
              const model::Evaluation& evaluation) {
    return security_rules(deployment, resource, cloudformation::Direction::in, evaluation);
}

Value egress(const cloudformation::Deployment& deployment, const cloudformation::Resource& resource,
             const model::Evaluation& evaluation) {
    return security_rules(deployment, resource, cloudformation::Direction::out, evaluation);
}

Value metrics(const cloudformation::Deployment&, const cloudformation::Resource& resource,
              const model::Evaluation& evaluation) {
    return cloudformation::metrics_of(resource, evaluation);
}

Value deployed_tags(const cloudformation::Deployment&, const cloudformation::Resource& resource,
                    const model::Evaluation& evaluation) {
    return cloudformation::deployed_tags(resource, evaluation);
}

std::vector<cel::Function> make_functions() {
    using cel::global_function;
    using model::Type;
    using Kind = model::Type::Kind;
    static const Type resource{Kind::object, nullptr, &cloudformation::resource_object_type()};
    static const Type document_template{Kind::object, nullptr, &cloudformation::template_object_type()};
    static const Type optional_template{Kind::optional, &document_template};
    std::vector<cel::Function> functions{
        global_function("symbolic", symbolic, model::dynamic_type, model::dynamic_type)};
    functions.back().sees_unknown = true;
    static const Type resource_list{Kind::list, &resource};
    static const Type rule{Kind::object, nullptr, &cloudformation::security_rule_object_type()};
    static const Type rule_list{Kind::list, &rule};
    static const Type metric{Kind::object, nullptr, &cloudformation::metric_object_type()};
    static const Type metric_list{Kind::list, &metric};
    static const Type subscription{Kind::object, nullptr, &cloudformation::subscription_object_type()};
    static const Type subscription_list{Kind::list, &subscription};
    static const Type origin{Kind::object, nullptr, &cloudformation::origin_object_type()};
    static const Type origin_list{Kind::list, &origin};
    static const Type tag_map{Kind::map, &model::string_type};
    const auto add = [&functions](const char* name, cel::Body body, const Type& result) {
        functions.push_back(global_function(name, body, result, resource));
    };
    add("nested_template", nested_template, optional_template);
    add("referred", of_resource<cloudformation::referred>, resource_list);
    add("policies_of", of_resource<cloudformation::policies_of>, resource_list);
    add("origins", of_resource<cloudformation::origins_of>, origin_list);
    add("ingress", of_resource<ingress>, rule_list);
    add("egress", of_resource<egress>, rule_list);
    add("metrics", of_resource<metrics>, metric_list);
    add("topics", of_resource<cloudformation::topics_of>, resource_list);
    add("subscriptions", of_resource<cloudformation::subscriptions_of>, subscription_list);
    add("widgets", of_resource<cloudformation::widgets_of>, model::dynamic_list_type);
    add("deployed_tags", of_resource<deployed_tags>, tag_map);
    for (cel::Function& function : functions) function.shareable = true;
    return functions;
}

}  // namespace

std::span<const cel::Function> relation_functions() {
    static const std::vector<cel::Function> functions = make_functions();
    return functions;
}

}  // namespace csr::policy
