#include "policy/rule_program.hpp"

#include <algorithm>

#include "model/cloudformation/object_types.hpp"
#include "model/node_value.hpp"
#include "model/production/production_config.hpp"
#include "model/project.hpp"
#include "model/workflow/workflow_object.hpp"
#include "model/written_document.hpp"
#include "policy/functions.hpp"
#include "syntax/scalar_offset.hpp"

namespace csr::policy {

namespace {

using model::Type;

const Type& template_type() {
    static const Type type{Type::Kind::object, nullptr, &model::cloudformation::template_object_type()};
    return type;
}

const Type& resource_type() {
    static const Type type{Type::Kind::object, nullptr, &model::cloudformation::resource_object_type()};
    return type;
}

const Type& settings_object_type() {
    static const Type type{Type::Kind::object, nullptr, &model::settings_type()};
    return type;
}

const Type& config_object_type() {
    static const Type type{Type::Kind::object, nullptr, &model::config_type()};
    return type;
}

const Type& workflow_object_type() {
    static const Type type{Type::Kind::object, nullptr, &model::workflow_type()};
    return type;
}

const Type& job_object_type() {
    static const Type type{Type::Kind::object, nullptr, &model::job_type()};
    return type;
}

const Type& step_object_type() {
    static const Type type{Type::Kind::object, nullptr, &model::step_type()};
    return type;
}

const Type& action_object_type() {
    static const Type type{Type::Kind::object, nullptr, &model::action_type()};
    return type;
}

/// Of a document that rules read as it is written.
const Type& written_object_type(TargetKind kind) {
    static const Type markdown{Type::Kind::object, nullptr, &model::markdown_type()};
    static const Type script{Type::Kind::object, nullptr, &model::script_type()};
    static const Type environment_file{Type::Kind::object, nullptr, &model::environment_file_type()};
    static const Type terraform{Type::Kind::object, nullptr, &model::terraform_type()};
    if (kind == TargetKind::markdown) return markdown;
    if (kind == TargetKind::script) return script;
    return kind == TargetKind::environment_file ? environment_file : terraform;
}

const Type& automation_object_type() {
    static const Type type{Type::Kind::object, nullptr, &model::automation_type()};
    return type;
}

const Type& project_object_type() {
    static const Type type{Type::Kind::object, nullptr, &model::project_type()};
    return type;
}

/// The type under which a let binding is known to the expressions behind it.
const Type& type_of_kind(Type::Kind kind) {
    switch (kind) {
        case Type::Kind::boolean:
            return model::boolean_type;
        case Type::Kind::integer:
            return model::integer_type;
        case Type::Kind::floating:
            return model::floating_type;
        case Type::Kind::string:
            return model::string_type;
        case Type::Kind::list:
            return model::dynamic_list_type;
        default:
            return model::dynamic_type;
    }
}

class ParameterMap final : public model::Map {
  public:
    ParameterMap(const ParameterNodes& nodes, base::Arena& arena) : nodes_(&nodes), arena_(&arena) {}
    [[nodiscard]] std::optional<model::Value> get(const model::Value& key) const override {
        if (!key.is(model::Kind::string)) return std::nullopt;
        const auto found = nodes_->find(key.text());
        if (found == nodes_->end()) return std::nullopt;
        return model::value_of(found->second, *arena_).placed({});
    }
    [[nodiscard]] std::size_t size() const override { return nodes_->size(); }
    [[nodiscard]] model::Value key_at(std::size_t index) const override {
        return model::Value::string(std::next(nodes_->begin(), static_cast<std::ptrdiff_t>(index))->first);
    }

  private:
    const ParameterNodes* nodes_;
    base::Arena* arena_;
};

/// Compiles the parts of one rule.
class RuleCompiler {
  public:
    RuleCompiler(const RuleFile& file, bool guarded, Mistakes& mistakes)
        : file_(file), guarded_(guarded), mistakes_(mistakes) {}

    CompiledRule compile(const Type& self, const Type& parameters) {
        declare(self, parameters);
        compile_each();
        const bool condition_first = compiles(file_.when);  // false when it uses a let binding
        if (condition_first) rule_.when = expression(file_.when, &model::boolean_type);
        for (const LetBinding& let : file_.lets) {
            rule_.lets.push_back(expression(let.expression));
            environment_.declare(
                let.name,
                type_of_kind(rule_.lets.back().empty() ? Type::Kind::dynamic : rule_.lets.back().result_type().kind));
        }
        rule_.slots.count = static_cast<std::uint32_t>(environment_.variables().size());
        if (!condition_first) rule_.when = expression(file_.when, &model::boolean_type);
        rule_.assertion = expression(file_.assertion, &model::boolean_type);
        if (rule_.slots.item) note_independent();
        rule_.message = message(file_.message);
        for (const RelatedText& related : file_.related)
            rule_.related.emplace_back(expression(related.at), message(related.message));
        if (file_.fix) {
            rule_.set_to = expression(file_.fix->set_to);
            rule_.tell = message(file_.fix->tell);
        }
        return std::move(rule_);
    }

  private:
    void declare(const Type& self, const Type& parameters) {
        environment_.add(rule_functions());
        Slots& slots = rule_.slots;
        slots.self = environment_.declare("self", self);
        slots.params = environment_.declare("params", parameters);
        slots.project = environment_.declare("project", project_object_type());
        const TargetKind kind = file_.target;
        if (kind == TargetKind::resource) {
            slots.resource = environment_.declare("resource", resource_type());
            slots.document_template = environment_.declare("template", template_type());
        }
        if (kind == TargetKind::config) slots.config = environment_.declare("config", config_object_type());
        if (kind == TargetKind::job || (kind == TargetKind::step && !file_.with_actions)) {
            slots.workflow = environment_.declare("workflow", workflow_object_type());
            slots.job = environment_.declare("job", job_object_type());
        }
    }

    void compile_each() {
        if (file_.each.valid()) {
            rule_.each = expression(file_.each, &model::dynamic_list_type);
            const Type* item = rule_.each.empty() ? nullptr : rule_.each.result_type().element;
            rule_.slots.item = environment_.declare("item", item == nullptr ? model::dynamic_type : *item);
        }
        rule_.slots.first_let = static_cast<std::uint32_t>(environment_.variables().size());
    }

    void note_independent() {
        const auto dependent = [&](const cel::Program& program) {
            bool found = program.reads(*rule_.slots.item);
            for (std::size_t index = 0; index < rule_.independent.size(); ++index) {
                const auto slot = rule_.slots.first_let + static_cast<std::uint32_t>(index);
                found = found || (!rule_.independent[index] && program.reads(slot));
            }
            return found;
        };
        for (const cel::Program& let : rule_.lets) rule_.independent.push_back(!dependent(let));
        rule_.independent.push_back(!dependent(rule_.when));
    }

    void report(syntax::NodeRef node, const std::vector<cel::Issue>& issues) {
        rule_.broken = true;
        for (const cel::Issue& issue : issues)
            mistakes_.add(node.tree().source(), syntax::source_offset(node, issue.span.begin), issue.message,
                          issue.hint);
    }

    bool compiles(syntax::NodeRef node) const {
        cel::Options options;
        options.guarded = guarded_;
        return node.valid() && cel::compile(node.text(), environment_, options).has_value();
    }

    cel::Program expression(syntax::NodeRef node, const Type* result = nullptr) {
        if (!node.valid()) return {};
        cel::Options options;
        options.guarded = guarded_;
        options.result = result;
        options.given = rule_.when.empty() ? nullptr : &rule_.when;
        auto program = cel::compile(node.text(), environment_, options);
        if (program) return *program;
        report(node, program.error());
        return {};
    }

    CompiledMessage message(const MessageText& text) { return {one_message(text.en), one_message(text.ja)}; }

    cel::Template one_message(syntax::NodeRef node) {
        if (!node.valid()) return {};
        auto made = cel::parse_template(node.text(), environment_);
        if (made) return std::move(*made);
        report(node, made.error());
        return {};
    }

    const RuleFile& file_;
    bool guarded_;
    Mistakes& mistakes_;
    cel::Environment environment_;
    CompiledRule rule_;
};

}  // namespace

ParameterType::ParameterType(const ParameterNodes& nodes) {
    for (const auto& [name, node] : nodes) names_.push_back(name);
    std::size_t index = 0;
    for (const auto& [name, node] : nodes) fields_.push_back({names_[index++], &type_of_parameter(node), true});
}

const model::Field* ParameterType::field(std::string_view name) const {
    const auto found = std::ranges::find(fields_, name, &model::Field::name);
    return found == fields_.end() ? nullptr : &*found;
}

const Type& type_of_parameter(syntax::NodeRef node) {
    switch (node.kind()) {
        case syntax::NodeKind::boolean:
            return model::boolean_type;
        case syntax::NodeKind::integer:
            return model::integer_type;
        case syntax::NodeKind::floating:
            return model::floating_type;
        case syntax::NodeKind::string:
            return model::string_type;
        case syntax::NodeKind::sequence:
            return model::dynamic_list_type;
        case syntax::NodeKind::mapping:
            return model::dynamic_map_type;
        default:
            return model::dynamic_type;
    }
}

model::Value parameters_value(const ParameterNodes& nodes, base::Arena& arena) {
    return model::Value::map(*arena.create<ParameterMap>(nodes, arena));
}

CompiledRule compile_rule(const RuleFile& file, const Type& self, const Type& parameters, bool guarded,
                          Mistakes& mistakes) {
    return RuleCompiler(file, guarded, mistakes).compile(self, parameters);
}

const Type& self_type(const RuleFile& file) {
    switch (file.target) {
        case TargetKind::document_template:
            return template_type();
        case TargetKind::config:
            return settings_object_type();
        case TargetKind::workflow:
            return file.with_actions ? automation_object_type() : workflow_object_type();
        case TargetKind::job:
            return job_object_type();
        case TargetKind::step:
            return step_object_type();
        case TargetKind::action:
            return action_object_type();
        case TargetKind::dependabot:
        case TargetKind::pre_commit:
            return model::dynamic_map_type;
        case TargetKind::markdown:
        case TargetKind::script:
        case TargetKind::environment_file:
        case TargetKind::terraform:
            return written_object_type(file.target);
        case TargetKind::project:
            return project_object_type();
        case TargetKind::resource:
            break;
    }
    return model::dynamic_type;
}

RuleProgram::RuleProgram(const RuleFile& file, ParameterNodes parameters)
    : file_(&file),
      parameters_(std::move(parameters)),
      parameter_object_(parameters_),
      parameter_type_{Type::Kind::object, nullptr, &parameter_object_} {}

const CompiledRule& RuleProgram::compiled() const {
    std::call_once(once_, [this] {
        Mistakes mistakes;  // reported when the pack is checked
        compiled_ = compile_rule(*file_, self_type(*file_), parameter_type_, false, mistakes);
    });
    return compiled_;
}

ParameterNodes own_parameters(const RuleFile& file) {
    ParameterNodes nodes;
    if (!file.parameters.valid()) return nodes;
    for (const syntax::NodeRef::Pair pair : file.parameters.pairs())
        nodes.insert_or_assign(std::string(pair.key.text()), pair.value);
    return nodes;
}

}  // namespace csr::policy
