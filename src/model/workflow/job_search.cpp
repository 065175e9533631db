#include "model/workflow/job_search.hpp"

#include <algorithm>
#include <string>

namespace csr::model {

namespace {

std::string_view result_name(Outcome outcome) {
    switch (outcome) {
        case Outcome::success:
            return "success";
        case Outcome::failure:
            return "failure";
        case Outcome::cancelled:
            return "cancelled";
        case Outcome::skipped:
            break;
    }
    return "skipped";
}

/// What `continue-on-error` says: absent is no, an expression is unknown.
Truth continues_on_error(syntax::NodeRef node) {
    if (!node || node.is_null()) return Truth::no;
    if (node.kind() == syntax::NodeKind::boolean) return node.text().front() == 't' ? Truth::yes : Truth::no;
    return Truth::unknown;
}

/// A job without a step that can fail ends well. Nobody knows that of a called workflow.
bool can_certainly_fail(const Job& job) {
    return std::any_of(job.steps.begin(), job.steps.end(), [](const Step& step) {
        return continues_on_error(step.continue_on_error) == Truth::no && !step.condition.present();
    });
}

bool mentions_needs(syntax::NodeRef node) {
    if (!node) return false;
    if (node.is_scalar()) return node.text().find("needs") != std::string_view::npos;
    for (const syntax::NodeRef item : node.items()) {
        if (item.is_scalar() && mentions_needs(item)) return true;
    }
    for (const syntax::NodeRef::Pair pair : node.pairs()) {
        if (pair.value.is_scalar() && mentions_needs(pair.value)) return true;
    }
    return false;
}

/// Whether the script means to fail at some point.
bool exits_with_failure(syntax::NodeRef run) {
    if (!run || !run.is_scalar()) return false;
    const std::string_view text = run.text();
    for (std::size_t at = text.find("exit "); at != std::string_view::npos; at = text.find("exit ", at + 1)) {
        if (at + 5 < text.size() && text[at + 5] != '0') return true;
    }
    return false;
}

/// Whether how the job ends may hang on how others ended.
bool looks_at_needs(const Job& job) {
    if (job.uses || mentions_needs(job.env)) return true;
    return std::any_of(job.steps.begin(), job.steps.end(), [](const Step& step) {
        return mentions_needs(step.run) || mentions_needs(step.env) || mentions_needs(step.with) ||
               mentions_needs(step.condition.node()) || step.condition.present();
    });
}

bool is_direct_need(const Job& job, const Job* other) {
    return std::any_of(job.needs.begin(), job.needs.end(), [&](const Need& need) { return need.job == other; });
}

}  // namespace

/// What a job's condition sees in the middle of a search: outcomes that are not chosen yet are unknown.
class SearchContext final : public ExpressionContext {
  public:
    SearchContext(const JobSearch& search, const Job& job, std::optional<bool> cancelled)
        : search_(search), job_(job), cancelled_(cancelled) {}

    [[nodiscard]] ExpressionValue status(std::string_view function) const override {
        if (function == "always") return ExpressionValue::of(true);
        if (function == "cancelled") return cancelled_ ? ExpressionValue::of(*cancelled_) : ExpressionValue::unknown();
        if (cancelled_ == true) return ExpressionValue::of(false);
        return function == "success" ? all_succeeded() : one_failed();
    }

    [[nodiscard]] ExpressionValue lookup(const std::vector<std::string>& path) const override {
        if (path.front() != "needs") return search_.scenario_->lookup(path, *search_.choice_);
        if (path.size() == 3 && path[1] == "*" && path[2] == "result") return all_results();
        if (path.size() < 3 || path[1] == "*") return ExpressionValue::unknown();
        const Job* other = job_.workflow->job(path[1]);
        if (other == nullptr || !is_direct_need(job_, other)) return ExpressionValue::null();
        if (path[2] == "result" && path.size() == 3) return result(*other);
        if (path[2] != "outputs") return ExpressionValue::null();
        return path.size() == 4 ? output(*other, path) : ExpressionValue::unknown();
    }

  private:
    [[nodiscard]] const JobSearch::State& state(const Job& job) const { return search_.states_[job.index]; }

    [[nodiscard]] ExpressionValue all_succeeded() const {
        bool open = !cancelled_.has_value();
        for (const Job* other : job_.ancestors) {
            if (!state(*other).assigned) {
                open = true;
            } else if (!state(*other).seen_as_success) {
                return ExpressionValue::of(false);
            }
        }
        return open ? ExpressionValue::unknown() : ExpressionValue::of(true);
    }

    [[nodiscard]] ExpressionValue one_failed() const {
        bool open = false;
        bool failed = false;
        for (const Job* other : job_.ancestors) {
            const JobSearch::State& one = state(*other);
            if (!one.assigned) open = true;
            if (one.assigned && one.outcome == Outcome::failure && !one.seen_as_success) failed = true;
        }
        if (failed) return cancelled_ ? ExpressionValue::of(true) : ExpressionValue::unknown();
        return open ? ExpressionValue::unknown() : ExpressionValue::of(false);
    }

    [[nodiscard]] ExpressionValue result(const Job& other) const {
        const JobSearch::State& one = state(other);
        if (!one.assigned) return ExpressionValue::unknown(Truth::yes);
        return ExpressionValue::of(std::string(one.seen_as_success ? "success" : result_name(one.outcome)));
    }

    [[nodiscard]] ExpressionValue all_results() const {
        ExpressionValue results{.kind = ExpressionValue::Kind::array};
        for (const Need& need : job_.needs) {
            if (need.job != nullptr) results.items.push_back(result(*need.job));
        }
        return results;
    }

    [[nodiscard]] ExpressionValue output(const Job& other, const std::vector<std::string>& path) const {
        const JobSearch::State& one = state(other);
        if (one.assigned && one.outcome == Outcome::skipped) return ExpressionValue::null();
        if (!one.assigned || one.outcome != Outcome::success) return ExpressionValue::unknown();
        return search_.scenario_->lookup(path, *search_.choice_);
    }

    const JobSearch& search_;
    const Job& job_;
    std::optional<bool> cancelled_;
};

JobSearch::JobSearch(const Job& target, const Job& guard, std::size_t& steps)
    : target_(&target), guard_(nullptr), states_(target.workflow->jobs().size()), steps_(&steps) {
    const bool waits = std::find(target.ancestors.begin(), target.ancestors.end(), &guard) != target.ancestors.end();
    if (waits) guard_ = &guard;
    order_jobs(guard);
}

// A job comes after its ancestors; the guard as early as that allows, because most branches end with its outcome.
void JobSearch::order_jobs(const Job& guard) {
    std::vector<const Job*> wanted;
    if (guard_ != nullptr) {
        wanted = guard.ancestors;
        wanted.push_back(&guard);
    }
    const auto by_depth = [](const Job* left, const Job* right) {
        return left->ancestors.size() != right->ancestors.size() ? left->ancestors.size() < right->ancestors.size()
                                                                 : left->index < right->index;
    };
    std::sort(wanted.begin(), wanted.end(), by_depth);
    std::vector<const Job*> others;
    for (const Job* job : target_->ancestors) {
        if (std::find(wanted.begin(), wanted.end(), job) == wanted.end()) others.push_back(job);
    }
    std::sort(others.begin(), others.end(), by_depth);
    order_ = std::move(wanted);
    order_.insert(order_.end(), others.begin(), others.end());
    order_.push_back(target_);
}

SearchResult JobSearch::run(const EventScenario& scenario, const ScenarioChoice& choice) {
    scenario_ = &scenario;
    choice_ = &choice;
    found_possible_ = false;
    exhausted_ = false;
    witness_.clear();
    std::fill(states_.begin(), states_.end(), State());
    if (search(0, true)) return SearchResult::certain;
    if (exhausted_) return SearchResult::gave_up;
    return found_possible_ ? SearchResult::possible : SearchResult::none;
}

Counterexample JobSearch::counterexample() const {
    Counterexample example;
    example.event = scenario_->event().name;
    example.choices = scenario_->describe(*choice_);
    example.outcomes = witness_;
    std::sort(example.outcomes.begin(), example.outcomes.end(),
              [](const auto& left, const auto& right) { return left.first->index < right.first->index; });
    return example;
}

Truth JobSearch::starts(const Job& job, std::optional<bool> cancelled) const {
    return job.condition.evaluate(SearchContext(*this, job, cancelled));
}

/// Once a job has seen the cancellation, everything after it does.
bool JobSearch::must_be_cancelled(const Job& job) const {
    return std::any_of(job.ancestors.begin(), job.ancestors.end(), [&](const Job* other) {
        const State& one = states_[other->index];
        return one.assigned && (one.cancelled_before || one.outcome == Outcome::cancelled);
    });
}

/// Whether the target cannot start any more, whatever the jobs that are still open do.
bool JobSearch::is_hopeless() const { return starts(*target_, std::nullopt) == Truth::no; }

/// True when an execution was found that can happen for certain.
bool JobSearch::search(std::size_t position, bool certain) {
    if (*steps_ == 0) {
        exhausted_ = true;
        return false;
    }
    --*steps_;
    const Job& job = *order_[position];
    const bool last = position + 1 == order_.size();
    for (const bool cancelled : {false, true}) {
        if (!cancelled && must_be_cancelled(job)) continue;
        if (last ? try_end(certain, cancelled) : try_job(position, certain, cancelled)) return true;
        if (exhausted_) return false;
    }
    return false;
}

bool JobSearch::try_end(bool certain, bool cancelled) {
    const Truth start = starts(*target_, cancelled);
    if (start == Truth::no) return false;
    found_possible_ = true;
    if (start != Truth::yes || !certain) return false;
    for (const Job* job : order_) {
        if (job != target_) witness_.emplace_back(job, states_[job->index].outcome);
    }
    return true;
}

bool JobSearch::try_job(std::size_t position, bool certain, bool cancelled) {
    const Job& job = *order_[position];
    const Truth start = starts(job, cancelled);
    State state;
    state.assigned = true;
    state.cancelled_before = cancelled;
    if (start != Truth::yes) {
        state.outcome = cancelled ? Outcome::cancelled : Outcome::skipped;
        if (try_outcome(position, certain && start == Truth::no, state)) return true;
        // Whether a cancelled run calls it skipped or cancelled is not relied upon.
        state.outcome = Outcome::skipped;
        if (cancelled && try_outcome(position, false, state)) return true;
    }
    if (start == Truth::no) return false;
    const bool sure = certain && start == Truth::yes;

    if (&job != guard_) {
        state.outcome = Outcome::success;
        state.seen_as_success = true;
        if (try_outcome(position, sure && can_certainly_succeed(job, cancelled), state)) return true;
    }
    const Truth forgiven = continues_on_error(job.continue_on_error);
    state.outcome = Outcome::failure;
    state.seen_as_success = false;
    const bool may_fail = sure && can_certainly_fail(job);
    if (forgiven != Truth::yes && try_outcome(position, may_fail && forgiven == Truth::no, state)) return true;
    state.seen_as_success = true;
    if (forgiven != Truth::no && try_outcome(position, may_fail && forgiven == Truth::yes, state)) return true;

    state.seen_as_success = false;
    state.outcome = Outcome::cancelled;
    if (try_outcome(position, sure && !cancelled && can_certainly_fail(job), state)) return true;
    // A called workflow whose jobs are all skipped, and a matrix without rows, may count as skipped.
    state.outcome = Outcome::skipped;
    return (job.uses || job.strategy) && try_outcome(position, false, state);
}

bool JobSearch::try_outcome(std::size_t position, bool certain, State state) {
    if (exhausted_) return false;
    const Job& job = *order_[position];
    states_[job.index] = state;
    const bool found = !is_hopeless() && search(position + 1, certain);
    states_[job.index] = State();
    return found;
}

/// A job ends well for certain when nothing in it hangs on how others ended, or all of them ended well.
bool JobSearch::can_certainly_succeed(const Job& job, bool cancelled) const {
    const bool all_well = !cancelled && std::all_of(job.ancestors.begin(), job.ancestors.end(), [&](const Job* other) {
        return states_[other->index].outcome == Outcome::success;
    });
    const bool gives_up =
        std::any_of(job.steps.begin(), job.steps.end(), [](const Step& step) { return exits_with_failure(step.run); });
    return !gives_up && (all_well || !looks_at_needs(job));
}

}  // namespace csr::model
