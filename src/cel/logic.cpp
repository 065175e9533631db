// The part of the evaluator that decides in three values: `&&`, `||` and the macros over lists and maps.
#include <array>
#include <optional>
#include <vector>

#include "cel/containers.hpp"
#include "cel/evaluator.hpp"
#include "cel/operators.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

namespace {

/// How many deciding operands a result looks for once it is decided.
constexpr int most_deciding = 16;

}  // namespace

struct Evaluator::Logic {
    bool settling = false;    ///< the value that decides: false for && and all()
    bool exhaustive = false;  ///< goes on after the decision, to name everything that decided
    int decided = 0;
    int undecided = 0;
    const BlameTree* deciding = nullptr;
    const BlameTree* neutral = nullptr;
    std::optional<Result> unknown;
    std::optional<Result> error;
};

bool Evaluator::consider(Logic& logic, const Result& result) {
    const bool known = result.value.is(Kind::boolean);
    if (known && result.value.as_boolean() != logic.settling) {
        if (logic.undecided++ < static_cast<int>(most_blamed)) logic.neutral = both(logic.neutral, blame_of(result));
        return false;
    }
    if (known) {
        logic.deciding = both(logic.deciding, blame_of(result));
        return ++logic.decided >= (logic.exhaustive ? most_deciding : 1);
    }
    if (result.value.is(Kind::unknown)) {
        const std::array<Value, 2> parts{logic.unknown ? logic.unknown->value : result.value, result.value};
        const BlameTree* before = logic.unknown ? logic.unknown->blame : nullptr;
        logic.unknown = Result{merge_unknowns(parts, arena_), both(before, blame_of(result))};
    } else if (!logic.error) {
        logic.error = result.value.is(Kind::error) ? result : bad_kind(logic.settling ? "_||_" : "_&&_", result);
    }
    return false;
}

Result Evaluator::conclude(const Logic& logic) {
    if (logic.decided > 0) return {Value::boolean(logic.settling), logic.deciding};
    if (logic.unknown) return *logic.unknown;
    if (logic.error) return *logic.error;
    return {Value::boolean(!logic.settling), logic.neutral};
}

Result Evaluator::logic(const Node& node) {
    Logic logic;
    logic.settling = node.op == Op::logical_or;
    logic.exhaustive = !logic.settling && tracking_ && loops_ == 0;
    for (const std::uint32_t operand : code_.operands_of(node)) {
        if (consider(logic, run(operand))) break;
    }
    return conclude(logic);
}

/// Goes through the items of a list or the entries of a map.
struct Evaluator::Loop {
    const Node* node = nullptr;
    Result range;
    const BlameTree* blame = nullptr;  ///< of the range
    std::size_t size = 0;
    std::size_t next = 0;
    Value item;                 ///< the current list item, or the value of a map's entry
    bool maybe_absent = false;  ///< the current item may not exist
    std::optional<Value> open;  ///< set once an item was met that may not exist: positions are open from there on
};

bool Evaluator::begin(Loop& loop, const Node& node) {
    loop.node = &node;
    loop.range = run(code_.operand(node, 0));
    const Value& range = loop.range.value;
    if (range.is(Kind::error) || range.is(Kind::unknown)) return false;
    loop.blame = blame_of(loop.range);
    if (range.is(Kind::list)) {
        loop.size = range.as_list().size();
    } else if (range.is(Kind::map)) {
        loop.size = range.as_map().size();
    } else {
        loop.range = bad_kind("macro range", loop.range);
        return false;
    }
    ++loops_;
    return true;
}

bool Evaluator::step(Loop& loop) {
    if (loop.next == loop.size) {
        --loops_;
        return false;
    }
    const bool two = loop.node->is(Node::two_variables);
    Result& first = locals_[loop.node->a];
    const Value& range = loop.range.value;
    const auto placed = [&loop](const Value& value) {
        return Result{value, value.place().valid() ? nullptr : loop.blame};
    };
    if (range.is(Kind::list)) {
        loop.item = range.as_list().at(loop.next);
        loop.maybe_absent = is_maybe_absent(loop.item);
        if (loop.maybe_absent && !loop.open) loop.open = loop.item;
        (two ? locals_[loop.node->a + 1] : first) = placed(loop.item);
        if (two) first = {loop.open ? *loop.open : Value::integer(static_cast<std::int64_t>(loop.next)), loop.blame};
    } else {
        const Value key = range.as_map().key_at(loop.next);
        first = placed(key);
        loop.item = range.as_map().get(key).value_or(Value::error("no such key"));
        loop.maybe_absent = is_maybe_absent(loop.item);
        if (two) locals_[loop.node->a + 1] = placed(loop.item);
    }
    ++loop.next;
    return true;
}

Result Evaluator::quantifier(const Node& node) {
    Logic logic;
    logic.settling = node.op == Op::exists;
    logic.exhaustive = !logic.settling && tracking_ && loops_ == 0;
    Loop loop;
    if (!begin(loop, node)) return loop.range;
    const std::uint32_t predicate = code_.operand(node, 1);
    while (step(loop)) {
        Result result = run(predicate);
        const bool neutral = result.value.is(Kind::boolean) && result.value.as_boolean() != logic.settling;
        // What may not exist can neither decide nor fail.
        if (loop.maybe_absent && !neutral && !result.value.is(Kind::unknown))
            result = {merge_unknowns(std::span(&loop.item, 1), arena_), leaf(loop.item.place())};
        if (consider(logic, result)) {
            --loops_;
            break;
        }
    }
    Result result = conclude(logic);
    if (!result.value.is(Kind::boolean)) return result;
    // A list that lacks something is to blame itself; so is one whose items have no place.
    const bool lacking = logic.settling && !result.value.as_boolean() && loop.blame != nullptr;
    if (lacking || result.blame == nullptr) result.blame = loop.blame;
    return result;
}

Result Evaluator::exists_one(const Node& node) {
    Loop loop;
    if (!begin(loop, node)) return loop.range;
    int witnesses = 0;
    const BlameTree* blame = nullptr;
    std::optional<Result> error;
    std::optional<Result> unknown;
    while (step(loop)) {
        const Result result = run(code_.operand(node, 1));
        const bool holds = result.value.is(Kind::boolean) && result.value.as_boolean();
        if (result.value.is(Kind::boolean) && !holds) continue;
        if (result.value.is(Kind::unknown) || loop.maybe_absent) {
            const Value& open = result.value.is(Kind::unknown) ? result.value : loop.item;
            const std::array<Value, 2> parts{unknown ? unknown->value : open, open};
            unknown = Result{merge_unknowns(parts, arena_), both(unknown ? unknown->blame : nullptr, blame_of(result))};
        } else if (!holds) {
            if (!error) error = result.value.is(Kind::error) ? result : bad_kind("exists_one", result);
        } else if (++witnesses <= most_deciding) {
            blame = both(blame, blame_of(result));
        }
    }
    if (error) return *error;
    if (witnesses <= 1 && unknown) return *unknown;
    return {Value::boolean(witnesses == 1), blame != nullptr ? blame : loop.blame};
}

Result Evaluator::filter(const Node& node) {
    Loop loop;
    if (!begin(loop, node)) return loop.range;
    std::vector<Value> items;
    std::optional<Result> failure;
    while (step(loop)) {
        const Result kept = run(code_.operand(node, 1));
        if (kept.value.is(Kind::boolean)) {
            if (!kept.value.as_boolean()) continue;
            items.push_back(loop.range.value.is(Kind::list) ? loop.item : locals_[node.a].value);
        } else if (kept.value.is(Kind::unknown)) {
            const Value open = as_maybe_absent(kept.value, arena_);
            items.push_back(loop.item.place().valid() ? open.placed(loop.item.place()) : open);
        } else if (!failure) {
            failure = kept.value.is(Kind::error) ? kept : bad_kind("filter", kept);
        }
    }
    if (failure) return *failure;
    return {make_list(arena_, items), loop.blame};
}

Result Evaluator::map_each(const Node& node) {
    Loop loop;
    if (!begin(loop, node)) return loop.range;
    std::vector<Value> items;
    std::optional<Result> failure;
    while (step(loop)) {
        const bool filtered = node.count == 3;
        const Result kept = filtered ? run(code_.operand(node, 1)) : Result{Value::boolean(true)};
        if (kept.value.is(Kind::boolean) && !kept.value.as_boolean()) continue;
        if (!kept.value.is(Kind::boolean) && !kept.value.is(Kind::unknown)) {
            if (!failure) failure = kept.value.is(Kind::error) ? kept : bad_kind("map", kept);
            continue;
        }
        const Result made = run(code_.operand(node, node.count - 1));
        if (kept.value.is(Kind::unknown)) {
            items.push_back(as_maybe_absent(kept.value, arena_));
        } else if (loop.maybe_absent) {
            items.push_back(loop.item);
        } else if (made.value.is(Kind::error)) {
            if (!failure) failure = made;
        } else {
            items.push_back(made.value.is(Kind::unknown) ? merge_unknowns(std::span(&made.value, 1), arena_)
                                                         : made.value);
        }
    }
    if (failure) return *failure;
    return {make_list(arena_, items), loop.blame};
}

Result Evaluator::transform(const Node& node) {
    Loop loop;
    if (!begin(loop, node)) return loop.range;
    std::vector<ArrayMap::Entry> entries;
    std::optional<Result> failure;
    const auto fail = [&failure](const Result& result) {
        if (!failure) failure = result;
    };
    const auto put = [&](const Value& key, const Value& value) {
        for (const ArrayMap::Entry& entry : entries) {
            if (compare_keys(entry.key, key) == 0) return fail(failed("repeated key in a map", loop.blame));
        }
        if (!machine_.spend(entries.size())) return fail({out_of_steps()});
        entries.push_back({key, value});
    };
    while (step(loop)) {
        if (failure) continue;
        const Result kept = node.count == 3 ? run(code_.operand(node, 1)) : Result{Value::boolean(true)};
        if (kept.value.is(Kind::boolean) && !kept.value.as_boolean()) continue;
        if (!kept.value.is(Kind::boolean)) {
            const bool open = kept.value.is(Kind::error) || kept.value.is(Kind::unknown);
            fail(open ? kept : bad_kind("transformMap", kept));
            continue;
        }
        const Result made = run(code_.operand(node, node.count - 1));
        const Value& key = locals_[node.a].value;
        if (made.value.is(Kind::error) || key.is(Kind::unknown)) {
            fail(made.value.is(Kind::error) ? made : Result{key});
        } else if (node.op == Op::transform_map) {
            put(key, loop.maybe_absent ? loop.item : made.value);
        } else if (!made.value.is(Kind::map)) {
            fail(made.value.is(Kind::unknown) ? made : bad_kind("transformMapEntry", made));
        } else {
            const model::Map& entry = made.value.as_map();
            for (std::size_t index = 0; index < entry.size(); ++index)
                put(entry.key_at(index), entry.get(entry.key_at(index)).value_or(Value()));
        }
    }
    if (failure) return *failure;
    return {make_map(arena_, entries), loop.blame};
}

Result Evaluator::bind(const Node& node) {
    locals_[node.a] = run(code_.operand(node, 0));
    return run(code_.operand(node, 1));
}

Result Evaluator::optional_map(const Node& node) {
    const Result operand = run(code_.operand(node, 0));
    if (operand.value.is(Kind::error) || operand.value.is(Kind::unknown)) return operand;
    if (!operand.value.is(Kind::optional)) return bad_kind("optMap", operand);
    const Value* inner = operand.value.as_optional();
    if (inner == nullptr) return operand;
    locals_[node.a] = {*inner, operand.blame};
    const Result made = run(code_.operand(node, 1));
    if (made.value.is(Kind::error) || made.value.is(Kind::unknown)) return made;
    if (node.op == Op::opt_map) return {wrap(made.value), made.blame};
    return made.value.is(Kind::optional) ? made : bad_kind("optFlatMap", made);
}

Result Evaluator::alternative(const Node& node) {
    const Result operand = run(code_.operand(node, 0));
    if (operand.value.is(Kind::error) || operand.value.is(Kind::unknown)) return operand;
    if (!operand.value.is(Kind::optional)) return bad_kind("orValue", operand);
    const Value* inner = operand.value.as_optional();
    if (inner != nullptr && node.op == Op::opt_or) return operand;
    if (inner != nullptr) return {*inner, operand.blame};
    const Result other = run(code_.operand(node, 1));
    const bool open = other.value.is(Kind::error) || other.value.is(Kind::unknown);
    if (node.op == Op::opt_or && !open && !other.value.is(Kind::optional)) return bad_kind("or", other);
    return added_blame(other, blame_of(operand));
}

Result Evaluator::shared_value(const Node& node) {
    std::optional<Value>& kept = shared_->value_of(&node);
    if (!kept) {
        const std::vector<Value> variables = shared_->variables();
        kept = Evaluator(code_, variables, shared_->evaluation(), context_.user, {}, false).macro(node).value;
    }
    return {*kept};
}

Result Evaluator::macro(const Node& node) {
    if (shared_ != nullptr && node.is(Node::shared)) return shared_value(node);
    switch (node.op) {
        case Op::all:
        case Op::exists:
            return quantifier(node);
        case Op::exists_one:
            return exists_one(node);
        case Op::map_each:
            return map_each(node);
        case Op::filter:
            return filter(node);
        case Op::transform_map:
        case Op::transform_map_entry:
            return transform(node);
        case Op::bind:
            return bind(node);
        case Op::opt_or:
        case Op::opt_or_value:
            return alternative(node);
        default:
            return optional_map(node);
    }
}

}  // namespace csr::cel
