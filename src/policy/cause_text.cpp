#include "policy/cause_text.hpp"

#include <array>
#include <fmt/format.h>

namespace csr::policy {

namespace {

struct CauseText {
    model::CauseKind kind;
    std::string_view name;
    std::string_view en;  ///< {} is the subject
    std::string_view ja;
};

using enum model::CauseKind;

constexpr std::array cause_texts{
    CauseText{parameter, "parameter", "the parameter {} has no value here: give it with --parameters FILE",
              "パラメータ {} の値がありません: --parameters FILE で指定してください"},
    CauseText{
        parameter_default, "parameter_default",
        "the default of the parameter {} can be overridden: give its value with --parameters FILE, or --use-defaults",
        "パラメータ {} の既定値は上書きできます: --parameters FILE で値を指定するか --use-defaults を付けてください"},
    CauseText{condition, "condition",
              "the condition {} is open: give the parameters it depends on with --parameters FILE",
              "条件 {} が定まりません: 依存するパラメータを --parameters FILE で指定してください"},
    CauseText{stored_parameter, "stored_parameter",
              "the value of the parameter {} stands in the account's parameter store: check the stored value",
              "パラメータ {} の値はアカウントのパラメータストアにあります: 保存された値を確認してください"},
    CauseText{import_value, "import_value", "no stack here exports {}: lint it together with the stack that does",
              "{} をエクスポートするスタックがありません: そのスタックと一緒に検査してください"},
    CauseText{stack_output, "stack_output",
              "the output {} belongs to a stack that is not here: lint it together with that stack",
              "出力 {} のスタックがここにありません: そのスタックと一緒に検査してください"},
    CauseText{dynamic_reference, "dynamic_reference", "{} is resolved only by the deployment: check the stored value",
              "{} はデプロイ時に解決されます: 保存された値を確認してください"},
    CauseText{attribute, "attribute", "{} is known only after the deployment", "{} はデプロイ後に決まります"},
    CauseText{pseudo_parameter, "pseudo_parameter",
              "{} depends on where the stack is deployed: give the stack's environment",
              "{} はデプロイ先によって変わります: スタックの環境を指定してください"},
    CauseText{mapping, "mapping", "the key into the mapping {} is not known", "マッピング {} のキーが定まりません"},
    CauseText{transform, "transform", "{} changes the template when it is deployed: lint the processed template",
              "{} がデプロイ時にテンプレートを書き換えます: 変換後のテンプレートを検査してください"},
    CauseText{unsupported, "unsupported", "{} is not understood", "{} は解釈できません"},
    CauseText{expression, "expression", "the expression {} is known only when the workflow runs",
              "式 {} はワークフローの実行時に決まります"},
    CauseText{invalid, "invalid", "{}", "{}"},
    CauseText{wrong_type, "wrong_type", "{} is not of the type that belongs there: mend it",
              "{} はここに必要な型の値ではありません: 修正してください"},
    CauseText{limit, "limit", "there were more possibilities than are tried: {}", "検査する組み合わせが多すぎます: {}"},
    CauseText{no_assembly, "no_assembly", "the CDK application {} has no assembly: run `cdk synth`",
              "CDK アプリケーション {} のアセンブリがありません: `cdk synth` を実行してください"},
    CauseText{stale_assembly, "stale_assembly", "the assembly of {} is older than its sources: run `cdk synth`",
              "{} のアセンブリがソースより古くなっています: `cdk synth` を実行してください"},
    CauseText{partial, "partial", "only single files were given: lint the whole repository",
              "ファイルが個別に指定されています: リポジトリ全体を検査してください"},
    CauseText{broken_file, "broken_file", "{} could not be read to its end: mend the error reported for it",
              "{} を最後まで読めませんでした: 報告されたエラーを修正してください"},
    CauseText{rejected, "rejected", "GitHub rejects {} as a whole, so nothing in it runs: mend what is reported there",
              "GitHub は {} 全体を受け付けないため、何も実行されません: 報告された誤りを修正してください"},
    CauseText{job_order, "job_order",
              "what happens around the job {} hangs on something that cannot be decided from the files",
              "ジョブ {} の前後で何が起こるかは、ファイルからは判定できないものに依存します"},
    CauseText{called_workflow, "called_workflow",
              "{} calls a workflow outside this repository: look at what that one does",
              "{} はリポジトリの外のワークフローを呼び出します: 呼び出し先の内容を確認してください"},
    CauseText{
        repository_file, "repository_file",
        "whether {} is there is known only when the workflow runs: it may be made then, or come from elsewhere",
        "{} があるかどうかはワークフローの実行時に決まります: 実行中に作られるか、別の場所から来る可能性があります"},
    CauseText{
        no_checkout, "no_checkout",
        "whether {} is there is seen only in a whole git checkout: lint one, without excluding anything",
        "{} があるかどうかは git のチェックアウト全体からしか分かりません: 何も除外せずにその全体を検査してください"},
    CauseText{outside, "outside", "{} lies outside the given files: lint the whole repository",
              "{} は指定されたファイルの外にあります: リポジトリ全体を検査してください"},
};

const CauseText& text_of(model::CauseKind kind) {
    for (const CauseText& text : cause_texts) {
        if (text.kind == kind) return text;
    }
    return cause_texts.front();
}

std::string filled(std::string_view format, std::string_view subject) {
    std::string text(format);
    const std::size_t place = text.find("{}");
    if (place != std::string::npos) text.replace(place, 2, subject);
    return text;
}

}  // namespace

std::string_view name_of(model::CauseKind kind) { return text_of(kind).name; }

base::Text describe(const model::Cause& cause) {
    const CauseText& text = text_of(cause.kind);
    return {filled(text.en, cause.subject), filled(text.ja, cause.subject)};
}

}  // namespace csr::policy
