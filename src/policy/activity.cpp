#include "policy/activity.hpp"

#include <algorithm>
#include <mutex>
#include <re2/re2.h>
#include <unordered_map>
#include <vector>

#include "model/workflow/proof/validity.hpp"
#include "model/workflow/step_commands.hpp"

namespace csr::policy {

/// What the scripts of steps do, read once for all activities.
struct ActivityMatcher::Scripts {
    std::mutex mutex = {};
    std::unordered_map<const model::Step*, std::string> known = {};

    [[nodiscard]] std::string_view of(const model::Step& step) {
        {
            const std::lock_guard lock(mutex);
            if (const auto found = known.find(&step); found != known.end()) return found->second;
        }
        std::string text = model::running_text(step);
        const std::lock_guard lock(mutex);
        return known.emplace(&step, std::move(text)).first->second;
    }
};

/// Which workflows GitHub rejects.
struct ActivityMatcher::Rejected {
    std::mutex mutex = {};
    std::unordered_map<const model::Workflow*, bool> known = {};

    [[nodiscard]] bool holds(const model::Workflow& workflow) {
        const std::lock_guard lock(mutex);
        return holds(workflow, 0);
    }

  private:
    [[nodiscard]] bool holds(const model::Workflow& workflow, int depth) {
        if (const auto found = known.find(&workflow); found != known.end()) return found->second;
        bool rejected = model::rejection_of(workflow).has_value();
        for (const model::Job& job : workflow.jobs()) {
            if (rejected || depth > deepest_call || !job.uses || !job.uses.is_scalar()) continue;
            const model::Workflow* called = workflow.called(job.uses.text());
            rejected = called != nullptr && holds(*called, depth + 1);
        }
        return known[&workflow] = rejected;
    }
    static constexpr int deepest_call = 10;  // GitHub's own limit
};

/// One activity's patterns, compiled, and what they said of the steps so far.
struct ActivityMatcher::Compiled {
    const ActivityPatterns patterns;
    std::once_flag once = {};
    std::unique_ptr<re2::RE2> run = {};
    std::unique_ptr<re2::RE2> uses = {};
    std::unique_ptr<re2::RE2> script = {};
    std::mutex mutex = {};
    std::unordered_map<const model::Step*, bool> known = {};

    void compile() {
        std::call_once(once, [this] {
            run = any_of(patterns.run);
            uses = any_of(patterns.uses);
            script = any_of(patterns.script);
        });
    }

    /// Null for no patterns.
    static std::unique_ptr<re2::RE2> any_of(const std::vector<std::string>& patterns) {
        std::string all;
        for (const std::string& pattern : patterns) all += (all.empty() ? "(?:" : "|(?:") + pattern + ")";
        return all.empty() ? nullptr : std::make_unique<re2::RE2>(all, re2::RE2::Quiet);
    }

    [[nodiscard]] bool matches(const model::Step& step, Scripts& scripts) {
        compile();
        if (step.uses.valid() && step.uses.is_scalar())
            return matches(uses.get(), step.action()) ||
                   (script != nullptr && matches(script.get(), given_script(step)));
        if (!step.run.valid() || !step.run.is_scalar()) return false;
        return run != nullptr && matches(run.get(), scripts.of(step));
    }

    static std::string_view given_script(const model::Step& step) {
        if (!step.with.valid() || !step.with.is_mapping()) return {};
        const syntax::NodeRef node = step.with.find("script");
        return node.valid() && node.is_scalar() ? node.text() : std::string_view();
    }

    static bool matches(const re2::RE2* pattern, std::string_view text) {
        return pattern != nullptr && re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern);
    }
};

ActivityMatcher::ActivityMatcher(const Activities& activities)
    : scripts_(std::make_unique<Scripts>()), rejected_(std::make_unique<Rejected>()) {
    for (const auto& [name, patterns] : activities) activities_.emplace(name, std::make_unique<Compiled>(patterns));
}

ActivityMatcher::~ActivityMatcher() = default;

bool ActivityMatcher::is_rejected(const model::Workflow& workflow) const { return rejected_->holds(workflow); }

bool ActivityMatcher::knows(std::string_view activity) const { return activities_.contains(activity); }

bool ActivityMatcher::does(const model::Step& step, std::string_view activity) const {
    const auto found = activities_.find(activity);
    if (found == activities_.end()) return false;
    Compiled& compiled = *found->second;
    {
        const std::lock_guard lock(compiled.mutex);
        if (const auto known = compiled.known.find(&step); known != compiled.known.end()) return known->second;
    }
    const bool matched = compiled.matches(step, *scripts_);
    const std::lock_guard lock(compiled.mutex);
    compiled.known.emplace(&step, matched);
    return matched;
}

bool ActivityMatcher::does(std::string_view command, std::string_view activity) const {
    const auto found = activities_.find(activity);
    if (found == activities_.end()) return false;
    found->second->compile();
    return Compiled::matches(found->second->run.get(), command);
}

}  // namespace csr::policy
