#include "model/workflow/script_check.hpp"

#include <catch2/catch.hpp>

using namespace csr;
using namespace csr::model;

namespace {

/// Finds one thing in every script, always at the same place, and keeps what it has seen.
class Checker final : public ScriptChecker {
  public:
    explicit Checker(ScriptFinding finding) : finding_(std::move(finding)) {}
    [[nodiscard]] std::optional<std::vector<ScriptFinding>> check(ScriptLanguage language,
                                                                  const std::string& script) const override {
        seen.emplace_back(language, script);
        return std::vector{finding_};
    }
    mutable std::vector<std::pair<ScriptLanguage, std::string>> seen;

  private:
    ScriptFinding finding_;
};

std::string text_at(const Document& document, source::Span span) {
    return std::string(document.source().bytes().substr(span.begin, span.end - span.begin));
}

}  // namespace

TEST_CASE("Findings in scripts land on the bytes of the workflow", "[model][workflow]") {
    const Document document(".github/workflows/a.yml",
                            "on: push\n"
                            "jobs:\n"
                            "  a:\n"
                            "    runs-on: ubuntu-latest\n"
                            "    steps:\n"
                            "      - run: |\n"
                            "          echo ${{ github.sha }}\n"
                            "          \u00e9cho $x\n"
                            "      - {run: \"a\\tb\\necho $x\", shell: sh}\n",
                            true);
    const Workflow workflow(document);
    const Checker checker({2, 6, 2, 8, "SC2086", "Quote this."});
    const ScriptDiagnostics result = check_scripts(workflow, checker);
    CHECK(result.shellcheck);
    CHECK_FALSE(result.pyflakes);
    REQUIRE(result.found.size() == 2);
    CHECK(result.found[0].code == "shellcheck");
    CHECK(result.found[0].message.en == "SC2086: Quote this.");
    CHECK(text_at(document, result.found[0].span) == "$x");
    CHECK(text_at(document, result.found[1].span) == "$x");
    REQUIRE(checker.seen.size() == 2);
    CHECK(checker.seen[0].first == ScriptLanguage::bash);
    CHECK(checker.seen[0].second == "echo _________________\n\u00e9cho $x\n");
    CHECK(checker.seen[1].first == ScriptLanguage::sh);
}

TEST_CASE("Only scripts of known languages are checked", "[model][workflow]") {
    const Document document(".github/workflows/a.yml",
                            "on: push\n"
                            "jobs:\n"
                            "  a:\n"
                            "    runs-on: windows-latest\n"
                            "    steps:\n"
                            "      - run: x\n"
                            "      - {run: x, shell: \"${{ matrix.shell }}\"}\n"
                            "      - {run: \"print(${{ x }})\", shell: python}\n",
                            true);
    const Workflow workflow(document);
    const Checker checker({9, 9, 0, 0, "", "wrong"});
    const ScriptDiagnostics result = check_scripts(workflow, checker);
    CHECK_FALSE(result.shellcheck);
    CHECK(result.pyflakes);
    REQUIRE(checker.seen.size() == 1);
    CHECK(checker.seen[0].second == "print(00000000)");
    REQUIRE(result.found.size() == 1);
    CHECK(result.found[0].code == "pyflakes");
}
