#include "model/workflow/proof/symbolic_evaluator.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace csr::model {

namespace {

using Kind = SymbolicValue::Kind;

/// Gives arguments to a parsed call of a function on known values.
class ArgumentContext final : public ExpressionContext {
  public:
    explicit ArgumentContext(const std::vector<SymbolicValue>& values) : values_(values) {}
    [[nodiscard]] ExpressionValue status(std::string_view) const override { return ExpressionValue::unknown(); }
    [[nodiscard]] ExpressionValue lookup(const std::vector<std::string>& path) const override {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (path.size() == 2 && path[1] == fmt::format("a{}", i)) return known_value(values_[i]);
        }
        return ExpressionValue::unknown();
    }

  private:
    const std::vector<SymbolicValue>& values_;
};

std::string operator_text(ExpressionKind kind) {
    switch (kind) {
        case ExpressionKind::less:
            return "<";
        case ExpressionKind::less_equal:
            return "<=";
        case ExpressionKind::greater:
            return ">";
        default:
            return ">=";
    }
}

}  // namespace

SymbolicValue SymbolicEvaluator::evaluate(const Expression& expression) const {
    if (!expression.valid()) return SymbolicValue::anything("expression");
    return value(expression, expression.root());
}

bool SymbolicEvaluator::holds(const Condition& condition) const {
    if (condition.implicit_success() && !scope_->status("success")) return false;
    if (condition.always_true_text() || condition.expressions().empty()) return true;
    if (condition.expressions().size() == 1) return truthy(condition.expressions().front());
    // Several expressions without text between them: false only when all of them are empty texts.
    for (const Expression& one : condition.expressions()) {
        const SymbolicValue text = texts_.as_text(evaluate(one));
        if (text.kind != Kind::text ? texts_.truthy(text) : !texts_.test(text, TextTest::equals, "")) return true;
    }
    return false;
}

SymbolicValue SymbolicEvaluator::evaluate(std::string_view text, const std::vector<EmbeddedExpression>& parts) const {
    if (parts.size() == 1 && parts[0].begin == 0 && parts[0].end == text.size())
        return forced(evaluate(parts[0].expression));
    std::vector<SymbolicValue> pieces;
    std::size_t position = 0;
    for (const EmbeddedExpression& part : parts) {
        pieces.push_back(SymbolicValue::of(text.substr(position, part.begin - position)));
        pieces.push_back(forced(evaluate(part.expression)));
        position = part.end;
    }
    pieces.push_back(SymbolicValue::of(text.substr(position)));
    return texts_.joined(pieces);
}

SymbolicValue SymbolicEvaluator::forced(SymbolicValue value) const {
    if (value.kind == Kind::job_result) return scope_->force(value);
    if (value.kind == Kind::text) texts_.settle(value);
    return value;
}

SymbolicValue SymbolicEvaluator::value(const Expression& expression, std::uint32_t index) const {
    const ExpressionNode& node = expression.node(index);
    switch (node.kind) {
        case ExpressionKind::null:
            return {};
        case ExpressionKind::boolean:
            return SymbolicValue::of(node.boolean);
        case ExpressionKind::number:
            return SymbolicValue::of(node.number);
        case ExpressionKind::string:
            return SymbolicValue::of(std::string_view(node.text));
        case ExpressionKind::logical_not:
            return SymbolicValue::of(!texts_.truthy(forced(value(expression, node.children[0]))));
        case ExpressionKind::logical_and:
        case ExpressionKind::logical_or: {
            SymbolicValue left = forced(value(expression, node.children[0]));
            const bool go_on = texts_.truthy(left) == (node.kind == ExpressionKind::logical_and);
            return go_on ? forced(value(expression, node.children[1])) : left;
        }
        case ExpressionKind::equal:
        case ExpressionKind::not_equal: {
            SymbolicValue left = forced(value(expression, node.children[0]));
            const bool same = texts_.equal(std::move(left), forced(value(expression, node.children[1])));
            return SymbolicValue::of(same == (node.kind == ExpressionKind::equal));
        }
        case ExpressionKind::less:
        case ExpressionKind::less_equal:
        case ExpressionKind::greater:
        case ExpressionKind::greater_equal:
            return compare(expression, node);
        case ExpressionKind::call:
            return call(expression, node);
        default:
            return member(expression, index);
    }
}

bool SymbolicEvaluator::path_of(const Expression& expression, std::uint32_t index,
                                std::vector<std::string>& path) const {
    const ExpressionNode& node = expression.node(index);
    if (node.kind == ExpressionKind::name) {
        path.push_back(lower_case(node.text));
        return true;
    }
    const bool step = node.kind == ExpressionKind::property || node.kind == ExpressionKind::index ||
                      node.kind == ExpressionKind::every;
    if (!step || !path_of(expression, node.children[0], path)) return false;
    if (node.kind == ExpressionKind::property) path.push_back(lower_case(node.text));
    if (node.kind == ExpressionKind::every) path.emplace_back("*");
    if (node.kind == ExpressionKind::index) {
        SymbolicValue key = texts_.as_text(forced(value(expression, node.children[1])));
        if (key.kind == Kind::text) texts_.pick(key);
        const std::string* letters = SymbolicTexts::known(key);
        if (letters == nullptr) return false;
        path.push_back(lower_case(*letters));
    }
    return true;
}

SymbolicValue SymbolicEvaluator::member(const Expression& expression, std::uint32_t index) const {
    std::vector<std::string> path;
    if (path_of(expression, index, path)) return scope_->lookup(path);
    const ExpressionNode& node = expression.node(index);
    if (node.kind == ExpressionKind::property && !node.children.empty()) {
        const SymbolicValue base = forced(value(expression, node.children[0]));
        if (base.kind == Kind::object) {
            for (const auto& [name, item] : base.members) {
                if (lower_case(name) == lower_case(node.text)) return item;
            }
            return {};
        }
        if (base.kind != Kind::anything && base.kind != Kind::array) return {};
    }
    return SymbolicValue::anything(fmt::format("expression {}", expression.to_string()));
}

SymbolicValue SymbolicEvaluator::compare(const Expression& expression, const ExpressionNode& node) const {
    std::vector<SymbolicValue> values;
    for (const std::uint32_t child : node.children) values.push_back(forced(value(expression, child)));
    const std::string text = "x.a0 " + operator_text(node.kind) + " x.a1";
    const ExpressionValue known = model::evaluate(Expression::parse(text), ArgumentContext(values));
    if (!known.is_unknown()) return symbolic_value(known, text);
    return SymbolicValue::anything(describe(values[0], texts_.store()) + operator_text(node.kind) +
                                   describe(values[1], texts_.store()));
}

SymbolicValue SymbolicEvaluator::call(const Expression& expression, const ExpressionNode& node) const {
    const std::string name = lower_case(node.text);
    const std::size_t count = node.children.size();
    if (count == 0) {
        if (name == "always") return SymbolicValue::of(true);
        if (name == "success" || name == "failure" || name == "cancelled")
            return SymbolicValue::of(scope_->status(name));
    }
    if (name == "contains" && count == 2) return contains(expression, node);
    if (name == "startswith" && count == 2) return edge_test(expression, node, TextTest::begins);
    if (name == "endswith" && count == 2) return edge_test(expression, node, TextTest::ends);
    if (name == "case" && count % 2 == 1) {
        for (std::size_t i = 0; i + 1 < count; i += 2) {
            if (texts_.truthy(forced(value(expression, node.children[i]))))
                return forced(value(expression, node.children[i + 1]));
        }
        return forced(value(expression, node.children[count - 1]));
    }
    std::vector<SymbolicValue> values;
    for (const std::uint32_t child : node.children) values.push_back(forced(value(expression, child)));
    if (name == "hashfiles") return SymbolicValue::open(texts_.store().symbol(expression.to_string(), {}));
    if (name == "format" && count >= 1) return format(values);
    if (name == "join" && count >= 1) return join(std::move(values));
    if (name == "tojson" && count == 1 && values[0].kind == Kind::boolean) return texts_.as_text(values[0]);
    if (name == "tojson" && count == 1 && values[0].kind == Kind::array) return list_json(values[0]);
    return known_call(node, values);
}

/// A function on values all of which are known; open ones that have few possible texts are decided.
SymbolicValue SymbolicEvaluator::known_call(const ExpressionNode& node,
                                            const std::vector<SymbolicValue>& values) const {
    std::vector<SymbolicValue> arguments = values;
    std::string text = node.text + "(";
    std::string key = text;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i].kind == Kind::text) texts_.pick(arguments[i]);
        text += fmt::format("{}x.a{}", i == 0 ? "" : ", ", i);
        key += (i == 0 ? "" : ", ") + describe(arguments[i], texts_.store());
    }
    const ExpressionValue known = model::evaluate(Expression::parse(text + ")"), ArgumentContext(arguments));
    return symbolic_value(known, key + ")");
}

SymbolicValue SymbolicEvaluator::contains(const Expression& expression, const ExpressionNode& node) const {
    SymbolicValue where = value(expression, node.children[0]);
    if (where.kind == Kind::job_result) where = forced(where);
    SymbolicValue what = forced(value(expression, node.children[1]));
    if (where.kind == Kind::array) {
        for (const SymbolicValue& item : where.items) {
            if (texts_.equal(forced(item), what)) return SymbolicValue::of(true);
        }
        return SymbolicValue::of(false);
    }
    if (where.kind == Kind::null) where = SymbolicValue::of(std::string_view());
    what = texts_.as_text(what);
    if (what.kind == Kind::text) texts_.pick(what);
    const std::string* letters = SymbolicTexts::known(what);
    if (where.kind == Kind::open_array && letters != nullptr)
        return SymbolicValue::of(texts_.store().decide_fact(where.name + " has '" + lower_case(*letters) + "'"));
    if (where.kind == Kind::object) return SymbolicValue::of(false);
    if (where.kind != Kind::anything) where = texts_.as_text(where);
    if (where.kind == Kind::text && letters != nullptr)
        return SymbolicValue::of(texts_.test(where, TextTest::contains, *letters));
    if (where.kind == Kind::text && what.kind == Kind::text) {
        texts_.pick(where);
        const std::string* text = SymbolicTexts::known(where);
        // A list of words in a text that the open one has to be a part of.
        if (text != nullptr && text->empty()) return SymbolicValue::of(texts_.test(what, TextTest::equals, ""));
    }
    return SymbolicValue::anything(describe(where, texts_.store()) + " contains " + describe(what, texts_.store()));
}

SymbolicValue SymbolicEvaluator::edge_test(const Expression& expression, const ExpressionNode& node,
                                           TextTest test) const {
    const SymbolicValue where = texts_.as_text(forced(value(expression, node.children[0])));
    SymbolicValue what = texts_.as_text(forced(value(expression, node.children[1])));
    if (what.kind == Kind::text) texts_.pick(what);
    const std::string* letters = SymbolicTexts::known(what);
    if (where.kind == Kind::text && letters != nullptr) return SymbolicValue::of(texts_.test(where, test, *letters));
    return SymbolicValue::anything(
        fmt::format("{} {} {}", describe(where, texts_.store()), node.text, describe(what, texts_.store())));
}

SymbolicValue SymbolicEvaluator::format(const std::vector<SymbolicValue>& values) const {
    const std::string* pattern = SymbolicTexts::known(values[0]);
    if (pattern == nullptr) return SymbolicValue::anything("format");
    std::vector<SymbolicValue> pieces;
    std::string letters;
    for (std::size_t i = 0; i < pattern->size(); ++i) {
        const char c = (*pattern)[i];
        if ((c == '{' || c == '}') && i + 1 < pattern->size() && (*pattern)[i + 1] == c) {
            letters += c;
            ++i;
        } else if (c == '{') {
            const std::size_t end = pattern->find('}', i);
            if (end == std::string::npos) return SymbolicValue::anything("format");
            const double number = number_from(pattern->substr(i + 1, end - i - 1));
            if (!(number >= 0 && number + 1 < static_cast<double>(values.size())))
                return SymbolicValue::anything("format");
            pieces.push_back(SymbolicValue::of(std::string_view(letters)));
            letters.clear();
            pieces.push_back(values[static_cast<std::size_t>(number) + 1]);
            i = end;
        } else {
            letters += c;
        }
    }
    pieces.push_back(SymbolicValue::of(std::string_view(letters)));
    return texts_.joined(pieces);
}

/// A list of texts as toJSON() writes it. Open pieces are taken to need no escapes.
SymbolicValue SymbolicEvaluator::list_json(const SymbolicValue& list) const {
    std::vector<SymbolicValue> pieces{SymbolicValue::of(std::string_view("["))};
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const SymbolicValue item = forced(list.items[i]);
        if (item.kind != Kind::text) return SymbolicValue::anything("toJSON");
        pieces.push_back(SymbolicValue::of(std::string_view(i == 0 ? "\n  \"" : ",\n  \"")));
        pieces.push_back(item);
        pieces.push_back(SymbolicValue::of(std::string_view("\"")));
    }
    pieces.push_back(SymbolicValue::of(std::string_view(list.items.empty() ? "]" : "\n]")));
    return texts_.joined(pieces);
}

SymbolicValue SymbolicEvaluator::join(std::vector<SymbolicValue> values) const {
    SymbolicValue separator = values.size() > 1 ? values[1] : SymbolicValue::of(std::string_view(","));
    if (values[0].kind == Kind::open_array || values[0].kind == Kind::anything)
        return SymbolicValue::anything("join(" + values[0].name + ")");
    if (values[0].kind != Kind::array) return texts_.as_text(values[0]);
    std::vector<SymbolicValue> pieces;
    for (std::size_t i = 0; i < values[0].items.size(); ++i) {
        if (i > 0) pieces.push_back(separator);
        pieces.push_back(forced(values[0].items[i]));
    }
    return texts_.joined(pieces);
}

}  // namespace csr::model
