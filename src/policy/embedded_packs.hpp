#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace csr::policy {

/// What a rule's file says of it, as far as a run needs it before it reads the file. Words as they are written.
struct EmbeddedHead {
    std::string_view id = {};  ///< empty: read the file
    std::string_view name = {};
    std::string_view severity = {};
    std::string_view target = {};
    std::string_view resource_types = {};  ///< separated by commas
    bool with_actions = false;
};

/// A file of a rule pack that is part of the program.
struct EmbeddedFile {
    std::string_view name = {};  ///< "log-group-retention.yaml"
    std::string_view bytes = {};
    std::string_view sha256 = {};
    std::size_t run_size = 0;  ///< the bytes before a rule's tests, which only test-rules reads
    EmbeddedHead head = {};
};

/// A pack that is part of the program.
struct EmbeddedPack {
    std::string_view name = {};  ///< of its folder
    std::string_view sha256 = {};
    std::span<const EmbeddedFile> files = {};  ///< by name
};

/// The packs, by name.
[[nodiscard]] std::span<const EmbeddedPack> embedded_packs();

}  // namespace csr::policy
