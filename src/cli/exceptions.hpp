#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "cli/session.hpp"
#include "policy/exception_register.hpp"
#include "policy/exceptions.hpp"

namespace csr::cli {

/// What a run needs to know of exceptions; holds the register that they point into.
struct ExceptionSettings {
    policy::ExceptionRegister entries;
    policy::ExceptionPolicy policy;
};

/// Reads the register - of the work tree, or of the revision of --exceptions-from - and what the configuration says
/// about exceptions. `root` is the absolute path that findings' paths are relative to. Nothing when there were
/// mistakes, which have been printed.
[[nodiscard]] std::unique_ptr<ExceptionSettings> load_exceptions(const Session& session,
                                                                 const std::vector<std::string>& paths,
                                                                 const std::string& root);

}  // namespace csr::cli
