#pragma once

#include "syntax/node.hpp"

namespace csr::syntax {

/// Reads a file with a POSIX shell script: {path, shebang, text, options: [names that `set` or the shebang switch on:
/// errexit, nounset, pipefail ...], commands: [{name, words, text}], reads, assigns, demands: [names of variables]}. A
/// variable is demanded by ${NAME:?}, by a test whether it is empty, or where nounset is on by being read. A script
/// that is too large (see shell_script) has no commands and an error.
[[nodiscard]] Tree parse_script(const source::Source& source);

}  // namespace csr::syntax
