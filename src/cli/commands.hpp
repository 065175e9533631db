#pragma once

#include "cli/session.hpp"

/// One function per command; see --help.
namespace csr::cli {

[[nodiscard]] ExitStatus lint(Session& session);
[[nodiscard]] ExitStatus explain(Session& session);
[[nodiscard]] ExitStatus list_rules(Session& session);
/// Asks one question about a workflow's job graph.
[[nodiscard]] ExitStatus prove(Session& session);
[[nodiscard]] ExitStatus test_rules(Session& session);

}  // namespace csr::cli
