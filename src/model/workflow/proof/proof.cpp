#include "model/workflow/proof/proof.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "model/workflow/proof/counterexample.hpp"
#include "model/workflow/proof/needs_chain.hpp"
#include "model/workflow/proof/proof_query.hpp"
#include "model/workflow/proof/validity.hpp"

namespace csr::model {

namespace {

constexpr std::uint64_t most_executions = 8'000;  ///< of one question

constexpr std::array<std::pair<ProofKind, std::string_view>, 6> kinds = {
    {{ProofKind::guards, "guards"},
     {ProofKind::always_follows, "always_follows"},
     {ProofKind::confirmation, "confirmation"},
     {ProofKind::step_order, "step_order"},
     {ProofKind::environment, "environment"},
     {ProofKind::rollback_on_failure, "rollback_on_failure"}}};

/// Goes through the executions of one question.
class Prover {
  public:
    Prover(const Workflow& workflow, const ProofQuestion& question)
        : workflow_(workflow), question_(question), plan_(workflow) {}

    ProofAnswer run() {
        ProofAnswer answer;
        if (const std::optional<base::Text> reason = rejected()) {
            answer.result = ProofResult::invalid;
            answer.because = {fmt::format("GitHub rejects the file: {}", reason->en),
                              fmt::format("GitHub はこのファイルを受け付けません: {}", reason->ja)};
            return answer;
        }
        base::Result<ProofQuery> query = resolve(question_, plan_);
        if (!query) {
            answer.because = query.error().message;
            return answer;
        }
        if (guarded_by_needs(*query, plan_))
            answer.result = ProofResult::holds;
        else
            search(*query, answer);
        return answer;
    }

  private:
    std::optional<base::Text> rejected() const {
        if (std::optional<base::Text> reason = rejection_of(workflow_)) return reason;
        for (const JobInstance& job : plan_.jobs()) {
            if (job.called == nullptr) continue;
            if (std::optional<base::Text> reason = rejection_of(*job.called)) return reason;
        }
        return std::nullopt;
    }

    void search(const ProofQuery& query, ProofAnswer& answer) {
        ChoiceTape tape;
        bool possible = false;
        bool subject_ran = false;
        bool more = true;
        for (; more && answer.executions < most_executions; ++answer.executions) {
            SymbolStore store(tape);
            const Event& event = workflow_.events()[tape.choose(workflow_.events().size())];
            RunEvent started(workflow_, event, store);
            const bool cancelled = query.kind != ProofKind::rollback_on_failure && tape.choose(2) == 1;
            Execution run(plan_, started, store, cancelled);
            const ProofVerdict verdict = judge(query, run);
            subject_ran = subject_ran || verdict.subject_ran;
            if (verdict.violated && store.certain()) {
                answer.result = ProofResult::refuted;
                answer.counterexample = tell(query, question_, run);
                answer.because = answer.counterexample->steps.back().text;
                return;
            }
            possible = possible || verdict.violated;
            more = tape.next();
        }
        conclude(answer, more, possible, subject_ran);
    }

    void conclude(ProofAnswer& answer, bool more, bool possible, bool subject_ran) const {
        if (more || plan_.too_large()) {
            answer.because = {fmt::format("the search stopped after {} executions", answer.executions),
                              fmt::format("{} 通りの実行を調べたところで打ち切りました", answer.executions)};
        } else if (possible) {
            answer.because = {"it hangs on something that cannot be decided from the files",
                              "ファイルからは判定できないものに依存します"};
        } else if (!plan_.missing().empty()) {
            answer.because = {fmt::format("the called workflow {} is not among the files", plan_.missing()),
                              fmt::format("呼び出されるワークフロー {} がファイルの中にありません", plan_.missing())};
        } else {
            answer.result = ProofResult::holds;
            answer.subject_never_runs = !subject_ran;
        }
    }

    const Workflow& workflow_;
    const ProofQuestion& question_;
    ExecutionPlan plan_;
};

}  // namespace

std::string_view name_of(ProofKind kind) {
    const auto* found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& pair) { return pair.first == kind; });
    return found->second;
}

std::optional<ProofKind> proof_kind(std::string_view name) {
    const auto* found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& pair) { return pair.second == name; });
    if (found == kinds.end()) return std::nullopt;
    return found->first;
}

std::string_view name_of(ProofResult result) {
    switch (result) {
        case ProofResult::holds:
            return "holds";
        case ProofResult::refuted:
            return "refuted";
        case ProofResult::unknown:
            return "unknown";
        case ProofResult::invalid:
            break;
    }
    return "invalid";
}

ProofAnswer prove(const Workflow& workflow, const ProofQuestion& question) { return Prover(workflow, question).run(); }

}  // namespace csr::model
