#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/workflow/expression.hpp"

namespace csr::model {

/// A piece of a word of a shell script.
struct ShellPiece {
    enum class Kind : std::uint8_t { letters, variable, variable_in_small_letters, expression, unknown };
    Kind kind = Kind::letters;
    std::string text = {};  ///< the letters or the variable's name
    Expression expression = {};
    std::string fallback = {};  ///< of ${NAME:-fallback}
};

/// One word; `quoted` when no part of it stands outside quotes that may be split or expanded.
struct ShellWord {
    std::vector<ShellPiece> pieces;
    bool quoted = true;

    /// The word when it is nothing but letters, else empty.
    [[nodiscard]] std::string_view letters() const;
};

/// The ends that commands can have of which nothing else matters (condense()).
struct ShellEnds {
    enum class Chance : std::uint8_t {
        never,
        doubtful,  ///< hangs on something that cannot be decided
        possible,
    };
    Chance passes = Chance::never;
    Chance fails = Chance::never;  ///< without ending the script
    Chance stops_well = Chance::never;
    Chance stops_badly = Chance::never;
    bool runs_unknown = false;  ///< a command that may write outputs
};

struct ShellCommand;
using ShellList = std::vector<ShellCommand>;

/// One command with what follows it on && or ||.
struct ShellCommand {
    enum class Kind : std::uint8_t { simple, branch, group, either, ends };
    enum class Link : std::uint8_t { none, and_then, or_else };
    Kind kind = Kind::simple;
    bool negated = false;
    std::vector<ShellWord> words = {};   ///< of a simple command
    std::vector<ShellWord> target = {};  ///< of `>>`, at most one
    bool piped = false;                  ///< part of a pipeline: only its last command counts, and is unknown
    std::vector<ShellList> lists = {};   ///< branch: condition, then, condition, then ..., [else]; group: one
    ShellWord subject = {};              ///< of `case` (either)
    std::vector<std::vector<ShellWord>> patterns = {};  ///< of `case`, one for each list
    Link link = Link::none;                             ///< how the next command of the list hangs on this one
    ShellEnds ends = {};                                ///< of condensed ones
};

/// What is understood of a bash script: echo, exit, tests, if, case, && and ||; everything else is a command that may
/// succeed or fail. A script with a loop, function, here-document or the like is not understood as a whole.
struct ShellScript {
    bool understood = false;
    ShellList commands;
};

/// `text` may hold ${{ }}, which GitHub replaces before the shell sees it.
[[nodiscard]] ShellScript parse_shell(std::string_view text);

}  // namespace csr::model
