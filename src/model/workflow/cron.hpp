#pragma once

#include <optional>
#include <string_view>

#include "base/text.hpp"

namespace csr::model {

/// What is wrong with the five fields of a schedule; nothing when GitHub accepts them.
[[nodiscard]] std::optional<base::Text> cron_error(std::string_view cron);

/// The least number of minutes between two runs within a day; 0 for a schedule that is wrong.
[[nodiscard]] unsigned shortest_interval(std::string_view cron);

/// Whether `name` has the form of a name in the IANA time zone database.
[[nodiscard]] bool is_timezone_name(std::string_view name);

}  // namespace csr::model
