#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/workflow/expression_value.hpp"

namespace csr::model {

struct ExpressionType;
using ExpressionTypeRef = std::shared_ptr<const ExpressionType>;

/// What is known about the value of an expression before it runs.
struct ExpressionType {
    enum class Kind : std::uint8_t { any, null, number, boolean, string, array, object };
    using Member = std::pair<std::string, ExpressionTypeRef>;

    Kind kind = Kind::any;
    ExpressionTypeRef element = {};    ///< of an array
    bool filtered = false;             ///< an array that `.*` made
    std::vector<Member> members = {};  ///< of an object; names in lower case, sorted
    ExpressionTypeRef rest = {};       ///< of an object's other members; null: it has no others

    [[nodiscard]] static const ExpressionTypeRef& any();
    [[nodiscard]] static const ExpressionTypeRef& null();
    [[nodiscard]] static const ExpressionTypeRef& number();
    [[nodiscard]] static const ExpressionTypeRef& boolean();
    [[nodiscard]] static const ExpressionTypeRef& string();
    [[nodiscard]] static ExpressionTypeRef array(ExpressionTypeRef element, bool filtered = false);
    /// With `rest` null, an object that has nothing but its members.
    [[nodiscard]] static ExpressionTypeRef object(std::vector<Member> members, ExpressionTypeRef rest = {});

    [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }
    /// The type of an object's member; null when it has none of that name.
    [[nodiscard]] ExpressionTypeRef member(std::string_view name) const;
    /// {a: string; b: number}, {string => string}, object, array<any> ...
    [[nodiscard]] std::string to_string() const;
};

/// What a value is that may be of either type.
[[nodiscard]] ExpressionTypeRef merged(const ExpressionTypeRef& left, const ExpressionTypeRef& right);
/// Whether a parameter of type `to` takes a value of type `from`.
[[nodiscard]] bool is_assignable(const ExpressionType& to, const ExpressionType& from);
/// Whether two types may be compared, by == or (`ordered`) by <.
[[nodiscard]] bool is_comparable(const ExpressionType& left, const ExpressionType& right, bool ordered);
/// The type of a known value; `any` for an unknown one.
[[nodiscard]] ExpressionTypeRef type_of(const ExpressionValue& value);

}  // namespace csr::model
