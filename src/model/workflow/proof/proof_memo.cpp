#include "model/workflow/proof/proof_memo.hpp"

namespace csr::model {

const ProofAnswer& ProofMemo::ask(const Workflow& workflow, const ProofQuestion& question) {
    const Key key{&workflow, question.kind, question.subject, question.object};
    {
        const std::lock_guard lock(mutex_);
        const auto found = answers_.find(key);
        if (found != answers_.end()) return found->second;
    }
    ProofAnswer answer = prove(workflow, question);  // two threads may both work it out; the answers are equal
    const std::lock_guard lock(mutex_);
    return answers_.emplace(key, std::move(answer)).first->second;
}

}  // namespace csr::model
