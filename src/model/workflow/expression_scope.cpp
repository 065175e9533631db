#include "model/workflow/expression_scope.hpp"

#include <algorithm>
#include <array>

#include "model/workflow/actionlint_settings.hpp"
#include "model/workflow/popular_actions.hpp"

namespace csr::model {

namespace {

using TypeKind = ExpressionType::Kind;
using Member = ExpressionType::Member;
using Ref = ExpressionTypeRef;

constexpr std::size_t most_ids = 500;  // steps whose types are told apart

Ref texts() { return ExpressionType::object({}, ExpressionType::string()); }
Ref loose() { return ExpressionType::object({}, ExpressionType::any()); }
Ref nothing() { return ExpressionType::object({}); }

constexpr std::array<std::string_view, 40> github_texts = {"action",
                                                           "action_path",
                                                           "action_ref",
                                                           "action_repository",
                                                           "action_status",
                                                           "actor",
                                                           "actor_id",
                                                           "api_url",
                                                           "base_ref",
                                                           "env",
                                                           "event_name",
                                                           "event_path",
                                                           "graphql_url",
                                                           "head_ref",
                                                           "job",
                                                           "job_workflow_sha",
                                                           "output",
                                                           "path",
                                                           "ref",
                                                           "ref_name",
                                                           "ref_type",
                                                           "repository",
                                                           "repository_id",
                                                           "repository_owner",
                                                           "repository_owner_id",
                                                           "repository_visibility",
                                                           "repositoryurl",
                                                           "run_attempt",
                                                           "run_id",
                                                           "run_number",
                                                           "secret_source",
                                                           "server_url",
                                                           "sha",
                                                           "state",
                                                           "step_summary",
                                                           "token",
                                                           "triggering_actor",
                                                           "workflow",
                                                           "workflow_ref",
                                                           "workflow_sha"};

Ref github_type(Ref event) {
    std::vector<Member> members;
    for (const std::string_view name : github_texts) members.emplace_back(name, ExpressionType::string());
    members.emplace_back("workspace", ExpressionType::string());
    members.emplace_back("event", std::move(event));
    members.emplace_back("ref_protected", ExpressionType::boolean());
    members.emplace_back("retention_days", ExpressionType::number());
    members.emplace_back("artifact_cache_size_limit", ExpressionType::number());
    return ExpressionType::object(std::move(members));
}

const Ref& runner_type() {
    // `workspace` is not documented, but the runner sets it.
    static const Ref type = [] {
        std::vector<Member> members;
        for (const std::string_view name :
             {"name", "os", "arch", "temp", "tool_cache", "debug", "environment", "workspace"})
            members.emplace_back(name, ExpressionType::string());
        return ExpressionType::object(std::move(members));
    }();
    return type;
}

const Ref& job_type_of_expressions() {
    static const Ref type = [] {
        const Ref text = ExpressionType::string();
        const Ref service = ExpressionType::object({{"id", text}, {"network", text}, {"ports", texts()}});
        return ExpressionType::object({{"check_run_id", ExpressionType::number()},
                                       {"container", ExpressionType::object({{"id", text}, {"network", text}})},
                                       {"services", ExpressionType::object({}, service)},
                                       {"status", text},
                                       {"workflow_ref", text},
                                       {"workflow_sha", text},
                                       {"workflow_repository", text},
                                       {"workflow_file_path", text}});
    }();
    return type;
}

const Ref& strategy_type() {
    static const Ref type = ExpressionType::object({{"fail-fast", ExpressionType::boolean()},
                                                    {"job-index", ExpressionType::number()},
                                                    {"job-total", ExpressionType::number()},
                                                    {"max-parallel", ExpressionType::number()}},
                                                   ExpressionType::any());
    return type;
}

syntax::NodeRef find_in(syntax::NodeRef node, std::string_view key) {
    return node && node.is_mapping() ? node.find(key) : syntax::NodeRef();
}

syntax::NodeRef section(const Workflow& workflow, std::string_view event, std::string_view key) {
    const Event* found = workflow.event(event);
    return found == nullptr ? syntax::NodeRef() : find_in(found->config, key);
}

/// The values under the keys of a mapping, each of the type `type_of` says.
template <class TypeOf>
std::vector<Member> members_of(syntax::NodeRef mapping, const TypeOf& type_of) {
    std::vector<Member> members;
    if (!mapping) return members;
    for (const syntax::NodeRef::Pair pair : mapping.pairs()) {
        if (pair.key.is_scalar()) members.emplace_back(pair.key.text(), type_of(pair.value));
    }
    return members;
}

Ref outputs_of(syntax::NodeRef outputs) {
    if (outputs && !outputs.is_mapping()) return texts();
    return ExpressionType::object(members_of(outputs, [](syntax::NodeRef) { return ExpressionType::string(); }));
}

/// A finished job as `needs` and `jobs` show it.
Ref finished_job(const Job& job) {
    Ref outputs = outputs_of(job.outputs);
    if (job.uses) {
        const Workflow* called = job.workflow->called(job.uses.is_scalar() ? job.uses.text() : std::string_view());
        outputs = called == nullptr ? texts() : outputs_of(section(*called, "workflow_call", "outputs"));
    }
    return ExpressionType::object({{"outputs", std::move(outputs)}, {"result", ExpressionType::string()}});
}

/// The types of a matrix's values. Expressions in it see what `strategy` may use.
class MatrixTypes {
  public:
    explicit MatrixTypes(const ExpressionScope& scope) : scope_(scope) {}

    Ref matrix(syntax::NodeRef node) const {
        if (!node) return nothing();
        if (!node.is_mapping()) return loose();
        std::vector<Member> members;
        for (const syntax::NodeRef::Pair pair : node.pairs()) {
            if (!pair.key.is_scalar() || pair.key.text() == "include" || pair.key.text() == "exclude") continue;
            if (has_expression(pair.key.text())) return loose();
            members.emplace_back(pair.key.text(), element(pair.value));
        }
        Ref rows = ExpressionType::object(std::move(members));
        const syntax::NodeRef include = node.find("include");
        if (!include || include.is_null()) return rows;
        if (!include.is_sequence()) return merged(rows, loose());
        for (const syntax::NodeRef item : include.items()) {
            const Ref type = value(item);
            if (!type->is(TypeKind::object)) return merged(rows, loose());
            rows = merged(rows, type);
            if (!rows->is(TypeKind::object)) return loose();
        }
        return rows;
    }

  private:
    /// Of a row's list.
    Ref element(syntax::NodeRef row) const {
        if (row.is_sequence()) return items(row);
        const Ref type = value(row);
        return type->is(TypeKind::array) ? type->element : ExpressionType::any();
    }

    Ref items(syntax::NodeRef list) const {
        Ref type;
        for (const syntax::NodeRef item : list.items())
            type = type == nullptr ? value(item) : merged(type, value(item));
        return type == nullptr ? ExpressionType::any() : type;
    }

    // The depth of a tree is bounded by its parser.
    Ref value(syntax::NodeRef node) const {
        switch (node.kind()) {
            case syntax::NodeKind::null:
                return ExpressionType::null();
            case syntax::NodeKind::boolean:
                return ExpressionType::boolean();
            case syntax::NodeKind::integer:
            case syntax::NodeKind::floating:
                return ExpressionType::number();
            case syntax::NodeKind::sequence:
                return ExpressionType::array(items(node));
            case syntax::NodeKind::mapping:
                return ExpressionType::object(
                    members_of(node, [this](syntax::NodeRef member) { return value(member); }));
            default:
                return text(node.text());
        }
    }

    Ref text(std::string_view written) const {
        if (!is_whole_expression(written)) return ExpressionType::string();
        const std::vector<EmbeddedExpression> parts = embedded_expressions(written);
        return check(parts.front().expression, scope_).type;
    }

    const ExpressionScope& scope_;
};

Ref variables_of(const ActionlintSettings& settings) {
    std::vector<Member> members;
    for (const std::string& name : *settings.variables) members.emplace_back(name, ExpressionType::string());
    return ExpressionType::object(std::move(members));
}

/// What a step leaves behind. Any step may have outputs that are not known here; those that a known action has are.
Ref step_outputs(const Step& step) {
    if (step.run || !step.uses || !step.uses.is_scalar()) return texts();
    if (step.action() == "actions/github-script") return loose();
    const std::string_view uses = step.uses.text();
    if (uses.starts_with("./") || uses.starts_with("$/")) {
        const syntax::NodeRef metadata =
            step.job == nullptr ? syntax::NodeRef() : step.job->workflow->local_action(uses);
        return metadata && metadata.is_mapping() ? outputs_of(metadata.find("outputs")) : texts();
    }
    const PopularAction* action = find_popular_action(step.action(), step.ref());
    if (action == nullptr || !action->outputs_known) return texts();
    std::vector<Member> members;
    for (const ActionMember& output : action->outputs) members.emplace_back(output.name, ExpressionType::string());
    return ExpressionType::object(std::move(members));
}

Ref finished_step(const Step& step) {
    const Ref outputs = step_outputs(step);
    return ExpressionType::object(
        {{"conclusion", ExpressionType::string()}, {"outcome", ExpressionType::string()}, {"outputs", outputs}});
}

void make_available(std::uint16_t place, ExpressionScope& scope) {
    std::vector<std::string_view> contexts;
    std::vector<std::string_view> functions;
    if (place != no_place) {
        const std::uint32_t names = expression_places()[place].names;
        const std::span<const AvailableName> known = available_names();
        for (std::size_t i = 0; i < known.size(); ++i) {
            if ((names >> i & 1U) == 0) continue;
            if (!known[i].function) {
                contexts.push_back(known[i].name);
            } else {
                // Only hashFiles has a capital letter.
                functions.push_back(known[i].name == "hashFiles" ? "hashfiles" : known[i].name);
                if (known[i].most_arguments == unlimited_arguments) scope.status_takes_jobs = true;
            }
        }
    }
    std::sort(contexts.begin(), contexts.end());
    scope.available_contexts = std::move(contexts);
    scope.available_functions = std::move(functions);
}

constexpr std::array<std::string_view, 12> context_names = {"env",   "github", "inputs",  "job",   "jobs",     "matrix",
                                                            "needs", "runner", "secrets", "steps", "strategy", "vars"};

}  // namespace

ExpressionTypeRef ExpressionScopes::input_type(syntax::NodeRef input) {
    const syntax::NodeRef type = find_in(input, "type");
    if (!type || !type.is_scalar()) return ExpressionType::any();
    if (type.text() == "boolean") return ExpressionType::boolean();
    if (type.text() == "number") return ExpressionType::number();
    const bool text = type.text() == "string" || type.text() == "choice" || type.text() == "environment";
    return text ? ExpressionType::string() : ExpressionType::any();
}

ExpressionScopes::ExpressionScopes(const Workflow& workflow) : workflow_(&workflow) {
    const syntax::NodeRef dispatched = section(workflow, "workflow_dispatch", "inputs");
    const syntax::NodeRef called = section(workflow, "workflow_call", "inputs");
    inputs_ = nothing();
    if (called) inputs_ = ExpressionType::object(members_of(called, input_type));
    if (dispatched) inputs_ = merged(inputs_, ExpressionType::object(members_of(dispatched, input_type)));
    if (!inputs_->is(TypeKind::object)) inputs_ = loose();
    std::vector<Member> event;
    if (dispatched) {
        // The event holds every input as text.
        event.emplace_back("inputs", ExpressionType::object(members_of(
                                         dispatched, [](syntax::NodeRef) { return ExpressionType::string(); })));
    }
    github_ = github_type(ExpressionType::object(std::move(event), ExpressionType::any()));
    const syntax::NodeRef secrets = section(workflow, "workflow_call", "secrets");
    secrets_ = texts();
    // A workflow that also starts by itself sees the repository's secrets.
    if (secrets && secrets.is_mapping() && workflow.events().size() == 1) {
        std::vector<Member> members = members_of(secrets, [](syntax::NodeRef) { return ExpressionType::string(); });
        for (const std::string_view name : {"github_token", "actions_step_debug", "actions_runner_debug"}) {
            members.emplace_back(name, ExpressionType::string());
        }
        secrets_ = ExpressionType::object(std::move(members));
    }
}

ExpressionScope ExpressionScopes::at(const ExpressionSite& site) {
    ExpressionScope scope;
    if (site.job != job_) {
        job_ = site.job;
        matrix_ = needs_ = steps_ = nullptr;
        step_count_ = 0;
    }
    for (const std::string_view name : context_names) scope.contexts.emplace_back(name, context(name, site));
    make_available(site.place, scope);
    return scope;
}

ExpressionTypeRef ExpressionScopes::context(std::string_view name, const ExpressionSite& site) {
    if (name == "github") return github_;
    if (name == "inputs") return inputs_before(site);
    if (name == "secrets") return secrets_;
    if (name == "vars" && workflow_->actionlint_settings() != nullptr && workflow_->actionlint_settings()->variables)
        return variables_of(*workflow_->actionlint_settings());
    if (name == "env" || name == "vars") {
        static const Ref type = texts();
        return type;
    }
    if (name == "runner") return runner_type();
    if (name == "job") return job_type_of_expressions();
    if (name == "strategy") return strategy_type();
    if (name == "jobs") {
        if (jobs_ == nullptr) {
            std::vector<Member> members;
            for (const Job& job : workflow_->jobs()) members.emplace_back(job.id, finished_job(job));
            jobs_ = ExpressionType::object(std::move(members));
        }
        return jobs_;
    }
    if (site.job == nullptr) return nothing();
    if (name == "needs") {
        if (needs_ == nullptr) {
            std::vector<Member> members;
            for (const Need& need : site.job->needs) {
                if (need.job != nullptr) members.emplace_back(need.job->id, finished_job(*need.job));
            }
            needs_ = ExpressionType::object(std::move(members));
        }
        return needs_;
    }
    if (name == "matrix") return matrix_of(*site.job);
    return steps_before(*site.job, site.step != nullptr ? site.step->index : site.job->steps.size());
}

ExpressionTypeRef ExpressionScopes::inputs_before(const ExpressionSite& site) const {
    if (site.job != nullptr || !site.key.starts_with("on.workflow_call.inputs.")) return inputs_;
    // A default sees the inputs above it.
    std::vector<Member> members;
    const syntax::NodeRef inputs = section(*workflow_, "workflow_call", "inputs");
    for (const syntax::NodeRef::Pair pair : inputs.pairs()) {
        if (pair.value == site.owner) break;
        if (pair.key.is_scalar()) members.emplace_back(pair.key.text(), input_type(pair.value));
    }
    return ExpressionType::object(std::move(members));
}

ExpressionTypeRef ExpressionScopes::matrix_of(const Job& job) {
    if (matrix_ != nullptr) return matrix_;
    matrix_ = loose();  // what the matrix itself sees
    const syntax::NodeRef matrix = find_in(job.strategy, "matrix");
    if (job.strategy && !job.strategy.is_mapping()) return matrix_;
    ExpressionSite inside;
    inside.job = &job;
    ExpressionScope scope = at(inside);
    scope.available_contexts.reset();
    matrix_ = MatrixTypes(scope).matrix(matrix && !matrix.is_null() ? matrix : syntax::NodeRef());
    return matrix_;
}

ExpressionTypeRef ExpressionScopes::steps_before(const Job& job, std::size_t count) {
    if (steps_ != nullptr && step_count_ == count) return steps_;
    std::vector<Member> members;
    bool open = false;
    for (const Step& step : std::span(job.steps).first(std::min(count, job.steps.size()))) {
        // The steps of a parallel block are not told apart.
        if (step.node.is_mapping() && step.node.find("parallel")) open = true;
        if (step.id && step.id.is_scalar()) members.emplace_back(step.id.text(), finished_step(step));
        if (members.size() > most_ids) open = true;
        if (open) break;
    }
    steps_ = open ? loose() : ExpressionType::object(std::move(members));
    step_count_ = count;
    return steps_;
}

}  // namespace csr::model
