#pragma once

#include "syntax/node.hpp"

namespace csr::syntax {

/// Reads a file of environment variables, one NAME=value a line: {path, entries: [{name, value}], variables: {NAME:
/// value}}. `export` before a name, quotes around a value and a comment behind one are taken away. Lines of another
/// form are left out.
[[nodiscard]] Tree parse_environment_file(const source::Source& source);

}  // namespace csr::syntax
