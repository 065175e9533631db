#include "model/project.hpp"

#include <algorithm>

#include "base/sha256.hpp"
#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/object_types.hpp"
#include "model/node_value.hpp"
#include "model/object_type.hpp"
#include "model/parameter_files.hpp"
#include "model/workflow/actionlint_settings.hpp"
#include "model/workflow/called_workflows.hpp"
#include "model/workflow/local_actions.hpp"
#include "model/workflow/workflow_object.hpp"
#include "model/written_document.hpp"

namespace csr::model {

Project::~Project() = default;

std::string_view name_of(InputStatus status) {
    switch (status) {
        case InputStatus::analysed:
            return "analysed";
        case InputStatus::not_applicable:
            return "not-applicable";
        case InputStatus::syntax_error:
            return "syntax-error";
        case InputStatus::unreadable:
            break;
    }
    return "unreadable";
}

std::string Input::sha256() const {
    return document == nullptr ? std::string() : base::sha256_hex(document->source().bytes());
}

const Document* Project::document(std::string_view path) const {
    const auto found = std::lower_bound(
        documents_.begin(), documents_.end(), path,
        [](const std::unique_ptr<Document>& one, std::string_view wanted) { return one->path() < wanted; });
    return found != documents_.end() && (*found)->path() == path ? found->get() : nullptr;
}

namespace {

/// The types of the project's fields. Made at the first use: the types of other files' objects are needed.
struct ProjectTypes {
    Type template_object{Type::Kind::object, nullptr, &cloudformation::template_object_type()};
    Type resource_object{Type::Kind::object, nullptr, &cloudformation::resource_object_type()};
    Type config_object{Type::Kind::object, nullptr, &config_type()};
    Type workflow_object{Type::Kind::object, nullptr, &workflow_type()};
    Type templates{Type::Kind::list, &template_object};
    Type resources{Type::Kind::list, &resource_object};
    Type configs{Type::Kind::list, &config_object};
    Type workflows{Type::Kind::list, &workflow_object};
    Type markdown_object{Type::Kind::object, nullptr, &markdown_type()};
    Type script_object{Type::Kind::object, nullptr, &script_type()};
    Type environment_object{Type::Kind::object, nullptr, &environment_file_type()};
    Type parameters_object{Type::Kind::object, nullptr, &parameter_file_type()};
    Type terraform_object{Type::Kind::object, nullptr, &terraform_type()};
    Type documents{Type::Kind::list, &markdown_object};
    Type scripts{Type::Kind::list, &script_object};
    Type environment_files{Type::Kind::list, &environment_object};
    Type parameter_files{Type::Kind::list, &parameters_object};
    Type terraform{Type::Kind::list, &terraform_object};
    Field fields[14] = {
        {"path", &string_type, true},
        {"templates", &templates, true},
        {"resources", &resources, true},
        {"configs", &configs, true},
        {"workflows", &workflows, true},
        {"documents", &documents, true},
        {"scripts", &scripts, true},
        {"environment_files", &environment_files, true},
        {"parameter_files", &parameter_files, true},
        {"terraform", &terraform, true},
        {"has_cdk", &boolean_type, true},
        {"has_templates", &boolean_type, true},
        {"has_workflows", &boolean_type, true},
        {"whole", &boolean_type, true},
    };
    FixedObjectType table{"Project", fields};
};

const ProjectTypes& project_types() {
    static const ProjectTypes types;
    return types;
}

/// The project as rules see it.
class ProjectMap final : public Map {
  public:
    ProjectMap(const Project& project, const Evaluation& evaluation) : project_(&project), evaluation_(evaluation) {}

    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        const std::string_view name = key.text();
        if (name == "path") return Value::string(".");
        if (name == "templates") return templates();
        if (name == "resources") return resources();
        if (name == "configs" || name == "workflows") return list(name);
        if (name == "documents") return written(DocumentKind::markdown);
        if (name == "scripts") return written(DocumentKind::script);
        if (name == "environment_files") return written(DocumentKind::environment_file);
        if (name == "parameter_files") return parameter_files();
        if (name == "terraform") return written(DocumentKind::terraform);
        if (name == "has_cdk") return seen(project_->has_cdk(), project_->unseen());
        if (name == "has_templates") return seen(!all_templates().empty(), project_->incomplete());
        if (name == "has_workflows") return seen(!project_->workflows().empty(), project_->unseen());
        if (name == "whole") return Value::boolean(project_->repository().whole());
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return std::size(project_types().fields); }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        return Value::string(project_types().fields[index].name);
    }
    [[nodiscard]] std::string_view object_type() const override { return "Project"; }
    [[nodiscard]] const void* identity() const override { return project_; }

  private:
    [[nodiscard]] base::Arena& arena() const { return evaluation_.arena; }

    [[nodiscard]] Value because(std::span<const Cause> causes) const {
        return Value::unknown(*arena().create<Unknown>(arena().copy(causes), true));
    }

    /// True is certain; that something is nowhere is certain only when everything was seen.
    [[nodiscard]] Value seen(bool found, std::span<const Cause> causes) const {
        return found || causes.empty() ? Value::boolean(found) : because(causes);
    }

    /// With an unknown item at the end when something may be missing.
    [[nodiscard]] Value finish(std::vector<Value> items, std::span<const Cause> causes) const {
        if (!causes.empty()) items.push_back(because(causes));
        return list_of(items, arena());
    }

    [[nodiscard]] std::vector<const cloudformation::Template*> all_templates() const {
        std::vector<const cloudformation::Template*> found;
        for (const auto& deployment : project_->deployments()) {
            for (const auto& one : deployment->templates()) found.push_back(one.get());
        }
        return found;
    }

    [[nodiscard]] Value templates() const {
        std::vector<Value> items;
        for (const cloudformation::Template* one : all_templates())
            items.push_back(cloudformation::template_object(*one, evaluation_));
        return finish(std::move(items), project_->incomplete());
    }

    [[nodiscard]] Value resources() const {
        std::vector<Value> items;
        for (const auto& deployment : project_->deployments()) {
            const Value list = cloudformation::resource_list(*deployment, "*", evaluation_);
            if (!list.is(Kind::list)) continue;
            for (std::size_t i = 0; i < list.as_list().size(); ++i) items.push_back(list.as_list().at(i));
        }
        return finish(std::move(items), project_->incomplete());
    }

    [[nodiscard]] Value list(std::string_view name) const {
        std::vector<Value> items;
        if (name == "configs") {
            for (const ProductionConfig& config : project_->configs()) items.push_back(config.object(arena()));
        } else {
            for (const auto& workflow : project_->workflows()) items.push_back(object_of(*workflow, arena()));
        }
        return finish(std::move(items), project_->unseen());
    }

    /// The documents of a kind that rules read as they are written.
    [[nodiscard]] Value written(DocumentKind kind) const {
        std::vector<Value> items;
        for (const Document* document : project_->plain_documents()) {
            if (document->kind() == kind) items.push_back(value_of(document->root(), arena()));
        }
        return finish(std::move(items), project_->unseen());
    }

    /// Values for the parameters of templates, wherever templates find such files.
    [[nodiscard]] Value parameter_files() const {
        std::vector<const Document*> documents;
        for (const auto& document : project_->documents()) documents.push_back(document.get());
        std::vector<Value> items;
        for (const ParameterDocument& file : find_parameter_documents(documents))
            items.push_back(object_of(file, arena()));
        return finish(std::move(items), project_->unseen());
    }

    const Project* project_;
    Evaluation evaluation_;
};

}  // namespace

Value Project::object(const Evaluation& evaluation) const {
    return Value::map(*evaluation.arena.create<ProjectMap>(*this, evaluation));
}

const ObjectType& project_type() { return project_types().table; }

}  // namespace csr::model
