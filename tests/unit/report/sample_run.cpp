#include "unit/report/sample_run.hpp"

#include <utility>
#include <vector>

namespace csr::report::test {

namespace {

using policy::CheckKind;
using policy::Outcome;
using policy::Severity;

constexpr std::string_view stack_source =
    "import * as logs from 'aws-cdk-lib/aws-logs';\n"
    "\n"
    "export class ApiStack extends Stack {\n"
    "\tconstructor(scope: Construct, id: string) {\n"
    "\t\tnew logs.LogGroup(this, 'ApiLogs', { retention: RetentionDays.THREE_MONTHS });\n"
    "\t\tnew s3.Bucket(this, 'Assets', {\n"
    "\t\t\tblockPublicAccess: undefined,\n"
    "\t\t});\n"
    "\t}\n"
    "}\n";

constexpr std::string_view template_source =
    "{\n"
    "  \"Resources\": {\n"
    "    \"ApiLogs\": {\"Type\": \"AWS::Logs::LogGroup\", \"Properties\": {\"RetentionInDays\": 90}},\n"
    "    \"Cluster\": {\"Type\": \"AWS::RDS::DBCluster\", \"Properties\": {\"StorageEncrypted\": {\"Ref\": "
    "\"Encrypt\"}}}\n"
    "  }\n"
    "}\n";

constexpr std::string_view workflow_source =
    "name: 本番デプロイ\n"
    "on: push\n"
    "jobs:\n"
    "  deploy:\n"
    "    name: デプロイ（本番）\n"
    "    runs-on: ubuntu-latest\n"
    "    steps:\n"
    "      - name: 「本番」へ配備 🚀 する\n"
    "        run: npx cdk deploy\n";

constexpr std::string_view broken_source = "{\n  \"network\": {\"maxAzs\": 2,, }\n}\n";

policy::Requirement requirement(std::string id, std::string section, CheckKind check, base::Text text,
                                base::Text look_at = {}) {
    return {{"goal-mandala", std::move(id)}, std::move(text), "003", std::move(section), check, std::move(look_at)};
}

void add_catalogue(policy::Run& run) {
    policy::Catalogue catalogue;
    catalogue.document = catalogue.pack = "goal-mandala";
    catalogue.number = "003";
    catalogue.title = {"Goal Mandala: production environment", "曼荼羅目標: 本番環境"};
    catalogue.sections = {{"1", {"Infrastructure", "インフラ"}},
                          {"1.2", {"Data", "データ"}},
                          {"3.4", {"Monitoring", "監視"}},
                          {"5.1", {"Deployment", "デプロイ"}},
                          {"9.9", {"A section without criteria", "基準のない節"}}};
    catalogue.requirements = {
        requirement("1.2.1", "1.2", CheckKind::automatic,
                    {"Databases are encrypted at rest.", "データベースは保存時に暗号化する。"}),
        requirement("1.2.2", "1.2", CheckKind::automatic,
                    {"Buckets block every public access.", "バケットはすべての公開アクセスを遮断する。"}),
        requirement("1.2.3", "1.2", CheckKind::automatic,
                    {"Secrets are rotated every 30 days.", "シークレットは 30 日ごとにローテーションする。"}),
        requirement("3.4.1", "3.4", CheckKind::partly, {"Alarms reach a person.", "アラームが担当者に届く。"},
                    {"the subscription of the topic has been confirmed", "トピックの購読が確認済みであること"}),
        requirement("3.4.2", "3.4", CheckKind::automatic,
                    {"Log groups keep their logs for 30 days.", "ロググループの保持期間は 30 日とする。"}),
        requirement("5.1.1", "5.1", CheckKind::automatic,
                    {"Tests succeed before every deployment.", "デプロイの前に必ずテストが成功する。"}),
        requirement("5.1.2", "5.1", CheckKind::manual,
                    {"The runbook is read aloud once a year.", "運用手順書を年に一度読み合わせる。"},
                    {"the minutes of the meeting", "会議の議事録"}),
        requirement("5.1.3", "5.1", CheckKind::runtime,
                    {"A rollback takes at most five minutes.", "ロールバックは 5 分以内に完了する。"},
                    {"the duration of the last rollback workflow", "直近のロールバックワークフローの所要時間"}),
        requirement("5.1.4", "5.1", CheckKind::automatic, {"The budget alert exists.", "予算アラートが存在する。"}),
    };
    run.catalogues.push_back(std::move(catalogue));
}

struct SampleRules {
    const policy::RuleInfo* retention;
    const policy::RuleInfo* encryption;
    const policy::RuleInfo* public_access;
    const policy::RuleInfo* rotation;
    const policy::RuleInfo* alarms;
    const policy::RuleInfo* tests_first;
};

SampleRules add_rules(Sample& sample) {
    const auto add = [&](std::string id, std::string name, Severity severity, std::string requirement_id,
                         base::Text title, std::string security, bool enabled = true) {
        policy::RuleInfo info = make_rule(std::move(id), std::move(name), severity);
        info.title = std::move(title);
        info.why = {"Somebody has to be able to rely on it.", "運用の前提となるため。"};
        info.security_severity = std::move(security);
        info.enabled = enabled;
        if (!requirement_id.empty()) info.requirements.push_back({"goal-mandala", std::move(requirement_id)});
        if (info.id == "CSR1001") info.equivalents["checkov"] = {"CKV_AWS_96"};
        return sample.rule(std::move(info));
    };
    SampleRules rules{};
    rules.encryption = add("CSR1001", "rds-storage-encrypted", Severity::error, "1.2.1",
                           {"Database storage is encrypted", "データベースのストレージを暗号化する"}, "7.5");
    rules.public_access = add("CSR1002", "bucket-public-access", Severity::warning, "1.2.2",
                              {"Buckets block public access", "バケットの公開アクセスを遮断する"}, "8.2");
    rules.rotation = add("CSR1003", "secret-rotation", Severity::error, "1.2.3",
                         {"Secrets are rotated", "シークレットをローテーションする"}, "5.0");
    rules.alarms = add("CSR2101", "alarm-has-action", Severity::error, "3.4.1",
                       {"Alarms have an action", "アラームにアクションを設定する"}, "");
    rules.retention = add("CSR2104", "log-group-retention", Severity::error, "3.4.2",
                          {"Log groups keep their logs for 30 days", "ロググループの保持期間は 30 日とする"}, "");
    rules.tests_first = add("CSR3001", "tests-before-deploy", Severity::note, "5.1.1",
                            {"Tests come before a deployment", "デプロイの前にテストを行う"}, "");
    add("CSR9001", "budget-alert", Severity::error, "5.1.4", {"There is a budget alert", "予算アラートがある"}, "",
        false);
    return rules;
}

void add_retention(Sample& sample, const SampleRules& rules, const source::Source& stack,
                   const source::Source& assembly) {
    policy::Verdict verdict;
    verdict.rule = rules.retention;
    verdict.outcome = Outcome::fail;
    verdict.target = {"cdk.out/Api.template.json", "resource", "ApiLogs",
                      "AWS::Logs::LogGroup",       "Api",      "Api/ApiLogs/Resource"};
    verdict.location = at(stack, "RetentionDays.THREE_MONTHS");
    verdict.related = {{at(assembly, "90"), {"in the synthesized template", "合成されたテンプレート"}}};
    verdict.scenario = {{"IsProd is false", "IsProd が偽"}};
    verdict.message = {"keeps logs for 90 days; 30 days are required", "ログの保持期間が 90 日です(必要: 30 日)"};
    verdict.fix = policy::Fix{policy::Applicability::safe,
                              {"keep the logs for 30 days", "保持期間を 30 日にする"},
                              {{at(stack, "RetentionDays.THREE_MONTHS"), "RetentionDays.ONE_MONTH"}}};
    sample.verdict(std::move(verdict));
}

void add_others(Sample& sample, const SampleRules& rules, const source::Source& stack, const source::Source& assembly,
                const source::Source& workflow) {
    policy::Verdict access;
    access.rule = rules.public_access;
    access.outcome = Outcome::fail;
    access.target = {"cdk.out/Api.template.json", "resource", "Assets", "AWS::S3::Bucket", "Api", "Api/Assets"};
    access.location = at(stack, "{\n\t\t\tblockPublicAccess: undefined,\n\t\t}");
    access.message = {"does not block public access", "公開アクセスを遮断していません"};
    access.fix = policy::Fix{policy::Applicability::display_only,
                             {"set blockPublicAccess to BlockPublicAccess.BLOCK_ALL",
                              "blockPublicAccess に BlockPublicAccess.BLOCK_ALL を指定する"},
                             {}};
    sample.verdict(std::move(access));

    policy::Verdict encryption;
    encryption.rule = rules.encryption;
    encryption.outcome = Outcome::unknown;
    encryption.target = {"cdk.out/Api.template.json", "resource", "Cluster", "AWS::RDS::DBCluster", "Api", ""};
    encryption.location = at(assembly, "{\"Ref\": \"Encrypt\"}");
    encryption.because = {{"parameter Encrypt has no default: give --parameters FILE",
                           "パラメータ Encrypt に既定値がありません: --parameters FILE を指定してください"}};
    encryption.message = {"whether the storage is encrypted depends on a parameter",
                          "暗号化の有無がパラメータで決まります"};
    sample.verdict(std::move(encryption));

    policy::Verdict alarm;
    alarm.rule = rules.alarms;
    alarm.outcome = Outcome::pass;
    alarm.target = {"cdk.out/Api.template.json", "resource", "Alarm", "AWS::CloudWatch::Alarm", "Api", "Api/Alarm"};
    alarm.location = at(assembly, "\"Resources\"");
    sample.verdict(std::move(alarm));

    policy::Verdict rotation;
    rotation.rule = rules.rotation;
    rotation.outcome = Outcome::not_applicable;
    rotation.target = {"cdk.out/Api.template.json", "resource", "Generated", "AWS::SecretsManager::Secret", "Api", ""};
    rotation.location = at(assembly, "\"Cluster\"");
    rotation.because = {{"made by CDK for itself", "CDK が内部で作るリソース"}};
    sample.verdict(std::move(rotation));

    policy::Verdict tests;
    tests.rule = rules.tests_first;
    tests.outcome = Outcome::fail;
    tests.target = {".github/workflows/deploy 本番.yml", "job", "deploy", "", "", ""};
    tests.location = at(workflow, "本番」へ配備 🚀");
    tests.message = {"deploys without a test before it", "テストなしでデプロイしています"};
    tests.flow = policy::Flow{
        {"push to main: deploy runs without waiting for test", "push (main): deploy は test を待たずに実行される"},
        {{at(workflow, "on"), {"push to main", "push (main)"}},
         {at(workflow, "本番"), {"deploy runs without waiting for test", "deploy は test を待たずに実行される"}}}};
    sample.verdict(std::move(tests));
}

void add_inputs(policy::Run& run) {
    const std::string hash(64, 'a');
    run.inputs = {
        {".github/workflows/deploy 本番.yml", hash, "workflow", policy::InputStatus::ok, 210},
        {"cdk.out/Api.template.json", hash, "template", policy::InputStatus::ok, 240},
        {"config/production.json", hash, "config", policy::InputStatus::syntax_error, 33},
        {"docs/secret.md", "", "document", policy::InputStatus::unreadable, 0},
    };
}

void add_conflict_and_exceptions(policy::Run& run, const source::Source& stack) {
    run.conflicts = {{"goal-mandala",
                      "log-retention",
                      {"How long logs are kept", "ログの保持期間"},
                      {{"003", "3.4", {"30 days", "30 日"}}, {"002", "audit", {"90 days", "90 日"}}},
                      "003",
                      "003",
                      {"the requirement", "要件であるため"},
                      {"log-group-retention"}}};
    policy::Exception exception;
    exception.origin = policy::ExceptionOrigin::registered;
    exception.subject = "goal-mandala:5.1.2";
    exception.target = "*";
    exception.reason = "moved to next quarter";
    exception.owner = "platform";
    exception.expires = "2027-01-31";
    exception.approver = "head of security";
    exception.state = policy::ExceptionState::used;
    exception.location = at(stack, "export");
    run.exceptions.push_back(std::make_unique<const policy::Exception>(exception));
    exception.subject = "log-group-retention";
    exception.state = policy::ExceptionState::expired;
    exception.why = {"it held until 2026-01-31", "期限は 2026-01-31 まででした"};
    run.exceptions.push_back(std::make_unique<const policy::Exception>(exception));
    run.settings = {{".csr-lint.yaml", std::string(64, 'c'), "configuration", policy::InputStatus::ok, 120}};
}

}  // namespace

policy::Verdict& Sample::verdict(policy::Verdict verdict) {
    policy::Summary& summary = run.summary;
    switch (verdict.outcome) {
        case Outcome::pass:
            ++summary.pass;
            break;
        case Outcome::unknown:
            ++summary.unknown;
            break;
        case Outcome::not_applicable:
            ++summary.not_applicable;
            break;
        case Outcome::excepted:
            ++summary.excepted;
            break;
        case Outcome::fail:
            ++summary.fail;
            switch (verdict.rule->severity) {
                case Severity::error:
                    ++summary.errors;
                    break;
                case Severity::warning:
                    ++summary.warnings;
                    break;
                case Severity::note:
                    ++summary.notes;
                    break;
            }
    }
    return run.verdicts.emplace_back(std::move(verdict));
}

policy::Location at(const source::Source& source, std::string_view text, std::size_t count) {
    std::size_t begin = source.bytes().find(text);
    for (std::size_t index = 1; index < count && begin != std::string_view::npos; ++index) {
        begin = source.bytes().find(text, begin + 1);
    }
    if (begin == std::string_view::npos) return {&source, {0, static_cast<std::uint32_t>(source.bytes().size())}};
    return {&source, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + text.size())}};
}

policy::RuleInfo make_rule(std::string id, std::string name, Severity severity) {
    policy::RuleInfo info;
    info.id = std::move(id);
    info.name = std::move(name);
    info.pack = "goal-mandala";
    info.severity = severity;
    return info;
}

std::unique_ptr<Sample> whole_sample() {
    auto sample = std::make_unique<Sample>();
    policy::Run& run = sample->run;
    run.root = ".";
    run.command_line = {"--report", "compliance", "my dir"};
    run.packs = {{"goal-mandala", {"Goal Mandala", "曼荼羅目標"}, "1.0.0", std::string(64, 'b')}};
    add_catalogue(run);
    const SampleRules rules = add_rules(*sample);
    add_inputs(run);
    const source::Source& stack = sample->source("lib/api-stack.ts", std::string(stack_source));
    const source::Source& assembly = sample->source("cdk.out/Api.template.json", std::string(template_source));
    const source::Source& workflow = sample->source(".github/workflows/deploy 本番.yml", std::string(workflow_source));
    const source::Source& broken = sample->source("config/production.json", std::string(broken_source));
    add_retention(*sample, rules, stack, assembly);
    add_others(*sample, rules, stack, assembly, workflow);
    add_conflict_and_exceptions(run, stack);
    run.problems = {
        {at(broken, ",", 2),
         "config/production.json",
         {"a value or '}' is expected here", "値または '}' が必要です"},
         {"remove the second comma", "2 つ目のコンマを取り除いてください"},
         true},
        {{}, "docs/secret.md", {"permission denied", "読み取り権限がありません"}, {}, true},
        {{},
         "cdk.out",
         {"the assembly is older than its sources", "アセンブリがソースより古くなっています"},
         {"run 'npx cdk synth'", "'npx cdk synth' を実行してください"},
         false},
    };
    return sample;
}

std::unique_ptr<Sample> hostile_sample() {
    auto sample = std::make_unique<Sample>();
    policy::Run& run = sample->run;
    // Terminal escape, right-to-left override, markup of HTML, Markdown and SARIF links, a broken byte, a NUL.
    const std::string evil = std::string("<script>alert(1)</script>|`*_[x](1)\x1b[31m\xE2\x80\xAE") +
                             "\xFF\r\n::error::" + std::string(1, '\0') + "'\"&";
    run.root = evil;
    run.command_line = {evil, ""};
    run.packs = {{evil, base::verbatim(evil), evil, evil}};
    policy::RuleInfo info = make_rule(evil, evil, Severity::error);
    info.pack = evil;
    info.title = info.why = base::verbatim(evil);
    info.security_severity = evil;
    info.requirements = {{evil, evil}};
    info.equivalents[evil] = {evil};
    const policy::RuleInfo* rule = sample->rule(std::move(info));
    policy::Catalogue catalogue;
    catalogue.document = catalogue.pack = catalogue.number = evil;
    catalogue.title = base::verbatim(evil);
    catalogue.sections = {{evil, base::verbatim(evil)}};
    catalogue.requirements = {
        {{evil, evil}, base::verbatim(evil), evil, evil, CheckKind::partly, base::verbatim(evil)}};
    run.catalogues.push_back(std::move(catalogue));
    const source::Source& source = sample->source(evil, "a: " + evil + "\n" + evil);
    run.inputs = {{evil, evil, evil, policy::InputStatus::ok, 1}};
    run.problems = {{at(source, "script"), evil, base::verbatim(evil), base::verbatim(evil), true}};
    run.settings = run.inputs;
    const auto text = base::verbatim(evil);
    run.conflicts = {{evil, evil, text, {{evil, evil, text}, {evil, evil, text}}, evil, evil, text, {evil}}};
    policy::Exception exception;
    exception.peer = exception.subject = exception.target = exception.reason = evil;
    exception.owner = exception.ticket = exception.expires = exception.approver = evil;
    exception.rules = {evil};
    exception.why = text;
    exception.state = policy::ExceptionState::used;
    exception.location = at(source, evil);
    run.exceptions.push_back(std::make_unique<const policy::Exception>(exception));
    for (const Outcome outcome :
         {Outcome::fail, Outcome::unknown, Outcome::pass, Outcome::not_applicable, Outcome::excepted}) {
        policy::Verdict verdict;
        verdict.rule = rule;
        verdict.outcome = outcome;
        if (outcome == Outcome::excepted) verdict.exception = run.exceptions.front().get();
        verdict.target = {evil, evil, evil, evil, evil, evil};
        verdict.location = at(source, evil);
        verdict.related = {{at(source, evil), base::verbatim(evil)}};
        verdict.scenario = verdict.because = {base::verbatim(evil)};
        if (outcome == Outcome::fail) verdict.flow = policy::Flow{base::verbatim(evil), verdict.related};
        verdict.message = base::verbatim(evil);
        verdict.fix = policy::Fix{policy::Applicability::safe, base::verbatim(evil), {{at(source, evil), evil}}};
        sample->verdict(std::move(verdict));
    }
    return sample;
}

Options sample_options(base::Language language) {
    Options options;
    options.language = language;
    options.tool_version = "0.1.0";
    options.tool_uri = "https://example.com/csr-lint";
    return options;
}

}  // namespace csr::report::test
