#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace csr::model {

class ObjectType;

/// The static type of a value, for the CEL checker and for the coercions CloudFormation makes. Types are constants:
/// compare structurally, hold by pointer.
struct Type {
    enum class Kind : std::uint8_t {
        dynamic,
        null,
        boolean,
        integer,
        unsigned_integer,
        floating,
        string,
        bytes,
        list,
        map,
        object,
        optional,
        type
    };

    Kind kind = Kind::dynamic;
    const Type* element = nullptr;       ///< of a list, a map's values, an optional; null is dynamic
    const ObjectType* object = nullptr;  ///< of an object
};

/// A member of an object type.
struct Field {
    std::string_view name;
    const Type* type = nullptr;
    bool always = false;  ///< always present; a read of any other field has to be guarded with has() or be optional
};

/// An object type with declared fields: a model object (Resource, Job) or the properties of a CloudFormation type.
class ObjectType {
  public:
    virtual ~ObjectType() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Null when there is no such field.
    [[nodiscard]] virtual const Field* field(std::string_view name) const = 0;
    /// All fields, for "did you mean" and the documentation.
    [[nodiscard]] virtual std::span<const Field> fields() const = 0;
};

inline constexpr Type dynamic_type{};
inline constexpr Type null_type{Type::Kind::null};
inline constexpr Type boolean_type{Type::Kind::boolean};
inline constexpr Type integer_type{Type::Kind::integer};
inline constexpr Type unsigned_type{Type::Kind::unsigned_integer};
inline constexpr Type floating_type{Type::Kind::floating};
inline constexpr Type string_type{Type::Kind::string};
inline constexpr Type bytes_type{Type::Kind::bytes};
inline constexpr Type type_type{Type::Kind::type};
inline constexpr Type dynamic_list_type{Type::Kind::list};
inline constexpr Type string_list_type{Type::Kind::list, &string_type};
inline constexpr Type dynamic_map_type{Type::Kind::map};

}  // namespace csr::model
