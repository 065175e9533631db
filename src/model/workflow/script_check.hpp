#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/workflow/workflow.hpp"

namespace csr::model {

enum class ScriptLanguage : std::uint8_t { bash, sh, python };

/// What a checker of scripts found. Lines and columns count from 1, columns in code points.
struct ScriptFinding {
    unsigned line = 0;
    unsigned column = 0;
    unsigned end_line = 0;  ///< 0: only the begin is known
    unsigned end_column = 0;
    std::string code;  ///< "SC2086"; empty when there is none
    std::string message;
};

/// Another program that knows a scripting language. Safe to use from several threads.
class ScriptChecker {
  public:
    virtual ~ScriptChecker() = default;
    /// Nothing when the language's program is not there, or took too long.
    [[nodiscard]] virtual std::optional<std::vector<ScriptFinding>> check(ScriptLanguage language,
                                                                          const std::string& script) const = 0;
};

/// Has the scripts of the workflow's run steps checked, with each expression replaced by as many letters, and gives the
/// findings with their places in the workflow's text; codes `shellcheck` and `pyflakes`. Scripts for other shells, and
/// those whose shell an expression decides, are left out. Tells which of the two programs have seen scripts.
struct ScriptDiagnostics {
    std::vector<Diagnostic> found;
    bool shellcheck = false;
    bool pyflakes = false;
};
[[nodiscard]] ScriptDiagnostics check_scripts(const Workflow& workflow, const ScriptChecker& checker);

}  // namespace csr::model
