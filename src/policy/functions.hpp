#pragma once

#include <span>
#include <vector>

#include "cel/cel.hpp"
#include "model/cloudformation/reading.hpp"
#include "model/cloudformation/validation/validate.hpp"
#include "model/project.hpp"
#include "model/workflow/proof/proof_memo.hpp"
#include "policy/activity.hpp"

/// The functions that rules have beside CEL's own (docs/model.md).
namespace csr::policy {

/// A property that a proof function found to fail.
struct Refutation {
    model::Place place;  ///< of the `false` that the function gave: where the counterexample ends
    const model::Counterexample* counterexample = nullptr;  ///< lives as long as FunctionContext::proofs
};

/// What came of workflows that GitHub rejects. Their steps do what is written there, so that what is wrong with them is
/// found; what is met only by them is not met yet.
struct RejectedWorkflows {
    bool do_nothing = false;                    ///< no step of theirs does anything
    std::vector<const model::Workflow*> asked;  ///< of which a step does what was asked, each once
};

/// What the functions work on; given to every evaluation as its `user`.
struct FunctionContext {
    const model::Project* project = nullptr;
    const model::cloudformation::Deployment* deployment = nullptr;  ///< the target's; null outside templates
    const ActivityMatcher* activities = nullptr;
    const model::cloudformation::TemplateFindings* findings = nullptr;  ///< of the target's template; may be null
    model::ProofMemo* proofs = nullptr;                                 ///< of the run
    model::cloudformation::Reading* reading = nullptr;  ///< of the assignment; null: each call reads for itself
    std::vector<Refutation>* refutations = nullptr;     ///< gets what is refuted; null where nobody asks for it
    RejectedWorkflows* rejected = nullptr;              ///< null: they are like any other
};

/// The deployment whose template a value was read from; null for a computed value outside of templates.
[[nodiscard]] const model::cloudformation::Deployment* deployment_at(const FunctionContext& context,
                                                                     const model::Value& value);

/// The table of the functions, a constant.
[[nodiscard]] std::span<const cel::Function> rule_functions();

/// Whether the IPv4 or IPv6 range `outer` holds `inner`; nothing when one of them is no range.
[[nodiscard]] std::optional<bool> cidr_contains(std::string_view outer, std::string_view inner);

}  // namespace csr::policy
