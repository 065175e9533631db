#pragma once

#include <string_view>

#include "policy/verdict.hpp"
#include "source/source.hpp"

namespace csr::report {

/// A location in lines and columns; `end` is exclusive.
struct Place {
    std::string_view path;
    source::Position begin;
    source::Position end;
    source::Span span;
};

/// `location.source` is not null.
[[nodiscard]] Place place_of(const policy::Location& location);

/// The same place, cut at the end of its first line. A viewer that shows a place only where all of its lines were
/// changed (as code scanning does on pull requests) would otherwise never show a finding about a whole block.
[[nodiscard]] Place first_line_of(const policy::Location& location);

}  // namespace csr::report
