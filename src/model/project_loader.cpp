#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/stable_sort.hpp"
#include "base/thread_pool.hpp"
#include "model/cdk_application.hpp"
#include "model/cloudformation/nested_paths.hpp"
#include "model/node_value.hpp"
#include "model/parameter_files.hpp"
#include "model/project.hpp"
#include "model/workflow/actionlint_settings.hpp"
#include "model/workflow/called_workflows.hpp"
#include "model/workflow/check_actions.hpp"
#include "model/workflow/checks.hpp"
#include "model/workflow/local_actions.hpp"
#include "model/workflow/script_check.hpp"
#include "source/git_index.hpp"
#include "source/path.hpp"

namespace csr::model {

namespace {

/// A file that was opened, or why it could not be.
struct Opened {
    std::unique_ptr<Document> document;
    base::Error error;
};

/// The files of an assembly that are only read when something asks for them.
bool is_assembly_data(std::string_view path, const std::set<std::string_view>& assembly_directories) {
    const std::string_view name = source::file_name(path);
    const bool known = name == "tree.json" || name == "validation-report.json" || name.ends_with(".metadata.json") ||
                       name.ends_with(".assets.json");
    return known && assembly_directories.contains(source::parent_path(path));
}

/// Directories that count as one.
class DirectoryGroups {
  public:
    explicit DirectoryGroups(const std::vector<std::string_view>& paths) {
        for (const std::string_view path : paths)
            leaders_.try_emplace(source::parent_path(path), source::parent_path(path));
    }
    [[nodiscard]] bool single() const { return leaders_.size() < 2; }
    [[nodiscard]] std::string_view leader(std::string_view directory) const { return leaders_.at(directory); }
    void join(std::string_view a, std::string_view b) {
        const std::string_view first = std::min(leader(a), leader(b));
        const std::string_view second = std::max(leader(a), leader(b));
        for (auto& [directory, leader] : leaders_) {
            if (leader == second) leader = first;
        }
    }

  private:
    std::map<std::string_view, std::string_view> leaders_;
};

base::Error syntax_problem(const Document& document, const syntax::SyntaxError& error) {
    const source::Position position = document.source().lines().position(error.span.begin);
    return {error.message, error.hint, document.path(), position.line, position.code_point_column};
}

}  // namespace

/// Builds a project step by step.
class ProjectLoader {
  public:
    ProjectLoader(const source::FileSystem& files, const ProjectOptions& options, Project& made)
        : files_(files), options_(options), made_(made), pool_(options.threads) {}

    void run(std::span<const std::string> paths) {
        found_ = source::discover(files_, paths, options_.discovery);
        made_.root_ = found_.root;
        made_.construct_sources_ = std::make_unique<cloudformation::ConstructSources>(files_, made_.root_);
        made_.repository_ = std::make_unique<RepositoryFiles>(files_, made_.root_, found_.whole_repository);
        made_.partial_ = !found_.whole;
        if (made_.partial_) made_.unseen_.push_back({CauseKind::partial, {}, {}, nullptr, false});
        for (base::Error& error : found_.problems) unreadable(std::move(error));
        if (made_.partial_ && options_.parameters_beside) look_beside();
        read_files();
        for (const std::unique_ptr<Document>& document : made_.documents_) sort_in(*document);
        read_workflows();
        introduce_workflows();
        check_used_actions();
        read_actionlint_settings();
        check_workflow_scripts();
        load_templates();
        made_.has_cdk_ = !manifests_.empty();
        made_.incomplete_ = made_.unseen_;
        for (const std::string& directory : found_.cdk_directories) check_application(directory);
    }

  private:
    std::string_view subject(std::string text) { return made_.subjects_.emplace_back(std::move(text)); }

    void unreadable(base::Error error) {
        made_.unseen_.push_back({CauseKind::broken_file, subject(error.path), {}, nullptr, false});
        made_.problems_.push_back({ProblemKind::unreadable, std::move(error), nullptr, {}});
    }

    /// Adds the files of parameter values beside the files that were named, so that a template gets the same verdict
    /// alone.
    void look_beside() {
        std::set<std::string> known;
        std::set<std::string> directories;
        for (const source::FoundFile& file : found_.files) known.insert(file.path);
        const std::size_t named = found_.files.size();
        for (std::size_t i = 0; i < named; ++i) {
            const std::string directory(source::parent_path(found_.files[i].path));
            const std::string location(source::parent_path(found_.files[i].location));
            if (directories.insert(location).second) look_into(directory, location, known, true);
        }
        base::stable_sort(found_.files, &source::FoundFile::path);
    }

    void look_into(const std::string& directory, const std::string& location, std::set<std::string>& known,
                   bool deeper) {
        const auto entries = files_.list(location);
        if (!entries) return;
        for (const source::DirectoryEntry& entry : *entries) {
            const std::string path = source::join_path(directory, entry.name);
            const std::string place = source::join_path(location, entry.name);
            if (entry.kind == source::FileKind::directory && deeper && is_parameter_directory(path))
                look_into(path, place, known, false);
            if (entry.kind == source::FileKind::file && may_hold_parameters(path) && known.insert(path).second)
                found_.files.push_back({path, place, false, false});
        }
    }

    void read_files() {
        std::set<std::string_view> assembly_directories;
        for (const source::FoundFile& file : found_.files) {
            if (source::file_name(file.path) == "manifest.json")
                assembly_directories.insert(source::parent_path(file.path));
        }
        std::erase_if(found_.files, [](const source::FoundFile& file) {
            return !file.explicit_ && hint_of(file.path) == PathHint::irrelevant;
        });
        std::vector<Opened> opened(found_.files.size());
        pool_.for_each_index(found_.files.size(), [&](std::size_t i) {
            const source::FoundFile& file = found_.files[i];
            base::Result<std::string> bytes = files_.read_file(file.location, options_.largest_file);
            if (!bytes) {
                opened[i].error = std::move(bytes.error());
            } else if (!file.explicit_ && is_assembly_data(file.path, assembly_directories)) {
                opened[i].document = Document::assembly_data(file.path, std::move(*bytes));
            } else {
                opened[i].document = std::make_unique<Document>(file.path, std::move(*bytes), file.explicit_);
            }
        });
        for (std::size_t i = 0; i < opened.size(); ++i) take(found_.files[i], opened[i]);
    }

    void take(const source::FoundFile& file, Opened& opened) {
        if (!opened.document) {
            opened.error.path = file.path;
            unreadable(std::move(opened.error));
            made_.inputs_.push_back({file.path, DocumentKind::other, InputStatus::unreadable, nullptr});
            return;
        }
        const Document& document = *opened.document;
        Input input{file.path, document.kind(), InputStatus::analysed, &document};
        if (document.kind() == DocumentKind::other) input.status = InputStatus::not_applicable;
        if (!report_syntax(file, document)) input.status = InputStatus::syntax_error;
        made_.inputs_.push_back(std::move(input));
        made_.documents_.push_back(std::move(opened.document));
    }

    /// Reports what keeps a file that matters from being read whole; true when nothing does.
    bool report_syntax(const source::FoundFile& file, const Document& document) {
        if (document.parsed_late()) return true;
        const bool matters = document.kind() != DocumentKind::other || file.explicit_ ||
                             seems_to_matter(document.path(), document.source().bytes());
        if (!matters) return true;
        if (document.binary()) {
            base::Error error{{"is not text in UTF-8", "UTF-8 のテキストではありません"},
                              {"save it as UTF-8", "UTF-8 で保存してください"},
                              document.path()};
            broken({ProblemKind::syntax_error, std::move(error), &document, {}});
            return false;
        }
        if (document.tree() == nullptr || document.tree()->errors().empty()) return true;
        bool whole = true;
        for (const syntax::SyntaxError& error : document.tree()->errors()) {
            const ProblemKind kind = error.tolerated ? ProblemKind::tolerated : ProblemKind::syntax_error;
            made_.problems_.push_back({kind, syntax_problem(document, error), &document, error.span});
            whole = whole && error.tolerated;
        }
        if (!whole)
            made_.unseen_.push_back(
                {CauseKind::broken_file, document.path(), place_of(document.root()), nullptr, false});
        return whole;
    }

    void check_used_actions() {
        made_.local_actions_ = std::make_unique<LocalActions>(files_, made_.root_, !made_.partial_);
        LocalActions& local = *made_.local_actions_;
        for (const std::unique_ptr<Workflow>& workflow : made_.workflows_) {
            std::vector<Diagnostic> found;
            check_actions(*workflow, local, found);
            add_diagnostics(*workflow, std::move(found));
            const std::string* path = &workflow->document().path();
            workflow->set_local_actions([&local, path](std::string_view uses) {
                const LocalActions::Found* action = local.known(*path, uses);
                return action == nullptr ? syntax::NodeRef() : action->metadata->root();
            });
        }
    }

    void read_actionlint_settings() {
        made_.actionlint_settings_ = std::make_unique<ActionlintSettingsFiles>(files_, made_.root_);
        for (const std::unique_ptr<Workflow>& workflow : made_.workflows_)
            workflow->set_actionlint_settings(made_.actionlint_settings_->find(workflow->document().path()));
    }

    void check_workflow_scripts() {
        if (options_.script_checker == nullptr) return;
        std::vector<ScriptDiagnostics> results(made_.workflows_.size());
        pool_.for_each_index(results.size(), [&](std::size_t i) {
            results[i] = check_scripts(*made_.workflows_[i], *options_.script_checker);
        });
        for (std::size_t i = 0; i < results.size(); ++i) {
            std::vector<std::string_view> names;
            if (results[i].shellcheck) names.emplace_back("shellcheck");
            if (results[i].pyflakes) names.emplace_back("pyflakes");
            made_.workflows_[i]->set_script_checks(std::move(names));
            add_diagnostics(*made_.workflows_[i], std::move(results[i].found));
        }
    }

    void broken(Problem problem) {
        made_.unseen_.push_back({CauseKind::broken_file, problem.document->path(), {}, nullptr, false});
        made_.problems_.push_back(std::move(problem));
    }

    void sort_in(const Document& document) {
        switch (document.kind()) {
            case DocumentKind::workflow:
                workflows_.push_back(&document);
                break;
            case DocumentKind::action:
                made_.actions_.push_back(std::make_unique<ActionFile>(document));
                break;
            case DocumentKind::dependabot:
            case DocumentKind::pre_commit:
            case DocumentKind::markdown:
            case DocumentKind::script:
            case DocumentKind::environment_file:
            case DocumentKind::terraform:
                made_.plain_documents_.push_back(&document);
                break;
            case DocumentKind::production_config:
                made_.configs_.emplace_back(document);
                break;
            case DocumentKind::assembly_manifest:
                manifests_.push_back(&document);
                break;
            case DocumentKind::cloudformation_template:
                templates_.push_back({&document, {}, 0});
                break;
            default:
                break;
        }
    }

    void read_workflows() {
        made_.workflows_.resize(workflows_.size());
        pool_.for_each_index(workflows_.size(),
                             [&](std::size_t i) { made_.workflows_[i] = std::make_unique<Workflow>(*workflows_[i]); });
    }

    /// Workflows call each other by path.
    void introduce_workflows() {
        made_.called_workflows_ = std::make_unique<CalledWorkflows>(files_, made_.root_);
        for (const std::unique_ptr<Workflow>& workflow : made_.workflows_) made_.called_workflows_->add(*workflow);
        made_.called_workflows_->read_missing();
    }

    /// A template and what it is deployed with: the number of its group.
    struct Planned {
        const Document* document = nullptr;
        cloudformation::TemplateOptions options;
        std::size_t group = 0;
        bool left_over = false;  ///< lies in an assembly that does not mention it
    };

    void load_templates() {
        read_assemblies();
        group_the_rest();
        std::erase_if(templates_, [](const Planned& planned) { return planned.left_over; });
        std::vector<std::unique_ptr<cloudformation::Template>> loaded(templates_.size());
        pool_.for_each_index(templates_.size(), [&](std::size_t i) {
            loaded[i] = cloudformation::Template::load(*templates_[i].document->tree(), templates_[i].options);
        });
        std::vector<std::vector<std::unique_ptr<cloudformation::Template>>> groups(group_count_);
        for (std::size_t i = 0; i < loaded.size(); ++i) groups[templates_[i].group].push_back(std::move(loaded[i]));
        assemblies_.resize(group_count_);
        std::uint32_t variable = 0;
        for (std::size_t i = 0; i < group_count_; ++i) {
            if (groups[i].empty() && !assemblies_[i]) continue;
            made_.deployments_.push_back(std::make_unique<cloudformation::Deployment>(
                std::move(groups[i]), std::move(assemblies_[i]), variable));
            variable = made_.deployments_.back()->next_variable();
        }
    }

    [[nodiscard]] cloudformation::TemplateOptions with_user_options(cloudformation::TemplateOptions options) const {
        for (const auto& [name, value] : options_.parameters) options.parameters.insert_or_assign(name, value);
        options.use_defaults = options_.use_defaults;
        options.schema = options_.schema;
        return options;
    }

    void read_assemblies() {
        for (const Document* manifest : manifests_) {
            const std::string_view directory = source::parent_path(manifest->path());
            if (is_nested(directory)) continue;
            const Project& project = made_;
            assemblies_.push_back(cloudformation::Assembly::read(*manifest->tree(), [&project](std::string_view path) {
                const Document* document = project.document(path);
                return document == nullptr ? nullptr : document->tree();
            }));
            plan_stacks(*assemblies_.back(), directory);
        }
        group_count_ = assemblies_.size();
    }

    /// Whether another manifest's assembly holds this one: nested assemblies are read with the outer one.
    [[nodiscard]] bool is_nested(std::string_view directory) const {
        return std::any_of(manifests_.begin(), manifests_.end(), [&](const Document* other) {
            const std::string_view outer = source::parent_path(other->path());
            return outer != directory && (outer.empty() || source::is_within(directory, outer));
        });
    }

    void plan_stacks(const cloudformation::Assembly& assembly, std::string_view directory) {
        for (Planned& planned : templates_) {
            const std::string& path = planned.document->path();
            if (!directory.empty() && !source::is_within(path, directory)) continue;
            const cloudformation::Stack* stack = assembly.stack_of_template(path);
            planned.group = assemblies_.size() - 1;
            if (stack != nullptr) {
                planned.options = with_user_options(cloudformation::Assembly::template_options(*stack));
            } else if (path.ends_with(".nested.template.json")) {
                planned.options = with_user_options({});
                planned.options.assembly = true;
            } else {
                planned.left_over = true;
                mark_not_applicable(*planned.document);
            }
            grouped_.insert(planned.document);
        }
    }

    void mark_not_applicable(const Document& document) {
        for (Input& input : made_.inputs_) {
            if (input.document == &document && input.status == InputStatus::analysed)
                input.status = InputStatus::not_applicable;
        }
    }

    /// Hand-written templates are deployed with those of the same directory, and of the directories whose templates
    /// they nest.
    void group_the_rest() {
        std::vector<std::string_view> paths;
        std::vector<const Document*> written;
        for (const Planned& planned : templates_) {
            if (grouped_.contains(planned.document)) continue;
            paths.push_back(planned.document->path());
            written.push_back(planned.document);
        }
        const DirectoryGroups directories = linked_directories(paths);
        find_parameters();
        std::map<std::string_view, std::size_t> by_directory;
        for (Planned& planned : templates_) {
            if (grouped_.contains(planned.document)) continue;
            const std::string_view directory = directories.leader(source::parent_path(planned.document->path()));
            const auto [place, is_new] = by_directory.try_emplace(directory, group_count_);
            if (is_new) ++group_count_;
            planned.group = place->second;
            planned.options = with_user_options({});
            planned.options.parameter_sets = parameter_sets(*planned.document, written, parameters_);
        }
        report_parameters();
    }

    void find_parameters() {
        if (!options_.parameters_beside) return;
        std::vector<const Document*> documents;
        for (const std::unique_ptr<Document>& document : made_.documents_) documents.push_back(document.get());
        parameters_ = find_parameter_documents(documents);
    }

    /// Says which files gave values.
    void report_parameters() {
        for (const ParameterDocument& file : parameters_) {
            if (file.uses == 0) continue;
            base::Error error{{"its values are those of the parameters of templates beside it",
                               "この値を、同じ場所にあるテンプレートのパラメータに使いました"},
                              {},
                              file.document->path()};
            made_.problems_.push_back({ProblemKind::parameters, std::move(error), file.document, {}});
            for (Input& input : made_.inputs_) {
                if (input.document == file.document) input.status = InputStatus::analysed;
            }
        }
    }

    [[nodiscard]] DirectoryGroups linked_directories(const std::vector<std::string_view>& paths) const {
        DirectoryGroups directories(paths);
        if (directories.single()) return directories;
        for (const Planned& planned : templates_) {
            if (grouped_.contains(planned.document)) continue;
            const std::string& path = planned.document->path();
            for (const std::string& nested : cloudformation::nested_template_paths(*planned.document->tree())) {
                if (std::ranges::find(paths, nested) != paths.end())
                    directories.join(source::parent_path(path), source::parent_path(nested));
            }
        }
        return directories;
    }

    void check_application(const std::string& directory) {
        made_.has_cdk_ = true;
        const Document* config = made_.document(shown(source::join_path(directory, "cdk.json")));
        const std::string output = source::absolute_path(assembly_directory(config), directory);
        bool found = false;
        for (const Document* manifest : manifests_) {
            const std::string location = source::absolute_path(manifest->path(), made_.root_);
            if (!source::is_within(location, directory) && source::parent_path(location) != output) continue;
            found = true;
            check_age(directory, config, *manifest, location);
        }
        if (found) return;
        base::Error error{
            {"the CDK application has no assembly, so what it deploys is not known",
             "CDK アプリケーションのアセンブリがないため、デプロイ内容を判定できません"},
            {"run `cdk synth`, then csr-lint again", "`cdk synth` を実行してから、csr-lint を再実行してください"},
            shown(source::join_path(directory, "cdk.json"))};
        undecided(ProblemKind::no_assembly, CauseKind::no_assembly, directory, config, std::move(error));
    }

    void check_age(const std::string& directory, const Document* config, const Document& manifest,
                   const std::string& location) {
        const auto status = files_.status(location);
        const std::optional<NewestSource> newest = newest_source(files_, directory);
        if (!status || !newest || newest->modified <= status->modified || is_tracked(location)) return;
        const std::string source = shown(newest->location);
        base::Error error{
            {fmt::format("the assembly is older than the application's source {}", source),
             fmt::format("アセンブリがアプリケーションのソース {} より古くなっています", source)},
            {"run `cdk synth`, then csr-lint again", "`cdk synth` を実行してから、csr-lint を再実行してください"},
            manifest.path()};
        undecided(ProblemKind::stale_assembly, CauseKind::stale_assembly, directory, config, std::move(error));
    }

    bool is_tracked(const std::string& location) {
        if (!found_.is_repository || !source::is_within(location, made_.root_)) return false;
        const auto index = source::GitIndex::read(files_, made_.root_);
        return index && index->is_tracked(source::relative_path(location, made_.root_));
    }

    void undecided(ProblemKind kind, CauseKind cause, const std::string& directory, const Document* config,
                   base::Error error) {
        const Place place = config == nullptr ? Place() : place_of(config->root());
        made_.incomplete_.push_back({cause, subject(shown(directory)), place, nullptr, false});
        made_.problems_.push_back({kind, std::move(error), config, {}});
    }

    [[nodiscard]] std::string shown(const std::string& location) const {
        return source::is_within(location, made_.root_) ? std::string(source::relative_path(location, made_.root_))
                                                        : location;
    }

    const source::FileSystem& files_;
    const ProjectOptions& options_;
    Project& made_;
    base::ThreadPool pool_;
    source::Discovered found_;
    std::vector<const Document*> workflows_;
    std::vector<const Document*> manifests_;
    std::vector<Planned> templates_;
    std::set<const Document*> grouped_;
    std::vector<ParameterDocument> parameters_;
    std::vector<std::unique_ptr<cloudformation::Assembly>> assemblies_;  ///< by group
    std::size_t group_count_ = 0;
};

std::unique_ptr<Project> Project::load(const source::FileSystem& files, std::span<const std::string> paths,
                                       const ProjectOptions& options) {
    std::unique_ptr<Project> made(new Project());
    ProjectLoader(files, options, *made).run(paths);
    return made;
}

}  // namespace csr::model
