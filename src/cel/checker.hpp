#pragma once

#include <vector>

#include "cel/ast.hpp"

namespace csr::cel {

/// Resolves names and calls, finds static types and, where asked, what is wrong with them. Gives the root's type.
const model::Type* check(Code& code, const Environment& environment, const Options& options,
                         std::vector<Issue>& issues);

/// Finds reads of fields that may be absent and are not guarded on their path. Fills Code::guaranteed.
void check_guards(Code& code, const Environment& environment, const Options& options, std::vector<Issue>& issues);

/// Replaces constant parts by their values.
void fold_constants(Code& code);

/// Marks the macros that SharedValues may keep: those that call a shareable function and read nothing but fixed
/// variables.
void mark_shared(Code& code, const Environment& environment);

}  // namespace csr::cel
