#include "policy/judge.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/node_value.hpp"
#include "policy/cause_text.hpp"
#include "policy/fix.hpp"
#include "policy/location.hpp"
#include "policy/scenario.hpp"
#include "policy/shared_values.hpp"
#include "syntax/node.hpp"

namespace csr::policy {

namespace {

using model::Value;

constexpr std::size_t most_related = 6;
constexpr std::size_t most_causes = 5;

/// One evaluation of a rule's expressions under one assignment.
struct Evaluated {
    Outcome outcome = Outcome::unknown;
    Value decider;  ///< the value that made the outcome: of the condition, of `when` or of the assertion
    std::vector<Value> values;
    std::vector<bool> bound;    ///< which let bindings have been made: those that something has read
    Value items;                ///< what `each` gives
    bool has_item = false;      ///< an item is bound that can be judged
    bool by_condition = false;  ///< not applicable because the resource's condition is false
};

Outcome outcome_of(const Value& value) {
    if (!value.is(model::Kind::boolean)) return Outcome::unknown;
    return value.as_boolean() ? Outcome::pass : Outcome::fail;
}

model::Cause cause_of(model::CauseKind kind, std::string_view subject) {
    model::Cause cause;
    cause.kind = kind;
    cause.subject = subject;
    return cause;
}

/// The node of a path of keys below `node` as far as it exists, with the rest of the path.
struct Descent {
    syntax::NodeRef node;
    std::size_t found = 0;
};

Descent descend(syntax::NodeRef node, const std::vector<std::string_view>& path) {
    Descent descent{node};
    for (const std::string_view key : path) {
        const syntax::NodeRef next = descent.node.find(key);
        if (!next.valid()) break;
        descent.node = next;
        ++descent.found;
    }
    return descent;
}

std::vector<std::string_view> split_path(std::string_view path) {
    std::vector<std::string_view> keys;
    while (true) {
        const std::size_t dot = path.find('.');
        keys.push_back(path.substr(0, dot));
        if (dot == std::string_view::npos) return keys;
        path.remove_prefix(dot + 1);
    }
}

/// The conditions a resource names: its own and those of Fn::If.
std::vector<std::string_view> mentioned_conditions(const model::cloudformation::Resource& resource) {
    std::vector<std::string_view> names;
    if (!resource.condition.empty()) names.push_back(resource.condition);
    const syntax::Tree& tree = resource.node.tree();
    const std::uint32_t end = tree.node(resource.node.index()).next;
    for (std::uint32_t index = resource.node.index(); index < end; ++index) {
        const syntax::NodeRef node(tree, index);
        const bool tagged = node.is_sequence() && node.tag() == "!If";
        const syntax::NodeRef arguments = tagged ? node : node.find("Fn::If");
        if (!arguments.valid() || arguments.size() == 0) continue;
        if (const syntax::NodeRef name = arguments.at(0); name.is_scalar()) names.push_back(name.text());
    }
    return names;
}

/// Judges one subject by one rule.
class Judge {
  public:
    Judge(const RuleProgram& rule, const Subject& subject, const JudgeContext& context, base::Arena& arena)
        : rule_(rule),
          compiled_(rule.compiled()),
          subject_(subject),
          context_(context),
          arena_(arena),
          functions_{context.project,
                     deployment_of(subject),
                     context.activities,
                     context.findings,
                     context.proofs,
                     nullptr,
                     nullptr,
                     &rejected_} {}

    void judge(std::vector<Verdict>& verdicts) {
        if (const model::Place place = place_of(subject_); place.valid() && is_cut_short(place)) {
            start_verdict();
            add_cause(cause_of(model::CauseKind::broken_file, place.tree->source().path()));
            describe_unknown_message();
            verdicts.push_back(std::move(verdict_));
        } else if (compiled_.broken) {
            start_verdict();
            verdict_.because.push_back({"the rule does not compile", "ルールをコンパイルできません"});
            verdicts.push_back(std::move(verdict_));
        } else if (compiled_.slots.item) {
            judge_items(verdicts);
        } else {
            settle(scenarios([this](const model::Assignment& assignment) { return answer(assignment); }), verdicts);
        }
    }

  private:
    Location at(model::Place place) const { return source_location(place, {context_.project}); }

    void start_verdict() {
        verdict_ = {};
        verdict_.rule = &rule_.file().info;
        verdict_.target = policy::target_of(subject_);
        const model::Place header = policy::header_of(subject_);
        verdict_.location = header.valid() ? at(header) : Location{context_.nowhere, {}};
    }

    /// The section Rules of the template may refuse some scenarios.
    Folded scenarios(const std::function<Answer(const model::Assignment&)>& judge) const {
        const model::cloudformation::Template* const owner = subject_.document_template;
        if (owner == nullptr || owner->rules().empty()) return judge_scenarios(judge);
        return judge_scenarios(judge, [owner](const model::Assignment& assignment) {
            return model::cloudformation::deployable(*owner, assignment);
        });
    }

    /// Whether the outcome need only be counted.
    bool count(const Folded& folded) const {
        if (context_.tally == nullptr || folded.limited) return false;
        if (folded.outcome == Outcome::pass)
            ++context_.tally->pass;
        else if (folded.outcome == Outcome::not_applicable)
            ++context_.tally->not_applicable;
        else
            return false;
        return true;
    }

    void settle(const Folded& folded, std::vector<Verdict>& verdicts) {
        if (folded.outcome == Outcome::pass && rests_on_rejected(!compiled_.slots.item))
            return settle_rejected(verdicts);
        if (count(folded)) return;
        start_verdict();
        verdict_.outcome = folded.outcome;
        if (folded.limited) {
            add_cause(cause_of(model::CauseKind::limit, "256"));
            describe_unknown_message();
        } else if (folded.outcome != Outcome::pass) {
            describe(folded);
        }
        verdicts.push_back(std::move(verdict_));
    }

    /// Whether the target, or the item that is judged, passes only because of what steps of workflows do that GitHub
    /// rejects.
    bool rests_on_rejected(bool of_item) {
        if (rejected_.asked.empty()) return false;
        const auto outcome_without = [&] {
            arena_.clear();
            always_.reset();
            return (of_item ? evaluate({arena_, nothing_}) : evaluate_target({arena_, nothing_})).outcome;
        };
        rejected_.do_nothing = true;
        const Outcome without = outcome_without();
        rejected_.do_nothing = false;
        always_.reset();
        return without == Outcome::fail || without == Outcome::not_applicable;
    }

    void settle_rejected(std::vector<Verdict>& verdicts) {
        start_verdict();
        for (const model::Workflow* workflow : rejected_.asked)
            add_cause(cause_of(model::CauseKind::rejected, workflow->document().path()));
        describe_unknown_message();
        verdicts.push_back(std::move(verdict_));
    }

    /// One verdict for each item that does not pass; one for the target when there is none.
    void judge_items(std::vector<Verdict>& verdicts) {
        std::size_t count = 0;
        const Folded target = scenarios([&](const model::Assignment& assignment) {
            const auto ask = [&] {
                arena_.clear();
                const Evaluated done = evaluate_target({arena_, assignment});
                if (done.outcome == Outcome::pass) count = std::max(count, done.items.as_list().size());
                return answer_of(done, assignment);
            };
            const Answer first = ask();
            return is_settled(first) ? first : ask();
        });
        const std::size_t before = verdicts.size();
        const bool rejected = target.outcome == Outcome::pass && rests_on_rejected(false);
        for (index_ = 0; index_ < count; ++index_) {
            const Folded folded = scenarios([this](const model::Assignment& assignment) { return answer(assignment); });
            if (folded.outcome == Outcome::pass && !rejected && rests_on_rejected(true)) settle_rejected(verdicts);
            if (!folded.limited && folded.outcome != Outcome::fail && folded.outcome != Outcome::unknown) continue;
            settle(folded, verdicts);
        }
        if (verdicts.size() > before && target.outcome != Outcome::unknown) return;
        index_ = count;
        settle(target, verdicts);
    }

    /// Whether a syntax error lies within `place`, so that what seems to be absent may only not have been read.
    static bool is_cut_short(model::Place place) {
        const syntax::Node& node = place.tree->node(place.node);
        return std::ranges::any_of(place.tree->errors(), [&](const syntax::SyntaxError& error) {
            // A container that was open where reading ended holds the last node, and ends before the error.
            const bool open = node.next == place.tree->nodes().size();
            return !error.tolerated && error.span.begin >= node.begin && (open || error.span.begin <= node.end);
        });
    }

    Value value_of(const cel::Program& program, const std::vector<Value>& values,
                   const model::Evaluation& evaluation) const {
        if (functions_.reading == nullptr) return program.value(values, evaluation, &functions_);
        SharedValues shared(*functions_.reading, subject_.document_template, rule_);
        return program.value(values, evaluation, &functions_, {}, &shared);
    }

    /// What is the same for all items: whether the rule applies, and which items there are. Passes when the assertion
    /// is still to be asked.
    Evaluated evaluate_target(const model::Evaluation& evaluation) {
        share(evaluation.assignment);
        Evaluated done;
        if (subject_.resource != nullptr && model::cloudformation::hangs_on_condition(*subject_.resource)) {
            done.decider = model::cloudformation::condition_of(*subject_.resource, evaluation);
            done.by_condition = outcome_of(done.decider) == Outcome::fail;
            if (done.by_condition || splittable(done.decider, evaluation.assignment) != nullptr) {
                done.outcome = done.by_condition ? Outcome::not_applicable : Outcome::unknown;
                return done;
            }
        }
        done.values = bind(subject_, compiled_.slots, rule_.parameters(), evaluation, own_);
        done.bound.resize(compiled_.lets.size());
        if (is_independent(compiled_.lets.size()) && !applies(done, evaluation)) return done;
        if (compiled_.slots.item) {
            bind_lets(done, compiled_.each, evaluation);
            done.items = done.decider = value_of(compiled_.each, done.values, evaluation);
            if (!done.items.is(model::Kind::list)) return done;
        }
        done.outcome = Outcome::pass;
        return done;
    }

    Evaluated evaluate(const model::Evaluation& evaluation) {
        Evaluated done =
            compiled_.slots.item && evaluation.assignment.steps().empty() ? always() : evaluate_target(evaluation);
        share(evaluation.assignment);
        if (done.outcome != Outcome::pass || (compiled_.slots.item && !bind_item(done, evaluation))) return done;
        bind_lets(done, compiled_.assertion, evaluation);
        done.decider = value_of(compiled_.assertion, done.values, evaluation);
        done.outcome = outcome_of(done.decider);
        return done;
    }

    /// The target without any assumption, evaluated once for all items.
    const Evaluated& always() {
        if (!always_) {
            always_ = evaluate_target(without_assumption_);
            if (always_->outcome == Outcome::pass && always_->items.as_list().size() > 0)
                bind_lets(*always_, without_assumption_, [this](std::size_t index) { return is_independent(index); });
        }
        return *always_;
    }

    bool is_independent(std::size_t index) const { return !compiled_.slots.item || compiled_.independent[index]; }

    /// Evaluates the let bindings that are wanted and not there yet.
    template <class Wanted>
    void bind_lets(Evaluated& done, const model::Evaluation& evaluation, const Wanted& wanted) const {
        for (std::size_t index = 0; index < compiled_.lets.size(); ++index) {
            if (done.bound[index] || !wanted(index)) continue;
            done.values[compiled_.slots.first_let + index] = value_of(compiled_.lets[index], done.values, evaluation);
            done.bound[index] = true;
        }
    }

    /// Those that `reader` reads, itself or through others.
    void bind_lets(Evaluated& done, const cel::Program& reader, const model::Evaluation& evaluation) const {
        std::vector<bool> read(compiled_.lets.size());
        for (std::size_t index = compiled_.lets.size(); index-- > 0;) {
            const auto slot = compiled_.slots.first_let + static_cast<std::uint32_t>(index);
            read[index] = reader.reads(slot);
            for (std::size_t later = index + 1; later < read.size(); ++later)
                read[index] = read[index] || (read[later] && compiled_.lets[later].reads(slot));
        }
        bind_lets(done, evaluation, [&read](std::size_t index) { return read[index]; });
    }

    /// All that have a meaning, for the texts.
    void bind_all_lets(Evaluated& done, const model::Evaluation& evaluation) const {
        if (done.values.empty()) return;
        bind_lets(done, evaluation, [&](std::size_t index) { return done.has_item || is_independent(index); });
    }

    /// Lets what follows read the objects that all evaluations under the assignment share.
    void share(const model::Assignment& assignment) {
        own_ = shared_ && assignment.steps().empty() ? context_.own : nullptr;
        functions_.reading = shared_ && context_.deployed != nullptr ? context_.deployed->under(assignment) : nullptr;
    }

    /// Whether an answer stands. One that is unknown in the end may be so for a limit that other rules have used up:
    /// from then on, nothing is shared.
    bool is_settled(const Answer& answer) {
        if (!shared_ || answer.outcome != Outcome::unknown || answer.split != nullptr) return true;
        shared_ = false;
        always_.reset();
        return false;
    }

    /// Whether `when` is true; sets the outcome when it is not.
    bool applies(Evaluated& done, const model::Evaluation& evaluation) const {
        if (compiled_.when.empty()) return true;
        bind_lets(done, compiled_.when, evaluation);
        done.decider = value_of(compiled_.when, done.values, evaluation);
        const Outcome applies = outcome_of(done.decider);
        if (applies == Outcome::pass) return true;
        done.outcome = applies == Outcome::fail ? Outcome::not_applicable : Outcome::unknown;
        return false;
    }

    /// Whether there is an item for the assertion; sets the outcome when there is none.
    bool bind_item(Evaluated& done, const model::Evaluation& evaluation) const {
        if (index_ >= done.items.as_list().size()) return false;  // in this scenario there is no such item: a pass
        done.decider = done.values[*compiled_.slots.item] = done.items.as_list().at(index_);
        done.outcome = Outcome::unknown;
        if (done.decider.is(model::Kind::unknown) || done.decider.is(model::Kind::error)) return false;
        done.has_item = true;
        return is_independent(compiled_.lets.size()) || applies(done, evaluation);
    }

    static const model::Cause* splittable(const Value& value, const model::Assignment& assignment) {
        if (!value.is(model::Kind::unknown)) return nullptr;
        for (const model::Cause& cause : value.as_unknown().causes) {
            if (cause.variable != nullptr && cause.variable->choices > 0 && !assignment.choice(*cause.variable))
                return &cause;
        }
        return nullptr;
    }

    Answer answer(const model::Assignment& assignment) {
        const bool certain = assignment.steps().empty();
        const auto ask = [&] {
            arena_.clear();
            failed_.reset();
            Evaluated done = evaluate({arena_, certain ? nothing_ : assignment});
            const Answer answer = answer_of(done, assignment);
            if (certain && done.outcome == Outcome::fail) failed_ = std::move(done);
            return answer;
        };
        const Answer first = ask();
        return is_settled(first) ? first : ask();
    }

    static Answer answer_of(const Evaluated& done, const model::Assignment& assignment) {
        Answer result{done.outcome};
        if (done.outcome != Outcome::unknown) return result;
        if (const model::Cause* cause = splittable(done.decider, assignment)) {
            result.split = cause->variable;
            result.through_condition = cause->through_condition;
        }
        return result;
    }

    /// Fills in everything but the outcome, from the scenario that shows it.
    void describe(const Folded& folded) {
        const bool again = !failed_ || folded.outcome != Outcome::fail || !folded.witness.empty();
        if (again) arena_.clear();
        model::Assignment assignment;
        for (const model::Assignment::Step& step : folded.witness) assignment.push(step);
        const model::Evaluation evaluation{arena_, again ? assignment : nothing_};
        Evaluated done = again ? evaluate(evaluation) : std::move(*failed_);
        if (folded.outcome == Outcome::not_applicable) return describe_not_applicable(done);
        bind_all_lets(done, evaluation);
        std::vector<Refutation> refutations;
        functions_.refutations = &refutations;
        const std::vector<cel::BlameItem> blame = blame_of(done, evaluation);
        functions_.refutations = nullptr;
        const Refutation* refuted = folded.outcome == Outcome::fail ? deciding(refutations, blame) : nullptr;
        place_verdict(blame, done, refuted);
        if (refuted != nullptr) describe_flow(*refuted->counterexample);
        if (folded.outcome == Outcome::unknown) {
            describe_unknown(folded, done);
            return;
        }
        if (!folded.holds_under.empty()) name_conditions(evaluation);
        for (const model::Assignment::Step& step : folded.holds_under) {
            base::Text choice = describe_choice(subject_, *step.variable, step.choice);
            if (std::ranges::find(verdict_.scenario, choice) == verdict_.scenario.end())
                verdict_.scenario.push_back(std::move(choice));
        }
        describe_fail(done, evaluation);
        add_other_scenarios(folded);
    }

    /// Names the conditions that the resource itself mentions and this scenario settles.
    void name_conditions(const model::Evaluation& evaluation) {
        if (subject_.resource == nullptr) return;
        const model::cloudformation::Template& owner = *subject_.document_template;
        const std::vector<std::string_view> mentioned = mentioned_conditions(*subject_.resource);
        for (const model::cloudformation::Condition& condition : owner.conditions().all()) {
            if (std::ranges::find(mentioned, condition.name) == mentioned.end()) continue;
            const model::Assignment nothing;
            const Value before =
                model::cloudformation::condition_value(owner, condition.name, {evaluation.arena, nothing});
            const Value now = model::cloudformation::condition_value(owner, condition.name, evaluation);
            if (before.is(model::Kind::boolean) || !now.is(model::Kind::boolean)) continue;
            const std::string_view en = now.as_boolean() ? "true" : "false";
            const std::string_view ja = now.as_boolean() ? "真" : "偽";
            verdict_.scenario.push_back(
                {fmt::format("{} is {}", condition.name, en), fmt::format("{} が{}", condition.name, ja)});
        }
    }

    void describe_not_applicable(const Evaluated& done) {
        if (done.by_condition) {
            const std::string name(subject_.resource->condition);
            verdict_.because.push_back(
                {fmt::format("the condition {} is false", name), fmt::format("条件 {} が偽です", name)});
            return;
        }
        const std::string when(rule_.file().when.text());
        verdict_.because.push_back(
            {fmt::format("the rule applies only when {}", when), fmt::format("このルールの適用条件: {}", when)});
    }

    std::vector<cel::BlameItem> blame_of(const Evaluated& done, const model::Evaluation& evaluation) const {
        std::vector<cel::BlameItem> blame;
        if (done.values.empty()) return blame;
        const auto add = [&](const cel::Program& program) {
            if (program.empty()) return;
            for (const cel::BlameItem& item : program.evaluate(done.values, evaluation, &functions_).blame) {
                if (std::ranges::find(blame, item) == blame.end()) blame.push_back(item);
            }
        };
        const bool asserted = !compiled_.when.empty() && !is_true(compiled_.when, done, evaluation);
        const bool listed = !compiled_.slots.item || done.items.is(model::Kind::list);
        const cel::Program& decider = asserted ? compiled_.when : listed ? compiled_.assertion : compiled_.each;
        add(decider);
        for (std::size_t index = compiled_.lets.size(); index-- > 0;) {
            if (decider.reads(compiled_.slots.first_let + static_cast<std::uint32_t>(index)))
                add(compiled_.lets[index]);
        }
        return blame;
    }

    /// Whether a refutation is to blame: itself, or the list among whose items exists() found no better one.
    static bool is_blamed(const Refutation& refutation, const std::vector<cel::BlameItem>& blame) {
        return std::ranges::any_of(blame, [&](const cel::BlameItem& item) {
            if (item.place == refutation.place || encloses(refutation.place, item.place)) return true;
            return item.missing.empty() && encloses(item.place, refutation.place);
        });
    }

    /// The refutation that decided the assertion: one that ends within the subject, else the first one; null when none
    /// of them is blamed.
    const Refutation* deciding(const std::vector<Refutation>& refutations,
                               const std::vector<cel::BlameItem>& blame) const {
        const Refutation* found = nullptr;
        for (const Refutation& refutation : refutations) {
            if (!is_blamed(refutation, blame)) continue;
            const model::Place own = place_of(subject_);
            if (own.valid() && (encloses(own, refutation.place) || refutation.place == policy::header_of(subject_)))
                return &refutation;
            if (found == nullptr) found = &refutation;
        }
        return found;
    }

    /// The line to look at for a place that may be a whole container.
    static model::Place line_of(model::Place place) {
        return syntax::NodeRef(*place.tree, place.node).is_scalar() ? place : policy::header_of(place);
    }

    void describe_flow(const model::Counterexample& counterexample) {
        Flow flow{told(counterexample), {}};
        for (const model::ProofStep& step : counterexample.steps)
            flow.steps.push_back({step.place.valid() ? at(line_of(step.place)) : verdict_.location, step.text});
        verdict_.flow = std::move(flow);
    }

    bool is_true(const cel::Program& program, const Evaluated& done, const model::Evaluation& evaluation) const {
        return outcome_of(value_of(program, done.values, evaluation)) == Outcome::pass;
    }

    /// The place a person has to look at for one item of blame: a value, the key of what lacks something, and for
    /// whole jobs and files their name.
    model::Place shown(const cel::BlameItem& item) const {
        const syntax::NodeRef node(*item.place.tree, item.place.node);
        const bool container = !node.is_scalar() && !model::cloudformation::as_call(node);
        if (item.missing.empty() && !container) return item.place;
        if (compiled_.slots.item) return policy::header_of(item.place);
        const bool whole = item.place == place_of(subject_);
        const bool in_parts = subject_.kind == TargetKind::resource || subject_.kind == TargetKind::config ||
                              subject_.kind == TargetKind::project;
        return whole || (container && !in_parts) ? policy::header_of(subject_) : policy::header_of(item.place);
    }

    /// The item that is judged; null when there is none.
    Value item_of(const Evaluated& done) const {
        if (!compiled_.slots.item || done.values.empty()) return {};
        return done.values[*compiled_.slots.item];
    }

    void place_verdict(const std::vector<cel::BlameItem>& blame, const Evaluated& done, const Refutation* refuted) {
        const Value item = item_of(done);
        const model::Place own = item.place().valid() ? item.place() : place_of(subject_);
        if (item.place().valid()) {
            const source::Span span = item.is(model::Kind::map) ? item.as_map().span() : source::Span();
            if (span.end > span.begin) return set_location(own, {&own.tree->source(), span});
            verdict_.extent = document_location(own).span;
            set_location(policy::header_of(own));
        }
        std::vector<model::Place> places;
        if (refuted != nullptr) places.push_back(line_of(refuted->place));
        for (const cel::BlameItem& blamed : blame) {
            if (blamed.place.valid()) places.push_back(shown(blamed));
        }
        if (done.decider.is(model::Kind::unknown)) {
            for (const model::Cause& cause : done.decider.as_unknown().causes) {
                if (cause.place.valid()) places.push_back(cause.place);
            }
        }
        if (subject_.kind == TargetKind::project && !item.place().valid() && !in_one_part(places)) return;
        const auto primary = std::ranges::find_if(places, [&](model::Place place) {
            return !own.valid() || encloses(own, place) || place == policy::header_of(subject_);
        });
        if (primary != places.end()) set_location(*primary);
    }

    /// Whether all places lie in one resource, or one file that is no template. What is missing from a whole project is
    /// missing nowhere in particular.
    bool in_one_part(const std::vector<model::Place>& places) const {
        return std::ranges::all_of(places, [&](model::Place place) {
            return place.tree == places.front().tree &&
                   resource_at(*context_.project, place) == resource_at(*context_.project, places.front());
        });
    }

    void set_location(model::Place place) { set_location(place, document_location(place)); }

    /// `written` is where the template says it; the location is the line that caused it.
    void set_location(model::Place place, Location written) {
        const Location cause = at(place);
        verdict_.related.clear();
        verdict_.location = cause == document_location(place) ? written : cause;
        if (!(written == verdict_.location)) add_related(written, synthesized_note(place, {context_.project}));
    }

    void add_related(Location location, base::Text message) {
        const bool known =
            location == verdict_.location ||
            std::ranges::any_of(verdict_.related, [&](const Related& one) { return one.location == location; });
        if (!known) verdict_.related.push_back({location, std::move(message)});
    }

    base::Text render(const CompiledMessage& message, const Evaluated& done,
                      const model::Evaluation& evaluation) const {
        return {message.en.render(done.values, evaluation, &functions_, base::Language::english),
                message.ja.render(done.values, evaluation, &functions_, base::Language::japanese)};
    }

    void describe_fail(const Evaluated& done, const model::Evaluation& evaluation) {
        const CompiledTexts& texts = rule_.texts();
        verdict_.message = render(texts.message, done, evaluation);
        for (const auto& [at_program, message] : texts.related)
            add_rule_related(value_of(at_program, done.values, evaluation), message, done, evaluation);
        if (rule_.file().fix) make_fix(done, evaluation);
    }

    void add_rule_related(const Value& value, const CompiledMessage& message, const Evaluated& done,
                          const model::Evaluation& evaluation) {
        if (value.is(model::Kind::optional)) {
            if (value.as_optional() != nullptr) add_rule_related(*value.as_optional(), message, done, evaluation);
            return;
        }
        if (value.place().valid() && !value.is(model::Kind::list)) {
            const model::Place place = value.is(model::Kind::map) ? policy::header_of(value.place()) : value.place();
            add_related(at(place), render(message, done, evaluation));
            return;
        }
        if (!value.is(model::Kind::list)) return;
        for (std::size_t index = 0; index < value.as_list().size(); ++index) {
            const Value item = value.as_list().at(index);
            if (!item.place().valid()) continue;
            add_related(at(item.is(model::Kind::map) ? policy::header_of(item.place()) : item.place()),
                        render(message, done, evaluation));
        }
    }

    void add_other_scenarios(const Folded& folded) {
        for (const std::vector<model::Assignment::Step>& steps : folded.others) {
            if (verdict_.related.size() >= most_related) return;
            arena_.clear();
            model::Assignment assignment;
            base::Text names;
            for (const model::Assignment::Step& step : steps) {
                assignment.push(step);
                const base::Text choice = describe_choice(subject_, *step.variable, step.choice);
                names.en += (names.en.empty() ? "" : ", ") + choice.en;
                names.ja += (names.ja.empty() ? "" : "、") + choice.ja;
            }
            const model::Evaluation evaluation{arena_, assignment};
            Evaluated done = evaluate(evaluation);
            bind_all_lets(done, evaluation);
            for (const cel::BlameItem& item : blame_of(done, evaluation)) {
                if (!item.place.valid() || !encloses(place_of(subject_), item.place)) continue;
                add_related(at(shown(item)),
                            {fmt::format("also when {}", names.en), fmt::format("{} の場合も同様", names.ja)});
                break;
            }
        }
    }

    void add_cause(const model::Cause& cause) {
        base::Text text = policy::describe(cause);
        if (verdict_.because.size() >= most_causes ||
            std::ranges::find(verdict_.because, text) != verdict_.because.end())
            return;
        verdict_.because.push_back(std::move(text));
        verdict_.causes.push_back(fmt::format("{}:{}", policy::name_of(cause.kind), cause.subject));
    }

    void describe_unknown(const Folded& folded, const Evaluated& done) {
        if (done.decider.is(model::Kind::unknown)) {
            for (const model::Cause& cause : done.decider.as_unknown().causes) add_cause(cause);
        }
        for (const model::Variable* variable : folded.undecided) {
            using enum model::CauseKind;
            const bool has_default = variable->default_choice.has_value();
            add_cause(cause_of(has_default ? parameter_default : parameter, variable->name));
        }
        if (done.decider.is(model::Kind::error)) add_error(done.decider);
        describe_unknown_message();
    }

    /// A value in a file that the rule cannot read is the file's mistake; of the subject itself, or of no file, the
    /// rule's.
    void add_error(const Value& error) {
        const model::Place place = error.place();
        if (!place.valid() || place == place_of(subject_) || place == header_of(subject_))
            return add_cause(cause_of(model::CauseKind::invalid, error.text()));
        add_cause(cause_of(model::CauseKind::wrong_type, syntax::pointer(*place.tree, place.node)));
    }

    void describe_unknown_message() {
        const base::Text& title = verdict_.rule->title;
        verdict_.message = {fmt::format("cannot be decided: {}", title.en),
                            fmt::format("判定できません: {}", title.ja)};
    }

    void make_fix(const Evaluated& done, const model::Evaluation& evaluation) {
        const FixText& text = *rule_.file().fix;
        Fix fix;
        fix.applicability = text.applicability;
        fix.description = render(rule_.texts().tell, done, evaluation);
        if (text.set_path.valid()) {
            const Value wanted = value_of(rule_.texts().set_to, done.values, evaluation);
            const std::string path(text.set_path.text());
            if (fix.description.empty()) {
                fix.description = {
                    fmt::format("set {} to {}", path, cel::to_text(wanted, base::Language::english)),
                    fmt::format("{} を {} に設定してください", path, cel::to_text(wanted, base::Language::japanese))};
            }
            if (std::optional<Edit> edit = edit_for(path, wanted, done)) fix.edits.push_back(std::move(*edit));
        }
        if (!fix.description.empty()) verdict_.fix = std::move(fix);
    }

    /// Nothing where the value is computed, said elsewhere, or in a file that a program writes.
    std::optional<Edit> edit_for(const std::string& path, const Value& wanted, const Evaluated& done) const {
        if (subject_.document_template != nullptr && subject_.document_template->options().assembly)
            return std::nullopt;
        const std::vector<std::string_view> keys = split_path(path);
        Value value = done.values[compiled_.slots.self];
        bool present = true;
        for (const std::string_view key : keys) {
            if (!value.is(model::Kind::map)) return std::nullopt;
            std::optional<Value> next = value.as_map().get(Value::string(key));
            present = next.has_value();
            if (!present) break;
            value = *next;
        }
        if (!present) return insertion_for(keys, wanted);
        if (!value.place().valid() || !encloses(place_of(subject_), value.place())) return std::nullopt;
        return replace_scalar({*value.place().tree, value.place().node}, wanted);
    }

    std::optional<Edit> insertion_for(std::vector<std::string_view> keys, const Value& wanted) const {
        if (subject_.kind == TargetKind::config || subject_.kind == TargetKind::project) return std::nullopt;
        std::vector<std::string> written;
        if (subject_.kind == TargetKind::resource) written.emplace_back("Properties");
        for (const std::string_view key : keys) {
            std::string name(key);
            if (subject_.kind != TargetKind::resource && subject_.kind != TargetKind::document_template)
                std::ranges::replace(name, '_', '-');
            written.push_back(std::move(name));
        }
        const std::vector<std::string_view> path(written.begin(), written.end());
        const model::Place own = place_of(subject_);
        const Descent descent = descend({*own.tree, own.node}, path);
        if (descent.found == path.size() || !encloses(own, model::place_of(descent.node))) return std::nullopt;
        if (model::cloudformation::as_call(descent.node)) return std::nullopt;  // no room for a property
        return insert_value(descent.node, std::span(path).subspan(descent.found), wanted);
    }

    const RuleProgram& rule_;
    const CompiledRule& compiled_;
    const Subject& subject_;
    const JudgeContext& context_;
    base::Arena& arena_;
    RejectedWorkflows rejected_;
    FunctionContext functions_;
    model::cloudformation::Reading* own_ = nullptr;  ///< for the evaluation of now
    bool shared_ = true;
    Verdict verdict_;
    std::size_t index_ = 0;  ///< of the item that is judged
    base::Arena always_arena_;
    model::Assignment nothing_;
    const model::Evaluation without_assumption_{always_arena_, nothing_};
    std::optional<Evaluated> always_;
    std::optional<Evaluated> failed_;  ///< the last evaluation, when it failed without any assumption
};

}  // namespace

void judge(const RuleProgram& rule, const Subject& subject, const JudgeContext& context, base::Arena& arena,
           std::vector<Verdict>& verdicts) {
    if (context.deployed != nullptr) context.deployed->make_room();
    Judge(rule, subject, context, arena).judge(verdicts);
}

}  // namespace csr::policy
