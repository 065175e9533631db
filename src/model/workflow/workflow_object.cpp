#include "model/workflow/workflow_object.hpp"

#include <array>
#include <optional>
#include <vector>

#include "model/node_value.hpp"
#include "model/object_type.hpp"
#include "model/workflow/actionlint_settings.hpp"
#include "model/workflow/expression_object.hpp"
#include "model/workflow/runner_labels.hpp"
#include "model/workflow/step_commands.hpp"

namespace csr::model {

namespace {

extern const Type workflow_object;
extern const Type job_object;
extern const Type action_object;
extern const Type job_list;
extern const Type step_list;

constexpr Field workflow_fields[] = {
    {"path", &string_type, true},
    {"name", &string_type, true},
    {"events", &dynamic_map_type, true},
    {"inputs", &dynamic_map_type, true},
    {"permissions", &dynamic_type},
    {"env", &dynamic_map_type, true},
    {"concurrency", &dynamic_type},
    {"defaults", &dynamic_map_type, true},
    {"jobs", &job_list, true},
    {"expressions", &expression_list_type, true},
    {"runner_labels", &string_list_type, true},
    {"script_checks", &string_list_type, true},
};

constexpr Field job_fields[] = {
    {"id", &string_type, true},
    {"name", &string_type, true},
    {"needs", &string_list_type, true},
    {"ancestors", &string_list_type, true},
    {"if", &string_type},
    {"environment", &string_type},
    {"runs_on", &string_list_type, true},
    {"runner_group", &string_type},
    {"named", &boolean_type, true},
    {"labels", &string_list_type, true},
    {"permissions", &dynamic_type},
    {"timeout_minutes", &dynamic_type},
    {"continue_on_error", &boolean_type},
    {"uses", &string_type},
    {"with", &dynamic_map_type, true},
    {"env", &dynamic_map_type, true},
    {"outputs", &dynamic_map_type, true},
    {"strategy", &dynamic_type},
    {"concurrency", &dynamic_type},
    {"container", &dynamic_type},
    {"services", &dynamic_map_type, true},
    {"secrets", &dynamic_type},
    {"defaults", &dynamic_map_type, true},
    {"steps", &step_list, true},
    {"workflow", &workflow_object, true},
};

constexpr Field step_fields[] = {
    {"id", &string_type},
    {"name", &string_type},
    {"index", &integer_type, true},
    {"uses", &string_type},
    {"action", &string_type, true},
    {"ref", &string_type, true},
    {"run", &string_type},
    {"if", &string_type},
    {"with", &dynamic_map_type, true},
    {"env", &dynamic_map_type, true},
    {"shell", &string_type},
    {"skipped", &boolean_type, true},
    {"effective_shell", &string_type, true},
    {"expressions", &expression_list_type, true},
    {"working_directory", &string_type},
    {"continue_on_error", &boolean_type},
    {"timeout_minutes", &dynamic_type},
    {"job", &job_object},
    {"action_file", &action_object},
};

constexpr Field action_fields[] = {
    {"path", &string_type, true},         {"name", &string_type},
    {"description", &string_type},        {"inputs", &dynamic_map_type, true},
    {"outputs", &dynamic_map_type, true}, {"runs", &dynamic_map_type, true},
    {"using", &string_type, true},        {"image", &string_type},
    {"steps", &step_list, true},          {"expressions", &expression_list_type, true},
};

// What workflows and actions have in common: `self` of a rule about both.
constexpr Field automation_fields[] = {
    {"path", &string_type, true}, {"name", &string_type}, {"expressions", &expression_list_type, true}};

const FixedObjectType workflow_table("Workflow", workflow_fields);
const FixedObjectType job_table("Job", job_fields);
const FixedObjectType step_table("Step", step_fields);
const FixedObjectType action_table("Action", action_fields);
const FixedObjectType automation_table("Workflow / Action", automation_fields);
const Type workflow_object{Type::Kind::object, nullptr, &workflow_table};
const Type job_object{Type::Kind::object, nullptr, &job_table};
const Type step_object{Type::Kind::object, nullptr, &step_table};
const Type action_object{Type::Kind::object, nullptr, &action_table};
const Type job_list{Type::Kind::list, &job_object};
const Type step_list{Type::Kind::list, &step_object};

/// As written; text that holds an expression stays text.
std::optional<Value> present(syntax::NodeRef node, base::Arena& arena) {
    if (!node || node.is_null()) return std::nullopt;
    return value_of(node, arena);
}

/// A text: a number or boolean in its place is read as GitHub does, as its text.
std::optional<Value> text(syntax::NodeRef node) {
    if (!node || node.is_null() || !node.is_scalar()) return std::nullopt;
    return Value::string(node.text(), place_of(node));
}

/// A number or boolean: one that an expression gives is unknown.
std::optional<Value> decided(syntax::NodeRef node, base::Arena& arena) {
    if (!node || node.is_null()) return std::nullopt;
    if (node.is_string() && has_expression(node.text())) {
        Cause cause;
        cause.kind = CauseKind::expression;
        cause.subject = node.text();
        cause.place = place_of(node);
        return unknown(arena, cause);
    }
    return value_of(node, arena);
}

/// A mapping; an empty one when it is absent or something else.
Value mapping(syntax::NodeRef node, base::Arena& arena, Place fallback) {
    if (!node || !node.is_mapping()) return empty_map(fallback);
    return value_of(node, arena);
}

Value texts(std::span<const syntax::NodeRef> nodes, base::Arena& arena, Place place) {
    std::vector<Value> items;
    for (const syntax::NodeRef node : nodes) items.push_back(Value::string(node.text(), place_of(node)));
    return list_of(items, arena, place);
}

/// The scalar, or the scalars in the list.
std::vector<syntax::NodeRef> scalars(syntax::NodeRef node) {
    std::vector<syntax::NodeRef> found;
    if (!node || node.is_null()) return found;
    if (node.is_scalar()) found.push_back(node);
    for (const syntax::NodeRef item : node.items()) {
        if (item.is_scalar()) found.push_back(item);
    }
    return found;
}

/// An object with a table of fields: what a key gives is decided by `Derived::field`.
template <class Subject>
class ObjectMap : public Map {
  public:
    ObjectMap(const Subject& subject, const FixedObjectType& type, base::Arena& arena)
        : subject_(&subject), type_(&type), arena_(&arena) {}

    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        return field(key.text());
    }
    [[nodiscard]] std::size_t size() const override { return keys().size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override { return Value::string(keys()[index]); }
    [[nodiscard]] std::string_view object_type() const override { return type_->name(); }
    [[nodiscard]] const void* identity() const override { return subject_; }

  protected:
    [[nodiscard]] virtual std::optional<Value> field(std::string_view name) const = 0;
    [[nodiscard]] const Subject& subject() const { return *subject_; }
    [[nodiscard]] base::Arena& arena() const { return *arena_; }

  private:
    [[nodiscard]] std::vector<std::string_view> keys() const {
        std::vector<std::string_view> present_keys;
        for (const Field& candidate : type_->fields()) {
            if (candidate.always || field(candidate.name)) present_keys.push_back(candidate.name);
        }
        return present_keys;
    }

    const Subject* subject_;
    const FixedObjectType* type_;
    base::Arena* arena_;
};

/// The events by name; `on: push` has an empty configuration.
class EventMap final : public Map {
  public:
    EventMap(const Workflow& workflow, base::Arena& arena) : workflow_(&workflow), arena_(&arena) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        const Event* event = key.is(Kind::string) ? workflow_->event(key.text()) : nullptr;
        if (event == nullptr) return std::nullopt;
        if (!event->config) return empty_map(place_of(event->node));
        return value_of(event->config, *arena_);
    }
    [[nodiscard]] std::size_t size() const override { return workflow_->events().size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        const Event& event = workflow_->events()[index];
        return Value::string(event.name, place_of(event.node));
    }

  private:
    const Workflow* workflow_;
    base::Arena* arena_;
};

template <class Items>
class ObjectList final : public List {
  public:
    ObjectList(const Items& items, base::Arena& arena) : items_(&items), arena_(&arena) {}
    [[nodiscard]] std::size_t size() const override { return items_->size(); }
    [[nodiscard]] Value at(std::size_t index) const override { return object_of((*items_)[index], *arena_); }

  private:
    const Items* items_;
    base::Arena* arena_;
};

class WorkflowMap final : public ObjectMap<Workflow> {
  public:
    using ObjectMap::ObjectMap;

  protected:
    [[nodiscard]] std::optional<Value> field(std::string_view name) const override {
        const Workflow& workflow = subject();
        const Place place = place_of(workflow.root());
        if (name == "path") return Value::string(workflow.document().path(), place);
        // Without a name GitHub shows the path.
        if (name == "name") return text(workflow.name()).value_or(Value::string(workflow.document().path(), place));
        if (name == "events") {
            const syntax::NodeRef on = workflow.get("on");
            return Value::map(*arena().create<EventMap>(workflow, arena()), on ? place_of(on) : place);
        }
        if (name == "inputs") return inputs(place);
        if (name == "script_checks") return names(workflow.script_checks(), place);
        if (name == "runner_labels") {
            const ActionlintSettings* settings = workflow.actionlint_settings();
            return settings == nullptr ? list_of({}, arena(), place) : names(settings->label_patterns, place);
        }
        if (name == "env" || name == "defaults") return mapping(workflow.get(name), arena(), place);
        if (name == "permissions" || name == "concurrency") return present(workflow.get(name), arena());
        if (name == "jobs") {
            const syntax::NodeRef jobs = workflow.get("jobs");
            return Value::list(*arena().create<ObjectList<std::deque<Job>>>(workflow.jobs(), arena()),
                               jobs ? place_of(jobs) : place);
        }
        if (name == "expressions") {
            return Value::list(
                *arena().create<ObjectList<std::vector<ExpressionSite>>>(workflow.expressions(), arena()), place);
        }
        return std::nullopt;
    }

  private:
    template <class Names>
    [[nodiscard]] Value names(const Names& all, Place place) const {
        std::vector<Value> items;
        for (const auto& name : all) items.push_back(Value::string(name, place));
        return list_of(items, arena(), place);
    }

    [[nodiscard]] Value inputs(Place place) const {
        const Event* dispatch = subject().event("workflow_dispatch");
        if (dispatch == nullptr) return empty_map(place);
        const bool described = dispatch->config && dispatch->config.is_mapping();
        return mapping(described ? dispatch->config.find("inputs") : syntax::NodeRef(), arena(),
                       place_of(dispatch->node));
    }
};

class JobMap final : public ObjectMap<Job> {
  public:
    using ObjectMap::ObjectMap;

  protected:
    [[nodiscard]] std::optional<Value> field(std::string_view name) const override {
        const Job& job = subject();
        const Place place = place_of(job.key);
        if (name == "id") return Value::string(job.id, place);
        if (name == "name") return text(job.name).value_or(Value::string(job.id, place));
        if (name == "named") return Value::boolean(job.name.valid(), place);
        if (name == "runner_group")
            return text(job.runs_on && job.runs_on.is_mapping() ? job.runs_on.find("group") : syntax::NodeRef());
        if (name == "if") return text(job.condition.node());
        if (name == "environment") return text(job.environment_name);
        if (name == "permissions") return present(job.permissions, arena());
        if (name == "timeout_minutes") return decided(job.timeout_minutes, arena());
        if (name == "continue_on_error") return decided(job.continue_on_error, arena());
        if (name == "uses") return text(job.uses);
        if (name == "with") return mapping(job.with, arena(), place);
        if (name == "env") return mapping(job.env, arena(), place);
        if (name == "outputs") return mapping(job.outputs, arena(), place);
        if (name == "services" || name == "defaults") return mapping(find(name), arena(), place);
        if (name == "container" || name == "secrets") return present(find(name), arena());
        if (name == "strategy") return present(job.strategy, arena());
        if (name == "concurrency") return present(job.concurrency, arena());
        if (name == "workflow") return object_of(*job.workflow, arena());
        return list(name, place);
    }

  private:
    [[nodiscard]] syntax::NodeRef find(std::string_view key) const {
        return subject().node.is_mapping() ? subject().node.find(key) : syntax::NodeRef();
    }

    [[nodiscard]] std::optional<Value> list(std::string_view name, Place place) const {
        const Job& job = subject();
        if (name == "needs") {
            std::vector<syntax::NodeRef> nodes;
            for (const Need& need : job.needs) nodes.push_back(need.node);
            const syntax::NodeRef written = job.node.is_mapping() ? job.node.find("needs") : syntax::NodeRef();
            return texts(nodes, arena(), written ? place_of(written) : place);
        }
        if (name == "ancestors") {
            std::vector<Value> items;
            for (const Job* other : job.ancestors) items.push_back(Value::string(other->id, place_of(other->key)));
            return list_of(items, arena(), place);
        }
        if (name == "runs_on") {
            const bool group = job.runs_on && job.runs_on.is_mapping();
            const syntax::NodeRef labels = group ? job.runs_on.find("labels") : job.runs_on;
            return texts(scalars(labels), arena(), job.runs_on ? place_of(job.runs_on) : place);
        }
        if (name == "labels") return texts(runner_labels(job), arena(), job.runs_on ? place_of(job.runs_on) : place);
        if (name == "steps") {
            const syntax::NodeRef steps = job.node.is_mapping() ? job.node.find("steps") : syntax::NodeRef();
            return Value::list(*arena().create<ObjectList<std::vector<Step>>>(job.steps, arena()),
                               steps ? place_of(steps) : place);
        }
        return std::nullopt;
    }
};

/// Whether the condition is nothing but `false`.
bool is_switched_off(const Condition& condition) {
    const Expression* expression = condition.expression();
    if (expression == nullptr || !expression->valid() || condition.always_true_text()) return false;
    const ExpressionNode& root = expression->node(expression->root());
    return root.kind == ExpressionKind::boolean && !root.boolean;
}

class StepMap final : public ObjectMap<Step> {
  public:
    using ObjectMap::ObjectMap;

  protected:
    [[nodiscard]] std::optional<Value> field(std::string_view name) const override {
        const Step& step = subject();
        const Place place = place_of(step.node);
        if (name == "id") return text(step.id);
        if (name == "name") return text(step.name);
        if (name == "index") return Value::integer(step.index, place);
        if (name == "uses") return text(step.uses);
        if (name == "action") return Value::string(step.action(), step.uses ? place_of(step.uses) : place);
        if (name == "ref") return Value::string(step.ref(), step.uses ? place_of(step.uses) : place);
        if (name == "run") return text(step.run);
        if (name == "if") return text(step.condition.node());
        if (name == "with") return mapping(step.with, arena(), place);
        if (name == "env") return mapping(step.env, arena(), place);
        if (name == "shell") return text(step.shell);
        if (name == "effective_shell") return Value::string(shell_of(step), step.shell ? place_of(step.shell) : place);
        if (name == "expressions") return expressions(place);
        if (name == "skipped") return Value::boolean(is_switched_off(step.condition), place);
        if (name == "working_directory") return text(step.working_directory);
        if (name == "continue_on_error") return decided(step.continue_on_error, arena());
        if (name == "timeout_minutes") return decided(step.timeout_minutes, arena());
        if (name == "job" && step.job != nullptr) return object_of(*step.job, arena());
        if (name == "action_file" && step.action_file != nullptr) return object_of(*step.action_file, arena());
        return std::nullopt;
    }

  private:
    [[nodiscard]] Value expressions(Place place) const {
        const Step& step = subject();
        const std::vector<ExpressionSite>& found = step.action_file != nullptr
                                                       ? step.action_file->expressions_of(step)
                                                       : step.job->workflow->expressions_of(step);
        return Value::list(*arena().create<ObjectList<std::vector<ExpressionSite>>>(found, arena()), place);
    }
};

class ActionMap final : public ObjectMap<ActionFile> {
  public:
    using ObjectMap::ObjectMap;

  protected:
    [[nodiscard]] std::optional<Value> field(std::string_view name) const override {
        const ActionFile& action = subject();
        const Place place = place_of(action.root());
        if (name == "path") return Value::string(action.document().path(), place);
        if (name == "name" || name == "description") return text(action.get(name));
        if (name == "inputs" || name == "outputs" || name == "runs") return mapping(action.get(name), arena(), place);
        if (name == "expressions")
            return Value::list(*arena().create<ObjectList<std::vector<ExpressionSite>>>(action.expressions(), arena()),
                               place);
        const syntax::NodeRef runs = action.runs();
        const bool described = runs && runs.is_mapping();
        if (name == "using") return Value::string(action.runs_using(), described ? place_of(runs) : place);
        if (name == "image") return described ? text(runs.find("image")) : std::nullopt;
        if (name == "steps") {
            const syntax::NodeRef steps = described ? runs.find("steps") : syntax::NodeRef();
            return Value::list(*arena().create<ObjectList<std::vector<Step>>>(action.steps(), arena()),
                               steps ? place_of(steps) : place);
        }
        return std::nullopt;
    }
};

template <class Subject>
const Subject* behind(const Value& value, const FixedObjectType& type) {
    if (!value.is(Kind::map) || value.as_map().object_type() != type.name()) return nullptr;
    return static_cast<const Subject*>(value.as_map().identity());
}

}  // namespace

Value object_of(const Workflow& workflow, base::Arena& arena) {
    return Value::map(*arena.create<WorkflowMap>(workflow, workflow_table, arena), place_of(workflow.root()));
}

Value object_of(const Job& job, base::Arena& arena) {
    return Value::map(*arena.create<JobMap>(job, job_table, arena), place_of(job.key));
}

Value object_of(const Step& step, base::Arena& arena) {
    return Value::map(*arena.create<StepMap>(step, step_table, arena), place_of(step.node));
}

Value object_of(const ActionFile& action, base::Arena& arena) {
    return Value::map(*arena.create<ActionMap>(action, action_table, arena), place_of(action.root()));
}

const ObjectType& action_type() { return action_table; }
const ObjectType& automation_type() { return automation_table; }
const Type job_object_type{Type::Kind::object, nullptr, &job_table};
const Type step_object_type{Type::Kind::object, nullptr, &step_table};

const ObjectType& workflow_type() { return workflow_table; }
const ObjectType& job_type() { return job_table; }
const ObjectType& step_type() { return step_table; }

const Workflow* workflow_behind(const Value& value) { return behind<Workflow>(value, workflow_table); }
const Job* job_behind(const Value& value) { return behind<Job>(value, job_table); }
const Step* step_behind(const Value& value) { return behind<Step>(value, step_table); }
const ActionFile* action_behind(const Value& value) { return behind<ActionFile>(value, action_table); }

}  // namespace csr::model
