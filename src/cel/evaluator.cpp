#include "cel/evaluator.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "cel/containers.hpp"
#include "cel/operators.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

Evaluator::Evaluator(const Code& code, std::span<const Value> variables, const model::Evaluation& evaluation,
                     const void* user, Budget budget, bool tracking)
    : code_(code),
      variables_(variables),
      evaluation_(evaluation),
      arena_(evaluation.arena),
      machine_(budget),
      context_{evaluation, user, &machine_},
      tracking_(tracking) {
    if (code.locals == 0) return;
    auto* first = static_cast<Result*>(arena_.allocate(sizeof(Result) * code.locals, alignof(Result)));
    for (std::uint32_t index = 0; index < code.locals; ++index) ::new (first + index) Result();
    locals_ = {first, code.locals};
}

const BlameTree* Evaluator::leaf(model::Place place, std::string_view missing) const {
    return tracking_ ? blame_leaf(arena_, place, missing) : nullptr;
}

const BlameTree* Evaluator::both(const BlameTree* left, const BlameTree* right) {
    return tracking_ ? blame_both(arena_, left, right) : nullptr;
}

const BlameTree* Evaluator::blame_of(const Result& result) const {
    return result.blame != nullptr ? result.blame : leaf(result.value.place());
}

const BlameTree* Evaluator::blame_all(std::span<const Result> results) {
    if (!tracking_) return nullptr;
    const BlameTree* all = nullptr;
    for (const Result& result : results) all = both(all, blame_of(result));
    return all;
}

Result Evaluator::added_blame(Result result, const BlameTree* more) {
    if (tracking_) result.blame = both(more, blame_of(result));
    return result;
}

Result Evaluator::failed(std::string_view message, const BlameTree* blame) const {
    return {Value::error(message), blame};
}

Result Evaluator::bad_kind(std::string_view name, const Result& operand) {
    return {no_overload(arena_, name, std::span(&operand.value, 1)), blame_of(operand)};
}

std::optional<Result> Evaluator::not_known(std::span<const Result> operands) {
    const BlameTree* blame = nullptr;
    std::array<Value, Function::most_parameters> unknown;
    std::size_t count = 0;
    for (const Result& operand : operands) {
        if (operand.value.is(Kind::error)) return operand;
        if (!operand.value.is(Kind::unknown)) continue;
        blame = both(blame, blame_of(operand));
        unknown[count++] = operand.value;
    }
    if (count == 0) return std::nullopt;
    return Result{merge_unknowns(std::span(unknown).first(count), arena_), blame};
}

Value Evaluator::out_of_steps() {
    if (!exhausted_) exhausted_ = limit_reached(arena_, "evaluation steps");
    return *exhausted_;
}

Result Evaluator::run(std::uint32_t node) {
    if (!machine_.spend(1)) return {out_of_steps()};
    const Node& found = code_.nodes[node];
    if (found.op >= Op::all) return macro(found);
    return execute(found, node);
}

Result Evaluator::execute(const Node& node, std::uint32_t index) {
    switch (node.op) {
        case Op::constant:
            return {code_.constants[node.a]};
        case Op::variable:
            return variable(node);
        case Op::local:
            return locals_[node.a];
        case Op::name:
            return unresolved(node);
        case Op::select:
            return select(node);
        case Op::has:
            return has(node);
        case Op::index:
            return this->index(node);
        case Op::call:
            return call(node);
        case Op::list:
            return list(node);
        case Op::map:
            return map(node);
        case Op::present:
            return run(code_.operand(code_.nodes[index], 0));
        case Op::negate:
        case Op::logical_not:
            return unary(node);
        case Op::logical_and:
        case Op::logical_or:
            return logic(node);
        case Op::conditional:
            return conditional(node);
        default:
            return binary(node);
    }
}

Result Evaluator::variable(const Node& node) const {
    if (node.a < variables_.size()) return {variables_[node.a]};
    return failed("the variable has no value", nullptr);
}

Result Evaluator::unresolved(const Node& node) const {
    return {make_error(arena_, fmt::format("undeclared reference to '{}'", code_.name(node)))};
}

Result Evaluator::unary(const Node& node) {
    const Result operand = run(code_.operand(node, 0));
    if (operand.value.is(Kind::error) || operand.value.is(Kind::unknown)) return operand;
    if (node.op == Op::negate) return {negate(operand.value, arena_), blame_of(operand)};
    if (!operand.value.is(Kind::boolean)) return bad_kind("!_", operand);
    return {Value::boolean(!operand.value.as_boolean()), blame_of(operand)};
}

Result Evaluator::binary(const Node& node) {
    const std::array<Result, 2> operands{run(code_.operand(node, 0)), run(code_.operand(node, 1))};
    if (const auto result = not_known(operands)) return *result;
    return {combine(node.op, operands[0].value, operands[1].value), blame_all(operands)};
}

namespace {

std::string_view relation_name(Op op) {
    switch (op) {
        case Op::less:
            return "_<_";
        case Op::less_equal:
            return "_<=_";
        case Op::greater:
            return "_>_";
        case Op::greater_equal:
            return "_>=_";
        default:
            return "@in";
    }
}

bool holds(Op op, int order) {
    if (order == 2) return false;  // a NaN
    switch (op) {
        case Op::less:
            return order < 0;
        case Op::less_equal:
            return order <= 0;
        case Op::greater:
            return order > 0;
        default:
            return order >= 0;
    }
}

}  // namespace

Value Evaluator::combine(Op op, const Value& left, const Value& right) {
    if (op < Op::equal) {
        const Value made = arithmetic(op, left, right, arena_);
        const bool grown = made.is(Kind::string) || made.is(Kind::bytes);
        if (grown && !machine_.spend(made.text().size() / 16)) return out_of_steps();
        if (made.is(Kind::list) && !machine_.spend(made.as_list().size())) return out_of_steps();
        return made;
    }
    if (op == Op::in) return contains(left, right);
    if (op == Op::equal || op == Op::not_equal) {
        const Value same = equals(left, right, evaluation_);
        if (op == Op::equal || !same.is(Kind::boolean)) return same;
        return Value::boolean(!same.as_boolean());
    }
    if (const auto order = compare(left, right)) return Value::boolean(holds(op, *order));
    const std::array<Value, 2> operands{left, right};
    return no_overload(arena_, relation_name(op), operands);
}

Value Evaluator::contains(const Value& item, const Value& container) {
    if (container.is(Kind::map)) {
        const auto member = container.as_map().get(item);
        if (member && is_maybe_absent(*member)) return merge_unknowns(std::span(&*member, 1), arena_);
        return Value::boolean(member.has_value());
    }
    if (!container.is(Kind::list)) {
        const std::array<Value, 2> operands{item, container};
        return no_overload(arena_, relation_name(Op::in), operands);
    }
    const model::List& list = container.as_list();
    std::optional<Value> open;
    for (std::size_t index = 0; index < list.size(); ++index) {
        if (!machine_.spend(1)) return out_of_steps();
        const Value same = equals(item, list.at(index), evaluation_);
        if (same.is(Kind::boolean)) {
            if (same.as_boolean()) return same;
            continue;
        }
        const std::array<Value, 2> parts{open.value_or(same), same};
        open = merge_unknowns(parts, arena_);
    }
    return open.value_or(Value::boolean(false));
}

Result Evaluator::call(const Node& node) {
    const CallSite& site = code_.calls[node.a];
    if (site.count == 0) return {make_error(arena_, fmt::format("unbound function '{}'", site.name))};
    std::array<Result, Function::most_parameters> results;
    std::array<Value, Function::most_parameters> values;
    const std::span<const std::uint32_t> operands = code_.operands_of(node);
    for (std::size_t index = 0; index < operands.size(); ++index) {
        results[index] = run(operands[index]);
        values[index] = results[index].value;
    }
    const auto given = std::span<const Result>(results).first(operands.size());
    if (!code_.candidates[site.first]->sees_unknown) {
        if (const auto result = not_known(given)) return *result;
    } else {
        for (const Result& result : given) {
            if (result.value.is(Kind::error)) return result;
        }
    }
    const Value made = dispatch(site, std::span<const Value>(values).first(operands.size()));
    if (made.place().valid()) return {made};
    return {made, blame_all(given)};
}

namespace {

/// Whether two names are the same; mostly they are one text.
bool same_name(std::string_view left, std::string_view right) {
    return left.size() == right.size() && (left.data() == right.data() || left == right);
}

bool accepts(const model::Type& parameter, const Value& value) {
    using TypeKind = model::Type::Kind;
    switch (parameter.kind) {
        case TypeKind::dynamic:
            return true;
        case TypeKind::null:
            return value.is(Kind::null);
        case TypeKind::boolean:
            return value.is(Kind::boolean);
        case TypeKind::integer:
            return value.is(Kind::integer);
        case TypeKind::unsigned_integer:
            return value.is(Kind::unsigned_integer);
        case TypeKind::floating:
            return value.is(Kind::floating);
        case TypeKind::string:
            return value.is(Kind::string);
        case TypeKind::bytes:
            return value.is(Kind::bytes);
        case TypeKind::list:
            return value.is(Kind::list);
        case TypeKind::map:
            return value.is(Kind::map);
        case TypeKind::object:
            return value.is(Kind::map) && (parameter.object == nullptr || value.as_map().object_type().empty() ||
                                           same_name(value.as_map().object_type(), parameter.object->name()));
        case TypeKind::optional:
            return value.is(Kind::optional);
        case TypeKind::type:
            return value.is(Kind::type);
    }
    return false;
}

bool accepts(const Function& function, std::span<const Value> arguments) {
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        const bool open = function.sees_unknown && arguments[index].is(Kind::unknown);
        if (!open && !accepts(*function.parameters[index], arguments[index])) return false;
    }
    return true;
}

}  // namespace

Value Evaluator::dispatch(const CallSite& site, std::span<const Value> arguments) {
    for (std::uint32_t index = site.first; index < site.first + site.count; ++index) {
        const Function& function = *code_.candidates[index];
        if (!accepts(function, arguments)) continue;
        machine_.use_patterns(site.regex.get(), site.patterns.get());
        return function.body(context_, arguments);
    }
    return no_overload(arena_, site.name, arguments);
}

Result Evaluator::list(const Node& node) {
    const std::span<const std::uint32_t> operands = code_.operands_of(node);
    std::vector<Value> items;
    items.reserve(operands.size());
    const BlameTree* blame = nullptr;
    for (const std::uint32_t operand : operands) {
        const Result item = run(operand);
        if (item.value.is(Kind::error)) return item;
        blame = both(blame, blame_of(item));
        if (code_.nodes[operand].op != Op::present) {
            items.push_back(item.value.is(Kind::unknown) ? merge_unknowns(std::span(&item.value, 1), arena_)
                                                         : item.value);
        } else if (item.value.is(Kind::unknown)) {
            items.push_back(as_maybe_absent(item.value, arena_));
        } else if (!item.value.is(Kind::optional)) {
            return bad_kind("optional item", item);
        } else if (item.value.as_optional() != nullptr) {
            items.push_back(*item.value.as_optional());
        }
    }
    return {make_list(arena_, items), blame};
}

Result Evaluator::map(const Node& node) {
    const std::span<const std::uint32_t> operands = code_.operands_of(node);
    std::vector<ArrayMap::Entry> entries;
    entries.reserve(operands.size() / 2);
    const BlameTree* blame = nullptr;
    for (std::size_t index = 0; index < operands.size(); index += 2) {
        const Result key = run(operands[index]);
        if (key.value.is(Kind::error) || key.value.is(Kind::unknown)) return key;
        if (!is_key(key.value)) return bad_kind("map key", key);
        for (const ArrayMap::Entry& entry : entries) {
            if (compare_keys(entry.key, key.value) == 0) return failed("repeated key in a map", blame_of(key));
        }
        Result member = run(operands[index + 1]);
        if (member.value.is(Kind::error)) return member;
        blame = both(blame, blame_of(member));
        if (code_.nodes[operands[index + 1]].op == Op::present) {
            if (member.value.is(Kind::unknown)) {
                member.value = as_maybe_absent(member.value, arena_);
            } else if (!member.value.is(Kind::optional)) {
                return bad_kind("optional entry", member);
            } else if (member.value.as_optional() == nullptr) {
                continue;
            } else {
                member.value = *member.value.as_optional();
            }
        }
        entries.push_back({key.value, member.value});
    }
    return {make_map(arena_, entries), blame};
}

Result Evaluator::conditional(const Node& node) {
    const Result condition = run(code_.operand(node, 0));
    if (condition.value.is(Kind::error) || condition.value.is(Kind::unknown)) return condition;
    if (!condition.value.is(Kind::boolean)) return bad_kind("_?_:_", condition);
    const Result branch = run(code_.operand(node, condition.value.as_boolean() ? 1 : 2));
    return added_blame(branch, blame_of(condition));
}

}  // namespace csr::cel
