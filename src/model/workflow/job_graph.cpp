#include "model/workflow/job_graph.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/node_value.hpp"
#include "model/workflow/event_scenario.hpp"
#include "model/workflow/job_search.hpp"
#include "model/workflow/workflow_object.hpp"

namespace csr::model {

namespace {

constexpr std::size_t most_steps = 2'000;    ///< of one question
constexpr std::size_t most_scenarios = 512;  ///< of one event

/// Goes through the values of some variables, the first one fastest.
class Choices {
  public:
    /// With `all`, a variable that is not exact takes the values that are known to be possible; else it stays open.
    Choices(const std::vector<ScenarioVariable>& variables, bool all) : variables_(variables), all_(all) {
        for (const ScenarioVariable& variable : variables) choice_.push_back(is_free(variable) ? 0 : left_open);
    }

    [[nodiscard]] const ScenarioChoice& now() const { return choice_; }
    [[nodiscard]] std::size_t count() const {
        std::size_t count = 1;
        for (const ScenarioVariable& variable : variables_) {
            if (is_free(variable)) count *= variable.values.size();
            if (count > most_scenarios) break;
        }
        return count;
    }
    /// False behind the last.
    bool next() {
        for (std::size_t i = 0; i < choice_.size(); ++i) {
            if (choice_[i] == left_open) continue;
            if (++choice_[i] < static_cast<std::ptrdiff_t>(variables_[i].values.size())) return true;
            choice_[i] = 0;
        }
        return false;
    }

  private:
    [[nodiscard]] bool is_free(const ScenarioVariable& variable) const {
        return !variable.values.empty() && (variable.exact || all_);
    }

    const std::vector<ScenarioVariable>& variables_;
    bool all_;
    ScenarioChoice choice_;
};

/// A problem for which GitHub rejects the whole file.
const Diagnostic* rejecting_problem(const Workflow& workflow) {
    constexpr std::array<std::string_view, 9> rejected{"need-undefined",   "need-cycle",        "need-itself",
                                                       "expression-error", "condition-invalid", "events-missing",
                                                       "jobs-missing",     "too-many-jobs",     "not-a-mapping"};
    const auto found = std::ranges::find_if(workflow.diagnostics(), [&](const Diagnostic& diagnostic) {
        return std::ranges::find(rejected, diagnostic.code) != rejected.end();
    });
    return found == workflow.diagnostics().end() ? nullptr : &*found;
}

/// Answers one question: has `guard` succeeded whenever `target` starts?
class GuardProver {
  public:
    GuardProver(const Job& target, const Job& guard) : target_(target), guard_(guard) {}

    Guarantee run() {
        Guarantee answer;
        answer.other = &guard_;
        if (const Diagnostic* problem = rejecting_problem(*target_.workflow)) {
            answer.because = {fmt::format("GitHub rejects the file: {}", problem->message.en),
                              fmt::format("GitHub はこのファイルを受け付けません: {}", problem->message.ja)};
            return answer;
        }
        for (const Event& event : target_.workflow->events()) {
            if (refuted_by(event, answer)) return answer;
        }
        if (gave_up_) {
            answer.because = {"too many combinations of inputs and results to go through",
                              "入力と結果の組み合わせが多すぎて調べきれません"};
        } else if (possible_) {
            answer.because = {
                fmt::format("whether '{}' may start without it hangs on a condition that cannot be decided",
                            target_.id),
                fmt::format("'{}' がこれなしで開始しうるかどうかは、判定できない条件に依存します", target_.id)};
        } else {
            answer.proof = Proof::proved;
        }
        return answer;
    }

  private:
    bool refuted_by(const Event& event, Guarantee& answer) {
        JobSearch search(target_, guard_, steps_);
        const EventScenario scenario(event, search.jobs());
        const bool was_possible = possible_;
        const bool had_given_up = gave_up_;
        if (go_through(search, scenario, false, answer)) return true;
        const bool open = (possible_ && !was_possible) || (gave_up_ && !had_given_up);
        if (!open) return false;
        std::size_t steps = most_steps;
        JobSearch sampled(target_, guard_, steps);
        return go_through(sampled, scenario, true, answer);
    }

    bool go_through(JobSearch& search, const EventScenario& scenario, bool all, Guarantee& answer) {
        Choices choices(scenario.variables(), all);
        const bool too_many = choices.count() > most_scenarios;
        std::size_t left = most_scenarios;
        do {
            const SearchResult result = search.run(scenario, choices.now());
            if (result == SearchResult::certain) {
                refute(search, answer);
                return true;
            }
            if (!all && result == SearchResult::possible) possible_ = true;
            if (!all && result == SearchResult::gave_up) gave_up_ = true;
        } while (--left > 0 && choices.next());
        if (too_many && !all) gave_up_ = true;
        return false;
    }

    void refute(const JobSearch& search, Guarantee& answer) const {
        answer.proof = Proof::refuted;
        answer.counterexample = search.counterexample();
        const bool waits =
            std::find(target_.ancestors.begin(), target_.ancestors.end(), &guard_) != target_.ancestors.end();
        answer.because =
            waits ? base::Text{fmt::format("'{}' can start although '{}' has not succeeded", target_.id, guard_.id),
                               fmt::format("'{}' が成功しなくても '{}' は開始できます", guard_.id, target_.id)}
                  : base::Text{fmt::format("'{}' does not wait for '{}'", target_.id, guard_.id),
                               fmt::format("'{}' は '{}' を待ちません", target_.id, guard_.id)};
    }

    const Job& target_;
    const Job& guard_;
    std::size_t steps_ = most_steps;
    bool possible_ = false;
    bool gave_up_ = false;
};

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

std::vector<Guarantee> guaranteed_before(const Job& job) {
    std::vector<Guarantee> answers;
    for (const Job& other : job.workflow->jobs()) {
        if (&other != &job) answers.push_back(GuardProver(job, other).run());
    }
    return answers;
}

Value guaranteed_before_list(const Job& job, base::Arena& arena) {
    std::vector<Value> items;
    std::vector<Cause> causes;
    for (const Guarantee& answer : guaranteed_before(job)) {
        if (answer.proof == Proof::proved) items.push_back(object_of(*answer.other, arena));
        if (answer.proof != Proof::unknown) continue;
        Cause cause;
        cause.kind = CauseKind::job_order;
        cause.subject = answer.other->id;
        cause.place = place_of(answer.other->key);
        causes.push_back(cause);
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
