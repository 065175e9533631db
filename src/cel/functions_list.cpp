// Functions over lists, beside the macros.
#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "cel/cel.hpp"
#include "cel/containers.hpp"
#include "cel/library.hpp"
#include "cel/operators.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

namespace {

using Arguments = std::span<const Value>;

std::vector<Value> items_of(const model::List& list) {
    std::vector<Value> items;
    items.reserve(list.size());
    for (std::size_t index = 0; index < list.size(); ++index) items.push_back(list.at(index));
    return items;
}

Value too_many(const CallContext& context) { return limit_reached(context.evaluation.arena, "list size"); }

/// The items when all of them are known; else what is returned instead.
struct KnownItems {
    std::vector<Value> items;
    std::optional<Value> instead;
};

KnownItems known_items(const CallContext& context, const model::List& list) {
    KnownItems known;
    if (!context.spend(list.size())) {
        known.instead = too_many(context);
        return known;
    }
    known.items = items_of(list);
    const auto is = [](Kind kind) { return [kind](const Value& item) { return item.is(kind); }; };
    const auto wrong = std::ranges::find_if(known.items, is(Kind::error));
    if (wrong != known.items.end()) {
        known.instead = *wrong;
    } else if (std::ranges::any_of(known.items, is(Kind::unknown))) {
        known.instead = merge_unknowns(known.items, context.evaluation.arena);
    }
    return known;
}

bool flatten_into(const CallContext& context, const model::List& list, std::int64_t depth, std::vector<Value>& made) {
    for (std::size_t index = 0; index < list.size(); ++index) {
        const Value item = list.at(index);
        if (!context.spend(1) || made.size() >= most_items) return false;
        if (item.is(Kind::list) && depth > 0) {
            if (!flatten_into(context, item.as_list(), depth - 1, made)) return false;
        } else {
            // An item that would be flattened may be an empty list.
            const bool open = item.is(Kind::unknown) && depth > 0;
            made.push_back(open ? as_maybe_absent(item, context.evaluation.arena) : item);
        }
    }
    return true;
}

Value flatten_lists(const CallContext& context, Arguments arguments) {
    constexpr std::int64_t most_depth = 64;
    const std::int64_t depth = arguments.size() > 1 ? arguments[1].as_integer() : 1;
    if (depth < 0) return Value::error("flatten: the depth must not be negative");
    std::vector<Value> made;
    if (!flatten_into(context, arguments[0].as_list(), std::min(depth, most_depth), made)) return too_many(context);
    return make_list(context.evaluation.arena, made);
}

Value distinct(const CallContext& context, Arguments arguments) {
    const KnownItems known = known_items(context, arguments[0].as_list());
    if (known.instead) return *known.instead;
    std::vector<Value> made;
    for (const Value& item : known.items) {
        if (!context.spend(made.size())) return too_many(context);
        bool there = false;
        for (const Value& other : made) {
            const Value same = equals(item, other, context.evaluation);
            if (same.is(Kind::unknown)) return same;
            there = there || same.as_boolean();
        }
        if (!there) made.push_back(item);
    }
    return make_list(context.evaluation.arena, made);
}

/// Whether all items can be ordered among each other.
bool is_sortable(const std::vector<Value>& items) {
    return std::ranges::all_of(items, [&items](const Value& item) { return compare(item, items.front()).has_value(); });
}

bool is_before(const Value& left, const Value& right) { return compare(left, right) == -1; }

Value sort(const CallContext& context, Arguments arguments) {
    const KnownItems known = known_items(context, arguments[0].as_list());
    if (known.instead) return *known.instead;
    const auto is_nan = [](const Value& item) { return compare(item, item) == 2; };
    if (!is_sortable(known.items) || std::ranges::any_of(known.items, is_nan))
        return Value::error("sort: the items have no order");
    // By hand, because clang calls libstdc++'s own stable_sort deprecated.
    std::vector<std::size_t> order(known.items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&items = known.items](std::size_t left, std::size_t right) {
        if (is_before(items[left], items[right])) return true;
        return !is_before(items[right], items[left]) && left < right;
    });
    std::vector<Value> sorted;
    sorted.reserve(order.size());
    for (const std::size_t index : order) sorted.push_back(known.items[index]);
    return make_list(context.evaluation.arena, sorted);
}

Value extreme(const CallContext& context, Arguments arguments, bool least) {
    const KnownItems known = known_items(context, arguments[0].as_list());
    if (known.instead) return *known.instead;
    if (known.items.empty()) return Value::error("the list is empty");
    if (!is_sortable(known.items)) return Value::error("the items have no order");
    return least ? *std::ranges::min_element(known.items, is_before)
                 : *std::ranges::max_element(known.items, is_before);
}

Value least(const CallContext& context, Arguments arguments) { return extreme(context, arguments, true); }
Value greatest(const CallContext& context, Arguments arguments) { return extreme(context, arguments, false); }

Value sum(const CallContext& context, Arguments arguments) {
    const KnownItems known = known_items(context, arguments[0].as_list());
    if (known.instead) return *known.instead;
    if (known.items.empty()) return Value::integer(0);
    Value total = known.items.front();
    if (!is_number(total)) return no_overload(context.evaluation.arena, "sum", std::span(&total, 1));
    for (std::size_t index = 1; index < known.items.size(); ++index) {
        total = arithmetic(Op::add, total, known.items[index], context.evaluation.arena);
        if (total.is(Kind::error)) return total;
    }
    return total;
}

Value slice(const CallContext& context, Arguments arguments) {
    const model::List& list = arguments[0].as_list();
    if (const auto open = open_items(list, context.evaluation.arena)) return *open;
    const std::int64_t begin = arguments[1].as_integer();
    const std::int64_t end = arguments[2].as_integer();
    if (begin < 0 || begin > end || end > static_cast<std::int64_t>(list.size()))
        return Value::error("slice: index out of range");
    if (!context.spend(static_cast<std::uint64_t>(end - begin))) return too_many(context);
    std::vector<Value> made;
    for (std::int64_t index = begin; index < end; ++index) made.push_back(list.at(static_cast<std::size_t>(index)));
    return make_list(context.evaluation.arena, made);
}

Value reverse(const CallContext& context, Arguments arguments) {
    if (!context.spend(arguments[0].as_list().size())) return too_many(context);
    std::vector<Value> items = items_of(arguments[0].as_list());
    std::ranges::reverse(items);
    return make_list(context.evaluation.arena, items);
}

Value range(const CallContext& context, Arguments arguments) {
    const std::int64_t size = arguments[0].as_integer();
    if (size > static_cast<std::int64_t>(most_items)) return too_many(context);
    if (!context.spend(static_cast<std::uint64_t>(std::max<std::int64_t>(size, 0)))) return too_many(context);
    std::vector<Value> made;
    for (std::int64_t index = 0; index < size; ++index) made.push_back(Value::integer(index));
    return make_list(context.evaluation.arena, made);
}

Value end_item(const CallContext& context, const model::List& list, std::size_t index) {
    if (const auto open = open_items(list, context.evaluation.arena)) return *open;
    if (list.size() == 0) return Value::optional(nullptr);
    const Value item = list.at(index);
    if (item.is(Kind::error)) return item;
    return Value::optional(context.evaluation.arena.create<Value>(item), item.place());
}

Value first(const CallContext& context, Arguments arguments) { return end_item(context, arguments[0].as_list(), 0); }

Value last(const CallContext& context, Arguments arguments) {
    return end_item(context, arguments[0].as_list(), arguments[0].as_list().size() - 1);
}

constexpr const model::Type& dynamic = model::dynamic_type;
constexpr const model::Type& integer = model::integer_type;
constexpr const model::Type& list = model::dynamic_list_type;

constexpr Function typed(Function function, Typing typing) {
    function.typing = typing;
    return function;
}

constexpr std::array functions{
    typed(member_function("flatten", flatten_lists, list, list), Typing::flattened_first),
    member_function("flatten", flatten_lists, list, list, integer),
    typed(member_function("distinct", distinct, list, list), Typing::same_as_first),
    typed(member_function("sort", sort, list, list), Typing::same_as_first),
    typed(member_function("reverse", reverse, list, list), Typing::same_as_first),
    typed(member_function("slice", slice, list, list, integer, integer), Typing::same_as_first),
    typed(member_function("sum", sum, dynamic, list), Typing::element_of_first),
    typed(member_function("min", least, dynamic, list), Typing::element_of_first),
    typed(member_function("max", greatest, dynamic, list), Typing::element_of_first),
    typed(member_function("first", first, dynamic, list), Typing::optional_of_element),
    typed(member_function("last", last, dynamic, list), Typing::optional_of_element),
    global_function("lists.range", range, list, integer),
};

}  // namespace

std::span<const Function> list_functions() { return functions; }

}  // namespace csr::cel
