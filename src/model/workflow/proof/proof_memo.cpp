#include "model/workflow/proof/proof_memo.hpp"

namespace csr::model {

const ProofAnswer& ProofMemo::ask(const Workflow& workflow, const ProofQuestion& question) {
    return ask_any(workflow, {question});
}

const ProofAnswer& ProofMemo::ask_any(const Workflow& workflow, const std::vector<ProofQuestion>& questions) {
    const Key key{&workflow, questions};
    {
        const std::lock_guard lock(mutex_);
        const auto found = answers_.find(key);
        if (found != answers_.end()) return found->second;
    }
    // Two threads may both work it out; the answers are equal.
    ProofAnswer answer = prove_any(prepared(workflow), questions);
    const std::lock_guard lock(mutex_);
    return answers_.emplace(key, std::move(answer)).first->second;
}

const PreparedWorkflow& ProofMemo::prepared(const Workflow& workflow) {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<const PreparedWorkflow>& found = prepared_[&workflow];
    if (!found) found = std::make_unique<const PreparedWorkflow>(workflow);
    return *found;
}

}  // namespace csr::model
