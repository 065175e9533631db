#pragma once

#include <span>
#include <string_view>

namespace csr::policy {

/// A file of a rule pack that is part of the program.
struct EmbeddedFile {
    std::string_view path;  ///< "goal-mandala/log-group-retention.yaml"
    std::string_view bytes;
};

/// The packs' files, sorted by path.
[[nodiscard]] std::span<const EmbeddedFile> embedded_packs();

}  // namespace csr::policy
