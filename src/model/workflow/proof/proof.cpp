#include "model/workflow/proof/proof.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "model/workflow/proof/counterexample.hpp"
#include "model/workflow/proof/needs_chain.hpp"
#include "model/workflow/proof/prepared_workflow.hpp"
#include "model/workflow/proof/proof_query.hpp"

namespace csr::model {

namespace {

constexpr std::uint64_t most_executions = 8'000;  ///< of one question

constexpr std::array<std::pair<ProofKind, std::string_view>, 8> kinds = {
    {{ProofKind::guards, "guards"},
     {ProofKind::always_follows, "always_follows"},
     {ProofKind::confirmation, "confirmation"},
     {ProofKind::step_order, "step_order"},
     {ProofKind::environment, "environment"},
     {ProofKind::rollback_on_failure, "rollback_on_failure"},
     {ProofKind::follows, "follows"},
     {ProofKind::follows_success, "follows_success"}}};

/// Whether a question is about the executions that the event starts.
bool is_meant(const ProofQuestion& question, const Event& event) {
    const std::string_view wanted = question.event;
    if (wanted.starts_with('!')) return event.name != wanted.substr(1);
    return wanted.empty() || event.name == wanted;
}

/// Goes through the executions that the questions are about.
class Prover {
  public:
    Prover(const PreparedWorkflow& workflow, std::span<const ProofQuestion> questions)
        : workflow_(workflow.workflow()),
          questions_(questions),
          plan_(workflow.plan()),
          rejection_(workflow.rejection()) {
        for (const Event& event : workflow_.events()) {
            if (is_meant(questions.front(), event)) events_.push_back(&event);
        }
    }

    ProofAnswer run() {
        ProofAnswer answer;
        if (rejection_) {
            answer.result = ProofResult::invalid;
            answer.because = {fmt::format("GitHub rejects the file: {}", rejection_->en),
                              fmt::format("GitHub はこのファイルを受け付けません: {}", rejection_->ja)};
            return answer;
        }
        std::vector<ProofQuery> queries;
        for (const ProofQuestion& question : questions_) {
            base::Result<ProofQuery> query = resolve(question, plan_);
            if (!query) {
                answer.because = query.error().message;
                return answer;
            }
            note(query->subject);
            if (query->object) note(*query->object);
            queries.push_back(std::move(*query));
        }
        const auto is_guarded = [this](const ProofQuery& query) { return guarded_by_needs(query, plan_); };
        if (std::any_of(queries.begin(), queries.end(), is_guarded))
            answer.result = ProofResult::holds;
        else
            search(queries, answer);
        return answer;
    }

  private:
    void note(const ProofSubject& named) {
        if (named.step) asked_.emplace_back(named.job, *named.step);
    }

    /// Violated when each of them is.
    static ProofVerdict judge_all(const std::vector<ProofQuery>& queries, Execution& run) {
        ProofVerdict whole{.violated = true, .subject_ran = false};
        for (const ProofQuery& query : queries) {
            const ProofVerdict one = judge(query, run);
            whole.subject_ran = whole.subject_ran || one.subject_ran;
            if (!one.violated) return {.violated = false, .subject_ran = whole.subject_ran};
        }
        return whole;
    }

    void search(const std::vector<ProofQuery>& queries, ProofAnswer& answer) {
        ChoiceTape tape;
        bool possible = false;
        bool subject_ran = false;
        bool more = !events_.empty();
        const bool cancellable = queries.front().kind != ProofKind::rollback_on_failure &&
                                 queries.front().kind != ProofKind::follows_success;
        for (; more && answer.executions < most_executions; ++answer.executions) {
            SymbolStore store(tape);
            // The first choice changes last: a cancelled run is told only when no other one is a counterexample.
            const bool cancelled = cancellable && tape.choose(2) == 1;
            RunEvent started(workflow_, *events_[tape.choose(events_.size())], store);
            Execution run(plan_, asked_, started, store, cancelled);
            const ProofVerdict verdict = judge_all(queries, run);
            subject_ran = subject_ran || verdict.subject_ran;
            if (verdict.violated && store.certain()) {
                answer.result = ProofResult::refuted;
                answer.counterexample = tell(queries.front(), questions_.front(), run);
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
    std::span<const ProofQuestion> questions_;
    std::vector<const Event*> events_;  ///< that the questions are about
    const ExecutionPlan& plan_;
    const std::optional<base::Text>& rejection_;
    std::vector<StepName> asked_;  ///< the steps that the questions name
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

ProofAnswer prove(const Workflow& workflow, const ProofQuestion& question) {
    return prove_any(PreparedWorkflow(workflow), std::span(&question, 1));
}

ProofAnswer prove_any(const Workflow& workflow, std::span<const ProofQuestion> questions) {
    return prove_any(PreparedWorkflow(workflow), questions);
}

ProofAnswer prove_any(const PreparedWorkflow& workflow, std::span<const ProofQuestion> questions) {
    return Prover(workflow, questions).run();
}

}  // namespace csr::model
