#include "policy/own_rules.hpp"

#include <algorithm>
#include <array>

namespace csr::policy {

namespace {

struct OwnRule {
    std::string_view id;
    std::string_view name;
    Severity severity;
    base::Text title;
    base::Text why;
};

std::array<OwnRule, 5> table() {
    return {{{"CSR0001",
              "exception-expired",
              Severity::error,
              {"Exceptions are removed or renewed before they expire", "例外は期限前に削除または更新する"},
              {"An exception that has expired accepts nothing any more: somebody has to decide again.",
               "期限切れの例外は効力がないため、改めて判断が必要です。"}},
             {"CSR0002",
              "exception-forbidden",
              Severity::error,
              {"Nobody excepts what allows no exceptions", "例外を認めないルールに例外を設けない"},
              {"The pack says that this rule holds without exceptions, so the exception does not count.",
               "このルールには例外を認めないとパックが定めているため、この例外は効力がありません。"}},
             {"CSR0003",
              "exception-invalid",
              Severity::error,
              {"Exceptions name a rule that exists and a reason", "例外には実在するルールと理由を書く"},
              {"An exception that is misspelt or gives no reason would look as if it counted.",
               "誤記や理由のない例外は、効いているように見えて効力がありません。"}},
             {"CSR0004",
              "exception-unused",
              Severity::warning,
              {"Exceptions that are no longer needed are removed", "不要になった例外は削除する"},
              {"An exception that accepts nothing today would silently accept the next mistake.",
               "今は何も認めていない例外が残っていると、次の誤りを黙って認めてしまいます。"}},
             {"CSR0005",
              syntax_rule,
              Severity::error,
              {"Files can be read to their end", "ファイルを最後まで読み取れる"},
              {"What stands behind a mistake in writing is not checked, and what the file is for does not work: "
               "GitHub runs no such workflow, CloudFormation takes no such template.",
               "構文の誤りがあると、その先は検査できません。GitHub はそのワークフローを実行せず、CloudFormation "
               "はそのテンプレートを受け付けません。"}}}};
}

}  // namespace

std::vector<std::unique_ptr<const RuleInfo>> own_rules(const Selection& selection) {
    std::vector<std::unique_ptr<const RuleInfo>> rules;
    for (const OwnRule& own : table()) {
        auto info = std::make_unique<RuleInfo>();
        info->id = own.id;
        info->name = own.name;
        info->pack = "csr-lint";
        info->title = own.title;
        info->why = own.why;
        info->severity = own.severity;
        info->exceptions_forbidden = true;
        if (own.name == syntax_rule) info->equivalents = {{"actionlint", {"syntax-check"}}, {"cfn-lint", {"E0000"}}};
        apply_setting(*info, selection);
        const bool named = std::ranges::any_of(
            selection.rules, [&](const std::string& name) { return name == own.id || name == own.name; });
        if ((!selection.rules.empty() && !named) || info->severity < selection.least) info->enabled = false;
        rules.push_back(std::move(info));
    }
    return rules;
}

bool is_own_rule(std::string_view id_or_name) {
    for (const OwnRule& own : table()) {
        if (own.id == id_or_name || own.name == id_or_name) return true;
    }
    return false;
}

}  // namespace csr::policy
