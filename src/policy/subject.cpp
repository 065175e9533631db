#include "policy/subject.hpp"

#include <fmt/format.h>

#include "model/cloudformation/evaluate.hpp"
#include "model/node_value.hpp"
#include "model/workflow/workflow_object.hpp"
#include "policy/location.hpp"

namespace csr::policy {

namespace {

namespace cloudformation = model::cloudformation;
using model::Value;

Value self_of(const Subject& subject, const model::Evaluation& evaluation) {
    switch (subject.kind) {
        case TargetKind::resource:
            return cloudformation::properties_of(*subject.resource, evaluation);
        case TargetKind::document_template:
            return cloudformation::template_object(*subject.document_template, evaluation);
        case TargetKind::config:
            return subject.config->self(evaluation.arena);
        case TargetKind::workflow:
            return model::object_of(*subject.workflow, evaluation.arena);
        case TargetKind::job:
            return model::object_of(*subject.job, evaluation.arena);
        case TargetKind::step:
            return model::object_of(*subject.step, evaluation.arena);
        case TargetKind::action:
            return model::object_of(*subject.action, evaluation.arena);
        case TargetKind::dependabot:
        case TargetKind::pre_commit:
        case TargetKind::markdown:
        case TargetKind::script:
        case TargetKind::environment_file:
        case TargetKind::terraform:
            return model::value_of(subject.document->root(), evaluation.arena);
        case TargetKind::project:
            break;
    }
    return subject.project->object(evaluation);
}

std::string step_id(const model::Step& step) {
    const std::string_view owner = step.job == nullptr ? std::string_view("runs") : step.job->id;
    if (step.id.valid() && step.id.is_scalar()) return fmt::format("{}/{}", owner, step.id.text());
    return fmt::format("{}/{}", owner, step.index);
}

/// The document that stands for the whole project: the one a person would look into first.
model::Place project_place(const model::Project& project) {
    const auto root = [](const model::Document& document) { return model::place_of(document.root()); };
    for (const auto& document : project.documents()) {
        if (document->kind() == model::DocumentKind::cdk_config && document->root().valid()) return root(*document);
    }
    for (const model::ProductionConfig& config : project.configs()) return root(config.document());
    for (const auto& deployment : project.deployments()) {
        for (const auto& document : deployment->templates()) return model::place_of(document->root());
    }
    for (const auto& workflow : project.workflows()) return root(workflow->document());
    for (const auto& document : project.documents()) {
        if (document->root().valid()) return root(*document);
    }
    return {};
}

}  // namespace

std::vector<Value> bind(const Subject& subject, const Slots& slots, const ParameterNodes& parameters,
                        const model::Evaluation& evaluation, cloudformation::Reading* reading) {
    std::vector<Value> values(slots.count);
    if (reading != nullptr && subject.document_template != nullptr) {
        values[slots.self] = subject.kind == TargetKind::resource
                                 ? reading->properties(*subject.resource)
                                 : reading->document_template(*subject.document_template);
        values[slots.params] = parameters_value(parameters, evaluation.arena);
        values[slots.project] = subject.project->object(evaluation);
        if (slots.resource) values[*slots.resource] = reading->resource(*subject.resource);
        if (slots.document_template)
            values[*slots.document_template] = reading->document_template(*subject.document_template);
        return values;
    }
    values[slots.self] = self_of(subject, evaluation);
    values[slots.params] = parameters_value(parameters, evaluation.arena);
    values[slots.project] = subject.project->object(evaluation);
    if (slots.resource) values[*slots.resource] = cloudformation::resource_object(*subject.resource, evaluation);
    if (slots.document_template)
        values[*slots.document_template] = cloudformation::template_object(*subject.document_template, evaluation);
    if (slots.config) values[*slots.config] = subject.config->object(evaluation.arena);
    if (slots.workflow) values[*slots.workflow] = model::object_of(*subject.workflow, evaluation.arena);
    if (slots.job) values[*slots.job] = model::object_of(*subject.job, evaluation.arena);
    return values;
}

Target target_of(const Subject& subject) {
    Target target;
    target.kind = name_of(subject.kind);
    if (subject.document_template != nullptr) {
        target.document = subject.document_template->path();
        target.stack = subject.document_template->stack();
    }
    if (subject.resource != nullptr) {
        target.id = subject.resource->id;
        target.type = subject.resource->type;
        target.construct_path = subject.resource->construct_path();
    } else if (subject.document_template != nullptr) {
        target.id = target.document;
    }
    if (subject.config != nullptr) target.id = target.document = subject.config->document().path();
    if (subject.workflow != nullptr) target.id = target.document = subject.workflow->document().path();
    if (subject.action != nullptr) target.id = target.document = subject.action->document().path();
    if (subject.document != nullptr) target.id = target.document = subject.document->path();
    if (subject.job != nullptr) target.id = subject.job->id;
    if (subject.step != nullptr) target.id = step_id(*subject.step);
    return target;
}

model::Place place_of(const Subject& subject) {
    switch (subject.kind) {
        case TargetKind::resource:
            return model::place_of(subject.resource->node);
        case TargetKind::document_template:
            return model::place_of(subject.document_template->root());
        case TargetKind::config:
            return model::place_of(subject.config->document().root());
        case TargetKind::workflow:
            return model::place_of(subject.workflow->root());
        case TargetKind::job:
            return model::place_of(subject.job->node);
        case TargetKind::step:
            return model::place_of(subject.step->node);
        case TargetKind::action:
            return model::place_of(subject.action->root());
        case TargetKind::dependabot:
        case TargetKind::pre_commit:
        case TargetKind::markdown:
        case TargetKind::script:
        case TargetKind::environment_file:
        case TargetKind::terraform:
            return model::place_of(subject.document->root());
        case TargetKind::project:
            break;
    }
    return {};
}

model::Place header_of(const Subject& subject) {
    if (subject.kind == TargetKind::resource) return model::place_of(subject.resource->key);
    if (subject.kind == TargetKind::job) return model::place_of(subject.job->key);
    if (subject.kind == TargetKind::workflow && subject.workflow->name().valid())
        return model::place_of(subject.workflow->name());
    const model::Place place =
        subject.kind == TargetKind::project ? project_place(*subject.project) : place_of(subject);
    return place.valid() ? header_of(place) : place;
}

const cloudformation::Deployment* deployment_of(const Subject& subject) {
    return subject.document_template == nullptr ? nullptr : subject.document_template->deployment();
}

base::Text describe_choice(const Subject& subject, const model::Variable& variable, std::uint32_t choice) {
    if (subject.document_template != nullptr) {
        if (std::optional<base::Text> text = subject.document_template->describe(variable, choice))
            return std::move(*text);
    }
    for (const auto& deployment : subject.project->deployments()) {
        if (std::optional<base::Text> text = deployment->describe(variable, choice)) return std::move(*text);
    }
    return base::verbatim(std::string(variable.name));
}

}  // namespace csr::policy
