#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/thread_pool.hpp"
#include "model/project.hpp"
#include "policy/activity.hpp"
#include "policy/pack.hpp"
#include "policy/rule_program.hpp"
#include "policy/selection.hpp"
#include "policy/verdict.hpp"

namespace csr::policy {

/// The rules of some packs under a selection, ready to judge projects. The packs and the trees the selection points
/// into outlive it.
class RuleSet {
  public:
    RuleSet(std::span<const Pack> packs, const Selection& selection, const Activities& further_activities);
    RuleSet(const RuleSet&) = delete;
    RuleSet& operator=(const RuleSet&) = delete;
    ~RuleSet();

    /// Judges everything in the project. Sources and trees of the project outlive the run; the run takes the rules'
    /// descriptions with it.
    [[nodiscard]] Run judge(const model::Project& project, const base::ThreadPool& threads) const;

  private:
    struct Entry;
    struct Work;
    void judge_work(const Work& work, const model::Project& project, std::vector<Verdict>& verdicts) const;

    std::span<const Pack> packs_;
    std::unique_ptr<ActivityMatcher> activities_;
    std::vector<std::unique_ptr<Entry>> entries_;  ///< by rule id, also the disabled ones
    source::Source nowhere_;                       ///< see Verdict::location
};

/// Every activity that the packs and a configuration know.
[[nodiscard]] Activities merged_activities(std::span<const Pack> packs, const Activities& further);

}  // namespace csr::policy
