#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "model/workflow/check.hpp"
#include "model/workflow/checks.hpp"
#include "model/workflow/runner_labels.hpp"

namespace csr::model {

namespace {

using syntax::NodeRef;

constexpr std::array<std::string_view, 6> all_shells = {"bash", "pwsh", "python", "sh", "cmd", "powershell"};

bool runs_on(std::string_view shell, RunnerSystem system) {
    if (shell == "cmd" || shell == "powershell")
        return system == RunnerSystem::windows || system == RunnerSystem::unknown;
    return shell != "sh" || system != RunnerSystem::windows;
}

/// `run: {shell: ...}` of a `defaults`.
NodeRef default_shell(NodeRef defaults) {
    if (!defaults || !defaults.is_mapping()) return {};
    const NodeRef run = defaults.find("run");
    return run && run.is_mapping() ? run.find("shell") : NodeRef();
}

void check_shell(NodeRef shell, RunnerSystem system, std::vector<Diagnostic>& found) {
    if (!shell || !shell.is_scalar() || shell.text().empty()) return;
    // A command of one's own has the script's place in it.
    if (has_expression(shell.text()) || shell.text().find("{0}") != std::string_view::npos) return;
    const std::string name = lower_case(shell.text());
    if (std::find(all_shells.begin(), all_shells.end(), name) == all_shells.end()) {
        const base::Text hint = meant(name, all_shells);
        return report(
            found, "shell-unknown", shell,
            {fmt::format("there is no shell '{}'{}; a command of your own needs {{0}} where the script goes",
                         shell.text(), hint.en),
             fmt::format(
                 "'{}' というシェルはありません{}。独自のコマンドを使う場合はスクリプトの位置に {{0}} が必要です",
                 shell.text(), hint.ja)});
    }
    if (runs_on(name, system)) return;
    const base::Text where = system == RunnerSystem::windows ? base::Text{"Windows", "Windows"}
                             : system == RunnerSystem::macos ? base::Text{"macOS", "macOS"}
                                                             : base::Text{"Linux", "Linux"};
    report(found, "shell-unknown", shell,
           {fmt::format("there is no '{}' on {}", shell.text(), where.en),
            fmt::format("{} に '{}' はありません", where.ja, shell.text())});
}

}  // namespace

void check_shells(const Workflow& workflow, std::vector<Diagnostic>& found) {
    check_shell(default_shell(workflow.get("defaults")), RunnerSystem::unknown, found);
    for (const Job& job : workflow.jobs()) {
        const RunnerSystem system = system_of(job);
        if (job.node.is_mapping()) check_shell(default_shell(job.node.find("defaults")), system, found);
        for (const Step& step : job.steps) check_shell(step.shell, system, found);
    }
}

}  // namespace csr::model
