#include "model/workflow/runner_labels.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/workflow/check.hpp"
#include "model/workflow/checks.hpp"

namespace csr::model {

namespace {

using syntax::NodeRef;

void add_scalars(NodeRef node, std::vector<NodeRef>& found) {
    if (!node || node.is_null()) return;
    if (node.is_scalar() && !has_expression(node.text())) found.push_back(node);
    for (const NodeRef item : node.items()) {
        if (item.is_scalar() && !has_expression(item.text())) found.push_back(item);
    }
}

/// The NAME of a text that is nothing but ${{ matrix.NAME }}; empty for any other.
std::string matrix_name(std::string_view text) {
    const std::vector<EmbeddedExpression> embedded = embedded_expressions(text);
    if (embedded.size() != 1 || !is_whole_expression(text) || !embedded.front().expression.valid()) return {};
    const Expression& expression = embedded.front().expression;
    const ExpressionNode& top = expression.node(expression.root());
    if (top.kind != ExpressionKind::property) return {};
    const ExpressionNode& context = expression.node(top.children.front());
    if (context.kind != ExpressionKind::name || lower_case(context.text) != "matrix") return {};
    return top.text;
}

void add_matrix_values(const Job& job, std::string_view name, std::vector<NodeRef>& found) {
    const NodeRef matrix = job.strategy && job.strategy.is_mapping() ? job.strategy.find("matrix") : NodeRef();
    if (!matrix || !matrix.is_mapping()) return;
    if (const NodeRef row = matrix.find(name); row && row.is_sequence()) {
        for (const NodeRef value : row.items()) add_scalars(value, found);
    }
    const NodeRef include = matrix.find("include");
    if (!include || !include.is_sequence()) return;
    for (const NodeRef entry : include.items()) {
        if (entry.is_mapping()) add_scalars(entry.find(name), found);
    }
}

NodeRef labels_node(const Job& job) {
    if (!job.runs_on) return {};
    return job.runs_on.is_mapping() ? job.runs_on.find("labels") : job.runs_on;
}

/// The hosted image a label names; empty for any other label.
std::string_view image_of(std::string_view label) {
    for (const std::string_view image : {"ubuntu-", "windows-", "macos-"}) {
        if (label.starts_with(image)) return image;
    }
    return {};
}

bool can_stand_together(std::string_view left, std::string_view right) {
    const RunnerSystem one = system_of_label(left);
    const RunnerSystem other = system_of_label(right);
    return one == RunnerSystem::unknown || other == RunnerSystem::unknown || one == other;
}

}  // namespace

RunnerSystem system_of_label(std::string_view label) {
    const std::string lower = lower_case(label);
    if (lower == "linux" || image_of(lower) == "ubuntu-") return RunnerSystem::linux;
    if (lower == "windows" || image_of(lower) == "windows-") return RunnerSystem::windows;
    if (lower == "macos" || image_of(lower) == "macos-") return RunnerSystem::macos;
    return RunnerSystem::unknown;
}

std::vector<NodeRef> runner_labels(const Job& job) {
    std::vector<NodeRef> found;
    const NodeRef labels = labels_node(job);
    if (!labels) return found;
    add_scalars(labels, found);
    if (labels.is_scalar() && !labels.is_null()) {
        if (const std::string name = matrix_name(labels.text()); !name.empty()) add_matrix_values(job, name, found);
    }
    for (const NodeRef item : labels.items()) {
        if (!item.is_scalar()) continue;
        if (const std::string name = matrix_name(item.text()); !name.empty()) add_matrix_values(job, name, found);
    }
    return found;
}

RunnerSystem system_of(const Job& job) {
    RunnerSystem agreed = RunnerSystem::unknown;
    for (const NodeRef label : runner_labels(job)) {
        const RunnerSystem system = system_of_label(label.text());
        if (system == RunnerSystem::unknown) continue;
        if (agreed != RunnerSystem::unknown && agreed != system) return RunnerSystem::unknown;
        agreed = system;
    }
    return agreed;
}

void check_runner_labels(const Workflow& workflow, std::vector<Diagnostic>& found) {
    for (const Job& job : workflow.jobs()) {
        const NodeRef labels = labels_node(job);
        if (!labels || !labels.is_sequence()) continue;
        std::vector<NodeRef> before;
        for (const NodeRef label : labels.items()) {
            if (!label.is_scalar() || has_expression(label.text())) continue;
            const auto other = std::find_if(before.begin(), before.end(), [&](NodeRef earlier) {
                return !can_stand_together(earlier.text(), label.text());
            });
            if (other != before.end())
                report(found, "runner-label-conflict", label,
                       {fmt::format("no runner is both '{}' and '{}'; a matrix runs the job on each", other->text(),
                                    label.text()),
                        fmt::format(
                            "'{}' と '{}' の両方を満たすランナーはありません。それぞれで実行するには matrix を使います",
                            other->text(), label.text())});
            before.push_back(label);
        }
    }
}

}  // namespace csr::model
