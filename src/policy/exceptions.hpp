#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/thread_pool.hpp"
#include "model/project.hpp"
#include "policy/exception.hpp"
#include "policy/selection.hpp"

namespace csr::policy {

/// Which exceptions count in a run.
struct ExceptionPolicy {
    std::vector<WrittenException> registered;  ///< their sources outlive the run
    std::vector<std::string> refused;          ///< "comments", "metadata", "peers", or the name of a peer
    std::optional<base::Day> today;            ///< nothing: no exception expires
    bool whole = true;                         ///< everything the register is written for was looked at
    /// With --exceptions-from: the text of a file as that revision has it; nothing when it has none. Exceptions outside
    /// the register count only when that text holds them, too. Not set: they always count.
    std::function<std::optional<std::string>(const std::string& path)> text_at_revision;
};

/// What may be refused; a peer's name can be, too.
[[nodiscard]] bool is_refusable(std::string_view name);

/// What the project's files accept, beside the register, in the order of the files.
[[nodiscard]] std::vector<WrittenException> collect_exceptions(const model::Project& project, const Run& run,
                                                               const base::ThreadPool& threads);

/// Lets the exceptions count: verdicts become `excepted`, the run lists every exception with what became of it, and
/// those that are expired, unused, forbidden or invalid become findings. `selection` sets the severities of these.
void apply_exceptions(Run& run, const ExceptionPolicy& policy, std::vector<WrittenException> collected,
                      const Selection& selection);

/// Reports the entries of a register whose subject is no rule and no criterion of the packs.
void check_register(std::span<const WrittenException> entries, std::span<const Pack> packs, Mistakes& mistakes);

}  // namespace csr::policy
