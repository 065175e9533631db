#pragma once

#include <cstdint>
#include <vector>

#include "base/arena.hpp"
#include "policy/functions.hpp"
#include "policy/rule_program.hpp"
#include "policy/subject.hpp"
#include "policy/verdict.hpp"

namespace csr::policy {

/// Counts the verdicts of one rule that need not be listed.
struct Tally {
    std::uint64_t pass = 0;
    std::uint64_t not_applicable = 0;
};

/// What all judgements of a run share.
struct JudgeContext {
    const model::Project* project = nullptr;
    const ActivityMatcher* activities = nullptr;
    /// Stands for the project where it has no document; see Verdict::location.
    const source::Source* nowhere = nullptr;
    const model::cloudformation::TemplateFindings* findings = nullptr;  ///< of the template that is judged
    model::ProofMemo* proofs = nullptr;
    /// The subject's own objects without an assumption, and those of everything deployed; null: none are shared.
    model::cloudformation::Reading* own = nullptr;
    model::cloudformation::Readings* deployed = nullptr;
    Tally* tally = nullptr;  ///< takes the passes and what does not apply; null: they are listed as well
};

/// Judges one subject by one rule in every scenario and appends the verdict; of a rule with `each` one for every item
/// that does not pass. `arena` is cleared.
void judge(const RuleProgram& rule, const Subject& subject, const JudgeContext& context, base::Arena& arena,
           std::vector<Verdict>& verdicts);

}  // namespace csr::policy
