#pragma once

#include <string>

#include "policy/decode.hpp"
#include "policy/rule.hpp"

namespace csr::policy {

/// Whether a file of a pack with that name is a catalogue: requirements.yaml or requirements-WORD.yaml.
[[nodiscard]] bool is_catalogue_name(std::string_view file);

/// The document of a catalogue: "PACK" for requirements.yaml, "PACK-WORD" for requirements-WORD.yaml.
[[nodiscard]] std::string document_of(std::string_view file, std::string_view pack);

/// Reads a catalogue of the pack `pack` (schemas/requirements.schema.json) whose document has to be `document`.
[[nodiscard]] Catalogue read_catalogue(const syntax::Tree& tree, const std::string& pack, const std::string& document,
                                       Mistakes& mistakes);

}  // namespace csr::policy
