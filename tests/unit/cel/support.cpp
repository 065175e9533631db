#include "unit/cel/support.hpp"

#include <cstdlib>

namespace csr::cel::test {

using model::Kind;
using model::Value;

namespace {

class NodeList final : public model::List {
  public:
    NodeList(base::Arena& arena, syntax::NodeRef node) : arena_(arena), node_(node) {}
    [[nodiscard]] std::size_t size() const override { return node_.size(); }
    [[nodiscard]] Value at(std::size_t index) const override {
        return value_of(arena_, node_.at(static_cast<std::uint32_t>(index)));
    }

  private:
    base::Arena& arena_;
    syntax::NodeRef node_;
};

class NodeMap final : public model::Map {
  public:
    NodeMap(base::Arena& arena, syntax::NodeRef node) : arena_(arena), node_(node) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        const syntax::NodeRef found = node_.find(key.text());
        if (!found.valid()) return std::nullopt;
        return value_of(arena_, found);
    }
    [[nodiscard]] std::size_t size() const override { return node_.size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        for (const auto pair : node_.pairs()) {
            if (index-- == 0) return Value::string(pair.key.text());
        }
        return {};
    }

  private:
    base::Arena& arena_;
    syntax::NodeRef node_;
};

Value text_value(base::Arena& arena, std::string_view text, model::Place place) {
    if (!text.starts_with('<') || !text.ends_with('>')) return Value::string(text, place);
    const bool maybe_absent = text.starts_with("<?");
    model::Cause cause;
    cause.kind = model::CauseKind::parameter;
    cause.subject = text.substr(maybe_absent ? 2 : 1, text.size() - (maybe_absent ? 3 : 2));
    cause.place = place;
    return model::unknown(arena, cause, place, maybe_absent);
}

}  // namespace

Value value_of(base::Arena& arena, syntax::NodeRef node) {
    const model::Place place{&node.tree(), node.index()};
    switch (node.kind()) {
        case syntax::NodeKind::boolean:
            return Value::boolean(node.text() == "true", place);
        case syntax::NodeKind::integer:
            return Value::integer(std::strtoll(std::string(node.text()).c_str(), nullptr, 10), place);
        case syntax::NodeKind::floating:
            return Value::floating(std::strtod(std::string(node.text()).c_str(), nullptr), place);
        case syntax::NodeKind::string:
            return text_value(arena, node.text(), place);
        case syntax::NodeKind::sequence:
            return Value::list(*arena.create<NodeList>(arena, node), place);
        case syntax::NodeKind::mapping:
            return Value::map(*arena.create<NodeMap>(arena, node), place);
        default:
            return Value::null(place);
    }
}

Outcome World::evaluate(std::string_view expression) {
    Environment environment;
    environment.declare("x", model::dynamic_type);
    auto program = compile(expression, environment);
    if (!program) return {Value::error(arena_.copy("compile: " + program.error().front().message.en)), {}};
    programs_.push_back(*program);
    const Value variable = root();
    return program->evaluate(std::span(&variable, 1), evaluation_);
}

std::string World::verdict(std::string_view expression) {
    const Value value = evaluate(expression).value;
    if (value.is(Kind::error)) return value.text().starts_with("compile") ? std::string(value.text()) : "error";
    if (!value.is(Kind::unknown)) return to_text(value, base::Language::english);
    std::string made = "unknown:";
    for (const model::Cause& cause : value.as_unknown().causes) {
        made += ' ';
        made += cause.subject;
    }
    return made;
}

std::string World::blame(std::string_view expression) {
    std::string made;
    for (const BlameItem& item : evaluate(expression).blame) {
        if (!made.empty()) made += ' ';
        made += syntax::pointer(*item.place.tree, item.place.node);
        if (!item.missing.empty()) made.append("!").append(item.missing);
    }
    return made;
}

std::string issues_of(std::string_view expression, const Environment& environment, const Options& options) {
    const auto program = compile(expression, environment, options);
    if (program) return {};
    std::string made;
    for (const Issue& issue : program.error()) {
        if (!made.empty()) made += '\n';
        made += issue.message.en;
        if (!issue.hint.empty()) made += " (" + issue.hint.en + ")";
    }
    return made;
}

}  // namespace csr::cel::test
