#pragma once

#include <optional>
#include <string>

#include "syntax/node.hpp"

namespace csr::test {

/// One of the ways to write the same template.
struct Writing {
    bool json = false;        ///< JSON, else YAML
    bool short_forms = true;  ///< !Ref; of JSON without effect
    bool reversed = false;    ///< the keys of every mapping in reverse order
    bool parameters = false;  ///< literals of properties become parameters with that single allowed value
};

/// The template below `root` in that writing. Nothing when it cannot be said so: an unknown tag in JSON.
[[nodiscard]] std::optional<std::string> written_as(syntax::NodeRef root, const Writing& writing);

}  // namespace csr::test
