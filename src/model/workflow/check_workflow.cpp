#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <tuple>

#include "model/workflow/check.hpp"
#include "model/workflow/checks.hpp"
#include "model/workflow/schema_check.hpp"

namespace csr::model {

namespace {

/// Several ways (an alias, two checks) may lead to the same mistake.
void sort_and_unite(std::vector<Diagnostic>& found) {
    const auto key = [](const Diagnostic& one) {
        return std::tie(one.span.begin, one.span.end, one.code, one.message.en);
    };
    std::sort(found.begin(), found.end(),
              [&](const Diagnostic& left, const Diagnostic& right) { return key(left) < key(right); });
    found.erase(std::unique(found.begin(), found.end(),
                            [&](const Diagnostic& left, const Diagnostic& right) { return key(left) == key(right); }),
                found.end());
}

}  // namespace

void check_anchors(const Workflow& workflow, std::vector<Diagnostic>& found) {
    const syntax::Tree& tree = workflow.root().tree();
    if (tree.anchors().empty()) return;
    std::set<std::uint32_t> used;
    for (const syntax::Node& node : tree.nodes()) {
        if (node.kind == syntax::NodeKind::alias) used.insert(node.text_begin);
    }
    for (const syntax::Anchor& anchor : tree.anchors()) {
        if (used.contains(anchor.node)) continue;
        const std::string_view name =
            tree.source().bytes().substr(anchor.span.begin, anchor.span.end - anchor.span.begin);
        report(found, "anchor-unused", {tree, anchor.node}, anchor.span,
               {fmt::format("nothing refers to the anchor '{}'", name),
                fmt::format("アンカー '{}' はどこからも参照されていません", name)});
    }
}

std::vector<Diagnostic> check_workflow(const Workflow& workflow) {
    std::vector<Diagnostic> found;
    const syntax::NodeRef root = workflow.root();
    if (!root) return found;
    check_schema(workflow_schema(), "workflow-root-strict", root, found);
    check_anchors(workflow, found);
    if (root.is_mapping()) {
        check_events(workflow, found);
        check_ids(workflow, found);
        check_needs(workflow, found);
        check_matrix(workflow, found);
        check_runner_labels(workflow, found);
        check_shells(workflow, found);
        check_environment(workflow, found);
    }
    sort_and_unite(found);
    return found;
}

}  // namespace csr::model
