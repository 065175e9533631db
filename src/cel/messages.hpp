#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cel/ast.hpp"

/// The texts of what the checker finds, in both languages.
namespace csr::cel {

struct MessageAndHint {
    base::Text message;
    base::Text hint = {};
};

[[nodiscard]] std::string_view operator_text(Op op);
[[nodiscard]] MessageAndHint no_such_variable(std::string_view name, std::span<const std::string_view> candidates);
[[nodiscard]] MessageAndHint no_such_field(const model::Type& object, std::string_view name);
[[nodiscard]] MessageAndHint no_fields(const model::Type& type, std::string_view name);
[[nodiscard]] MessageAndHint no_items(const model::Type& type);
[[nodiscard]] MessageAndHint wrong_index(const model::Type& key);
[[nodiscard]] MessageAndHint wrong_key(const model::Type& key);
[[nodiscard]] MessageAndHint wrong_result(const model::Type& wanted, const model::Type& found);
[[nodiscard]] MessageAndHint expected_type(std::string_view wanted, const model::Type& found);
[[nodiscard]] MessageAndHint no_operator(std::string_view sign, const model::Type& operand);
[[nodiscard]] MessageAndHint no_operator(std::string_view sign, const model::Type& left, const model::Type& right);
[[nodiscard]] MessageAndHint never_equal(const model::Type& left, const model::Type& right);
[[nodiscard]] MessageAndHint no_function(const Environment& environment, std::string_view name, bool member,
                                         std::span<const model::Type* const> arguments);
[[nodiscard]] MessageAndHint wrong_pattern(std::string_view why);
[[nodiscard]] MessageAndHint unguarded(std::string_view path, std::string_view field);

}  // namespace csr::cel
