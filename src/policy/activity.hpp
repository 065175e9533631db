#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "model/workflow/workflow.hpp"
#include "policy/pack.hpp"

namespace csr::policy {

/// Recognises what steps of workflows do. Patterns are compiled when first needed; safe to use from several threads.
class ActivityMatcher {
  public:
    explicit ActivityMatcher(const Activities& activities);
    ~ActivityMatcher();
    ActivityMatcher(const ActivityMatcher&) = delete;
    ActivityMatcher& operator=(const ActivityMatcher&) = delete;

    [[nodiscard]] bool knows(std::string_view activity) const;
    /// Whether a pattern of `activity` matches the step's script as far as it does something (running_text()), its
    /// action, or the script that it gives to the action. Found out once for each step; steps outlive the matcher.
    [[nodiscard]] bool does(const model::Step& step, std::string_view activity) const;
    /// The same for a command of a script.
    [[nodiscard]] bool does(std::string_view command, std::string_view activity) const;

    /// Whether GitHub rejects the workflow, or one of the repository that it calls, so that it never runs. Found out
    /// once for each workflow.
    [[nodiscard]] bool is_rejected(const model::Workflow& workflow) const;

  private:
    struct Compiled;
    struct Scripts;
    struct Rejected;
    std::map<std::string, std::unique_ptr<Compiled>, std::less<>> activities_;
    std::unique_ptr<Scripts> scripts_;
    std::unique_ptr<Rejected> rejected_;
};

}  // namespace csr::policy
