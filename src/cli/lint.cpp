#include <algorithm>
#include <fmt/format.h>
#include <istream>
#include <iterator>
#include <memory>
#include <ostream>

#include "base/sha256.hpp"
#include "base/stable_sort.hpp"
#include "base/thread_pool.hpp"
#include "cli/commands.hpp"
#include "cli/earlier_files.hpp"
#include "cli/exceptions.hpp"
#include "cli/message.hpp"
#include "cli/parameter_file.hpp"
#include "model/cloudformation/schema.hpp"
#include "model/project.hpp"
#include "policy/evaluate.hpp"
#include "report/compliance_csv.hpp"
#include "report/compliance_html.hpp"
#include "report/compliance_json.hpp"
#include "report/compliance_markdown.hpp"
#include "report/compliance_text.hpp"
#include "report/json.hpp"
#include "report/oscal_component.hpp"
#include "report/oscal_results.hpp"
#include "report/sarif.hpp"
#include "report/text.hpp"
#include "source/discovery.hpp"
#include "source/git_head.hpp"
#include "source/path.hpp"

namespace csr::cli {

namespace {

std::string report_of(const policy::Run& run, const Options& options, const report::Options& how) {
    if (options.compliance) {
        switch (options.format) {
            case Format::json:
                return report::write_compliance_json(run, how);
            case Format::markdown:
                return report::write_compliance_markdown(run, how);
            case Format::html:
                return report::write_compliance_html(run, how);
            case Format::csv:
                return report::write_compliance_csv(run, how);
            case Format::oscal:
                return report::write_oscal_results(run, how);
            case Format::oscal_component:
                return report::write_oscal_component(run, how);
            default:
                return report::write_compliance_text(run, how);
        }
    }
    switch (options.format) {
        case Format::json:
            return report::write_json(run, how);
        case Format::sarif:
            return report::write_sarif(run, how);
        default:
            return report::write_text(run, how);
    }
}

bool counts(const policy::Verdict& verdict, policy::FailOn fail_on, bool unknown_too) {
    const bool finding =
        verdict.outcome == policy::Outcome::fail || (unknown_too && verdict.outcome == policy::Outcome::unknown);
    if (!finding || verdict.known || fail_on == policy::FailOn::never) return false;
    return static_cast<int>(verdict.rule->severity) >= static_cast<int>(fail_on);
}

ExitStatus status_of(const policy::Run& run, policy::FailOn fail_on, bool unknown_too) {
    if (std::ranges::any_of(run.problems, &policy::Problem::fatal)) return ExitStatus::missed;
    const bool failed = std::ranges::any_of(
        run.verdicts, [&](const policy::Verdict& verdict) { return counts(verdict, fail_on, unknown_too); });
    return failed ? ExitStatus::findings : ExitStatus::clean;
}

bool judged_nothing(const model::Project& project) {
    const bool templates = std::ranges::any_of(project.deployments(),
                                               [](const auto& deployment) { return !deployment->templates().empty(); });
    return !templates && project.workflows().empty() && project.configs().empty();
}

void say_nothing_judged(const Session& session) {
    const base::Text text{
        "note: nothing to judge here: no CloudFormation template, workflow or production configuration was found\n",
        "注意: 検査対象がありません: CloudFormation "
        "テンプレート、ワークフロー、本番設定のいずれも見つかりませんでした\n"};
    session.invocation().err << text.in(session.language());
}

/// The files of --parameters or, without any, those that the configuration names.
std::vector<std::string> parameter_files(const Session& session) {
    if (!session.options().parameter_files.empty()) return session.options().parameter_files;
    std::vector<std::string> files;
    for (const std::string& file : session.configuration().parameter_files)
        files.push_back(source::join_path(session.configuration_directory(), file));
    return files;
}

/// Takes what the command line and the configuration say about the templates' parameters.
bool read_parameters(const Session& session, model::ProjectOptions& how) {
    policy::Mistakes mistakes;
    how.parameters = session.configuration().template_parameters;
    const std::vector<std::string> files = parameter_files(session);
    for (const std::string& path : files) {
        base::Result<std::string> bytes = session.invocation().files.read_file(path, source::largest_file);
        if (bytes)
            read_parameter_file(path, std::move(*bytes), how.parameters, mistakes);
        else
            mistakes.add(path, bytes.error().message, bytes.error().hint);
    }
    how.use_defaults = session.options().use_defaults || session.configuration().use_defaults;
    how.parameters_beside = session.configuration().parameters_beside && files.empty();
    return session.settle(mistakes);
}

/// Reads what --baseline and --compare name.
bool use_earlier(const Session& session, policy::Run& run, report::Options& how) {
    policy::Mistakes mistakes;
    const auto read = [&](const std::string& path, std::string kind) {
        base::Result<std::string> bytes = session.invocation().files.read_file(path, source::largest_file);
        if (bytes)
            run.settings.push_back(
                {path, base::sha256_hex(*bytes), std::move(kind), policy::InputStatus::ok, bytes->size()});
        else
            mistakes.add(path, bytes.error().message, bytes.error().hint);
        return bytes ? *bytes : std::string();
    };
    if (session.options().baseline) {
        const std::string& path = *session.options().baseline;
        const std::string bytes = read(path, "baseline");
        if (mistakes.empty()) report::mark_known(run, read_baseline(path, bytes, mistakes));
    }
    if (session.options().compare && mistakes.empty()) {
        const std::string& path = *session.options().compare;
        const std::string bytes = read(path, "report");
        if (mistakes.empty()) how.earlier = read_earlier_report(path, bytes, mistakes);
    }
    return session.settle(mistakes);
}

/// Lists the files that steer the run, beside those of use_earlier.
void add_settings(const Session& session, const ExceptionSettings& exceptions, policy::Run& run) {
    const auto add = [&](const source::Source& source, std::string kind) {
        run.settings.push_back({source.path(), base::sha256_hex(source.bytes()), std::move(kind),
                                policy::InputStatus::ok, source.bytes().size()});
    };
    if (session.configuration().source) add(*session.configuration().source, "configuration");
    if (exceptions.entries.source) add(*exceptions.entries.source, "exceptions");
    for (const std::string& path : parameter_files(session)) {
        const base::Result<std::string> bytes = session.invocation().files.read_file(path, source::largest_file);
        if (bytes)
            run.settings.push_back(
                {path, base::sha256_hex(*bytes), "parameters", policy::InputStatus::ok, bytes->size()});
    }
    base::stable_sort(run.settings, &policy::Input::path);
}

/// Says when and of which commit the report is: an auditor needs both.
void date(const Session& session, const model::Project& project, report::Options& how) {
    how.time = session.now();
    const source::FileSystem& files = session.invocation().files;
    const std::string root = source::nearest_with(files, project.root(), ".git");
    if (root.empty()) return;
    const source::GitHead head = source::read_git_head(files, root);
    how.revision = head.commit;
    how.branch = head.branch;
}

bool save_baseline(const Session& session, const policy::Run& run) {
    if (!session.options().write_baseline) return true;
    const std::optional<base::Error> error =
        session.invocation().writer.write(*session.options().write_baseline, report::write_baseline(run));
    if (error) session.invocation().err << format_error(*error, session.language());
    return !error;
}

}  // namespace

ExitStatus lint(Session& session) {
    const Options& options = session.options();
    std::vector<std::string> paths = options.operands;
    const source::FileSystem* files = &session.invocation().files;
    std::unique_ptr<source::OverlayFileSystem> overlay;
    if (options.stdin_name) {
        paths = {*options.stdin_name};
        std::string bytes{std::istreambuf_iterator<char>(session.invocation().in), std::istreambuf_iterator<char>()};
        overlay = std::make_unique<source::OverlayFileSystem>(*files, *options.stdin_name, std::move(bytes));
        files = overlay.get();
    }
    policy::Selection selection;
    model::ProjectOptions how;
    if (!session.load_packs() || !session.load_configuration(paths) || !session.select(selection) ||
        !read_parameters(session, how))
        return ExitStatus::usage;

    how.discovery.respect_git_ignore = options.respect_git_ignore;
    how.discovery.exclude = session.configuration().excluded;
    how.discovery.exclude_directory = session.configuration_directory();
    how.threads = options.jobs;
    how.schema = model::cloudformation::resource_properties;
    if (options.check_scripts || session.configuration().check_scripts)
        how.script_checker = session.invocation().scripts;
    const std::unique_ptr<model::Project> project = model::Project::load(*files, paths, how);
    const policy::RuleSet rules(session.packs(), selection, session.configuration().activities);
    const policy::Detail detail{options.format != Format::text || options.compliance,
                                options.all_verdicts || options.compliance};
    const base::ThreadPool threads(options.jobs);
    policy::Run run = rules.judge(*project, threads, detail);
    if (options.compliance) run.conflicts = policy::settled_conflicts(session.packs(), selection);
    run.command_line = session.invocation().arguments;
    const std::unique_ptr<ExceptionSettings> exceptions = load_exceptions(session, paths, project->root());
    if (exceptions == nullptr) return ExitStatus::usage;
    policy::apply_exceptions(run, exceptions->policy, policy::collect_exceptions(*project, run, threads), selection);

    report::Options style = session.report_options();
    if (!use_earlier(session, run, style)) return ExitStatus::usage;
    if (options.compliance) add_settings(session, *exceptions, run);
    if (options.compliance) date(session, *project, style);
    if (!session.write(report_of(run, options, style)) || !save_baseline(session, run)) return ExitStatus::missed;
    if (judged_nothing(*project)) say_nothing_judged(session);
    const policy::FailOn fail_on =
        options.fail_on.value_or(session.configuration().fail_on.value_or(policy::FailOn::error));
    return status_of(run, fail_on, options.fail_on_unknown);
}

}  // namespace csr::cli
