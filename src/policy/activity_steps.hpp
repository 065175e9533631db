#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/project.hpp"
#include "model/workflow/workflow.hpp"
#include "policy/activity.hpp"

namespace csr::policy {

/// A way in which a step comes to run: from a workflow that an event starts, through the jobs that call others.
struct RunContext {
    const model::Workflow* root = nullptr;
    std::vector<const model::Job*> chain;  ///< a job of `root` first, the step's own job last
    std::string event;                     ///< as ProofQuestion::event
    bool from_outside = false;             ///< only workflows that nobody sees could call it
    /// The name of the chain's jobs down to `depth`, as questions use it: "call>inner".
    [[nodiscard]] std::string name(std::size_t depth) const;
    /// The name of the step in a question.
    [[nodiscard]] std::string name_of(const model::Step& step) const;
};

/// All of them: the events of the step's own workflow, and the workflows of the project that call it.
[[nodiscard]] std::vector<RunContext> contexts_of(const model::Step& step, const model::Project& project);

/// Whether a step of the workflow, or of those of the repository that it calls, does an activity; unknown where a
/// workflow that nobody sees is called and none of them does.
[[nodiscard]] model::Answer does_anywhere(const model::Workflow& workflow, const ActivityMatcher& activities,
                                          std::string_view activity);

/// On which side of a step others are looked for.
enum class Side : std::uint8_t { before, after };

/// The steps that do an activity, by the names that questions use.
struct ActivitySteps {
    /// In the workflow and in those of the repository that it calls; those that can come on the side that is asked
    /// about, or, where there are none, one that cannot.
    std::vector<std::string> names;
    std::vector<std::string> elsewhere;  ///< jobs on that side that call a workflow nobody sees: they may do it, too
    bool itself = false;                 ///< the step does it, and no other on that side
    bool on_side = false;                ///< `names` can come on that side
};

/// Of the last job of `context`.
[[nodiscard]] ActivitySteps activity_steps(const model::Step& step, const RunContext& context,
                                           const ActivityMatcher& activities, std::string_view activity, Side side);

}  // namespace csr::policy
