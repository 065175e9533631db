#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "base/text.hpp"

namespace csr::base {

/// A mistake of the user's: a bad flag, an unreadable file, a typo in a rule. Findings are data, not errors.
struct Error {
    Text message;              ///< what is wrong, without the place
    Text hint;                 ///< the way out; may be empty
    std::string path = {};     ///< the file, as the user names it; empty when no file is meant
    std::uint32_t line = 0;    ///< 1-based; 0 when the whole file is meant
    std::uint32_t column = 0;  ///< 1-based, in Unicode code points; 0 when the whole line is meant
};

/// A value, or why there is none.
template <class T>
using Result = std::expected<T, Error>;

}  // namespace csr::base
