#pragma once

#include <cstdint>
#include <vector>

#include "model/workflow/workflow.hpp"

namespace csr::model {

/// The operating system a runner's label speaks of.
enum class RunnerSystem : std::uint8_t { unknown, linux, windows, macos };

/// The labels that a job's `runs-on` asks for: those written there, and those that `${{ matrix.NAME }}` gives. What
/// another expression gives is left out.
[[nodiscard]] std::vector<syntax::NodeRef> runner_labels(const Job& job);

[[nodiscard]] RunnerSystem system_of_label(std::string_view label);

/// The system that all labels of the job agree on; unknown when they do not, or say nothing.
[[nodiscard]] RunnerSystem system_of(const Job& job);

}  // namespace csr::model
