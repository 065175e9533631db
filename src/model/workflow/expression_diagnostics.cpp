#include "model/workflow/expression_diagnostics.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/node_value.hpp"
#include "model/workflow/expression_scope.hpp"
#include "model/workflow/untrusted_input.hpp"

namespace csr::model {

namespace {

using TypeKind = ExpressionType::Kind;

/// What a place takes of a value of this type.
std::uint8_t taken_as(const ExpressionType& type) {
    switch (type.kind) {
        case TypeKind::any:
            return 0xff;
        case TypeKind::null:
            return takes_null;
        case TypeKind::number:
            return takes_number | takes_string;  // a number is written where a text belongs
        case TypeKind::boolean:
            return takes_boolean | takes_string;
        case TypeKind::string:
            return takes_string;
        case TypeKind::array:
            return takes_sequence;
        case TypeKind::object:
            break;
    }
    return takes_mapping;
}

base::Text kinds_of(std::uint8_t takes) {
    struct Named {
        std::uint8_t bit;
        std::string_view en;
        std::string_view ja;
    };
    constexpr Named named[] = {{takes_boolean, "a boolean", "真偽値"},
                               {takes_number, "a number", "数値"},
                               {takes_string, "a text", "文字列"},
                               {takes_sequence, "a list", "リスト"},
                               {takes_mapping, "a mapping", "マッピング"}};
    base::Text text;
    for (const Named& one : named) {
        if ((takes & one.bit) == 0) continue;
        text.en.append(text.en.empty() ? "" : " or ").append(one.en);
        text.ja.append(text.ja.empty() ? "" : "または").append(one.ja);
    }
    return text;
}

/// Checks every expression where it stands.
class DiagnosticsFinder {
  public:
    DiagnosticsFinder(const Workflow& workflow, std::vector<Diagnostic>& found)
        : workflow_(workflow), found_(found), scopes_(workflow) {}

    void run() {
        const std::vector<ExpressionSite>& sites = workflow_.expressions();
        for (std::size_t i = 0; i < sites.size(); ++i) {
            const ExpressionSite& site = sites[i];
            if (site.place == no_place) continue;  // below a key that GitHub does not know
            check_site(site);
            const bool first_of_text = i == 0 || sites[i - 1].scalar != site.scalar;
            if (site.condition && first_of_text) check_condition(site);
        }
    }

  private:
    void report(std::string_view code, const ExpressionSite& site, source::Span span, base::Text message) {
        found_.push_back({code, place_of(site.scalar), span, std::move(message)});
    }

    void check_site(const ExpressionSite& site) {
        for (const ExpressionError& error : site.expression.errors())
            report("expression-syntax", site, site.locate(error.begin, error.end), error.message);
        const CheckedExpression checked = check(site.expression, scopes_.at(site));
        for (const ExpressionIssue& issue : checked.issues)
            report(issue.code, site, site.locate(issue.begin, issue.end), issue.message);
        if (!site.expression.valid()) return;
        if (checked.issues.empty()) check_evaluation(site);
        if (!site.condition) check_value(site, *checked.type);
        if (is_script(site)) check_untrusted(site);
        check_default(site, checked.type);
    }

    /// What GitHub stops with an error whatever the contexts hold.
    void check_evaluation(const ExpressionSite& site) {
        const ExpressionValue value = fold(site.expression);
        if (!value.failed) return;
        report("expression-fails", site, site.span,
               {fmt::format("GitHub stops with an error here: {}", value.text),
                fmt::format("GitHub はここでエラーになります: {}", value.text)});
    }

    void check_value(const ExpressionSite& site, const ExpressionType& type) {
        const bool in_text = site.in_key || !site.whole;
        const std::uint8_t takes = in_text ? std::uint8_t{takes_string} : expression_places()[site.place].takes;
        if ((taken_as(type) & takes) != 0) return;
        const base::Text wanted = kinds_of(takes);
        report("expression-type", site, site.span,
               {fmt::format("{} belongs here, but the value is {}", wanted.en, type.to_string()),
                fmt::format("ここには{}が必要ですが、値は {} です", wanted.ja, type.to_string())});
    }

    /// The default of a reusable workflow's input has the input's type.
    void check_default(const ExpressionSite& site, const ExpressionTypeRef& type) {
        if (site.key != "on.workflow_call.inputs.<input_id>.default") return;
        const ExpressionTypeRef wanted = ExpressionScopes::input_type(site.owner);
        const ExpressionTypeRef given = site.whole ? type : ExpressionType::string();
        const bool fits = wanted->is(TypeKind::any) || wanted->is(TypeKind::string) || given->is(TypeKind::any) ||
                          given->kind == wanted->kind;
        if (fits) return;
        report("expression-type", site, site.span,
               {fmt::format("the input is of type {}, its default of type {}", wanted->to_string(), given->to_string()),
                fmt::format("入力の型は {} ですが、既定値の型は {} です", wanted->to_string(), given->to_string())});
    }

    static bool is_script(const ExpressionSite& site) {
        if (site.step == nullptr || site.in_key) return false;
        if (site.scalar == site.step->run) return true;
        const syntax::NodeRef with = site.step->with;
        return site.step->action() == "actions/github-script" && with && with.is_mapping() &&
               site.scalar == with.find("script");
    }

    void check_untrusted(const ExpressionSite& site) {
        for (const UntrustedRead& read : untrusted_reads(site.expression)) {
            report("untrusted-input-in-script", site, site.locate(read.begin, read.end),
                   {fmt::format("{} is written by people outside and becomes part of the script", read.path),
                    fmt::format("{} は外部の人が書ける値で、そのままスクリプトの一部になります", read.path)});
        }
    }

    void check_condition(const ExpressionSite& site) {
        const source::Span span = site.scalar.span();
        if (!site.whole) {
            report("condition-always-true-text", site, span,
                   {"the condition is always true: the text around ${{ }} makes it a text that is not empty",
                    "${{ }} の外に文字があるため空でない文字列になり、条件は常に真です"});
        } else if (is_constant(site.expression)) {
            const Truth truth = truth_of(fold(site.expression));
            const std::string_view en = truth == Truth::no ? "false" : truth == Truth::yes ? "true" : "the same";
            const std::string_view ja = truth == Truth::no ? "偽" : truth == Truth::yes ? "真" : "同じ";
            report("condition-constant", site, span,
                   {fmt::format("the condition is always {}", en), fmt::format("条件は常に{}です", ja)});
        }
    }

    const Workflow& workflow_;
    std::vector<Diagnostic>& found_;
    ExpressionScopes scopes_;
};

}  // namespace

std::vector<Diagnostic> expression_diagnostics(const Workflow& workflow) {
    std::vector<Diagnostic> found;
    DiagnosticsFinder(workflow, found).run();
    return found;
}

}  // namespace csr::model
