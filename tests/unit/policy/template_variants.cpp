#include "unit/policy/template_variants.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "model/cloudformation/intrinsic.hpp"

namespace csr::test {

namespace {

using model::cloudformation::as_call;
using model::cloudformation::Call;
using model::cloudformation::Function;
using syntax::NodeKind;
using syntax::NodeRef;

std::string json_text(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Writes a template anew. Nesting is bounded by the parser that made the tree.
class Writer {
  public:
    explicit Writer(const Writing& how) : how_(how) {}

    std::string document(NodeRef root) {
        std::vector<std::pair<std::string, std::string>> sections;
        for (const NodeRef::Pair pair : root.pairs()) {
            const std::string name(pair.key.text());
            sections.emplace_back(name, name == "Resources" ? resources(pair.value) : value(pair.value));
        }
        if (!made_.empty()) add_parameters(sections);
        return mapping(std::move(sections)) + "\n";
    }

    [[nodiscard]] bool failed() const { return failed_; }

  private:
    std::string mapping(std::vector<std::pair<std::string, std::string>> pairs) const {
        if (how_.reversed) std::ranges::reverse(pairs);
        std::string text;
        for (const auto& [key, written] : pairs) text += (text.empty() ? "" : ", ") + json_text(key) + ": " + written;
        return "{" + text + "}";
    }

    void add_parameters(std::vector<std::pair<std::string, std::string>>& sections) const {
        std::string declared;
        for (std::size_t i = 0; i < made_.size(); ++i) {
            declared += (i == 0 ? "" : ", ") + json_text(name_of(i)) + ": {\"Type\": \"String\", \"AllowedValues\": [" +
                        made_[i] + "]}";
        }
        for (auto& [name, written] : sections) {
            if (name != "Parameters") continue;
            written = "{" + declared + (written == "{}" ? "" : ", ") + written.substr(1);
            return;
        }
        sections.insert(sections.begin(), {"Parameters", "{" + declared + "}"});
    }

    static std::string name_of(std::size_t index) { return "ZzOnly" + std::to_string(index); }

    std::string resources(NodeRef node) {
        if (!node.is_mapping()) return value(node);
        std::vector<std::pair<std::string, std::string>> pairs;
        for (const NodeRef::Pair pair : node.pairs()) {
            const bool loop = pair.key.text().starts_with("Fn::");
            pairs.emplace_back(pair.key.text(), loop ? value(pair.value) : resource(pair.value));
        }
        return mapping(std::move(pairs));
    }

    std::string resource(NodeRef node) {
        if (!node.is_mapping() || as_call(node)) return value(node);
        std::vector<std::pair<std::string, std::string>> pairs;
        for (const NodeRef::Pair pair : node.pairs()) {
            replacing_ = how_.parameters && pair.key.text() == "Properties";
            pairs.emplace_back(pair.key.text(), value(pair.value));
            replacing_ = false;
        }
        return mapping(std::move(pairs));
    }

    std::string value(NodeRef node) {
        if (const std::optional<Call> call = as_call(node)) return call_text(*call);
        if (node.is_scalar()) return scalar(node);
        return container(node);
    }

    std::string container(NodeRef node) {
        if (node.is_mapping()) {
            std::vector<std::pair<std::string, std::string>> pairs;
            for (const NodeRef::Pair pair : node.pairs()) pairs.emplace_back(pair.key.text(), member(pair));
            return mapping(std::move(pairs));
        }
        std::string text;
        for (const NodeRef item : node.items()) text += (text.empty() ? "" : ", ") + value(item);
        return "[" + text + "]";
    }

    /// A loop or transform beside other keys is no place for references.
    std::string member(const NodeRef::Pair& pair) {
        const bool outside = replacing_;
        replacing_ = outside && !pair.key.text().starts_with("Fn::");
        std::string text = value(pair.value);
        replacing_ = outside;
        return text;
    }

    std::string scalar(NodeRef node) {
        if (node.is_null()) return "null";
        std::string text = literal(node);
        // YAML 1.1's other words for a boolean are no texts.
        const bool word = !how_.json && node.is_string() && node.style() == syntax::Style::plain;
        if (!replacing_ && word && is_boolean_word(node.text())) return std::string(node.text());
        if (!replacing_) return text;
        made_.push_back(std::move(text));
        return "{\"Ref\": " + json_text(name_of(made_.size() - 1)) + "}";
    }

    static bool is_boolean_word(std::string_view text) {
        return text == "yes" || text == "no" || text == "on" || text == "off";
    }

    /// A number that JSON cannot say (0x1F, .5) is said as text: the coercion makes it a number again.
    static std::string literal(NodeRef node) {
        const std::string text(node.text());
        if (node.kind() == NodeKind::boolean) return text.starts_with('t') || text.starts_with('T') ? "true" : "false";
        const bool number = node.kind() == NodeKind::integer || node.kind() == NodeKind::floating;
        return number && nlohmann::json::accept(text) ? text : json_text(text);
    }

    std::string call_text(const Call& call) {
        const bool known = call.function != Function::unsupported;
        const std::string name = call.short_form ? call.name == "!Ref" || call.name == "!Condition"
                                                       ? std::string(call.name.substr(1))
                                                       : "Fn::" + std::string(call.name.substr(1))
                                                 : std::string(call.name);
        if (call.short_form && !known) {
            failed_ |= how_.json;
            return std::string(call.name) + " " + argument(call);
        }
        const bool nested = !call.short_form && as_call(call.argument);
        if (how_.json || !how_.short_forms || !known || nested)
            return "{" + json_text(name) + ": " + argument(call) + "}";
        return "!" + (name.starts_with("Fn::") ? name.substr(4) : name) + " " + argument(call);
    }

    /// Inside of a function only the values that may be any value are replaced.
    std::string argument(const Call& call) {
        const bool outside = replacing_;
        replacing_ = false;
        std::string text = argument_text(call, outside);
        replacing_ = outside;
        return text;
    }

    std::string argument_text(const Call& call, bool replacing) {
        const NodeRef node = call.argument;
        if (call.function == Function::get_att && node.is_scalar() && how_.json) {
            const std::string text(node.text());
            const std::size_t dot = text.find('.');
            if (dot != std::string::npos)
                return "[" + json_text(text.substr(0, dot)) + ", " + json_text(text.substr(dot + 1)) + "]";
        }
        if (call.function == Function::if_ && node.is_sequence() && node.size() == 3) {
            const std::string name = value(node.at(0));
            replacing_ = replacing;
            const std::string first = value(node.at(1));
            return "[" + name + ", " + first + ", " + value(node.at(2)) + "]";
        }
        if (!call.short_form) return value(node);
        return node.is_scalar() ? literal(node) : container(node);
    }

    Writing how_;
    std::vector<std::string> made_;
    bool replacing_ = false;
    bool failed_ = false;
};

}  // namespace

std::optional<std::string> written_as(syntax::NodeRef root, const Writing& writing) {
    if (!root.is_mapping()) return std::nullopt;
    Writer writer(writing);
    std::string text = writer.document(root);
    return writer.failed() ? std::nullopt : std::optional(std::move(text));
}

}  // namespace csr::test
