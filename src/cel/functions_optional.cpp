// Optional values. or() and orValue() are operators of the evaluator, because they may not need their argument.
#include <array>
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

Value some(const CallContext& context, const Value& value) {
    return Value::optional(context.evaluation.arena.create<Value>(value), value.place());
}

Value of(const CallContext& context, Arguments arguments) { return some(context, arguments[0]); }

Value none(const CallContext& /*context*/, Arguments /*arguments*/) { return Value::optional(nullptr); }

bool is_zero(const Value& value) {
    switch (value.kind()) {
        case Kind::null:
            return true;
        case Kind::boolean:
            return !value.as_boolean();
        case Kind::integer:
            return value.as_integer() == 0;
        case Kind::unsigned_integer:
            return value.as_unsigned() == 0;
        case Kind::floating:
            return value.as_floating() == 0;
        case Kind::string:
        case Kind::bytes:
            return value.text().empty();
        case Kind::list:
            return value.as_list().size() == 0;
        case Kind::map:
            return value.as_map().size() == 0;
        case Kind::optional:
            return value.as_optional() == nullptr;
        default:
            return false;
    }
}

Value of_non_zero(const CallContext& context, Arguments arguments) {
    return is_zero(arguments[0]) ? Value::optional(nullptr) : some(context, arguments[0]);
}

Value has_value(const CallContext& /*context*/, Arguments arguments) {
    return Value::boolean(arguments[0].as_optional() != nullptr);
}

Value value_of(const CallContext& /*context*/, Arguments arguments) {
    const Value* inner = arguments[0].as_optional();
    return inner == nullptr ? Value::error("optional.none() has no value") : *inner;
}

Value unwrap(const CallContext& context, Arguments arguments) {
    const model::List& list = arguments[0].as_list();
    if (!context.spend(list.size())) return limit_reached(context.evaluation.arena, "evaluation steps");
    std::vector<Value> made;
    for (std::size_t index = 0; index < list.size(); ++index) {
        const Value item = list.at(index);
        if (item.is(Kind::unknown)) {
            made.push_back(as_maybe_absent(item, context.evaluation.arena));
        } else if (!item.is(Kind::optional)) {
            return no_overload(context.evaluation.arena, "unwrap", std::span(&item, 1));
        } else if (item.as_optional() != nullptr) {
            made.push_back(*item.as_optional());
        }
    }
    return make_list(context.evaluation.arena, made);
}

constexpr model::Type optional_type{model::Type::Kind::optional};
constexpr const model::Type& dynamic = model::dynamic_type;
constexpr const model::Type& list = model::dynamic_list_type;

constexpr Function typed(Function function, Typing typing) {
    function.typing = typing;
    return function;
}

constexpr std::array functions{
    typed(global_function("optional.of", of, optional_type, dynamic), Typing::optional_of_first),
    global_function("optional.none", none, optional_type),
    typed(global_function("optional.ofNonZeroValue", of_non_zero, optional_type, dynamic), Typing::optional_of_first),
    global_function("optional.unwrap", unwrap, list, list),
    member_function("unwrapOpt", unwrap, list, list),
    member_function("hasValue", has_value, model::boolean_type, optional_type),
    typed(member_function("value", value_of, dynamic, optional_type), Typing::element_of_first),
};

}  // namespace

std::span<const Function> optional_functions() { return functions; }

}  // namespace csr::cel
