#include "cel/types.hpp"

#include <fmt/format.h>

namespace csr::cel {

using model::Type;

std::string type_text(const Type& type) {
    const auto with_element = [&type](std::string_view name) {
        if (type.element == nullptr || is_dynamic(*type.element)) return std::string(name);
        return fmt::format("{}({})", name, type_text(*type.element));
    };
    switch (type.kind) {
        case Type::Kind::dynamic:
            return "dyn";
        case Type::Kind::null:
            return "null";
        case Type::Kind::boolean:
            return "bool";
        case Type::Kind::integer:
            return "int";
        case Type::Kind::unsigned_integer:
            return "uint";
        case Type::Kind::floating:
            return "double";
        case Type::Kind::string:
            return "string";
        case Type::Kind::bytes:
            return "bytes";
        case Type::Kind::list:
            return with_element("list");
        case Type::Kind::map:
            return with_element("map");
        case Type::Kind::object:
            return type.object == nullptr ? "object" : std::string(type.object->name());
        case Type::Kind::optional:
            return with_element("optional");
        case Type::Kind::type:
            return "type";
    }
    return "dyn";
}

const Type& element_of(const Type& type) { return type.element == nullptr ? model::dynamic_type : *type.element; }

bool is_numeric(const Type& type) {
    return type.kind == Type::Kind::integer || type.kind == Type::Kind::unsigned_integer ||
           type.kind == Type::Kind::floating;
}

bool same_type(const Type& left, const Type& right) {
    if (&left == &right) return true;
    if (left.kind != right.kind || left.object != right.object) return false;
    const bool nested =
        left.kind == Type::Kind::list || left.kind == Type::Kind::map || left.kind == Type::Kind::optional;
    return !nested || same_type(element_of(left), element_of(right));
}

namespace {

bool is_map_like(const Type& type) { return type.kind == Type::Kind::map || type.kind == Type::Kind::object; }

}  // namespace

bool fits(const Type& parameter, const Type& argument) {
    if (is_dynamic(parameter) || is_dynamic(argument)) return true;
    if (is_map_like(parameter) && is_map_like(argument)) {
        const bool both_objects = parameter.kind == argument.kind && parameter.kind == Type::Kind::object;
        return !both_objects || parameter.object == nullptr || parameter.object == argument.object;
    }
    if (parameter.kind != argument.kind) return false;
    const bool nested = parameter.kind == Type::Kind::list || parameter.kind == Type::Kind::optional;
    return !nested || fits(element_of(parameter), element_of(argument));
}

bool comparable(const Type& left, const Type& right) {
    if (is_dynamic(left) || is_dynamic(right)) return true;
    if (left.kind == Type::Kind::null || right.kind == Type::Kind::null) return true;
    if (is_numeric(left) && is_numeric(right)) return true;
    if (is_map_like(left) && is_map_like(right)) return true;
    if (left.kind != right.kind) return false;
    const bool nested = left.kind == Type::Kind::list || left.kind == Type::Kind::optional;
    return !nested || comparable(element_of(left), element_of(right));
}

const Type& join(const Type& left, const Type& right) { return same_type(left, right) ? left : model::dynamic_type; }

const Type& type_of(const model::Value& value) {
    using model::Kind;
    switch (value.kind()) {
        case Kind::null:
            return model::null_type;
        case Kind::boolean:
            return model::boolean_type;
        case Kind::integer:
            return model::integer_type;
        case Kind::unsigned_integer:
            return model::unsigned_type;
        case Kind::floating:
            return model::floating_type;
        case Kind::string:
            return model::string_type;
        case Kind::bytes:
            return model::bytes_type;
        case Kind::list:
            return model::dynamic_list_type;
        case Kind::map:
            return model::dynamic_map_type;
        case Kind::type:
            return model::type_type;
        default:
            return model::dynamic_type;
    }
}

const Type& make_type(base::Arena& arena, Type::Kind kind, const Type& element) {
    return *arena.create<Type>(Type{kind, &element, nullptr});
}

}  // namespace csr::cel
