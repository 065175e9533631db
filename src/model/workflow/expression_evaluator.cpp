#include <algorithm>
#include <cmath>
#include <utility>

#include "model/workflow/expression_functions.hpp"
#include "model/workflow/expression_value.hpp"

namespace csr::model {

namespace {

using Kind = ExpressionValue::Kind;

// GitHub counts two bytes for each UTF-16 code unit of the values that an operation holds, and stops at 1 MiB.
constexpr std::size_t most_memory = 1U << 20U;

std::size_t memory_of(const ExpressionValue& value) { return value.kind == Kind::string ? value.text.size() * 2 : 0; }

ExpressionValue of(Truth value) {
    return value == Truth::unknown ? ExpressionValue::unknown() : ExpressionValue::of(value == Truth::yes);
}

Truth negate(Truth value) {
    if (value == Truth::unknown) return value;
    return value == Truth::yes ? Truth::no : Truth::yes;
}

/// The number of an item; nothing when there is no such item.
const ExpressionValue* item_at(const ExpressionValue& array, const ExpressionValue& index) {
    const double number = std::floor(number_of(index));
    if (!(number >= 0) || number >= static_cast<double>(array.items.size())) return nullptr;
    return &array.items[static_cast<std::size_t>(number)];
}

/// What an index or a member reads of one known value; null when there is nothing.
const ExpressionValue* read(const ExpressionValue& from, const ExpressionValue& index) {
    if (from.kind == Kind::array) return item_at(from, index);
    if (from.kind != Kind::object || index.is_container()) return nullptr;
    return from.member(text_of(index));
}

ExpressionValue filtered(std::vector<ExpressionValue> items) {
    ExpressionValue array = ExpressionValue::array(std::move(items));
    array.filtered = true;
    return array;
}

bool holds_unknown(const ExpressionValue& array) {
    return std::any_of(array.items.begin(), array.items.end(),
                       [](const ExpressionValue& item) { return item.is_unknown(); });
}

ExpressionValue member_of(const ExpressionValue& from, const ExpressionValue& index) {
    if (index.is_unknown()) return index;
    if (!from.filtered) {
        const ExpressionValue* found = read(from, index);
        return found == nullptr ? ExpressionValue::null() : *found;
    }
    if (holds_unknown(from)) return ExpressionValue::unknown();
    std::vector<ExpressionValue> items;
    for (const ExpressionValue& item : from.items) {
        if (const ExpressionValue* found = read(item, index)) items.push_back(*found);
    }
    return filtered(std::move(items));
}

ExpressionValue every_of(const ExpressionValue& from) {
    if (!from.filtered) return filtered(from.items);
    if (holds_unknown(from)) return ExpressionValue::unknown();
    std::vector<ExpressionValue> items;
    for (const ExpressionValue& item : from.items) items.insert(items.end(), item.items.begin(), item.items.end());
    return filtered(std::move(items));
}

/// The value of every node, children first.
class ExpressionEvaluator {
  public:
    ExpressionEvaluator(const Expression& expression, const ExpressionContext& context)
        : expression_(expression), context_(context) {}

    // Nodes come after their children, so a walk over all nodes in order needs no recursion.
    ExpressionValue run() {
        values_.reserve(expression_.nodes().size());
        for (const ExpressionNode& node : expression_.nodes()) {
            ExpressionValue made = value(node);
            std::size_t memory = memory_of(made);
            for (const std::uint32_t one : node.children) memory += memory_of(values_[one]);
            if (memory > most_memory) made = ExpressionValue::failure("The maximum allowed memory size was exceeded");
            values_.push_back(std::move(made));
        }
        return values_[expression_.root()];
    }

  private:
    const ExpressionValue& child(const ExpressionNode& node, std::size_t position) const {
        return values_[node.children[position]];
    }

    ExpressionValue value(const ExpressionNode& node) const {
        switch (node.kind) {
            case ExpressionKind::null:
                return ExpressionValue::null();
            case ExpressionKind::boolean:
                return ExpressionValue::of(node.boolean);
            case ExpressionKind::number:
                return ExpressionValue::of(node.number);
            case ExpressionKind::string:
                return ExpressionValue::of(node.text);
            case ExpressionKind::name:
            case ExpressionKind::property:
            case ExpressionKind::index:
            case ExpressionKind::every:
                return read_path(node);
            case ExpressionKind::call:
                return call(node);
            case ExpressionKind::logical_not:
                return child(node, 0).failed ? child(node, 0) : of(negate(truth_of(child(node, 0))));
            case ExpressionKind::logical_and:
                return both(child(node, 0), child(node, 1));
            case ExpressionKind::logical_or:
                return either(child(node, 0), child(node, 1));
            default:
                return comparison(node.kind, child(node, 0), child(node, 1));
        }
    }

    static ExpressionValue comparison(ExpressionKind kind, const ExpressionValue& left, const ExpressionValue& right) {
        if (left.failed) return left;
        if (right.failed) return right;
        return of(compare(kind, left, right));
    }

    static Truth compare(ExpressionKind kind, const ExpressionValue& left, const ExpressionValue& right) {
        switch (kind) {
            case ExpressionKind::equal:
                return loosely_equal(left, right);
            case ExpressionKind::not_equal:
                return negate(loosely_equal(left, right));
            case ExpressionKind::less:
                return loosely_less(left, right);
            case ExpressionKind::less_equal:
                return less_or_equal(left, right);
            case ExpressionKind::greater:
                return loosely_less(right, left);
            default:
                return less_or_equal(right, left);
        }
    }

    static Truth less_or_equal(const ExpressionValue& left, const ExpressionValue& right) {
        const Truth equal = loosely_equal(left, right);
        const Truth less = loosely_less(left, right);
        if (equal == Truth::yes || less == Truth::yes) return Truth::yes;
        return equal == Truth::no && less == Truth::no ? Truth::no : Truth::unknown;
    }

    static ExpressionValue both(const ExpressionValue& left, const ExpressionValue& right) {
        if (left.failed || truth_of(left) == Truth::no) return left;
        if (truth_of(left) == Truth::yes) return right;
        return ExpressionValue::unknown(truth_of(right) == Truth::no ? Truth::no : Truth::unknown);
    }

    static ExpressionValue either(const ExpressionValue& left, const ExpressionValue& right) {
        if (left.failed || truth_of(left) == Truth::yes) return left;
        if (truth_of(left) == Truth::no) return right;
        return ExpressionValue::unknown(truth_of(right) == Truth::yes ? Truth::yes : Truth::unknown);
    }

    ExpressionValue read_path(const ExpressionNode& node) const {
        if (node.kind == ExpressionKind::name) return context_.lookup({lower_case(node.text)});
        const ExpressionValue& from = child(node, 0);
        if (from.failed || (node.kind == ExpressionKind::index && child(node, 1).failed))
            return from.failed ? from : child(node, 1);
        if (from.is_unknown()) return look_up(node);
        if (node.kind == ExpressionKind::every) return every_of(from);
        return member_of(from, node.kind == ExpressionKind::property ? ExpressionValue::of(node.text) : child(node, 1));
    }

    /// What the context knows about a path although it does not know what the path begins with.
    ExpressionValue look_up(const ExpressionNode& node) const {
        std::vector<std::string> path;
        const ExpressionNode* at = &node;
        while (at->kind != ExpressionKind::name) {
            if (at->kind == ExpressionKind::property) {
                path.push_back(lower_case(at->text));
            } else if (at->kind == ExpressionKind::every) {
                path.emplace_back("*");
            } else if (at->kind == ExpressionKind::index && child(*at, 1).kind == Kind::string) {
                path.push_back(lower_case(child(*at, 1).text));
            } else {
                return ExpressionValue::unknown();
            }
            at = &expression_.node(at->children[0]);
        }
        path.push_back(lower_case(at->text));
        std::reverse(path.begin(), path.end());
        return context_.lookup(path);
    }

    ExpressionValue call(const ExpressionNode& node) const {
        const std::string name = lower_case(node.text);
        if (name == "success" || name == "failure" || name == "always" || name == "cancelled")
            return node.children.empty() ? context_.status(name) : ExpressionValue::unknown();
        std::vector<ExpressionValue> arguments;
        arguments.reserve(node.children.size());
        for (const std::uint32_t one : node.children) arguments.push_back(values_[one]);
        return call_function(name, arguments);
    }

    const Expression& expression_;
    const ExpressionContext& context_;
    std::vector<ExpressionValue> values_;
};

/// Nothing is known.
class NoContext final : public ExpressionContext {
  public:
    [[nodiscard]] ExpressionValue status(std::string_view) const override { return ExpressionValue::unknown(); }
    [[nodiscard]] ExpressionValue lookup(const std::vector<std::string>&) const override {
        return ExpressionValue::unknown();
    }
};

}  // namespace

ExpressionValue evaluate(const Expression& expression, const ExpressionContext& context) {
    if (!expression.valid()) return ExpressionValue::unknown();
    return ExpressionEvaluator(expression, context).run();
}

ExpressionValue fold(const Expression& expression) { return evaluate(expression, NoContext()); }

}  // namespace csr::model
