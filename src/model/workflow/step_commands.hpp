#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/workflow/workflow.hpp"
#include "source/source.hpp"

namespace csr::model {

/// The shell a run step uses: its own, the job's or the workflow's default, else what GitHub takes on the job's runner
/// ("pwsh" on Windows, "bash" elsewhere). Empty when an expression decides.
[[nodiscard]] std::string_view shell_of(const Step& step);

/// The script with every byte of its expressions but line breaks replaced by `filler`, so that offsets stay.
[[nodiscard]] std::string script_without_expressions(std::string_view script, char filler);

/// The step's `run` as far as it does something: without comment lines and, in a POSIX shell, with blanks for what
/// echo, printf and the here-documents of cat and tee only print. Empty for any other step.
[[nodiscard]] std::string running_text(const Step& step);

/// One simple command of a run step.
struct StepCommand {
    std::vector<std::string> words;  ///< never empty; wrappers (`sudo -E`, `env A=1`) left out, expressions as letters
    std::vector<std::string> redirects;
    bool literal = true;       ///< no argument holds an expansion or an expression
    bool unheeded = false;     ///< the script passes its failure over
    std::string_view written;  ///< as it stands in the script
    source::Span span;         ///< of `written` in the script

    /// Whether a word is written out: no expansion, no pattern, no expression in it.
    [[nodiscard]] bool is_plain(std::string_view word) const;
};

/// The commands of the step's `run`; none for any other step.
[[nodiscard]] std::vector<StepCommand> step_commands(const Step& step);

/// The value of a key under `defaults.run`, of the job or else the workflow; invalid when neither says it.
[[nodiscard]] syntax::NodeRef default_of_run(const Job& job, std::string_view key);

}  // namespace csr::model
