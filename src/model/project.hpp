#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "model/assignment.hpp"
#include "model/cloudformation/construct_source.hpp"
#include "model/cloudformation/deployment.hpp"
#include "model/document.hpp"
#include "model/production/production_config.hpp"
#include "model/repository_files.hpp"
#include "model/type.hpp"
#include "model/value.hpp"
#include "model/workflow/action_file.hpp"
#include "model/workflow/workflow.hpp"
#include "source/discovery.hpp"
#include "source/file_system.hpp"

namespace csr::model {

class ActionlintSettingsFiles;
class CalledWorkflows;
class LocalActions;
class ScriptChecker;

struct ProjectOptions {
    source::DiscoveryOptions discovery;
    std::uint64_t largest_file = source::largest_file;
    unsigned threads = 0;  ///< 0: as many as the machine has cores
    /// Parameter values by name for every template, as text; and the properties of resource types. See
    /// cloudformation::TemplateOptions.
    cloudformation::ParameterValues parameters;
    bool use_defaults = false;
    /// Take values from the files that lie beside hand-written templates (docs/parameters.md).
    bool parameters_beside = true;
    const ObjectType* (*schema)(std::string_view resource_type) = nullptr;
    const ScriptChecker* script_checker = nullptr;  ///< checks the scripts of workflows; null: nobody does
};

/// What became of one input.
enum class InputStatus : std::uint8_t {
    analysed,
    not_applicable,  ///< read, but nothing that is judged
    syntax_error,    ///< what stands before the error is analysed all the same
    unreadable,
};
[[nodiscard]] std::string_view name_of(InputStatus status);

enum class ProblemKind : std::uint8_t {
    unreadable,  ///< a path that is missing, denied, too large, circular
    syntax_error,
    tolerated,       ///< against the language's rules, but common parsers accept it and nothing is lost
    invalid,         ///< well-formed, but not what its kind has to be
    no_assembly,     ///< a CDK application that has not been synthesized
    stale_assembly,  ///< a CDK application that changed after it was synthesized
    parameters,      ///< no problem: a file of parameter values whose values were used
};

/// Something that keeps a part of the project from being judged, or from being judged with certainty.
struct Problem {
    ProblemKind kind = ProblemKind::unreadable;
    base::Error error;                   ///< with path, line and column
    const Document* document = nullptr;  ///< null when there is none, e.g. for a missing file
    source::Span span = {};              ///< in the document
};

/// One file that was looked at.
struct Input {
    std::string path;
    DocumentKind kind = DocumentKind::other;
    InputStatus status = InputStatus::analysed;
    const Document* document = nullptr;  ///< null when it could not be read

    /// Of the bytes as read; empty when they could not be.
    [[nodiscard]] std::string sha256() const;
};

/// Everything in one repository, seen together.
class Project {
  public:
    /// Reads what lies below `paths`. Always gives a project; what could not be read is in problems(). `files` outlives
    /// it.
    [[nodiscard]] static std::unique_ptr<Project> load(const source::FileSystem& files,
                                                       std::span<const std::string> paths,
                                                       const ProjectOptions& options = {});
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;
    ~Project();

    /// The absolute path of the root that paths are relative to.
    [[nodiscard]] const std::string& root() const { return root_; }
    /// Only files were given, so what lies beside them is not known.
    [[nodiscard]] bool partial() const { return partial_; }
    [[nodiscard]] bool has_cdk() const { return has_cdk_; }

    /// All files that were read, by path.
    [[nodiscard]] const std::vector<std::unique_ptr<Document>>& documents() const { return documents_; }
    [[nodiscard]] const Document* document(std::string_view path) const;
    [[nodiscard]] const std::vector<Input>& inputs() const { return inputs_; }
    [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
    [[nodiscard]] const std::vector<std::unique_ptr<Workflow>>& workflows() const { return workflows_; }
    [[nodiscard]] const std::vector<std::unique_ptr<ActionFile>>& actions() const { return actions_; }
    /// The documents that rules read as they are written: dependabot.yml, .pre-commit-config.yaml, Markdown, shell
    /// scripts, environment files and Terraform files, by path.
    [[nodiscard]] const std::vector<const Document*>& plain_documents() const { return plain_documents_; }
    [[nodiscard]] const std::vector<ProductionConfig>& configs() const { return configs_; }

    /// The templates by what is deployed together: each assembly, then the hand-written ones of each directory.
    [[nodiscard]] const std::vector<std::unique_ptr<cloudformation::Deployment>>& deployments() const {
        return deployments_;
    }

    /// Why the lists may hold less than the repository has: only some files were given, or some could not be read.
    /// Empty when they are complete.
    [[nodiscard]] std::span<const Cause> unseen() const { return unseen_; }
    /// Which files the repository has.
    [[nodiscard]] const RepositoryFiles& repository() const { return *repository_; }
    /// Where the constructs of synthesized resources are made.
    [[nodiscard]] const cloudformation::ConstructSources& construct_sources() const { return *construct_sources_; }

    /// Why `templates` and `resources` may hold less than the repository deploys: unseen(), and applications without a
    /// current assembly. Empty when they are complete.
    [[nodiscard]] std::span<const Cause> incomplete() const { return incomplete_; }

    /// `project` and `self` of a project target. Lists that are incomplete have one unknown item behind the known
    /// ones: exists() is true with a witness and otherwise unknown, all() is false or unknown. See docs/model.md.
    [[nodiscard]] Value object(const Evaluation& evaluation) const;

  private:
    friend class ProjectLoader;
    Project() = default;

    std::string root_;
    bool partial_ = false;
    bool has_cdk_ = false;
    std::vector<std::unique_ptr<Document>> documents_;
    std::vector<Input> inputs_;
    std::vector<Problem> problems_;
    std::vector<std::unique_ptr<Workflow>> workflows_;
    std::unique_ptr<CalledWorkflows> called_workflows_;
    std::unique_ptr<LocalActions> local_actions_;
    std::unique_ptr<ActionlintSettingsFiles> actionlint_settings_;
    std::vector<std::unique_ptr<ActionFile>> actions_;
    std::vector<const Document*> plain_documents_;
    std::vector<ProductionConfig> configs_;
    std::vector<std::unique_ptr<cloudformation::Deployment>> deployments_;
    std::vector<Cause> unseen_;
    std::unique_ptr<const RepositoryFiles> repository_;
    std::unique_ptr<const cloudformation::ConstructSources> construct_sources_;
    std::vector<Cause> incomplete_;
    std::deque<std::string> subjects_;  ///< the texts of the causes
};

/// The type of `project`.
[[nodiscard]] const ObjectType& project_type();

}  // namespace csr::model
