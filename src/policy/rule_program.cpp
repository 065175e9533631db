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
        const bool condition_first = compile_condition();
        for (const LetBinding& let : file_.lets) {
            rule_.lets.push_back(expression(let.expression));
            declare_let(let, rule_.lets.back());
        }
        rule_.slots.count = static_cast<std::uint32_t>(environment_.variables().size());
        if (!condition_first) rule_.when = expression(file_.when, &model::boolean_type);
        rule_.assertion = expression(file_.assertion, &model::boolean_type);
        if (rule_.slots.item) note_independent();
        return std::move(rule_);
    }

    CompiledTexts compile_texts(const Type& self, const Type& parameters, const CompiledRule& rule) {
        declare(self, parameters);
        if (file_.each.valid()) declare_item(rule.each);
        for (std::size_t index = 0; index < file_.lets.size(); ++index)
            declare_let(file_.lets[index], rule.lets[index]);
        rule_.when = rule.when;
        CompiledTexts texts;
        texts.message = message(file_.message);
        for (const RelatedText& related : file_.related)
            texts.related.emplace_back(expression(related.at), message(related.message));
        if (file_.fix) {
            texts.set_to = expression(file_.fix->set_to);
            texts.tell = message(file_.fix->tell);
        }
        texts.broken = rule_.broken;
        return texts;
    }

  private:
    void declare(const Type& self, const Type& parameters) {
        environment_.add(rule_functions());
        Slots& slots = rule_.slots;
        slots.self = environment_.declare("self", self);
        slots.params = environment_.declare("params", parameters, true);
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

    void declare_item(const cel::Program& each) {
        const Type* item = each.empty() ? nullptr : each.result_type().element;
        rule_.slots.item = environment_.declare("item", item == nullptr ? model::dynamic_type : *item);
    }

    void declare_let(const LetBinding& let, const cel::Program& program) {
        environment_.declare(let.name,
                             type_of_kind(program.empty() ? Type::Kind::dynamic : program.result_type().kind));
    }

    /// `when` before the let bindings; false when it uses one.
    bool compile_condition() {
        if (!file_.when.valid()) return false;
        cel::Options options = this->options();
        options.result = &model::boolean_type;
        if (auto program = cel::compile(file_.when.text(), environment_, options)) {
            rule_.when = std::move(*program);
            return true;
        }
        if (!cel::compile(file_.when.text(), environment_, this->options())) return false;
        rule_.when = expression(file_.when, &model::boolean_type);  // of the wrong type
        return true;
    }

    void compile_each() {
        if (file_.each.valid()) {
            rule_.each = expression(file_.each, &model::dynamic_list_type);
            declare_item(rule_.each);
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

    /// Patterns are compiled to look for mistakes, or else when they are first needed.
    [[nodiscard]] cel::Options options() const {
        cel::Options options;
        options.guarded = guarded_;
        options.check_patterns = guarded_;
        return options;
    }

    cel::Program expression(syntax::NodeRef node, const Type* result = nullptr) {
        if (!node.valid()) return {};
        cel::Options options = this->options();
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

CompiledTexts compile_texts(const RuleFile& file, const Type& self, const Type& parameters, const CompiledRule& rule,
                            bool guarded, Mistakes& mistakes) {
    return RuleCompiler(file, guarded, mistakes).compile_texts(self, parameters, rule);
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

namespace {

bool has_own_parameters(const RuleFile& file, const ParameterNodes& parameters) {
    return std::ranges::equal(own_parameters(file), parameters, [](const auto& own, const auto& used) {
        return own.first == used.first && &own.second.tree() == &used.second.tree() &&
               own.second.index() == used.second.index();
    });
}

}  // namespace

RuleProgram::RuleProgram(const RuleFile& file, ParameterNodes parameters)
    : file_(&file),
      parameters_(std::move(parameters)),
      parameter_object_(parameters_),
      parameter_type_{Type::Kind::object, nullptr, &parameter_object_} {}

const CompiledRule& RuleProgram::compiled() const {
    std::call_once(once_, [this] {
        Mistakes mistakes;  // reported when the pack is checked
        compiled_ = compile_rule(*file_, self_type(*file_), parameter_type_, false, mistakes);
        if (!has_own_parameters(*file_, parameters_) && texts_of(compiled_).broken) compiled_.broken = true;
    });
    return compiled_;
}

const CompiledTexts& RuleProgram::texts() const { return texts_of(compiled()); }

const CompiledTexts& RuleProgram::texts_of(const CompiledRule& rule) const {
    std::call_once(texts_once_, [this, &rule] {
        Mistakes mistakes;
        texts_ = compile_texts(*file_, self_type(*file_), parameter_type_, rule, false, mistakes);
    });
    return texts_;
}

ParameterNodes own_parameters(const RuleFile& file) {
    ParameterNodes nodes;
    if (!file.parameters.valid()) return nodes;
    for (const syntax::NodeRef::Pair pair : file.parameters.pairs())
        nodes.insert_or_assign(std::string(pair.key.text()), pair.value);
    return nodes;
}

}  // namespace csr::policy
