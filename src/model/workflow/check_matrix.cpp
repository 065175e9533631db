#include <algorithm>
#include <fmt/format.h>

#include "model/workflow/check.hpp"
#include "model/workflow/checks.hpp"

namespace csr::model {

namespace {

using syntax::NodeRef;

constexpr std::size_t most_values = 4096;  // of one row that are compared with each other

bool has_any_expression(NodeRef node) {
    if (node.is_scalar()) return has_expression(node.text());
    for (const NodeRef item : node.items()) {
        if (has_any_expression(item)) return true;
    }
    for (const NodeRef::Pair pair : node.pairs()) {
        if (has_any_expression(pair.value) || has_any_expression(pair.key)) return true;
    }
    return false;
}

bool matches(NodeRef filter, NodeRef value);

bool matches_mapping(NodeRef filter, NodeRef value) {
    for (const NodeRef::Pair pair : filter.pairs()) {
        if (!pair.key.is_scalar()) return false;
        const NodeRef member = value.find(pair.key.text());
        if (!member || !matches(pair.value, member)) return false;
    }
    return true;
}

bool matches_sequence(NodeRef filter, NodeRef value) {
    if (filter.size() != value.size()) return false;
    auto other = value.items().begin();
    for (const NodeRef item : filter.items()) {
        if (!matches(item, *other)) return false;
        ++other;
    }
    return true;
}

/// Whether `exclude` takes `value` out: a mapping does so with some of the members.
bool matches(NodeRef filter, NodeRef value) {
    if (filter.is_scalar() && value.is_scalar())
        return filter.text() == value.text() && filter.is_null() == value.is_null();
    if (filter.is_mapping() && value.is_mapping()) return matches_mapping(filter, value);
    if (filter.is_sequence() && value.is_sequence()) return matches_sequence(filter, value);
    return false;
}

bool is_same(NodeRef left, NodeRef right) {
    if (left.is_mapping() != right.is_mapping() || left.size() != right.size()) return false;
    if (left.is_scalar() && right.is_scalar() && left.kind() != right.kind()) return false;
    return matches(left, right);
}

std::string shown(NodeRef node) {
    constexpr std::size_t longest = 60;
    std::string text(node.tree().source().bytes().substr(node.span().begin, node.span().end - node.span().begin));
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (text.size() > longest) return {};
    return text;
}

class MatrixChecker {
  public:
    MatrixChecker(NodeRef matrix, std::vector<Diagnostic>& found) : matrix_(matrix), found_(found) {}

    void run() {
        for (const NodeRef::Pair pair : matrix_.pairs()) {
            if (is_row(pair.key)) check_row(pair.key, pair.value);
        }
        const NodeRef exclude = matrix_.find("exclude");
        if (!exclude || !exclude.is_sequence()) return;
        for (const NodeRef entry : exclude.items()) check_exclude(entry);
    }

  private:
    static bool is_row(NodeRef key) { return key.is_scalar() && key.text() != "include" && key.text() != "exclude"; }

    void check_row(NodeRef key, NodeRef row) {
        if (!row.is_sequence() || row.size() > most_values) return;
        std::vector<NodeRef> seen;
        for (const NodeRef value : row.items()) {
            const bool again =
                std::any_of(seen.begin(), seen.end(), [&](NodeRef other) { return is_same(value, other); });
            if (again && !has_any_expression(value))
                report(found_, "matrix-duplicate", value,
                       {fmt::format("the value stands twice in '{}': GitHub runs the same combination once more",
                                    key.text()),
                        fmt::format("'{}' に同じ値が重複しており、同じ組み合わせが 2 回実行されます", key.text())});
            seen.push_back(value);
        }
    }

    void check_exclude(NodeRef entry) {
        for (const NodeRef::Pair pair : entry.pairs()) {
            if (pair.key.is_scalar()) check_excluded(pair.key, pair.value);
        }
    }

    void check_excluded(NodeRef key, NodeRef filter) {
        const std::string_view name = key.text();
        std::vector<NodeRef> values;
        const NodeRef row = is_row(key) ? matrix_.find(name) : NodeRef();
        if (row && !row.is_sequence()) return;
        if (row) {
            for (const NodeRef value : row.items()) values.push_back(value);
        }
        const NodeRef include = matrix_.find("include");
        if (include && !include.is_sequence()) return;
        if (include) {
            for (const NodeRef entry : include.items()) {
                if (!entry.is_mapping()) return;
                if (const NodeRef value = entry.find(name)) values.push_back(value);
            }
        }
        if (!row && values.empty())
            return report(
                found_, "matrix-exclude-unmatched", key,
                {fmt::format("the matrix has no '{}'", name), fmt::format("マトリックスに '{}' がありません", name)});
        if (has_any_expression(filter)) return;
        const bool matched = std::any_of(values.begin(), values.end(), [&](NodeRef value) {
            return has_any_expression(value) || matches(filter, value);
        });
        if (matched) return;
        const std::string text = shown(filter);
        report(found_, "matrix-exclude-unmatched", filter,
               {fmt::format("no value of '{}' is {}", name, text.empty() ? "like this" : text),
                fmt::format("'{}' に {} と一致する値がありません", name, text.empty() ? "これ" : text)});
    }

    NodeRef matrix_;
    std::vector<Diagnostic>& found_;
};

}  // namespace

void check_matrix(const Workflow& workflow, std::vector<Diagnostic>& found) {
    for (const Job& job : workflow.jobs()) {
        if (!job.strategy || !job.strategy.is_mapping()) continue;
        const NodeRef matrix = job.strategy.find("matrix");
        if (matrix && matrix.is_mapping()) MatrixChecker(matrix, found).run();
    }
}

}  // namespace csr::model
