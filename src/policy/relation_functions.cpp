#include "policy/relation_functions.hpp"

#include <string>

#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/object_types.hpp"
#include "model/cloudformation/symbolic_value.hpp"
#include "model/node_value.hpp"
#include "policy/functions.hpp"

namespace csr::policy {

namespace {

namespace cloudformation = model::cloudformation;
using model::Value;
using Arguments = std::span<const Value>;

Value no_resource(const cel::CallContext& call) {
    return Value::error(call.evaluation.arena.copy("the argument is no resource"));
}

Value symbolic(const cel::CallContext& call, Arguments arguments) {
    const FunctionContext& context = *static_cast<const FunctionContext*>(call.user);
    const cloudformation::Deployment* const deployment = deployment_at(context, arguments[0]);
    return deployment == nullptr ? arguments[0]
                                 : cloudformation::symbolic_value(*deployment, arguments[0], call.evaluation);
}

Value nested_template(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Resource* const resource = cloudformation::resource_behind(arguments[0]);
    if (resource == nullptr) return no_resource(call);
    const cloudformation::Deployment* const deployment = resource->owner->deployment();
    const cloudformation::Template* const nested = deployment == nullptr ? nullptr : deployment->nested(*resource);
    if (nested == nullptr) return Value::optional(nullptr, arguments[0].place());
    const Value found = cloudformation::template_object(*nested, call.evaluation);
    return Value::optional(call.evaluation.arena.create<Value>(found), arguments[0].place());
}

}  // namespace

void append_relation_functions(std::vector<cel::Function>& functions) {
    using cel::global_function;
    using model::Type;
    using Kind = model::Type::Kind;
    static const Type resource{Kind::object, nullptr, &cloudformation::resource_object_type()};
    static const Type document_template{Kind::object, nullptr, &cloudformation::template_object_type()};
    static const Type optional_template{Kind::optional, &document_template};
    functions.push_back(global_function("symbolic", symbolic, model::dynamic_type, model::dynamic_type));
    functions.back().sees_unknown = true;
    functions.push_back(global_function("nested_template", nested_template, optional_template, resource));
}

}  // namespace csr::policy
