#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "model/workflow/expression_value.hpp"

namespace csr::model {

/// A function of the language, and how many arguments it takes.
struct ExpressionFunction {
    std::string_view name;  ///< as GitHub writes it
    std::uint32_t least;    ///< arguments
    std::uint32_t most;
    bool odd = false;        ///< takes only an odd number of arguments
    bool everywhere = true;  ///< false: only under keys that offer it (expression_place.hpp)
};

[[nodiscard]] std::span<const ExpressionFunction> expression_functions();
/// By name without regard to case; null when there is none.
[[nodiscard]] const ExpressionFunction* find_expression_function(std::string_view name);

/// The value of a call; `name` in lower case. Status functions are not decided here. Unknown for what is no function.
[[nodiscard]] ExpressionValue call_function(std::string_view name, std::span<const ExpressionValue> arguments);

/// A placeholder {0} of a format text, or a brace that is none.
struct FormatPart {
    std::size_t begin = 0;  ///< in the text
    std::size_t end = 0;
    std::uint32_t argument = 0;  ///< of a placeholder
    bool valid = true;           ///< false: GitHub refuses the text because of this brace
};

/// The placeholders of a format text; doubled braces are none.
[[nodiscard]] std::vector<FormatPart> format_parts(std::string_view text);

}  // namespace csr::model
