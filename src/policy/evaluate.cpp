#include "policy/evaluate.hpp"

#include <algorithm>
#include <tuple>

#include "base/stable_sort.hpp"
#include "policy/judge.hpp"

namespace csr::policy {

struct RuleSet::Entry {
    RuleInfo info;  ///< as selected
    RuleProgram program;

    Entry(RuleInfo selected_info, const RuleFile& file, ParameterNodes parameters)
        : info(std::move(selected_info)), program(file, std::move(parameters)) {}
};

/// One piece of work: everything in one document, or one rule over the whole project.
struct RuleSet::Work {
    const model::cloudformation::Template* document_template = nullptr;
    const model::Workflow* workflow = nullptr;
    const model::ProductionConfig* config = nullptr;
    const model::ActionFile* action = nullptr;
    const model::Document* document = nullptr;  ///< dependabot.yml or .pre-commit-config.yaml
    const Entry* project_rule = nullptr;
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

void add_inputs(const model::Project& project, Run& run) {
    for (const model::Input& input : project.inputs()) {
        const std::uint64_t size = input.document == nullptr ? 0 : input.document->source().bytes().size();
        run.inputs.push_back(
            {input.path, input.sha256(), std::string(model::name_of(input.kind)), status_of(input.status), size});
    }
    base::stable_sort(run.inputs, &Input::path);
}

bool is_fatal(model::ProblemKind kind) {
    return kind == model::ProblemKind::unreadable || kind == model::ProblemKind::syntax_error ||
           kind == model::ProblemKind::invalid;
}

void add_problems(const model::Project& project, Run& run) {
    for (const model::Problem& problem : project.problems()) {
        Location location;
        if (problem.document != nullptr) location = {&problem.document->source(), problem.span};
        run.problems.push_back(
            {location, problem.error.path, problem.error.message, problem.error.hint, is_fatal(problem.kind)});
    }
}

void sort_verdicts(std::vector<Verdict>& verdicts) {
    const auto key = [](const Verdict& verdict) {
        return std::tie(verdict.location.source->path(), verdict.location.span.begin, verdict.rule->id,
                        verdict.target.document, verdict.target.id);
    };
    base::stable_sort(verdicts, key);
}

void count(const Verdict& verdict, Summary& summary) {
    switch (verdict.outcome) {
        case Outcome::pass:
            ++summary.pass;
            return;
        case Outcome::unknown:
            ++summary.unknown;
            return;
        case Outcome::not_applicable:
            ++summary.not_applicable;
            return;
        case Outcome::fail:
            break;
    }
    ++summary.fail;
    if (verdict.rule->severity == Severity::error) ++summary.errors;
    if (verdict.rule->severity == Severity::warning) ++summary.warnings;
    if (verdict.rule->severity == Severity::note) ++summary.notes;
}

bool judges_type(const RuleFile& file, std::string_view type) {
    return std::ranges::any_of(file.resource_types,
                               [&](const auto& wanted) { return wanted.first == type || wanted.first == "*"; });
}

bool judges_kind(const RuleFile& file, const Subject& subject) {
    const bool in_action = subject.action != nullptr;
    if (subject.kind == TargetKind::action && file.target == TargetKind::workflow) return file.with_actions;
    return file.target == subject.kind && (!in_action || subject.kind == TargetKind::action || file.with_actions);
}

Subject subject_of(const model::Project& project, TargetKind kind) {
    Subject subject;
    subject.kind = kind;
    subject.project = &project;
    return subject;
}

}  // namespace

RuleSet::RuleSet(std::span<const Pack> packs, const Selection& selection, const Activities& further_activities)
    : packs_(packs),
      activities_(std::make_unique<ActivityMatcher>(merged_activities(packs, further_activities))),
      nowhere_(".", "") {
    for (const Pack& pack : packs) {
        for (const auto& rule : pack.rules)
            entries_.push_back(
                std::make_unique<Entry>(selected(*rule, selection), *rule, selected_parameters(*rule, selection)));
    }
    base::stable_sort(entries_, [](const auto& entry) -> const std::string& { return entry->info.id; });
}

RuleSet::~RuleSet() = default;

void RuleSet::judge_work(const Work& work, const model::Project& project, std::vector<Verdict>& verdicts) const {
    base::Arena arena;
    std::optional<model::cloudformation::TemplateFindings> findings;
    if (work.document_template != nullptr) findings.emplace(*work.document_template);
    const JudgeContext context{&project, activities_.get(), &nowhere_, findings ? &*findings : nullptr};
    const auto judge_each = [&](const Subject& subject) {
        for (const auto& entry : entries_) {
            const RuleFile& file = entry->program.file();
            if (!entry->info.enabled || !judges_kind(file, subject)) continue;
            if (subject.kind == TargetKind::resource && !judges_type(file, subject.resource->type)) continue;
            policy::judge(entry->program, subject, context, arena, verdicts);
        }
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
        const bool dependabot = work.document->kind() == model::DocumentKind::dependabot;
        Subject subject = subject_of(project, dependabot ? TargetKind::dependabot : TargetKind::pre_commit);
        subject.document = work.document;
        judge_each(subject);
    } else if (work.config != nullptr) {
        Subject subject = subject_of(project, TargetKind::config);
        subject.config = work.config;
        judge_each(subject);
    } else {
        policy::judge(work.project_rule->program, subject_of(project, TargetKind::project), context, arena, verdicts);
    }
}

Run RuleSet::judge(const model::Project& project, const base::ThreadPool& threads) const {
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
    for (const auto& entry : entries_) {
        if (entry->info.enabled && entry->program.file().target == TargetKind::project)
            work.push_back({.project_rule = entry.get()});
    }

    std::vector<std::vector<Verdict>> found(work.size());
    threads.for_each_index(work.size(), [&](std::size_t index) { judge_work(work[index], project, found[index]); });

    Run run;
    for (const Pack& pack : packs_) {
        run.packs.push_back(pack.info);
        if (pack.catalogue) run.catalogues.push_back(*pack.catalogue);
    }
    std::map<std::string_view, const RuleInfo*> infos;
    for (const auto& entry : entries_) {
        run.rules.push_back(std::make_unique<const RuleInfo>(entry->info));
        infos[run.rules.back()->id] = run.rules.back().get();
    }
    for (std::vector<Verdict>& verdicts : found) {
        for (Verdict& verdict : verdicts) {
            verdict.rule = infos.at(verdict.rule->id);
            count(verdict, run.summary);
            run.verdicts.push_back(std::move(verdict));
        }
    }
    sort_verdicts(run.verdicts);
    add_inputs(project, run);
    add_problems(project, run);
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
        }
    };
    for (const Pack& pack : packs) add(pack.activities);
    add(further);
    return all;
}

}  // namespace csr::policy
