#pragma once

#include <vector>

#include "model/assignment.hpp"
#include "model/cloudformation/reading.hpp"
#include "model/cloudformation/template.hpp"
#include "model/production/production_config.hpp"
#include "model/project.hpp"
#include "model/workflow/workflow.hpp"
#include "policy/rule_program.hpp"
#include "policy/verdict.hpp"

namespace csr::policy {

/// One thing that rules judge. Only the members of its kind are set.
struct Subject {
    TargetKind kind = TargetKind::project;
    const model::Project* project = nullptr;
    const model::cloudformation::Resource* resource = nullptr;
    const model::cloudformation::Template* document_template = nullptr;  ///< also of a resource
    const model::ProductionConfig* config = nullptr;
    const model::Workflow* workflow = nullptr;  ///< also of a job or step
    const model::Job* job = nullptr;            ///< also of a step
    const model::Step* step = nullptr;
    const model::ActionFile* action = nullptr;  ///< also of a composite action's step
    const model::Document* document = nullptr;  ///< of a target that is read as it is written
};

/// The values of a rule's variables in one evaluation, without its let bindings. `reading`, of the same assignment,
/// holds the objects of templates for all rules; null: they are made for this evaluation.
[[nodiscard]] std::vector<model::Value> bind(const Subject& subject, const Slots& slots,
                                             const ParameterNodes& parameters, const model::Evaluation& evaluation,
                                             model::cloudformation::Reading* reading = nullptr);
/// How reports name the subject.
[[nodiscard]] Target target_of(const Subject& subject);
/// The node that holds the subject; invalid for a project.
[[nodiscard]] model::Place place_of(const Subject& subject);
/// The place that stands for the subject as a whole: its name or first key; invalid for a project without documents.
[[nodiscard]] model::Place header_of(const Subject& subject);
/// The deployment the subject belongs to; null outside templates.
[[nodiscard]] const model::cloudformation::Deployment* deployment_of(const Subject& subject);
/// What a choice means, for people.
[[nodiscard]] base::Text describe_choice(const Subject& subject, const model::Variable& variable, std::uint32_t choice);

}  // namespace csr::policy
