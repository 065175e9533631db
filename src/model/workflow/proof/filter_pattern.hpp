#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace csr::model {

/// Whether a branch, tag or path is matched by one pattern of a workflow filter (GitHub's "filter pattern cheat
/// sheet": `*`, `**`, `?`, `+`, `[]`, `\`), without the leading `!`. Time is linear in pattern times text.
[[nodiscard]] bool filter_pattern_matches(std::string_view pattern, std::string_view text);

/// The list under `branches:`; later patterns win, those that begin with `!` take away.
[[nodiscard]] bool filter_matches(const std::vector<std::string>& patterns, std::string_view text);

/// Whether the pattern has no special characters: it stands for itself only.
[[nodiscard]] bool is_plain_pattern(std::string_view pattern);

/// A text like those the pattern matches, with `filler` for its stars; check it before use.
[[nodiscard]] std::string sample_of_pattern(std::string_view pattern, std::string_view filler);

}  // namespace csr::model
