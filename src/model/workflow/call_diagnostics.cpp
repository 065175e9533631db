#include <algorithm>
#include <fmt/format.h>

#include "model/node_value.hpp"
#include "model/workflow/expression_diagnostics.hpp"
#include "model/workflow/expression_scope.hpp"
#include "model/workflow/written_text.hpp"

namespace csr::model {

namespace {

/// ./path/to/workflow.yml, $/path/to/workflow.yml, or owner/repo/path/to/workflow.yml@ref.
bool is_call(std::string_view uses) {
    if (uses.starts_with("./") || uses.starts_with("$/")) return uses.find('@') == std::string_view::npos;
    const std::size_t at = uses.find('@');
    if (at == std::string_view::npos || at + 1 == uses.size() || uses.starts_with('/')) return false;
    const std::string_view path = uses.substr(0, at);
    const auto slashes = std::count(path.begin(), path.end(), '/');
    return slashes >= 2 && path.find("//") == std::string_view::npos && !path.ends_with('/');
}

syntax::NodeRef find_in(syntax::NodeRef node, std::string_view key) {
    return node && node.is_mapping() ? node.find(key) : syntax::NodeRef();
}

bool is_required(syntax::NodeRef declared) {
    const syntax::NodeRef required = find_in(declared, "required");
    const bool says_so = required && required.is_scalar() && lower_case(required.text()) == "true";
    const syntax::NodeRef value = find_in(declared, "default");
    return says_so && (!value || value.is_null());
}

/// The type of a value as YAML writes it; nothing when an expression decides it.
ExpressionTypeRef written_type(syntax::NodeRef node) {
    switch (node.kind()) {
        case syntax::NodeKind::null:  // nothing at all is an empty text
            return node.text().empty() ? ExpressionType::string() : ExpressionType::null();
        case syntax::NodeKind::boolean:
            return ExpressionType::boolean();
        case syntax::NodeKind::integer:
        case syntax::NodeKind::floating:
            return ExpressionType::number();
        case syntax::NodeKind::string:
            return is_whole_expression(node.text()) ? nullptr : ExpressionType::string();
        default:
            return nullptr;
    }
}

class CallChecker {
  public:
    CallChecker(const Workflow& workflow, std::vector<Diagnostic>& found)
        : workflow_(workflow), found_(found), scopes_(workflow) {}

    void run() {
        for (const Job& job : workflow_.jobs()) {
            if (!job.uses || !job.uses.is_scalar() || job.uses.text().empty() || has_expression(job.uses.text()))
                continue;
            if (!is_call(job.uses.text())) {
                report(
                    "reusable-workflow-call-format", job.uses,
                    {"a reusable workflow is called as ./path/to/workflow.yml or owner/repo/path/to/workflow.yml@ref",
                     "再利用可能ワークフローは ./path/to/workflow.yml または owner/repo/path/to/workflow.yml@ref "
                     "の形で呼び出します"});
            } else if (const Workflow* called = workflow_.called(job.uses.text())) {
                check_call(job, *called);
            }
        }
    }

  private:
    void report(std::string_view code, syntax::NodeRef node, base::Text message) {
        found_.push_back({code, place_of(node), node.span(), std::move(message)});
    }

    void check_call(const Job& job, const Workflow& called) {
        const Event* event = called.event("workflow_call");
        if (event == nullptr) {
            report(
                "reusable-workflow-call-format", job.uses,
                {fmt::format("{} does not listen to workflow_call, so it cannot be called", called.document().path()),
                 fmt::format("{} は on に workflow_call がないため、呼び出せません", called.document().path())});
            return;
        }
        const syntax::NodeRef inputs = find_in(event->config, "inputs");
        check_missing("reusable-workflow-input-missing", job, inputs, job.with, "input", "入力");
        check_unknown("reusable-workflow-input-unknown", inputs, job.with, "input", "入力");
        check_types(job, inputs);
        const syntax::NodeRef given = find_in(job.node, "secrets");
        if (given && !given.is_mapping()) return;  // inherited, or decided by an expression
        const syntax::NodeRef secrets = find_in(event->config, "secrets");
        check_missing("reusable-workflow-secret-missing", job, secrets, given, "secret", "シークレット");
        check_unknown("reusable-workflow-secret-unknown", secrets, given, "secret", "シークレット");
    }

    void check_missing(std::string_view code, const Job& job, syntax::NodeRef declared, syntax::NodeRef given,
                       std::string_view en, std::string_view ja) {
        if (!declared || (given && !given.is_mapping())) return;
        for (const syntax::NodeRef::Pair pair : declared.pairs()) {
            if (!pair.key.is_scalar() || !is_required(pair.value) || find_ignoring_case(given, pair.key.text()).key)
                continue;
            report(code, job.uses,
                   {fmt::format("{} needs the {} '{}'", job.uses.text(), en, pair.key.text()),
                    fmt::format("{} には{} '{}' が必要です", job.uses.text(), ja, pair.key.text())});
        }
    }

    void check_unknown(std::string_view code, syntax::NodeRef declared, syntax::NodeRef given, std::string_view en,
                       std::string_view ja) {
        if (!given || !given.is_mapping() || (declared && !declared.is_mapping())) return;
        for (const syntax::NodeRef::Pair pair : given.pairs()) {
            if (!pair.key.is_scalar() || has_expression(pair.key.text()) ||
                find_ignoring_case(declared, pair.key.text()).key)
                continue;
            report(code, pair.key,
                   {fmt::format("the called workflow has no {} '{}'", en, pair.key.text()),
                    fmt::format("呼び出し先のワークフローに{} '{}' はありません", ja, pair.key.text())});
        }
    }

    void check_types(const Job& job, syntax::NodeRef inputs) {
        if (!inputs || !job.with || !job.with.is_mapping()) return;
        for (const syntax::NodeRef::Pair pair : job.with.pairs()) {
            const syntax::NodeRef declared =
                pair.key.is_scalar() ? find_ignoring_case(inputs, pair.key.text()).value : syntax::NodeRef();
            if (!declared || !pair.value.is_scalar()) continue;
            const ExpressionTypeRef wanted = ExpressionScopes::input_type(declared);
            const ExpressionTypeRef given = given_type(pair.value);
            if (is_assignable(*wanted, *given)) continue;
            report("reusable-workflow-input-type", pair.value,
                   {fmt::format("the input '{}' is of type {}, the value of type {}", pair.key.text(),
                                wanted->to_string(), given->to_string()),
                    fmt::format("入力 '{}' の型は {} ですが、値の型は {} です", pair.key.text(), wanted->to_string(),
                                given->to_string())});
        }
    }

    ExpressionTypeRef given_type(syntax::NodeRef value) {
        if (ExpressionTypeRef type = written_type(value)) return type;
        const std::vector<ExpressionSite>& sites = workflow_.expressions();  // in the order of the file
        const auto site =
            std::lower_bound(sites.begin(), sites.end(), value.index(),
                             [](const ExpressionSite& one, std::uint32_t index) { return one.scalar.index() < index; });
        if (site != sites.end() && site->scalar == value && site->expression.valid())
            return check(site->expression, scopes_.at(*site)).type;
        return ExpressionType::any();
    }

    const Workflow& workflow_;
    std::vector<Diagnostic>& found_;
    ExpressionScopes scopes_;
};

}  // namespace

std::vector<Diagnostic> call_diagnostics(const Workflow& workflow) {
    std::vector<Diagnostic> found;
    CallChecker(workflow, found).run();
    return found;
}

}  // namespace csr::model
