#include "model/workflow/proof/counterexample.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "model/node_value.hpp"

namespace csr::model {

namespace {

std::string witness_of(const SymbolicValue& text, const SymbolStore& store) {
    std::string letters;
    for (const TextPart& part : text.parts)
        letters += part.symbol >= 0 ? store.witness(static_cast<std::uint32_t>(part.symbol)) : part.letters;
    return letters;
}

base::Text ended(std::string_view name, Outcome outcome) {
    switch (outcome) {
        case Outcome::success:
            return {fmt::format("{} succeeds", name), fmt::format("{} は成功", name)};
        case Outcome::failure:
            return {fmt::format("{} fails", name), fmt::format("{} は失敗", name)};
        case Outcome::cancelled:
            return {fmt::format("{} is cancelled", name), fmt::format("{} はキャンセル", name)};
        case Outcome::skipped:
            break;
    }
    return {fmt::format("{} is skipped", name), fmt::format("{} はスキップ", name)};
}

/// The status function that keeps a condition from its implicit success(); empty when it has it.
std::string status_function(const Condition& condition) {
    for (const Expression& expression : condition.expressions()) {
        for (const std::string_view name : {"always", "cancelled", "failure", "success"}) {
            if (!expression.calls(name)) continue;
            const bool negated = expression.to_string().find(fmt::format("(not (call {})", name)) != std::string::npos;
            return fmt::format("{}{}()", negated ? "!" : "", name);
        }
    }
    return {};
}

/// Puts a counterexample together.
class Teller {
  public:
    Teller(const ProofQuery& query, const ProofQuestion& question, Execution& run)
        : query_(query), question_(question), run_(run) {}

    Counterexample tell() {
        made_.event = run_.event().event().name;
        made_.cancelled = run_.cancelled();
        tell_event();
        tell_jobs();
        tell_end();
        return std::move(made_);
    }

  private:
    void add(Place place, base::Text text) { made_.steps.push_back({place, std::move(text)}); }

    [[nodiscard]] const Job& job(std::uint32_t index) const { return *run_.plan().jobs()[index].job; }

    void tell_event() {
        RunEvent& event = run_.event();
        std::string en(event.event().name);
        std::string ja = en;
        const std::string_view name = event.event().name;
        const bool has_ref = name == "push" || (name == "workflow_dispatch" && event.ref());
        if (event.action()) en += " " + *event.action(), ja += " " + *event.action();
        if (has_ref) {
            const std::string ref = name == "push" || event.ref() ? ref_text() : std::string();
            const bool tag = ref.starts_with("refs/tags/");
            const std::string shown =
                ref.substr(std::min(ref.size(), std::string_view(tag ? "refs/tags/" : "refs/heads/").size()));
            const std::string_view word = name == "push" ? "to" : "on";
            en += tag ? fmt::format(" of tag {}", shown) : fmt::format(" {} {}", word, shown);
            ja += tag ? fmt::format(" (タグ {})", shown) : fmt::format(" ({})", shown);
            made_.choices.emplace_back("github.ref", ref);
        }
        std::string with;
        note_choices();
        for (const auto& [choice, value] : made_.choices) {
            if (choice == "github.ref") continue;
            const std::string_view short_name =
                choice.starts_with("inputs.") ? std::string_view(choice).substr(7) : std::string_view(choice);
            with += fmt::format("{}{}={}", with.empty() ? "" : ", ", short_name, value);
        }
        if (!with.empty()) en += " with " + with, ja += "、" + with;
        add(place_of(event.event().node), {en, ja});
    }

    std::string ref_text() {
        SymbolicValue ref = run_.event().ref() ? *run_.event().ref() : run_.event().make_ref();
        SymbolicTexts(run_.store()).settle(ref);
        if (ref.kind != SymbolicValue::Kind::text) return {};
        // An untouched name shows as main where that is allowed.
        if (ref.parts.size() == 2 && ref.parts[1].symbol >= 0) {
            const auto symbol = static_cast<std::uint32_t>(ref.parts[1].symbol);
            const std::string wanted = ref.parts[0].letters == "refs/tags/" ? "v1.0.0" : "main";
            if (!run_.store().was_asked(symbol) && run_.store().allows(symbol, wanted))
                return ref.parts[0].letters + wanted;
        }
        return witness_of(ref, run_.store());
    }

    void note_choices() {
        const SymbolStore& store = run_.store();
        for (std::uint32_t i = 0; i < store.size(); ++i) {
            if (!store.was_asked(i) || store.name(i) == "github.ref_name") continue;
            const std::string value = store.witness(i);
            const bool bare = value == "true" || value == "false";
            made_.choices.emplace_back(store.name(i), bare ? value : "\"" + value + "\"");
        }
        for (const auto& [name, value] : store.facts()) made_.choices.emplace_back(name, value ? "true" : "false");
    }

    void tell_jobs() {
        if (run_.cancelled())
            add(place_of(run_.event().event().node), {"the run is cancelled", "実行がキャンセルされる"});
        const std::vector<JobInstance>& jobs = run_.plan().jobs();
        std::set<std::uint32_t> told(run_.told().begin(), run_.told().end());
        for (std::uint32_t i = 0; i < jobs.size(); ++i) {
            if (told.contains(i) && i != query_.subject.job) tell_job(i);
        }
        if (query_.subject.step) tell_steps(query_.subject.job);
    }

    void tell_job(std::uint32_t index) {
        const std::optional<Outcome> outcome = run_.known_outcome(index);
        if (!outcome) return;
        const std::string& name = run_.plan().jobs()[index].name;
        made_.jobs.emplace_back(name, std::string(name_of(*outcome)));
        const bool asked = query_.object && query_.object->job == index && query_.object->step;
        if (asked && says_it_all(index, *outcome)) return tell_steps(index);
        base::Text text = ended(name, *outcome);
        if (*outcome == Outcome::failure && run_.result(index) == Outcome::success) {
            text.en += ", which continue-on-error counts as success";
            text.ja += "（continue-on-error により成功扱い）";
        }
        add(place_of(job(index).key), std::move(text));
        if (asked) tell_steps(index);
    }

    /// Whether the step that is asked about ended as its job did, so that the job need not be told.
    [[nodiscard]] bool says_it_all(std::uint32_t index, Outcome outcome) {
        const std::vector<LegRun>& legs = run_.known_legs(index);
        return legs.size() == 1 && legs.front().steps[*query_.object->step].outcome == outcome &&
               run_.result(index) == outcome;
    }

    /// The observed steps of the subject's job before the subject.
    void tell_steps(std::uint32_t index) {
        const std::vector<LegRun>& legs = run_.known_legs(index);
        if (legs.empty()) return;
        const std::vector<StepPlan>& steps = run_.plan().jobs()[index].steps;
        for (std::uint32_t i = 0; i < steps.size(); ++i) {
            const bool subject = index == query_.subject.job && query_.subject.step == i;
            if (subject) break;
            if (!run_.observes(index, i)) continue;
            const StepRun& step = legs.back().steps[i];
            const bool elsewhere = index != query_.subject.job;
            const std::string name = elsewhere ? run_.plan().jobs()[index].name + "/" : std::string();
            add(place_of(steps[i].step->node), ended(name + step_name(steps[i]), step.outcome));
        }
    }

    static std::string step_name(const StepPlan& plan) {
        for (const syntax::NodeRef node : {plan.step->id, plan.step->name}) {
            if (node && node.is_scalar()) return std::string(node.text());
        }
        return fmt::format("step {}", plan.step->index + 1);
    }

    /// A step that the question names by its number has a better name.
    [[nodiscard]] std::string shown(const std::string& asked, const ProofSubject& named) const {
        if (!named.step || asked.find("/#") == std::string::npos) return asked;
        const JobInstance& instance = run_.plan().jobs()[named.job];
        return instance.name + "/" + step_name(instance.steps[*named.step]);
    }

    [[nodiscard]] const Condition& subject_condition() const {
        const ProofSubject& subject = query_.subject;
        const Condition& own = job(subject.job).condition;
        if (!subject.step) return own;
        const Condition& step = run_.plan().jobs()[subject.job].steps[*subject.step].step->condition;
        return step.present() ? step : own;
    }

    [[nodiscard]] Place subject_place() const {
        const Condition& condition = subject_condition();
        if (condition.present()) return place_of(condition.node());
        const ProofSubject& subject = query_.subject;
        return subject.step ? place_of(run_.plan().jobs()[subject.job].steps[*subject.step].step->node)
                            : place_of(job(subject.job).key);
    }

    void tell_end() {
        const std::string subject = shown(question_.subject, query_.subject);
        const std::string object = query_.object ? shown(question_.object, *query_.object) : question_.object;
        switch (query_.kind) {
            case ProofKind::guards:
                return tell_start(subject, object);
            case ProofKind::always_follows:
                return tell_missing(subject);
            case ProofKind::rollback_on_failure:
            case ProofKind::follows:
            case ProofKind::follows_success:
                return tell_missing(subject);
            case ProofKind::step_order:
                return add(
                    subject_place(),
                    {fmt::format("{} runs although {} did not run before{}", subject, object, because().en),
                     fmt::format("{} が先に実行されていないのに {} が実行される{}", object, subject, because().ja)});
            case ProofKind::confirmation:
                return tell_unconfirmed(subject);
            case ProofKind::environment:
                return tell_environment(subject);
        }
    }

    /// ", because its `if` has always()"
    [[nodiscard]] base::Text because() const {
        const Condition& condition = subject_condition();
        const std::string function = status_function(condition);
        if (!function.empty())
            return {fmt::format(", because its `if` has {}", function),
                    fmt::format("（`if` に {} があるため）", function)};
        return {};
    }

    void tell_start(const std::string& subject, const std::string& object) {
        const bool waits = !query_.object || query_.object->job == query_.subject.job || is_before();
        if (waits)
            return add(subject_place(), {fmt::format("{} still runs{}", subject, because().en),
                                         fmt::format("それでも {} は実行される{}", subject, because().ja)});
        add(subject_place(), {fmt::format("{} runs without waiting for {}", subject, object),
                              fmt::format("{} は {} を待たずに実行される", subject, object)});
    }

    [[nodiscard]] bool is_before() const {
        const std::vector<std::uint32_t>& before = run_.plan().jobs()[query_.subject.job].before;
        return std::find(before.begin(), before.end(), query_.object->job) != before.end();
    }

    /// Whether success() was true where the subject's condition stands, as far as it was worked out.
    [[nodiscard]] bool was_successful() {
        if (run_.cancelled()) return false;
        const ProofSubject& named = query_.subject;
        const bool started = run_.known_start(named.job) != false;
        if (named.step && started && run_.plan().jobs()[named.job].steps[*named.step].step->condition.present()) {
            const std::vector<LegRun>& legs = run_.known_legs(named.job);
            return std::all_of(legs.begin(), legs.end(),
                               [](const LegRun& leg) { return leg.status == Outcome::success; });
        }
        const std::vector<std::uint32_t>& before = run_.plan().jobs()[named.job].ancestors;
        return std::all_of(before.begin(), before.end(), [&](std::uint32_t job) {
            return !run_.known_outcome(job) || run_.result(job) == Outcome::success;
        });
    }

    void tell_missing(const std::string& subject) {
        const ProofSubject& named = query_.subject;
        const bool waits = !query_.object || is_before() || query_.object->job == named.job;
        // A step of a job that does not start is kept back by the job's condition.
        const bool by_job = named.step && run_.known_start(named.job) == false;
        const Job& own = job(named.job);
        const Condition& condition = by_job ? own.condition : subject_condition();
        base::Text reason;
        if (!waits) {
            const std::string object = shown(question_.object, *query_.object);
            reason = {fmt::format(", because it does not wait for {}", object),
                      fmt::format("（{} を待たないため）", object)};
        } else if (by_job) {
            reason = missing_job_reason(own);
        } else if (!condition.present()) {
            reason = {", because without an `if` it needs success()", "（`if` がなく success() が必要なため）"};
        } else if (condition.implicit_success() && !was_successful()) {
            reason = {", because its `if` has no status function, so success() is required, too",
                      "（`if` に状態関数がなく success() も必要なため）"};
        } else {
            reason = {", because its `if` is false", "（`if` が偽になるため）"};
        }
        const Place job_place = condition.present() ? place_of(condition.node()) : place_of(own.key);
        add(by_job ? job_place : subject_place(), {fmt::format("{} does not run{}", subject, reason.en),
                                                   fmt::format("{} は実行されない{}", subject, reason.ja)});
    }

    [[nodiscard]] base::Text missing_job_reason(const Job& own) {
        if (own.condition.present() && (!own.condition.implicit_success() || was_successful()))
            return {fmt::format(", because the `if` of job {} is false", own.id),
                    fmt::format("（ジョブ {} の `if` が偽になるため）", own.id)};
        return {fmt::format(", because job {} needs success()", own.id),
                fmt::format("（ジョブ {} に success() が必要なため）", own.id)};
    }

    void tell_unconfirmed(const std::string& subject) {
        if (!run_.event().has_input(query_.input))
            return add(subject_place(),
                       {fmt::format("{} runs; {} has no input {}", subject, made_.event, query_.input),
                        fmt::format("{} は実行される。{} には入力 {} がない", subject, made_.event, query_.input)});
        add(subject_place(),
            {fmt::format("{} runs although {} is not \"{}\"{}", subject, query_.input, query_.value, because().en),
             fmt::format("{} が \"{}\" でなくても {} は実行される{}", query_.input, query_.value, subject,
                         because().ja)});
    }

    void tell_environment(const std::string& subject) {
        std::string name;
        for (const SymbolicValue& one : run_.environments(query_.subject.job)) {
            if (one.kind != SymbolicValue::Kind::text) continue;
            const std::string text = witness_of(one, run_.store());
            if (lower_case(text) != lower_case(query_.value)) name = text;
        }
        const Job& subject_job = job(query_.subject.job);
        const Place place =
            subject_job.environment_name ? place_of(subject_job.environment_name) : place_of(subject_job.key);
        if (name.empty())
            return add(place, {fmt::format("{} runs without an environment", subject),
                               fmt::format("{} は environment なしで実行される", subject)});
        add(place, {fmt::format("{} runs in environment {}", subject, name),
                    fmt::format("{} は環境 {} で実行される", subject, name)});
    }

    const ProofQuery& query_;
    const ProofQuestion& question_;
    Execution& run_;
    Counterexample made_;
};

}  // namespace

Counterexample tell(const ProofQuery& query, const ProofQuestion& question, Execution& run) {
    return Teller(query, question, run).tell();
}

base::Text told(const Counterexample& counterexample) {
    base::Text text;
    for (std::size_t i = 0; i < counterexample.steps.size(); ++i) {
        const base::Text& step = counterexample.steps[i].text;
        const std::string_view link = i == 0 ? "" : i == 1 ? ": " : " -> ";
        text.en += std::string(link) + step.en;
        text.ja += std::string(link) + step.ja;
    }
    return text;
}

}  // namespace csr::model
