#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/workflow/proof/shell_script.hpp"

namespace csr::model {

/// Whether the letters that a word begins with are NAME=.
[[nodiscard]] bool is_assignment(std::string_view letters);
/// What a word begins with before its first variable or expression.
[[nodiscard]] std::string_view first_letters(const ShellWord& word);
/// Whether one of the words names the variable.
[[nodiscard]] bool mentions(const std::vector<ShellWord>& words, std::string_view variable);
/// A command of the shell's own that prints or sets something and succeeds.
[[nodiscard]] bool is_harmless(std::string_view name);
/// What [ ], [[ ]] or test tests; nothing for another command.
[[nodiscard]] std::optional<std::span<const ShellWord>> test_words(const ShellCommand& command);
/// Whether the command may write outputs of its step or variables of its job by name: $GITHUB_OUTPUT, $GITHUB_ENV.
[[nodiscard]] bool writes(const ShellCommand& command);

}  // namespace csr::model
