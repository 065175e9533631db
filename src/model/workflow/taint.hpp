#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "model/type.hpp"
#include "model/value.hpp"
#include "model/workflow/expression_site.hpp"
#include "model/workflow/workflow.hpp"

/// Who decides what a context holds: the part of the model that tells injection from harmless expansion.
namespace csr::model {

/// What can stand in a context, from harmless to dangerous.
enum class Rating : std::uint8_t {
    fixed,       ///< a number, a flag, one of a few words, a commit id, or what the repository's own files say
    unknown,     ///< nobody can tell from the files: an output of a step, a variable
    structured,  ///< a text with a form, parts of which somebody chooses: a URL
    arbitrary,   ///< any text that somebody chooses
};

[[nodiscard]] std::string_view name_of(Rating rating);

/// The rating of a context, by its path in lower case ({"github", "event", "issue", "title"}), read where `site` is.
[[nodiscard]] Rating rate(const std::vector<std::string>& path, const ExpressionSite& site);

/// What can become part of the expression's value, rated, as a rule sees it: the list of its taints.
[[nodiscard]] Value taints_of(const ExpressionSite& site, base::Arena& arena);
[[nodiscard]] const ObjectType& taint_type();

}  // namespace csr::model
