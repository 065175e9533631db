#include "policy/test_document.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace csr::policy {

namespace {

std::string quoted_text(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Nesting is bounded by the parser that made the tree.
void write_flow(syntax::NodeRef node, std::string& text) {
    if (!node.tag().empty() && node.tag().starts_with('!')) text += std::string(node.tag()) + " ";
    if (node.is_scalar()) {
        const bool plain = node.kind() != syntax::NodeKind::string;
        text +=
            plain ? (node.text().empty() ? std::string("null") : std::string(node.text())) : quoted_text(node.text());
        return;
    }
    std::string_view separator;
    text += node.is_mapping() ? '{' : '[';
    for (const syntax::NodeRef item : node.items()) {
        text += separator;
        write_flow(item, text);
        separator = ", ";
    }
    for (const syntax::NodeRef::Pair pair : node.pairs()) {
        text += separator;
        text += quoted_text(pair.key.text()) + ": ";
        write_flow(pair.value, text);
        separator = ", ";
    }
    text += node.is_mapping() ? '}' : ']';
}

/// The names a fragment uses without declaring them.
struct Names {
    std::set<std::string> parameters;
    std::set<std::string> conditions;
};

void collect_pair(const syntax::NodeRef::Pair& pair, Names& names);

void collect(syntax::NodeRef node, Names& names) {
    if (node.tag() == "!Ref" && node.is_scalar()) names.parameters.emplace(node.text());
    if (node.tag() == "!If" && node.size() > 0 && node.at(0).is_scalar()) names.conditions.emplace(node.at(0).text());
    if (node.tag() == "!Condition" && node.is_scalar()) names.conditions.emplace(node.text());
    for (const syntax::NodeRef item : node.items()) collect(item, names);
    for (const syntax::NodeRef::Pair pair : node.pairs()) collect_pair(pair, names);
}

void collect_pair(const syntax::NodeRef::Pair& pair, Names& names) {
    if (pair.key.text() == "Ref" && pair.value.is_scalar()) names.parameters.emplace(pair.value.text());
    if (pair.key.text() == "Fn::If" && pair.value.size() > 0 && pair.value.at(0).is_scalar())
        names.conditions.emplace(pair.value.at(0).text());
    collect(pair.value, names);
}

}  // namespace

std::string flow_text(syntax::NodeRef node) {
    std::string text;
    write_flow(node, text);
    return text;
}

std::string template_around(syntax::NodeRef resource) {
    Names names;
    collect(resource, names);
    if (const syntax::NodeRef condition = resource.find("Condition"); condition.valid() && condition.is_scalar())
        names.conditions.emplace(condition.text());
    std::string parameters;
    std::string conditions;
    const auto declare = [&](const std::string& name) {
        parameters += fmt::format("{}{}: {{\"Type\": \"String\"}}", parameters.empty() ? "" : ", ", quoted_text(name));
    };
    for (const std::string& name : names.parameters) {
        if (!name.starts_with("AWS::") && name != "Target") declare(name);
    }
    for (const std::string& name : names.conditions) {
        declare(name + "Parameter");
        conditions += fmt::format("{}{}: {{\"Fn::Equals\": [{{\"Ref\": {}}}, \"true\"]}}",
                                  conditions.empty() ? "" : ", ", quoted_text(name), quoted_text(name + "Parameter"));
    }
    return fmt::format("{{\"Parameters\": {{{}}}, \"Conditions\": {{{}}}, \"Resources\": {{\"Target\": {}}}}}\n",
                       parameters, conditions, flow_text(resource));
}

}  // namespace csr::policy
