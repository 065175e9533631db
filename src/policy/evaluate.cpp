#include "policy/evaluate.hpp"

#include <algorithm>
#include <set>

#include "base/lazy.hpp"
#include "base/sha256.hpp"
#include "base/stable_sort.hpp"
#include "policy/judge.hpp"
#include "policy/location.hpp"
#include "policy/summary.hpp"
#include "policy/syntax_findings.hpp"

namespace csr::policy {

struct RuleSet::Entry {
    const PackRule& rule;
    Chosen chosen;
    base::Lazy<std::unique_ptr<const RuleProgram>> program;
    std::size_t index = 0;  ///< among all

    Entry(const PackRule& own, const Selection& selection)
        : rule(own), chosen(policy::chosen(own, selection)), program([&own, &selection] {
              return std::make_unique<const RuleProgram>(*own, selected_parameters(own, selection));
          }) {}
};

/// One piece of work: everything in one document, or one rule over the whole project.
struct RuleSet::Work {
    const model::cloudformation::Template* document_template = nullptr;
    const model::Workflow* workflow = nullptr;
    const model::ProductionConfig* config = nullptr;
    const model::ActionFile* action = nullptr;
    const model::Document* document = nullptr;  ///< that rules read as it is written
    const Entry* project_rule = nullptr;
};

/// What one thread keeps while it judges.
struct RuleSet::Worker {
    base::Arena arena = base::Arena(256 * 1024);
    model::cloudformation::Readings deployed = {};
    bool lists_all = true;
    std::vector<Tally> tallies = {};  ///< by rule, when not all verdicts are listed
    std::set<const source::Source*> sources = {};
};

namespace {

InputStatus status_of(model::InputStatus status) {
    switch (status) {
        case model::InputStatus::analysed:
            return InputStatus::ok;
        case model::InputStatus::not_applicable:
            return InputStatus::not_judged;
        case model::InputStatus::syntax_error:
            return InputStatus::syntax_error;
        case model::InputStatus::unreadable:
            break;
    }
    return InputStatus::unreadable;
}

void add_inputs(const model::Project& project, Run& run, bool whole) {
    for (const model::Input& input : project.inputs()) {
        const std::uint64_t size = input.document == nullptr ? 0 : input.document->source().bytes().size();
        run.inputs.push_back({input.path, whole ? input.sha256() : std::string(),
                              std::string(model::name_of(input.kind)), status_of(input.status), size});
    }
    base::stable_sort(run.inputs, &Input::path);
}

bool is_fatal(model::ProblemKind kind) {
    return kind == model::ProblemKind::unreadable || kind == model::ProblemKind::syntax_error ||
           kind == model::ProblemKind::invalid;
}

void add_problems(const model::Project& project, Run& run) {
    for (const model::Problem& problem : project.problems()) {
        if (problem.kind == model::ProblemKind::parameters) {  // steers the run
            const std::string_view bytes = problem.document->source().bytes();
            run.settings.push_back(
                {problem.document->path(), base::sha256_hex(bytes), "parameters", InputStatus::ok, bytes.size()});
            continue;
        }
        Location location;
        if (problem.document != nullptr) location = {&problem.document->source(), problem.span};
        run.problems.push_back(
            {location, problem.error.path, problem.error.message, problem.error.hint, is_fatal(problem.kind)});
    }
}

/// What a brief run says of a rule that judged nothing.
RuleInfo summary_of(const RuleHead& head, const Chosen& chosen) {
    RuleInfo info;
    info.id = head.id;
    info.name = head.name;
    info.pack = head.pack;
    info.severity = chosen.severity;
    info.enabled = chosen.enabled;
    return info;
}

/// A catalogue without its rows.
Catalogue named_catalogue(const std::string& pack, const std::string& document) {
    Catalogue catalogue;
    catalogue.pack = pack;
    catalogue.document = document;
    return catalogue;
}

/// Whether the line that caused something in the subject may be in another file.
bool is_synthesized(const Subject& subject) {
    const model::cloudformation::Deployment* const deployment = deployment_of(subject);
    return deployment != nullptr && deployment->assembly() != nullptr;
}

/// What rules judge a document as that they read as it is written.
TargetKind kind_of(const model::Document& document) {
    switch (document.kind()) {
        case model::DocumentKind::markdown:
            return TargetKind::markdown;
        case model::DocumentKind::script:
            return TargetKind::script;
        case model::DocumentKind::environment_file:
            return TargetKind::environment_file;
        case model::DocumentKind::terraform:
            return TargetKind::terraform;
        case model::DocumentKind::dependabot:
            return TargetKind::dependabot;
        default:
            return TargetKind::pre_commit;
    }
}

bool overlap(const Location& one, const Location& other) {
    return one.source == other.source && one.span.begin < other.span.end && other.span.begin < one.span.end;
}

/// Takes away what a rule finds at a place at which a special case of it (`narrows`) finds something, too.
void leave_to_special_cases(Run& run) {
    std::map<std::string_view, std::vector<Location>> told;
    for (const Verdict& verdict : run.verdicts) {
        if (verdict.outcome != Outcome::fail) continue;
        for (const std::string& name : verdict.rule->narrows) told[name].push_back(verdict.location);
    }
    if (told.empty()) return;
    std::erase_if(run.verdicts, [&told](const Verdict& verdict) {
        const auto found = told.find(verdict.rule->name);
        if (found == told.end() || verdict.outcome != Outcome::fail) return false;
        return std::ranges::any_of(found->second, [&](const Location& at) { return overlap(at, verdict.location); });
    });
}

Subject subject_of(const model::Project& project, TargetKind kind) {
    Subject subject;
    subject.kind = kind;
    subject.project = &project;
    return subject;
}

}  // namespace

RuleSet::RuleSet(std::span<const Pack> packs, const Selection& selection, const Activities& further_activities)
    : packs_(packs), selection_(&selection), nowhere_(".", "") {
    for (const Pack& pack : packs) {
        activities_.emplace(pack.info.name, std::make_unique<ActivityMatcher>(
                                                merged_activities(std::span(&pack, 1), further_activities)));
        for (const PackRule& rule : pack.rules) entries_.push_back(std::make_unique<Entry>(rule, selection));
    }
    base::stable_sort(entries_, [](const auto& entry) -> const std::string& { return entry->rule.head().id; });
    for (std::size_t place = 0; place < entries_.size(); ++place) {
        entries_[place]->index = place;
        if (entries_[place]->chosen.enabled) index(*entries_[place]);
    }
}

RuleSet::~RuleSet() = default;

void RuleSet::index(const Entry& entry) {
    const RuleHead& head = entry.rule.head();
    if (head.target == TargetKind::action || head.with_actions)
        in_actions_[head.target == TargetKind::step ? TargetKind::step : TargetKind::action].push_back(&entry);
    if (head.target != TargetKind::resource) {
        by_target_[head.target].push_back(&entry);
    } else if (std::ranges::find(head.resource_types, "*") != head.resource_types.end()) {
        any_type_.push_back(&entry);
        for (auto& [type, rules] : by_type_) rules.push_back(&entry);
    } else {
        for (const std::string& type : head.resource_types) {
            std::vector<const Entry*>& rules = by_type_.try_emplace(type, any_type_).first->second;
            if (rules.empty() || rules.back() != &entry) rules.push_back(&entry);
        }
    }
}

std::span<const RuleSet::Entry* const> RuleSet::rules_for(const Subject& subject) const {
    if (subject.kind == TargetKind::resource) {
        const auto found = by_type_.find(subject.resource->type);
        return found == by_type_.end() ? any_type_ : found->second;
    }
    const auto& by_target = subject.action != nullptr ? in_actions_ : by_target_;
    const auto found = by_target.find(subject.kind);
    if (found == by_target.end()) return {};
    return found->second;
}

void RuleSet::judge_work(const Work& work, const model::Project& project, model::ProofMemo& proofs, Worker& worker,
                         std::vector<Verdict>& verdicts) const {
    std::optional<model::cloudformation::TemplateFindings> findings;
    if (work.document_template != nullptr) findings.emplace(*work.document_template);
    model::cloudformation::Reading own;
    const auto judge_one = [&](const Entry& entry, const Subject& subject) {
        const ActivityMatcher* activities = activities_.find(entry.rule.head().pack)->second.get();
        Tally* const tally = worker.lists_all ? nullptr : &worker.tallies[entry.index];
        const JudgeContext context{&project, activities, &nowhere_,        findings ? &*findings : nullptr,
                                   &proofs,  &own,       &worker.deployed, tally};
        policy::judge(**entry.program, subject, context, worker.arena, verdicts);
    };
    const auto judge_each = [&](const Subject& subject) {
        const std::span<const Entry* const> rules = rules_for(subject);
        for (const Entry* entry : rules) judge_one(*entry, subject);
        if (!worker.lists_all && !rules.empty() && is_synthesized(subject))
            worker.sources.insert(source_location(header_of(subject), {&project}).source);
    };
    if (work.document_template != nullptr) {
        Subject subject = subject_of(project, TargetKind::document_template);
        subject.document_template = work.document_template;
        judge_each(subject);
        subject.kind = TargetKind::resource;
        for (const model::cloudformation::Resource& resource : work.document_template->resources()) {
            subject.resource = &resource;
            judge_each(subject);
        }
    } else if (work.workflow != nullptr) {
        Subject subject = subject_of(project, TargetKind::workflow);
        subject.workflow = work.workflow;
        judge_each(subject);
        for (const model::Job& job : work.workflow->jobs()) {
            subject.kind = TargetKind::job;
            subject.job = &job;
            subject.step = nullptr;
            judge_each(subject);
            subject.kind = TargetKind::step;
            for (const model::Step& step : job.steps) {
                subject.step = &step;
                judge_each(subject);
            }
        }
    } else if (work.action != nullptr) {
        Subject subject = subject_of(project, TargetKind::action);
        subject.action = work.action;
        judge_each(subject);
        subject.kind = TargetKind::step;
        for (const model::Step& step : work.action->steps()) {
            subject.step = &step;
            judge_each(subject);
        }
    } else if (work.document != nullptr) {
        Subject subject = subject_of(project, kind_of(*work.document));
        subject.document = work.document;
        judge_each(subject);
    } else if (work.config != nullptr) {
        Subject subject = subject_of(project, TargetKind::config);
        subject.config = work.config;
        judge_each(subject);
    } else {
        judge_one(*work.project_rule, subject_of(project, TargetKind::project));
    }
}

/// Gives the run the packs' and the rules' descriptions, and points its verdicts to them.
void RuleSet::describe(Run& run, const std::vector<Tally>& tallies, bool whole) const {
    std::map<std::string_view, const RuleInfo*> judged;
    for (const Verdict& verdict : run.verdicts) judged[verdict.rule->id] = nullptr;
    for (std::size_t index = 0; index < tallies.size(); ++index) {
        run.unlisted.pass += tallies[index].pass;
        run.unlisted.not_applicable += tallies[index].not_applicable;
        if (tallies[index].pass + tallies[index].not_applicable > 0) judged[entries_[index]->rule.head().id] = nullptr;
    }
    for (const auto& entry : entries_) {
        const RuleHead& head = entry->rule.head();
        const auto found = judged.find(head.id);
        const bool told = whole || found != judged.end();
        RuleInfo info = told ? selected(entry->rule, *selection_) : summary_of(head, entry->chosen);
        run.rules.push_back(std::make_unique<const RuleInfo>(std::move(info)));
        if (found != judged.end()) found->second = run.rules.back().get();
        if (!tallies.empty() && tallies[entry->index].pass > 0) run.unlisted.passed.push_back(run.rules.back().get());
    }
    bool rows = whole;
    for (Verdict& verdict : run.verdicts) {
        verdict.rule = judged.at(verdict.rule->id);
        rows = rows || verdict.outcome == Outcome::fail || verdict.outcome == Outcome::unknown;
    }
    for (const Pack& pack : packs_) {
        if (!is_used(pack.info.name, *selection_)) continue;
        run.packs.push_back(pack.info);
        for (const PackCatalogue& catalogue : pack.catalogues)
            run.catalogues.push_back(rows ? *catalogue.rows : named_catalogue(pack.info.name, catalogue.document));
    }
}

Run RuleSet::judge(const model::Project& project, const base::ThreadPool& threads, const Detail& detail) const {
    std::vector<Work> work;
    for (const auto& deployment : project.deployments()) {
        for (const auto& document : deployment->templates()) {
            work.push_back({.document_template = document.get()});
        }
    }
    for (const auto& workflow : project.workflows()) {
        work.push_back({.workflow = workflow.get()});
    }
    for (const auto& action : project.actions()) {
        work.push_back({.action = action.get()});
    }
    for (const model::Document* document : project.plain_documents()) {
        work.push_back({.document = document});
    }
    for (const model::ProductionConfig& config : project.configs()) {
        work.push_back({.config = &config});
    }
    for (const Entry* entry : rules_for(subject_of(project, TargetKind::project)))
        work.push_back({.project_rule = entry});

    model::ProofMemo proofs;
    std::vector<std::vector<Verdict>> found(work.size());
    std::vector<Worker> workers(threads.workers(work.size()));
    for (Worker& worker : workers) {
        worker.lists_all = detail.verdicts;
        if (!detail.verdicts) worker.tallies.resize(entries_.size());
    }
    threads.for_each_index(work.size(), [&](std::size_t index, std::size_t worker) {
        judge_work(work[index], project, proofs, workers[worker], found[index]);
    });

    Run run;
    std::vector<Tally> tallies(detail.verdicts ? 0 : entries_.size());
    std::set<const source::Source*> sources;
    for (Worker& worker : workers) {
        for (std::size_t index = 0; index < tallies.size(); ++index) {
            tallies[index].pass += worker.tallies[index].pass;
            tallies[index].not_applicable += worker.tallies[index].not_applicable;
        }
        sources.merge(worker.sources);
    }
    run.unlisted.sources.assign(sources.begin(), sources.end());
    std::ranges::sort(run.unlisted.sources, {}, &source::Source::path);
    for (std::vector<Verdict>& verdicts : found) {
        for (Verdict& verdict : verdicts) run.verdicts.push_back(std::move(verdict));
    }
    describe(run, tallies, detail.rules);
    leave_to_special_cases(run);
    add_inputs(project, run, detail.rules);
    add_problems(project, run);
    add_syntax_findings(*selection_, run);
    settle_verdicts(run);
    run.root = project.root();
    return run;
}

Activities merged_activities(std::span<const Pack> packs, const Activities& further) {
    Activities all;
    const auto add = [&](const Activities& activities) {
        for (const auto& [name, patterns] : activities) {
            ActivityPatterns& merged = all[name];
            merged.run.insert(merged.run.end(), patterns.run.begin(), patterns.run.end());
            merged.uses.insert(merged.uses.end(), patterns.uses.begin(), patterns.uses.end());
            merged.script.insert(merged.script.end(), patterns.script.begin(), patterns.script.end());
        }
    };
    for (const Pack& pack : packs) add(pack.activities);
    add(further);
    return all;
}

}  // namespace csr::policy
