#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/thread_pool.hpp"
#include "model/project.hpp"
#include "model/workflow/proof/proof_memo.hpp"
#include "policy/activity.hpp"
#include "policy/judge.hpp"
#include "policy/pack.hpp"
#include "policy/rule_program.hpp"
#include "policy/selection.hpp"
#include "policy/subject.hpp"
#include "policy/verdict.hpp"

namespace csr::policy {

/// How much a run tells.
struct Detail {
    /// All of the rules and catalogues. Otherwise of rules without a verdict only what the selection makes of them, and
    /// catalogues without rows if nothing fails.
    bool rules = true;
    /// All verdicts. Otherwise passes and what did not apply are only counted: see Run::unlisted.
    bool verdicts = true;
};

/// The rules of some packs under a selection, ready to judge projects. The packs and the selection outlive it.
class RuleSet {
  public:
    RuleSet(std::span<const Pack> packs, const Selection& selection, const Activities& further_activities);
    RuleSet(std::span<const Pack> packs, Selection&& selection, const Activities& further_activities) = delete;
    RuleSet(const RuleSet&) = delete;
    RuleSet& operator=(const RuleSet&) = delete;
    ~RuleSet();

    /// Judges everything in the project. Sources and trees of the project outlive the run; the run takes the rules'
    /// descriptions with it.
    [[nodiscard]] Run judge(const model::Project& project, const base::ThreadPool& threads,
                            const Detail& detail = {}) const;

  private:
    struct Entry;
    struct Work;
    void index(const Entry& entry);
    [[nodiscard]] std::span<const Entry* const> rules_for(const Subject& subject) const;
    struct Worker;
    void judge_work(const Work& work, const model::Project& project, model::ProofMemo& proofs, Worker& worker,
                    std::vector<Verdict>& verdicts) const;
    void describe(Run& run, const std::vector<Tally>& tallies, bool whole) const;

    std::span<const Pack> packs_;
    const Selection* selection_;
    std::map<std::string, std::unique_ptr<ActivityMatcher>, std::less<>> activities_;  ///< by pack
    std::vector<std::unique_ptr<Entry>> entries_;  ///< by rule id, also the disabled ones
    /// The enabled rules, by rule id: for resources by type, those for every type beside; the others by their target.
    std::map<std::string_view, std::vector<const Entry*>> by_type_;
    std::vector<const Entry*> any_type_;
    std::map<TargetKind, std::vector<const Entry*>> by_target_;
    /// Rules for actions and their steps; a rule for workflows may take actions, too.
    std::map<TargetKind, std::vector<const Entry*>> in_actions_;
    source::Source nowhere_;  ///< see Verdict::location
};

/// Every activity that the packs and a configuration know.
[[nodiscard]] Activities merged_activities(std::span<const Pack> packs, const Activities& further);

}  // namespace csr::policy
