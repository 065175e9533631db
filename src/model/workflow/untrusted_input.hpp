#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/workflow/expression_flow.hpp"

namespace csr::model {

/// A read of something that anybody can write: the title of an issue, a commit's message, a branch's name.
struct UntrustedRead {
    std::uint32_t begin = 0;  ///< in the expression
    std::uint32_t end = 0;
    std::string path;  ///< "github.event.issue.title"
};

/// What of the payloads' untrusted parts `read` of the expression is: "github.event.issue.title"; empty for the rest.
[[nodiscard]] std::string_view untrusted_path(const Expression& expression, const ContextPath& read);
/// The untrusted reads that can become part of an expression's value.
[[nodiscard]] std::vector<UntrustedRead> untrusted_reads(const Expression& expression);

}  // namespace csr::model
