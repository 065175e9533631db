#pragma once

#include <optional>

#include "base/arena.hpp"
#include "policy/functions.hpp"
#include "policy/rule_program.hpp"
#include "policy/subject.hpp"
#include "policy/verdict.hpp"

namespace csr::policy {

/// What all judgements of a run share.
struct JudgeContext {
    const model::Project* project = nullptr;
    const ActivityMatcher* activities = nullptr;
    /// Stands for the project where it has no document; see Verdict::location.
    const source::Source* nowhere = nullptr;
};

/// Judges one subject by one rule in every scenario. `arena` is cleared.
[[nodiscard]] Verdict judge(const RuleProgram& rule, const Subject& subject, const JudgeContext& context,
                            base::Arena& arena);

}  // namespace csr::policy
