#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "policy/verdict.hpp"

namespace csr::report {

/// The source line a location begins in, ready for a fixed-width display: tabs expanded, everything deceptive
/// escaped, long lines cut to a window around the location ("..." at a cut).
struct Excerpt {
    std::uint32_t line = 1;
    std::uint32_t last_line = 1;  ///< larger than `line` when the location goes on
    std::string before;           ///< of the line, up to the location
    std::string marked;           ///< what the location covers of the line; may be empty
    std::string after;
    std::size_t mark_begin = 0;    ///< columns before the mark
    std::size_t mark_columns = 1;  ///< at least 1
    [[nodiscard]] std::string text() const { return before + marked + after; }
};

/// `location.source` is not null; `columns` is the room for the line.
[[nodiscard]] Excerpt excerpt_of(const policy::Location& location, std::size_t columns);

}  // namespace csr::report
