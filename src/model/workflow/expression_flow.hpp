#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/workflow/expression.hpp"

namespace csr::model {

/// A read of a context: {"github", "event", "issue", "title"} in lower case; "*" for `.*` and for every index that is
/// no text.
struct ContextPath {
    std::vector<std::string> parts;
    std::uint32_t begin = 0;  ///< in the expression's text
    std::uint32_t end = 0;
    std::uint32_t node = 0;

    /// The parts with dots between them.
    [[nodiscard]] std::string to_string() const;
};

/// Every read of a context anywhere in a valid expression, each as long as it is written, in the order of the text.
[[nodiscard]] std::vector<ContextPath> context_paths(const Expression& expression);
/// The reads that can become (a part of) the expression's value, in the order of the text. What is only compared,
/// negated, searched, hashed, used as an index or as a condition does not.
[[nodiscard]] std::vector<ContextPath> flowing_paths(const Expression& expression);

}  // namespace csr::model
