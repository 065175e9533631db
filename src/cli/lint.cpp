#include <algorithm>
#include <fmt/format.h>
#include <istream>
#include <iterator>
#include <memory>
#include <ostream>

#include "base/thread_pool.hpp"
#include "cli/commands.hpp"
#include "cli/message.hpp"
#include "cli/parameter_file.hpp"
#include "model/cloudformation/schema.hpp"
#include "model/project.hpp"
#include "policy/evaluate.hpp"
#include "report/compliance_html.hpp"
#include "report/compliance_json.hpp"
#include "report/compliance_markdown.hpp"
#include "report/compliance_text.hpp"
#include "report/json.hpp"
#include "report/sarif.hpp"
#include "report/text.hpp"

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
    if (!finding || fail_on == policy::FailOn::never) return false;
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

/// Reads the files of --parameters.
bool read_parameters(const Session& session, ParameterValues& values) {
    policy::Mistakes mistakes;
    for (const std::string& path : session.options().parameter_files) {
        base::Result<std::string> bytes = session.invocation().files.read_file(path, source::largest_file);
        if (bytes)
            read_parameter_file(path, std::move(*bytes), values, mistakes);
        else
            mistakes.add(path, bytes.error().message, bytes.error().hint);
    }
    return session.settle(mistakes);
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
        !read_parameters(session, how.parameters))
        return ExitStatus::usage;

    how.discovery.respect_git_ignore = options.respect_git_ignore;
    how.discovery.exclude = session.configuration().excluded;
    how.discovery.exclude_directory = session.configuration_directory();
    how.threads = options.jobs;
    how.use_defaults = options.use_defaults;
    how.schema = model::cloudformation::resource_properties;
    const std::unique_ptr<model::Project> project = model::Project::load(*files, paths, how);
    const policy::RuleSet rules(session.packs(), selection, session.configuration().activities);
    const bool brief = options.format == Format::text && !options.compliance;
    policy::Run run =
        rules.judge(*project, base::ThreadPool(options.jobs), brief ? policy::Detail::brief : policy::Detail::whole);
    run.command_line = session.invocation().arguments;

    if (!session.write(report_of(run, options, session.report_options()))) return ExitStatus::missed;
    if (judged_nothing(*project)) say_nothing_judged(session);
    const policy::FailOn fail_on =
        options.fail_on.value_or(session.configuration().fail_on.value_or(policy::FailOn::error));
    return status_of(run, fail_on, options.fail_on_unknown);
}

}  // namespace csr::cli
