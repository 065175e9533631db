#include "policy/functions.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <string>

#include "base/suggest.hpp"
#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/iam.hpp"
#include "model/cloudformation/json_text.hpp"
#include "model/cloudformation/object_types.hpp"
#include "model/cloudformation/relations.hpp"
#include "model/cloudformation/value_origin.hpp"
#include "model/node_value.hpp"
#include "model/workflow/command.hpp"
#include "model/workflow/compared_texts.hpp"
#include "model/workflow/expression_object.hpp"
#include "model/workflow/expression_part.hpp"
#include "model/workflow/input_choices.hpp"
#include "model/workflow/job_graph.hpp"
#include "model/workflow/reference.hpp"
#include "model/workflow/taint.hpp"
#include "model/workflow/workflow_object.hpp"
#include "policy/activity_steps.hpp"
#include "policy/function_call.hpp"
#include "policy/proof_functions.hpp"
#include "policy/relation_functions.hpp"
#include "policy/repository_functions.hpp"

namespace csr::policy {

namespace {

namespace cloudformation = model::cloudformation;
using model::Value;

const cloudformation::Deployment* deployment_of(const cloudformation::Resource& resource) {
    return resource.owner->deployment();
}

void append_items(const Value& list, std::vector<Value>& items) {
    if (!list.is(model::Kind::list)) {
        items.push_back(list);
        return;
    }
    for (std::size_t index = 0; index < list.as_list().size(); ++index) items.push_back(list.as_list().at(index));
}

Value resources(const cel::CallContext& call, Arguments arguments) {
    const FunctionContext& context = context_of(call);
    const std::string_view type = arguments[0].text();
    const cloudformation::Template* const asking = context.findings == nullptr ? nullptr : &context.findings->owner();
    const auto list = [&](const cloudformation::Deployment& deployment) {
        const cloudformation::Template* const judged = context.deployment == nullptr ? nullptr : asking;
        return context.reading != nullptr ? context.reading->resource_list(deployment, type, judged)
                                          : cloudformation::resource_list(deployment, type, call.evaluation, judged);
    };
    if (context.deployment != nullptr) return list(*context.deployment);
    std::vector<Value> items;
    for (const auto& deployment : context.project->deployments()) append_items(list(*deployment), items);
    if (const std::span<const model::Cause> causes = context.project->incomplete(); !causes.empty())
        items.push_back(Value::unknown(*call.evaluation.arena.create<model::Unknown>(causes, true)));
    return model::list_of(items, call.evaluation.arena);
}

Value workflows(const cel::CallContext& call, Arguments) {
    std::vector<Value> items;
    for (const auto& workflow : context_of(call).project->workflows())
        items.push_back(model::object_of(*workflow, call.evaluation.arena));
    return model::list_of(items, call.evaluation.arena);
}

/// What the model found wrong with a resource, or with a template outside of its resources.
Value template_diagnostics(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Resource* const resource = cloudformation::resource_behind(arguments[0]);
    const cloudformation::Template* const owner =
        resource != nullptr ? resource->owner : cloudformation::template_behind(arguments[0]);
    if (owner == nullptr) return no_such(call, "template or resource");
    const cloudformation::TemplateFindings* const findings = context_of(call).findings;
    if (findings == nullptr || &findings->owner() != owner)
        return Value::error(call.evaluation.arena.copy("diagnostics() is for the template that is judged"));
    std::vector<Value> items;
    for (const cloudformation::Finding& finding : findings->of(resource, arguments[1].text()))
        items.push_back(object_of(finding.diagnostic, call.evaluation.arena));
    return model::list_of(items, call.evaluation.arena, arguments[0].place());
}

/// What the reader notes for proofs, which need to know whether GitHub rejects a file. Rules are told the same by the
/// codes of the schema and of the checks beside it, and only by these.
constexpr std::array<std::string_view, 10> for_proofs = {
    "not-a-mapping",  "events-missing", "jobs-missing", "job-empty",        "step-empty",
    "step-ambiguous", "wrong-type",     "need-cycle",   "expression-error", "condition-invalid"};

Value diagnostics(const cel::CallContext& call, Arguments arguments) {
    const model::Workflow* workflow = model::workflow_behind(arguments[0]);
    if (workflow == nullptr) return no_such(call, "workflow");
    if (std::ranges::find(for_proofs, arguments[1].text()) != for_proofs.end())
        return Value::error(call.evaluation.arena.copy("a workflow has no diagnostics of this code"));
    std::vector<Value> items;
    for (const auto* found : {&workflow->diagnostics(), &workflow->late_diagnostics()}) {
        for (const model::Diagnostic& diagnostic : *found) {
            if (diagnostic.code == arguments[1].text()) items.push_back(object_of(diagnostic, call.evaluation.arena));
        }
    }
    return model::list_of(items, call.evaluation.arena, arguments[0].place());
}

Value refers_to(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Resource* from = cloudformation::resource_behind(arguments[0]);
    const cloudformation::Resource* to = cloudformation::resource_behind(arguments[1]);
    if (from == nullptr || to == nullptr) return no_such(call, "resource");
    return Value::boolean(cloudformation::refers_to(*from, *to), arguments[0].place());
}

Value referrers(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Resource* resource = cloudformation::resource_behind(arguments[0]);
    if (resource == nullptr) return no_such(call, "resource");
    const cloudformation::Deployment* deployment = deployment_of(*resource);
    if (deployment == nullptr) return deployment_unknown(call);
    cloudformation::Reading* const reading = context_of(call).reading;
    return reading != nullptr ? reading->referrers(*deployment, *resource)
                              : cloudformation::referrers(*deployment, *resource, call.evaluation);
}

}  // namespace

const cloudformation::Deployment* deployment_at(const FunctionContext& context, const Value& value) {
    if (context.deployment != nullptr) return context.deployment;
    for (const auto& deployment : context.project->deployments()) {
        if (value.place().valid() && deployment->template_of(value.place().tree) != nullptr) return deployment.get();
    }
    return nullptr;
}

namespace {

Value target_of(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Deployment* deployment = deployment_at(context_of(call), arguments[0]);
    if (deployment == nullptr) return Value::optional(nullptr);
    cloudformation::Reading* const reading = context_of(call).reading;
    return reading != nullptr ? reading->target_of(*deployment, arguments[0])
                              : cloudformation::target_of(*deployment, arguments[0], call.evaluation);
}

Value parameter_of(const cel::CallContext& call, Arguments arguments) {
    return cloudformation::parameters_of(deployment_at(context_of(call), arguments[0]), arguments[0], call.evaluation);
}

Value dynamic_reference(const cel::CallContext& call, Arguments arguments) {
    return cloudformation::dynamic_reference_of(arguments[0], call.evaluation);
}

Value statements(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Resource* resource = cloudformation::resource_behind(arguments[0]);
    if (resource == nullptr) return no_such(call, "resource");
    return cloudformation::statements(*resource, call.evaluation);
}

Value log_group_of(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Resource* resource = cloudformation::resource_behind(arguments[0]);
    if (resource == nullptr) return no_such(call, "resource");
    const cloudformation::Deployment* deployment = deployment_of(*resource);
    return deployment == nullptr ? deployment_unknown(call)
                                 : cloudformation::log_group_of(*deployment, *resource, call.evaluation);
}

Value json(const cel::CallContext& call, Arguments arguments) {
    const cloudformation::Deployment* deployment = deployment_at(context_of(call), arguments[0]);
    return cloudformation::json_value(deployment, arguments[0], call.evaluation);
}

/// Whether what a step of the workflow does counts.
bool counts(const cel::CallContext& call, const model::Workflow& workflow) {
    const FunctionContext& context = context_of(call);
    if (context.rejected == nullptr || !context.activities->is_rejected(workflow)) return true;
    std::vector<const model::Workflow*>& asked = context.rejected->asked;
    if (std::ranges::find(asked, &workflow) == asked.end()) asked.push_back(&workflow);
    return !context.rejected->do_nothing;
}

Value does(const cel::CallContext& call, Arguments arguments) {
    const model::Step* step = model::step_behind(arguments[0]);
    if (step == nullptr) return no_such(call, "step");
    const ActivityMatcher& activities = *context_of(call).activities;
    if (!activities.knows(arguments[1].text())) return unknown_activity(call, arguments[1].text());
    const bool matched =
        activities.does(*step, arguments[1].text()) && (step->job == nullptr || counts(call, *step->job->workflow));
    return Value::boolean(matched, arguments[0].place());
}

Value command_does(const cel::CallContext& call, Arguments arguments) {
    const std::optional<Value> written = arguments[0].as_map().get(Value::string("text"));
    if (!written) return no_such(call, "command");
    const ActivityMatcher& activities = *context_of(call).activities;
    if (!activities.knows(arguments[1].text())) return unknown_activity(call, arguments[1].text());
    return Value::boolean(activities.does(written->text(), arguments[1].text()), arguments[0].place());
}

Value job_does(const cel::CallContext& call, Arguments arguments) {
    const model::Job* job = model::job_behind(arguments[0]);
    if (job == nullptr) return no_such(call, "job");
    const ActivityMatcher& activities = *context_of(call).activities;
    if (!activities.knows(arguments[1].text())) return unknown_activity(call, arguments[1].text());
    for (const model::Step& step : job->steps) {
        if (activities.does(step, arguments[1].text()) && counts(call, *job->workflow))
            return Value::boolean(true, model::place_of(step.node));
    }
    return Value::boolean(false, arguments[0].place());
}

Value workflow_does(const cel::CallContext& call, Arguments arguments) {
    const model::Workflow* workflow = model::workflow_behind(arguments[0]);
    if (workflow == nullptr) return no_such(call, "workflow");
    const ActivityMatcher& activities = *context_of(call).activities;
    if (!activities.knows(arguments[1].text())) return unknown_activity(call, arguments[1].text());
    const model::Answer answer = does_anywhere(*workflow, activities, arguments[1].text());
    if (answer != model::Answer::unknown) {
        const bool matched = answer == model::Answer::yes && counts(call, *workflow);
        return Value::boolean(matched, arguments[0].place());
    }
    model::Cause cause;
    cause.kind = model::CauseKind::called_workflow;
    cause.subject = workflow->document().path();
    cause.place = arguments[0].place();
    return model::unknown(call.evaluation.arena, cause);
}

Value compared_texts(const cel::CallContext& call, Arguments arguments) {
    const model::Workflow* workflow = model::workflow_behind(arguments[0]);
    if (workflow == nullptr) return no_such(call, "workflow");
    return model::compared_texts(*workflow, call.evaluation.arena);
}

Value with_choices(const cel::CallContext& call, Arguments arguments) {
    const model::Workflow* workflow = model::workflow_behind(arguments[0]);
    if (workflow == nullptr) return no_such(call, "workflow");
    return model::with_choices(*workflow, arguments[1], call.evaluation.arena);
}

Value runs_always(const cel::CallContext& call, Arguments arguments) {
    const model::Step* step = model::step_behind(arguments[0]);
    if (step == nullptr) return no_such(call, "step");
    const syntax::NodeRef condition = step->condition.node();
    return Value::boolean(model::runs_always(*step),
                          condition.valid() ? model::place_of(condition) : arguments[0].place());
}

Value action_reference(const cel::CallContext& call, Arguments arguments) {
    return model::action_reference_object(arguments[0], call.evaluation.arena);
}

Value image_reference(const cel::CallContext& call, Arguments arguments) {
    return model::image_reference_object(arguments[0], call.evaluation.arena);
}

Value commands(const cel::CallContext& call, Arguments arguments) {
    const model::Step* step = model::step_behind(arguments[0]);
    return step == nullptr ? no_such(call, "step") : model::commands_of(*step, call.evaluation.arena);
}

Value parts(const cel::CallContext& call, Arguments arguments) {
    const model::ExpressionSite* site = model::expression_behind(arguments[0]);
    return site == nullptr ? no_such(call, "expression") : model::parts_of(*site, call.evaluation.arena);
}

Value taints(const cel::CallContext& call, Arguments arguments) {
    const model::ExpressionSite* site = model::expression_behind(arguments[0]);
    return site == nullptr ? no_such(call, "expression") : model::taints_of(*site, call.evaluation.arena);
}

Value comment(const cel::CallContext&, Arguments arguments) {
    const model::Place place = arguments[0].place();
    if (!place.valid()) return Value::string("");
    const syntax::Tree& tree = *place.tree;
    const source::LineIndex& lines = tree.source().lines();
    const std::uint32_t end = tree.node(place.node).end;
    const std::uint32_t next_line = lines.line_start(lines.position(end).line + 1);
    for (const syntax::Comment& one : tree.comments()) {
        if (one.span.begin < end || one.span.begin >= next_line) continue;
        return Value::string(tree.source().bytes().substr(one.span.begin, one.span.end - one.span.begin), place);
    }
    return Value::string("");
}

Value edits(const cel::CallContext&, Arguments arguments) {
    constexpr std::size_t longest = 200;
    const std::string_view left = arguments[0].text();
    const std::string_view right = arguments[1].text();
    const bool bounded = left.size() <= longest && right.size() <= longest;
    const std::size_t count = bounded ? base::edit_distance(left, right) : longest;
    return Value::integer(static_cast<std::int64_t>(count), arguments[0].place());
}

Value cidr(const cel::CallContext& call, Arguments arguments) {
    const std::optional<bool> contains = cidr_contains(arguments[0].text(), arguments[1].text());
    if (!contains) return Value::error(call.evaluation.arena.copy("not an IP range"));
    return Value::boolean(*contains);
}

struct Range {
    std::array<unsigned char, 16> bytes{};
    unsigned bits = 0;
    unsigned longest = 0;  ///< 32 or 128
};

std::optional<Range> parse_range(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string address(text.substr(0, slash));
    Range range;
    if (inet_pton(AF_INET, address.c_str(), range.bytes.data()) == 1)
        range.longest = 32;
    else if (inet_pton(AF_INET6, address.c_str(), range.bytes.data()) == 1)
        range.longest = 128;
    else
        return std::nullopt;
    range.bits = range.longest;
    if (slash == std::string_view::npos) return range;
    const std::string_view length = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), range.bits);
    if (error != std::errc() || end != length.data() + length.size() || range.bits > range.longest) return std::nullopt;
    return range;
}

std::vector<cel::Function> make_functions() {
    using cel::global_function;
    using cel::member_function;
    using model::Type;
    using Kind = model::Type::Kind;
    static const Type resource{Kind::object, nullptr, &cloudformation::resource_object_type()};
    static const Type resource_list{Kind::list, &resource};
    static const Type document_template{Kind::object, nullptr, &cloudformation::template_object_type()};
    static const Type optional_resource{Kind::optional, &resource};
    static const Type parameter{Kind::object, nullptr, &cloudformation::parameter_object_type()};
    static const Type parameter_list{Kind::list, &parameter};
    static const Type reference{Kind::object, nullptr, &cloudformation::dynamic_reference_object_type()};
    static const Type optional_reference{Kind::optional, &reference};
    static const Type statement{Kind::object, nullptr, &cloudformation::statement_object_type()};
    static const Type statement_list{Kind::list, &statement};
    static const Type workflow{Kind::object, nullptr, &model::workflow_type()};
    static const Type workflow_list{Kind::list, &workflow};
    static const Type diagnostic{Kind::object, nullptr, &model::diagnostic_type()};
    static const Type diagnostic_list{Kind::list, &diagnostic};
    static const Type job{Kind::object, nullptr, &model::job_type()};
    static const Type step{Kind::object, nullptr, &model::step_type()};
    static const Type action_reference_object{Kind::object, nullptr, &model::action_reference_type()};
    static const Type image_reference_object{Kind::object, nullptr, &model::image_reference_type()};
    static const Type command{Kind::object, nullptr, &model::command_type()};
    static const Type command_list{Kind::list, &command};
    static const Type part{Kind::object, nullptr, &model::expression_part_type()};
    static const Type part_list{Kind::list, &part};
    static const Type taint{Kind::object, nullptr, &model::taint_type()};
    static const Type taint_list{Kind::list, &taint};
    static const Type optional_dynamic{Kind::optional, &model::dynamic_type};
    const Type& text = model::string_type;
    const Type& boolean = model::boolean_type;
    std::vector<cel::Function> functions{
        global_function("resources", resources, resource_list, text),
        global_function("workflows", workflows, workflow_list),
        member_function("diagnostics", diagnostics, diagnostic_list, workflow, text),
        member_function("diagnostics", template_diagnostics, diagnostic_list, document_template, text),
        member_function("diagnostics", template_diagnostics, diagnostic_list, resource, text),
        member_function("refers_to", refers_to, boolean, resource, resource),
        global_function("referrers", referrers, resource_list, resource),
        global_function("target_of", target_of, optional_resource, model::dynamic_type),
        global_function("parameter_of", parameter_of, parameter_list, model::dynamic_type),
        global_function("dynamic_reference", dynamic_reference, optional_reference, model::dynamic_type),
        global_function("statements", statements, statement_list, resource),
        global_function("log_group_of", log_group_of, optional_resource, resource),
        global_function("json", json, optional_dynamic, text),
        global_function("does", does, boolean, step, text),
        global_function("command_does", command_does, boolean, command, text),
        global_function("job_does", job_does, boolean, job, text),
        global_function("runs_always", runs_always, boolean, step),
        global_function("workflow_does", workflow_does, boolean, workflow, text),
        global_function("compared_texts", compared_texts, model::string_list_type, workflow),
        global_function("with_choices", with_choices, model::string_list_type, workflow, text),
        global_function("action_reference", action_reference, action_reference_object, text),
        global_function("image_reference", image_reference, image_reference_object, text),
        global_function("commands", commands, command_list, step),
        global_function("parts", parts, part_list, model::expression_object_type),
        global_function("taints", taints, taint_list, model::expression_object_type),
        global_function("comment", comment, text, model::dynamic_type),
        global_function("edits", edits, model::integer_type, text, text),
        global_function("cidr_contains", cidr, boolean, text, text),
    };
    for (cel::Function& function : functions) {
        function.sees_unknown = function.body == target_of || function.body == json || function.body == parameter_of ||
                                function.body == dynamic_reference;
        function.shareable = function.body == resources || function.body == referrers || function.body == target_of ||
                             function.body == refers_to || function.body == statements ||
                             function.body == log_group_of || function.body == json;
    }
    for (const std::span<const cel::Function> further :
         {proof_functions(), repository_functions(), relation_functions()})
        functions.insert(functions.end(), further.begin(), further.end());
    return functions;
}

}  // namespace

std::optional<bool> cidr_contains(std::string_view outer, std::string_view inner) {
    const std::optional<Range> wide = parse_range(outer);
    const std::optional<Range> narrow = parse_range(inner);
    if (!wide || !narrow) return std::nullopt;
    if (wide->longest != narrow->longest || wide->bits > narrow->bits) return false;
    for (unsigned bit = 0; bit < wide->bits; ++bit) {
        const auto mask = static_cast<unsigned char>(0x80U >> (bit % 8));
        if ((wide->bytes[bit / 8] & mask) != (narrow->bytes[bit / 8] & mask)) return false;
    }
    return true;
}

std::span<const cel::Function> rule_functions() {
    static const std::vector<cel::Function> functions = make_functions();
    return functions;
}

}  // namespace csr::policy
