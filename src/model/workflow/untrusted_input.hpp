#pragma once

#include <string>
#include <vector>

#include "model/workflow/expression.hpp"

namespace csr::model {

/// A read of something that anybody can write: the title of an issue, a commit's message, a branch's name.
struct UntrustedRead {
    std::uint32_t begin = 0;  ///< in the expression
    std::uint32_t end = 0;
    std::string path;  ///< "github.event.issue.title"
};

/// The untrusted reads that can become part of an expression's value.
[[nodiscard]] std::vector<UntrustedRead> untrusted_reads(const Expression& expression);

}  // namespace csr::model
