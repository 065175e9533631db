#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/source.hpp"

namespace csr::syntax {

/// One simple command of a shell script. Quotes are removed from the words; expansions stay as they are written.
struct ShellCommand {
    std::vector<std::string> words;      ///< the name and the arguments; never empty
    std::vector<std::string> redirects;  ///< where its output goes, also by what encloses it: "$GITHUB_ENV"
    bool literal = true;                 ///< no argument holds an expansion or substitution
    bool unheeded = false;               ///< its failure is passed over: `x || true`, `if x; then y; else echo no; fi`
    source::Span span;                   ///< in the script, without redirections
};

/// A place where a script uses a variable.
struct ShellVariable {
    enum class Use : std::uint8_t {
        read,    ///< $NAME
        assign,  ///< NAME=..., or an argument of `read`
        demand,  ///< ${NAME:?}, or a test whether it is empty
    };
    std::string name;
    Use use = Use::read;
    source::Span span;
};

/// A POSIX shell script.
struct ShellScript {
    std::vector<ShellCommand> commands;
    std::vector<ShellVariable> variables;  ///< in the order of the text; at most 10,000
    std::vector<source::Span> comments;
    /// What is only printed or written to a file: the arguments of echo and printf and the here-documents of cat and
    /// tee, unless another program reads them; without the substitutions in it. May overlap.
    std::vector<source::Span> printed;
};

/// What shell_commands() says, with the script's variables and comments.
[[nodiscard]] ShellScript shell_script(std::string_view script);

/// The commands of a POSIX shell script, in the order of the text, those in substitutions, too. What tree-sitter cannot
/// understand is left out. Nothing for a script larger than 1 MB or one that takes the parser more than half a second.
[[nodiscard]] std::vector<ShellCommand> shell_commands(std::string_view script);

/// The same for a shell that is no POSIX shell (PowerShell, cmd): lines are split at `|`, `;` and `&`, and into words
/// at blanks outside of quotes.
[[nodiscard]] std::vector<ShellCommand> plain_commands(std::string_view script);

}  // namespace csr::syntax
