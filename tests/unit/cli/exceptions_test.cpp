#include <catch2/catch.hpp>

#include "support/program.hpp"

using csr::test::Program;

namespace {

constexpr const char* kept_90_days = R"yaml(Resources:
  Kept:
    Type: AWS::Logs::LogGroup
    Properties: {RetentionInDays: 90, KmsKeyId: arn}
)yaml";

constexpr const char* entry = R"yaml(exceptions:
  - rule: log-group-retention
    target: Kept
    reason: the law asks for it
    owner: platform
    ticket: OPS-1
    expires: 2026-12-31
    approver: cto
)yaml";

constexpr const char* before = "1790000000";  // 2026-09-21
constexpr const char* after = "1800000000";   // 2027-01-15

/// Lints with the rule about logs and those about exceptions.
int lint(Program& program, std::vector<std::string> more = {}, const char* time = before) {
    std::vector<std::string> arguments{
        "--rule", "log-group-retention", "--rule", "CSR0001", "--rule", "CSR0002", "--rule", "CSR0003", "--rule",
        "CSR0004"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return program.run(std::move(arguments), {{"SOURCE_DATE_EPOCH", time}});
}

bool says(const Program& program, const std::string& text) { return program.out.find(text) != std::string::npos; }

/// A git whose only revision is "main".
class OneRevision final : public csr::cli::GitReader {
  public:
    [[nodiscard]] csr::base::Result<std::optional<std::string>> file_at(const std::string&, const std::string& revision,
                                                                        const std::string& path) const override {
        if (revision != "main") return std::unexpected(csr::base::Error{{"no such revision", "no such revision"}, {}});
        const auto found = files.find(path);
        return found == files.end() ? std::optional<std::string>() : std::optional(found->second);
    }
    std::map<std::string, std::string> files;
};

}  // namespace

TEST_CASE("an entry of the register accepts a finding until it expires", "[exceptions]") {
    Program program;
    program.files.add_file("/repo/t.yaml", kept_90_days);
    CHECK(lint(program) == 1);
    program.files.add_file("/repo/.csr-lint-exceptions.yaml", entry);
    CHECK(lint(program) == 0);
    CHECK(says(program, "1 excepted"));
    CHECK(lint(program, {}, after) == 1);
    CHECK(says(program, ".csr-lint-exceptions.yaml:2:11: error CSR0001 [exception-expired]"));
    CHECK(says(program, "t.yaml:4:35: error CSR2104"));
}

TEST_CASE("an entry that nothing needs is a finding, but only where everything was looked at", "[exceptions]") {
    Program program;
    std::string other = entry;
    other.replace(other.find("Kept"), 4, "Gone");
    program.files.add_file("/repo/t.yaml", kept_90_days);
    program.files.add_file("/repo/.csr-lint-exceptions.yaml", other);
    CHECK(lint(program) == 1);
    CHECK(says(program, "warning CSR0004 [exception-unused]"));
    CHECK(lint(program, {"t.yaml"}) == 1);
    CHECK_FALSE(says(program, "CSR0004"));
}

TEST_CASE("a register with mistakes ends the run", "[exceptions]") {
    Program program;
    program.files.add_file("/repo/t.yaml", kept_90_days);
    const auto status = [&](const std::string& from, const std::string& to) {
        std::string text = entry;
        text.replace(text.find(from), from.size(), to);
        program.files.add_file("/repo/.csr-lint-exceptions.yaml", text);
        return lint(program);
    };
    CHECK(status("log-group-retention", "log-group-retentoin") == 2);
    CHECK(program.err.find("did you mean \"log-group-retention\"?") != std::string::npos);
    CHECK(status("2026-12-31", "2026-02-30") == 2);
    CHECK(status("    reason: the law asks for it\n", "") == 2);
    CHECK(status("owner", "ownr") == 2);
    CHECK(status("rule: log-group-retention", "rule: log-group-retention\n    criterion: goal-mandala:3.4.2") == 2);
}

TEST_CASE("comments and metadata accept what they stand at", "[exceptions]") {
    Program program;
    program.files.add_file("/repo/t.yaml", R"yaml(Resources:
  # csr-lint: allow log-group-retention kept for the auditors
  Above:
    Type: AWS::Logs::LogGroup
    Properties: {RetentionInDays: 90, KmsKeyId: arn}
  Behind:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 90  # csr-lint: allow CSR2104 -- the same
  Inside:
    Type: AWS::Logs::LogGroup
    Metadata: {csr-lint: {allow: [{rule: log-group-retention, reason: the same}]}}
    Properties: {RetentionInDays: 90}
  Other:
    Type: AWS::Logs::LogGroup
    Properties: {RetentionInDays: 90}
)yaml");
    CHECK(lint(program) == 1);
    CHECK(says(program, "1 fail, 3 excepted"));
    CHECK(says(program, "LogGroup Other"));
    program.files.add_file("/repo/.csr-lint.yaml", "exceptions: {refuse: [comments]}\n");
    CHECK(lint(program) == 1);
    CHECK(says(program, "3 fail, 1 excepted"));
    program.files.add_file("/repo/.csr-lint.yaml", "exceptions: {refuse: coments}\n");
    CHECK(lint(program) == 2);
}

TEST_CASE("a comment without a reason, or about no rule, does not count", "[exceptions]") {
    for (const char* comment : {"csr-lint: allow log-group-retention", "csr-lint: allow log-group-retentoin why not",
                                "csr-lint: ignore log-group-retention why not", "csr-lint: allow"}) {
        Program program;
        std::string text = kept_90_days;
        text.insert(text.find("  Kept"), "  # " + std::string(comment) + "\n");
        program.files.add_file("/repo/t.yaml", text);
        CHECK(lint(program) == 1);
        CHECK(says(program, "t.yaml:2:3: error CSR0003 [exception-invalid]"));
        CHECK(says(program, "error CSR2104"));
    }
}

TEST_CASE("prose and strings are no exceptions", "[exceptions]") {
    Program program;
    program.files.add_file("/repo/t.yaml",
                           "Description: \"# csr-lint: allow log-group-retention no\"\n"
                           "# As csr-lint: allow log-group-retention says.\n" +
                               std::string(kept_90_days));
    CHECK(lint(program) == 1);
    CHECK_FALSE(says(program, "excepted"));
    CHECK_FALSE(says(program, "CSR0003"));
}

TEST_CASE("what other tools suppress counts by the equivalents", "[exceptions]") {
    Program program;
    program.files.add_file("/repo/t.yaml", R"yaml(Resources:
  A:
    # checkov:skip=CKV_AWS_16:no customer data
    Type: AWS::RDS::DBInstance
    Properties: {StorageEncrypted: false}
  B:
    Type: AWS::RDS::DBInstance
    Metadata: {cfn_nag: {rules_to_suppress: [{id: F27, reason: none}]}}
    Properties: {StorageEncrypted: false}
  C:
    Type: AWS::RDS::DBInstance
    Metadata: {cdk_nag: {rules_to_suppress: [{id: HIPAA.Security-RDSStorageEncrypted, reason: none}]}}
    Properties: {StorageEncrypted: false}
  D:
    Type: AWS::RDS::DBInstance
    Metadata: {guard: {SuppressedRules: [RDS_STORAGE_ENCRYPTED]}, checkov: {skip: [{id: CKV_AWS_1, comment: x}]}}
    Properties: {StorageEncrypted: false}
)yaml");
    const std::vector<std::string> arguments{"--rule", "database-instance-encrypted"};
    CHECK(program.run(arguments) == 0);
    CHECK(says(program, "4: 4 excepted"));
    program.files.add_file("/repo/.csr-lint.yaml", "exceptions: {refuse: [guard, checkov]}\n");
    CHECK(program.run(arguments) == 1);
    CHECK(says(program, "4: 2 fail, 2 excepted"));
    program.files.add_file("/repo/.csr-lint.yaml", "exceptions: {refuse: peers}\n");
    CHECK(program.run(arguments) == 1);
    CHECK(says(program, "4: 4 fail"));
}

TEST_CASE("with --exceptions-from a change cannot except itself", "[exceptions]") {
    Program program;
    OneRevision git;
    program.git = &git;
    program.files.add_file("/repo/t.yaml", kept_90_days);
    program.files.add_file("/repo/.csr-lint-exceptions.yaml", entry);
    CHECK(lint(program, {"--exceptions-from", "main"}) == 1);
    git.files[".csr-lint-exceptions.yaml"] = entry;
    CHECK(lint(program, {"--exceptions-from", "main"}) == 0);
    CHECK(lint(program, {"--exceptions-from", "other"}) == 2);

    std::string text = kept_90_days;
    text.insert(text.find("  Kept"), "  # csr-lint: allow log-group-retention because\n");
    program.files.add_file("/repo/t.yaml", text);
    git.files.clear();
    git.files["t.yaml"] = kept_90_days;
    CHECK(lint(program, {"--exceptions-from", "main"}) == 1);
    git.files["t.yaml"] = text + "# more\n";
    CHECK(lint(program, {"--exceptions-from", "main"}) == 0);
    program.git = nullptr;
    CHECK(lint(program, {"--exceptions-from", "main"}) == 2);
}

TEST_CASE("a baseline knows findings by rule, target and value, not by line", "[baseline]") {
    Program program;
    program.files.add_file("/repo/t.yaml", kept_90_days);
    CHECK(lint(program, {"--write-baseline", "known.json"}) == 1);
    const std::string baseline = program.writer.files.at("known.json");
    program.files.add_file("/repo/known.json", baseline);
    CHECK(lint(program, {"--baseline", "known.json"}) == 0);
    CHECK(says(program, "1 known from the baseline"));
    program.files.add_file("/repo/t.yaml", "# moved\n\n" + std::string(kept_90_days));
    CHECK(lint(program, {"--baseline", "known.json"}) == 0);
    std::string worse = kept_90_days;
    worse.replace(worse.find("90"), 2, "91");
    program.files.add_file("/repo/t.yaml", worse);
    CHECK(lint(program, {"--baseline", "known.json"}) == 1);
    program.files.add_file("/repo/known.json", "{}");
    CHECK(lint(program, {"--baseline", "known.json"}) == 2);
}

TEST_CASE("a compliance report is compared with an earlier one", "[compare]") {
    Program program;
    program.files.add_file("/repo/t.yaml", kept_90_days);
    const std::vector<std::string> report{"--report", "compliance", "--pack", "goal-mandala", "--format", "json"};
    (void)program.run(report);
    program.files.add_file("/earlier.json", program.out);
    std::string better = kept_90_days;
    better.replace(better.find("90"), 2, "30");
    program.files.add_file("/repo/t.yaml", better);
    std::vector<std::string> compared = report;
    compared.insert(compared.end(), {"--compare", "/earlier.json"});
    (void)program.run(compared);
    CHECK(says(program, "\"change\": \"newly_met\""));
    CHECK(says(program, "\"before\": \"not_met\""));
    CHECK(program.run({"--compare", "/earlier.json"}) == 2);
}

TEST_CASE("the configuration chooses the document that counts", "[conflicts]") {
    Program program;
    program.files.add_file("/repo/t.yaml", kept_90_days);
    CHECK(lint(program) == 1);
    program.files.add_file("/repo/.csr-lint.yaml", "conflicts: {log-retention: '002'}\n");
    CHECK(lint(program) == 0);
    program.files.add_file("/repo/.csr-lint.yaml",
                           "conflicts: {log-retention: '002'}\nrules: {CSR2104: {parameters: {days: 60}}}\n");
    CHECK(lint(program) == 1);
    program.files.add_file("/repo/.csr-lint.yaml", "conflicts: {log-retention: '000'}\n");
    CHECK(lint(program) == 2);
    program.files.add_file("/repo/.csr-lint.yaml", "conflicts: {log-retentoin: '003'}\n");
    CHECK(lint(program) == 2);
}

TEST_CASE("a comment of zizmor counts anywhere in what was judged", "[exceptions]") {
    Program program;
    const auto lint_workflow = [&](const std::string& text) {
        program.files.add_file("/repo/.github/workflows/a.yml", text);
        return program.run({"--rule", "dangerous-triggers", "--rule", "artipacked", "--fail-on", "note"});
    };
    const std::string jobs = "jobs: {a: {runs-on: ubuntu-latest, steps: [{run: x}]}}\n";
    CHECK(lint_workflow("on:\n  push:\n  pull_request_target:\n" + jobs) == 1);
    CHECK(lint_workflow("on:\n  push:\n  pull_request_target: # zizmor: ignore[dangerous-triggers]\n" + jobs) == 0);
    CHECK(lint_workflow("on: # zizmor: ignore[dangerous-triggers]\n  pull_request_target:\n" + jobs) == 0);
    CHECK(lint_workflow("on:\n  pull_request_target:\n" + jobs + "# zizmor: ignore[dangerous-triggers]\n") == 1);
    CHECK(lint_workflow("on: push\n"
                        "jobs:\n"
                        "  a:\n"
                        "    runs-on: ubuntu-latest\n"
                        "    steps:\n"
                        "      - name: x\n"
                        "        uses: actions/checkout@v4 # zizmor: ignore[artipacked]\n") == 0);
}

TEST_CASE("what keeps a file from being read is told once, also where the baseline knows it", "[baseline]") {
    Program program;
    program.files.add_file("/repo/t.yaml", std::string(kept_90_days) + "Outputs: [\n");
    const auto times_told = [&program] {
        const std::string mistake = "this '[' is never closed";
        std::size_t times = 0;
        for (std::size_t at = program.out.find(mistake); at != std::string::npos;
             at = program.out.find(mistake, at + 1))
            ++times;
        return times;
    };
    CHECK(lint(program, {"--rule", "CSR0005", "--write-baseline", "known.json"}) == 3);
    CHECK(times_told() == 1);
    program.files.add_file("/repo/known.json", program.writer.files.at("known.json"));
    CHECK(lint(program, {"--rule", "CSR0005", "--baseline", "known.json"}) == 3);
    CHECK(times_told() == 1);
}
