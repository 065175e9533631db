#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "model/diagnostic.hpp"
#include "syntax/node.hpp"

namespace csr::model {

/// Notes a problem at `node`.
void report(std::vector<Diagnostic>& found, std::string_view code, syntax::NodeRef node, base::Text message);
/// Notes a problem at bytes of `node`'s document.
void report(std::vector<Diagnostic>& found, std::string_view code, syntax::NodeRef node, source::Span span,
            base::Text message);

/// "; did you mean 'x'?" for the candidate that `name` was meant to be; empty when none is near.
[[nodiscard]] base::Text meant(std::string_view name, std::span<const std::string_view> candidates);

/// The names as a message lists them: 'a', 'b'.
[[nodiscard]] std::string quoted_list(std::span<const std::string_view> names);

}  // namespace csr::model
