#include "model/cloudformation/symbolic_value.hpp"

#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/scope.hpp"
#include "model/cloudformation/symbolic_text.hpp"

namespace csr::model::cloudformation {

namespace {

/// Whether a value is made of references and text alone. What another function makes of a reference is not named by it.
bool is_made_of_references(syntax::NodeRef root) {
    const syntax::Tree& tree = root.tree();
    for (std::uint32_t i = root.index(); i < tree.node(root.index()).next; ++i) {
        const std::optional<Call> call = as_call({tree, i});
        if (!call) continue;
        switch (call->function) {
            case Function::ref:
            case Function::get_att:
            case Function::sub:
            case Function::join:
            case Function::import_value:
                break;
            default:
                return false;
        }
    }
    return true;
}

/// Whether the value is a call as it is written, as the sections of a Template object have it, and not what it gives.
bool is_written_call(const Value& value) {
    const Place place = value.place();
    if (!place.valid()) return false;
    const syntax::NodeRef node{*place.tree, place.node};
    const std::optional<Call> call = as_call(node);
    if (!call) return false;
    // What json() reads from a text has the place of the call that made the text.
    if (value.is(Kind::map)) return !call->short_form && value.as_map().get(Value::string(call->name)).has_value();
    if (value.is(Kind::list)) {
        return call->short_form && node.is_sequence() && value.as_list().size() == node.size() && node.size() > 0 &&
               value.as_list().at(0).place() == place_of(node.at(0));
    }
    return value.is(Kind::string) && call->short_form && node.is_scalar() && value.text() == node.text();
}

}  // namespace

Value symbolic_value(const Deployment& deployment, const Value& value, const Evaluation& evaluation) {
    const Place place = value.place();
    if (!value.is(Kind::unknown) && !is_written_call(value)) return value;
    if (value.is(Kind::unknown) && value.as_unknown().piece) {
        const std::string_view named = value.as_unknown().named;
        return named.empty() ? value : Value::string(named, place);
    }
    const Template* const owner = place.valid() ? deployment.template_of(place.tree) : nullptr;
    TextParts parts;
    if (owner == nullptr) {
        parts.push_back(value);
    } else {
        if (!is_made_of_references({*place.tree, place.node})) return value;
        append_text_parts(open_scope(*owner, evaluation), {*place.tree, place.node}, parts);
    }
    const auto text = symbolic_text(evaluation.arena, parts, names_the_value);
    return text ? Value::string(*text, place) : value;
}

}  // namespace csr::model::cloudformation
