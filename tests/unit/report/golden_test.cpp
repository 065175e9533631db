#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

#include "report/compliance_csv.hpp"
#include "report/compliance_html.hpp"
#include "report/compliance_json.hpp"
#include "report/compliance_markdown.hpp"
#include "report/compliance_text.hpp"
#include "report/json.hpp"
#include "report/oscal_component.hpp"
#include "report/oscal_results.hpp"
#include "report/rule_texts.hpp"
#include "report/sarif.hpp"
#include "report/text.hpp"
#include "unit/report/sample_run.hpp"

namespace csr::report {

namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Compares with golden/NAME, or rewrites it when CSR_LINT_UPDATE_GOLDEN is set.
void check_golden(const std::string& name, const std::string& actual) {
    const std::string path = std::string(CSR_SOURCE_DIR) + "/tests/unit/report/golden/" + name;
    if (std::getenv("CSR_LINT_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << actual;
        return;
    }
    INFO(name << ": rewrite with CSR_LINT_UPDATE_GOLDEN=1 when the change is meant");
    CHECK(actual == read_file(path));
}

void check_all(const test::Sample& sample, const std::string& name, Options options) {
    const policy::Run& run = sample.run;
    check_golden(name + ".txt", write_text(run, options));
    check_golden(name + ".sarif", write_sarif(run, options));
    check_golden(name + ".json", write_json(run, options));
    check_golden(name + ".compliance.txt", write_compliance_text(run, options));
    check_golden(name + ".compliance.json", write_compliance_json(run, options));
    check_golden(name + ".compliance.md", write_compliance_markdown(run, options));
    check_golden(name + ".compliance.html", write_compliance_html(run, options));
    check_golden(name + ".compliance.csv", write_compliance_csv(run, options));
    check_golden(name + ".oscal", write_oscal_results(run, options));
    check_golden(name + ".oscal-component", write_oscal_component(run, options));
}

Options everything(base::Language language) {
    Options options = test::sample_options(language);
    options.all_verdicts = options.unknown_is_finding = true;
    options.category = "csr-lint";
    options.repository_uri = "https://github.com/example/goal-mandala";
    options.revision = "0123456789abcdef0123456789abcdef01234567";
    options.branch = "main";
    options.time = 1'790'000'000;
    return options;
}

}  // namespace

TEST_CASE("reports are as the golden files say") {
    const auto sample = test::whole_sample();
    check_all(*sample, "sample.en", test::sample_options(base::Language::english));
    check_all(*sample, "sample.ja", test::sample_options(base::Language::japanese));
    check_all(*sample, "everything.en", everything(base::Language::english));
    check_all(*sample, "everything.ja", everything(base::Language::japanese));
    check_all(*test::hostile_sample(), "hostile", everything(base::Language::english));
    check_all(test::Sample(), "empty", test::sample_options());
}

TEST_CASE("rule listings are as the golden files say") {
    const auto sample = test::whole_sample();
    const policy::Run& run = sample->run;
    for (const base::Language language : {base::Language::english, base::Language::japanese}) {
        const Options options = test::sample_options(language);
        const std::string suffix = language == base::Language::english ? ".en" : ".ja";
        check_golden("rules" + suffix + ".txt", write_rules_text(run.rules, options));
        check_golden("rules" + suffix + ".json", write_rules_json(run.rules, options));
        check_golden("rules" + suffix + ".md", write_rules_markdown(run.rules, options));
        check_golden(
            "explain" + suffix + ".txt",
            write_rule_explanation(*run.rules.front(), run.catalogues, options) + "----\n" +
                write_requirement_explanation(run.catalogues[0].requirements[3], run.catalogues, run.rules, options));
    }
}

}  // namespace csr::report
