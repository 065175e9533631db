#include "model/workflow/input_choices.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "model/node_value.hpp"
#include "model/workflow/expression.hpp"

namespace csr::model {

namespace {

constexpr std::size_t most_texts = 64;

/// What workflow_dispatch says of an input; invalid when there is no such input.
syntax::NodeRef input_of(const Workflow& workflow, std::string_view name) {
    const Event* dispatch = workflow.event("workflow_dispatch");
    if (dispatch == nullptr || !dispatch->config || !dispatch->config.is_mapping()) return {};
    const syntax::NodeRef inputs = dispatch->config.find("inputs");
    if (!inputs) return {};
    for (const syntax::NodeRef::Pair& pair : inputs.pairs()) {
        if (pair.key.is_scalar() && lower_case(pair.key.text()) == name) return pair.value;
    }
    return {};
}

/// The options of a choice input; none for any other.
std::vector<std::string_view> options_of(syntax::NodeRef input) {
    std::vector<std::string_view> options;
    if (!input || !input.is_mapping()) return options;
    const syntax::NodeRef type = input.find("type");
    const syntax::NodeRef given = input.find("options");
    if (!type || !type.is_scalar() || type.text() != "choice" || !given || !given.is_sequence()) return options;
    for (const syntax::NodeRef option : given.items()) {
        if (option.is_scalar()) options.push_back(option.text());
    }
    return options;
}

/// The input that an expression is, in lower case: `inputs.a` and `github.event.inputs.a`; empty for anything else.
std::string input_read(const Expression& expression) {
    if (!expression.valid() || expression.nodes().empty()) return {};
    std::string path;
    std::uint32_t at = expression.root();
    while (expression.node(at).kind == ExpressionKind::property) {
        path = "." + lower_case(expression.node(at).text) + path;
        at = expression.node(at).children.front();
    }
    if (expression.node(at).kind != ExpressionKind::name) return {};
    path = lower_case(expression.node(at).text) + path;
    for (const std::string_view prefix : {"inputs.", "github.event.inputs."}) {
        if (path.starts_with(prefix)) return path.substr(prefix.size());
    }
    return {};
}

}  // namespace

Value with_choices(const Workflow& workflow, const Value& text, base::Arena& arena) {
    std::vector<std::string> texts{std::string()};
    std::size_t done = 0;
    const std::string_view written = text.text();
    for (const EmbeddedExpression& one : embedded_expressions(written)) {
        const std::string input = input_read(one.expression);
        std::vector<std::string_view> options =
            options_of(input.empty() ? syntax::NodeRef() : input_of(workflow, input));
        if (options.empty()) options = {written.substr(one.begin, one.end - one.begin)};
        if (texts.size() * options.size() > most_texts) break;
        std::vector<std::string> longer;
        for (const std::string& begun : texts) {
            for (const std::string_view option : options)
                longer.push_back(begun + std::string(written.substr(done, one.begin - done)) + std::string(option));
        }
        texts = std::move(longer);
        done = one.end;
    }
    std::vector<Value> items;
    for (const std::string& begun : texts) {
        const std::string whole = begun + std::string(written.substr(done));
        items.push_back(Value::string(arena.copy(whole), text.place()));
    }
    return list_of(items, arena, text.place());
}

}  // namespace csr::model
