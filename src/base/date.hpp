#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace csr::base {

/// Days since 1970-01-01, in UTC.
using Day = std::int64_t;

/// Reads "2027-01-31"; nothing when it is written otherwise or there is no such day.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);
/// The day in which that second since 1970 lies.
[[nodiscard]] Day day_of(std::int64_t seconds);
/// "2027-01-31".
[[nodiscard]] std::string day_text(Day day);

}  // namespace csr::base
