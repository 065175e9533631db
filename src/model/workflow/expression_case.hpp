#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace csr::model {

/// UTF-16 code units of `text` in upper case, as GitHub compares texts: letter by letter, without a language's rules (i
/// and dotted capital I differ). Nothing when the text is not UTF-8 or holds letters of scripts whose cases are not
/// known here.
[[nodiscard]] std::optional<std::u16string> folded_case(std::string_view text);

}  // namespace csr::model
