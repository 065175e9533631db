#include "model/workflow/job_graph.hpp"

#include "model/node_value.hpp"
#include "model/workflow/workflow_object.hpp"

namespace csr::model {

namespace {

/// One of the statuses a job can be in when a step's turn comes.
class StepContext final : public ExpressionContext {
  public:
    StepContext(bool failed, bool cancelled) : failed_(failed), cancelled_(cancelled) {}
    [[nodiscard]] ExpressionValue status(std::string_view function) const override {
        if (function == "always") return ExpressionValue::of(true);
        if (function == "cancelled") return ExpressionValue::of(cancelled_);
        if (function == "failure") return ExpressionValue::of(failed_ && !cancelled_);
        return ExpressionValue::of(!failed_ && !cancelled_);
    }
    [[nodiscard]] ExpressionValue lookup(const std::vector<std::string>&) const override {
        return ExpressionValue::unknown();
    }

  private:
    bool failed_;
    bool cancelled_;
};

}  // namespace

Value guaranteed_before_list(const Job& job, ProofMemo& proofs, base::Arena& arena) {
    std::vector<Value> items;
    std::vector<Cause> causes;
    for (const Job& other : job.workflow->jobs()) {
        if (&other == &job) continue;
        const ProofQuestion question{ProofKind::guards, std::string(job.id), std::string(other.id)};
        const ProofResult result = proofs.ask(*job.workflow, question).result;
        if (result == ProofResult::holds) items.push_back(object_of(other, arena));
        if (result != ProofResult::unknown && result != ProofResult::invalid) continue;
        Cause cause;
        const bool rejected = result == ProofResult::invalid;
        cause.kind = rejected ? CauseKind::rejected : CauseKind::job_order;
        cause.subject = rejected ? std::string_view(job.workflow->document().path()) : other.id;
        cause.place = place_of(other.key);
        causes.push_back(cause);
        if (rejected) break;  // so is everything else in it
    }
    if (!causes.empty())
        items.push_back(Value::unknown(*arena.create<Unknown>(arena.copy(std::span<const Cause>(causes)), true)));
    return list_of(items, arena, place_of(job.key));
}

bool runs_always(const Step& step) {
    if (!step.condition.present() || !step.condition.valid()) return false;
    for (const bool failed : {false, true}) {
        for (const bool cancelled : {false, true}) {
            if (step.condition.evaluate(StepContext(failed, cancelled)) != Truth::yes) return false;
        }
    }
    return true;
}

}  // namespace csr::model
