#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "model/workflow/proof/prepared_workflow.hpp"
#include "model/workflow/proof/proof.hpp"

namespace csr::model {

/// Answers questions and remembers the answers: a rule asks the same one when it judges and when it tells why. Safe to
/// use from several threads. The workflows outlive it.
class ProofMemo {
  public:
    /// As prove(); the answer lives as long as the memo.
    [[nodiscard]] const ProofAnswer& ask(const Workflow& workflow, const ProofQuestion& question);
    /// As prove_any().
    [[nodiscard]] const ProofAnswer& ask_any(const Workflow& workflow, const std::vector<ProofQuestion>& questions);

  private:
    using Key = std::pair<const Workflow*, std::vector<ProofQuestion>>;

    [[nodiscard]] const PreparedWorkflow& prepared(const Workflow& workflow);

    std::mutex mutex_;
    std::map<Key, ProofAnswer> answers_;
    std::map<const Workflow*, std::unique_ptr<const PreparedWorkflow>> prepared_;
};

}  // namespace csr::model
