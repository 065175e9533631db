#pragma once

#include "model/workflow/script_check.hpp"

namespace csr::cli {

/// The machine's shellcheck and pyflakes, each with a time limit; no settings of the repository reach them.
class ScriptPrograms final : public model::ScriptChecker {
  public:
    [[nodiscard]] std::optional<std::vector<model::ScriptFinding>> check(model::ScriptLanguage language,
                                                                         const std::string& script) const override;
};

/// Reads what `shellcheck --format=json1` writes; findings lie `lines_before` lines further up.
[[nodiscard]] std::vector<model::ScriptFinding> read_shellcheck(std::string json, unsigned lines_before);
/// Reads the lines FILE:LINE:COLUMN: MESSAGE that pyflakes writes.
[[nodiscard]] std::vector<model::ScriptFinding> read_pyflakes(std::string_view text);

}  // namespace csr::cli
