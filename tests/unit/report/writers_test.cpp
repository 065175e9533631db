#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "report/compliance.hpp"
#include "report/compliance_html.hpp"
#include "report/compliance_json.hpp"
#include "report/compliance_markdown.hpp"
#include "report/compliance_text.hpp"
#include "report/fingerprint.hpp"
#include "report/json.hpp"
#include "report/oscal_component.hpp"
#include "report/oscal_results.hpp"
#include "report/sarif.hpp"
#include "report/text.hpp"
#include "unit/report/sample_run.hpp"

namespace csr::report {

namespace {

using Json = nlohmann::json;
using policy::Outcome;

/// Whether a terminal or a viewer would act on anything in the text.
bool has_control(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return (byte < 0x20 && character != '\n') || byte == 0x7F;
    });
}

/// Calls `visit` with every string in a document.
template <class Visit>
void each_string(const Json& value, const Visit& visit) {
    if (value.is_string()) visit(value.get<std::string>());
    if (value.is_structured()) {
        for (const Json& item : value) each_string(item, visit);
    }
}

std::unique_ptr<test::Sample> large_sample(std::size_t size) {
    auto sample = std::make_unique<test::Sample>();
    policy::RuleInfo info = test::make_rule("CSR0001", "some-rule", policy::Severity::note);
    info.requirements = {{"pack", "1"}};
    const policy::RuleInfo* note = sample->rule(std::move(info));
    const policy::RuleInfo* error = sample->rule(test::make_rule("CSR0002", "worse-rule", policy::Severity::error));
    std::string text;
    for (std::size_t index = 0; index < size; ++index) text += "line " + std::to_string(index) + "\n";
    const source::Source& source = sample->source("large.yaml", std::move(text));
    std::uint32_t begin = 0;
    for (std::size_t index = 0; index < size; ++index) {
        policy::Verdict verdict;
        verdict.rule = index % 10 == 9 ? error : note;
        verdict.outcome = Outcome::fail;
        verdict.target.document = source.path();
        verdict.target.kind = "resource";
        verdict.target.id = "R" + std::to_string(index);
        verdict.location = {&source, {begin, begin + 4}};
        verdict.message = base::verbatim("is wrong");
        begin += static_cast<std::uint32_t>(6 + std::to_string(index).size());
        sample->verdict(std::move(verdict));
    }
    return sample;
}

}  // namespace

TEST_CASE("JSON lists findings, or every verdict") {
    const auto sample = test::whole_sample();
    Options options = test::sample_options();
    const Json findings = Json::parse(write_json(sample->run, options));
    CHECK(findings["schema_version"] == "1.2");
    CHECK(findings["rules"].size() == sample->run.rules.size());
    CHECK(findings["verdicts"].size() == 3);
    for (const Json& verdict : findings["verdicts"]) CHECK(verdict["verdict"] == "fail");
    options.unknown_is_finding = true;
    CHECK(Json::parse(write_json(sample->run, options))["verdicts"].size() == 4);
    options.all_verdicts = true;
    const Json all = Json::parse(write_json(sample->run, options));
    CHECK(all["verdicts"].size() == sample->run.verdicts.size());
    const Json& first = all["verdicts"][0];
    CHECK(first["rule"] == "CSR2104");
    CHECK(first["target"]["id"] == "ApiLogs");
    CHECK(first["location"]["line"] == 5);
    CHECK(first["location"]["column"] == 51);
    CHECK(all["rules"][0]["equivalents"]["checkov"][0] == "CKV_AWS_96");
    CHECK(all["summary"]["complete"] == false);
    CHECK(all["summary"]["rules"]["without_target"] == Json{"CSR1003"});
}

TEST_CASE("SARIF holds what code scanning needs and nothing it rejects") {
    const auto sample = test::whole_sample();
    Options options = test::sample_options(base::Language::japanese);
    options.unknown_is_finding = true;
    const Json document = Json::parse(write_sarif(sample->run, options));
    each_string(document, [](const std::string& text) { CHECK_FALSE(text.empty()); });
    const Json& run = document["runs"][0];
    REQUIRE(run["results"].size() == 4);
    for (const Json& result : run["results"]) {
        const Json& place = result["locations"][0]["physicalLocation"];
        CHECK(place["region"]["startLine"] == place["region"]["endLine"]);
        CHECK(place["artifactLocation"]["uri"].get<std::string>().find(' ') == std::string::npos);
        CHECK(result["partialFingerprints"].size() == 2);
        CHECK(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
        CHECK((result["kind"] == "fail") == (result["level"] != "none"));
    }
    const Json& first = run["results"][0];
    CHECK(first["message"]["text"].get<std::string>().find("[cdk.out/Api.template.json:3](1)") != std::string::npos);
    CHECK(first["relatedLocations"][0]["id"] == 1);
    CHECK(first["codeFlows"][0]["threadFlows"][0]["locations"].size() == 2);
    CHECK(first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] ==
          "RetentionDays.ONE_MONTH");
    const Json& flow = run["results"][3]["codeFlows"][0];
    CHECK(flow["message"]["text"] == "push (main): deploy は test を待たずに実行される。");
    CHECK(flow["threadFlows"][0]["locations"].size() == 2);
    CHECK(flow["threadFlows"][0]["locations"][0]["location"]["message"]["text"] == "push (main)");
    // The rocket is one code point and two UTF-16 units.
    const Json& region = run["results"][3]["locations"][0]["physicalLocation"]["region"];
    CHECK(region["startColumn"] == 16);
    CHECK(region["endColumn"] == 25);
    CHECK(run["invocations"][0]["executionSuccessful"] == false);
    CHECK(run["invocations"][0]["toolExecutionNotifications"].size() == 3);
    CHECK(run["invocations"][0]["ruleConfigurationOverrides"].size() == 1);
    CHECK(run["taxonomies"][0]["taxa"].size() == 9);
}

TEST_CASE("SARIF keeps to GitHub's limits") {
    const auto sample = large_sample(30'000);
    const std::string text = write_sarif(sample->run, test::sample_options());
    const Json run = Json::parse(text)["runs"][0];
    CHECK(run["results"].size() == sarif_result_limit);
    CHECK(std::count_if(run["results"].begin(), run["results"].end(),
                        [](const Json& result) { return result["level"] == "error"; }) == 3'000);
    const Json& notifications = run["invocations"][0]["toolExecutionNotifications"];
    REQUIRE(notifications.size() == 1);
    CHECK(notifications[0]["message"]["text"].get<std::string>().starts_with("5000 further findings"));

    test::Sample many;
    policy::RuleInfo info = test::make_rule("CSR0001", "some-rule", policy::Severity::error);
    for (int index = 0; index < 40; ++index) info.requirements.push_back({"pack", std::to_string(index)});
    info.title = info.why = base::verbatim(std::string(5'000, 'x'));
    info.security_severity = "11";
    many.rule(std::move(info));
    const Json rule =
        Json::parse(write_sarif(many.run, test::sample_options()))["runs"][0]["tool"]["driver"]["rules"][0];
    CHECK(rule["properties"]["tags"].size() == 20);
    CHECK(rule["shortDescription"]["text"].get<std::string>().size() <= 1'024);
    CHECK_FALSE(rule["properties"].contains("security-severity"));
}

TEST_CASE("a fingerprint tells verdicts apart, and stays when the file changes elsewhere") {
    const auto sample = test::whole_sample();
    std::set<std::string> prints;
    for (const policy::Verdict& verdict : sample->run.verdicts) prints.insert(fingerprint_of(verdict));
    CHECK(prints.size() == sample->run.verdicts.size());
    policy::Verdict verdict = sample->run.verdicts.front();
    const std::string before = fingerprint_of(verdict);
    const source::Source moved("lib/api-stack.ts", "// a comment\nRetentionDays.THREE_MONTHS");
    verdict.location = test::at(moved, "RetentionDays.THREE_MONTHS");
    CHECK(fingerprint_of(verdict) == before);
}

TEST_CASE("every criterion has one status, and the totals add up") {
    const auto sample = test::whole_sample();
    const Compliance compliance = compliance_of(sample->run);
    REQUIRE(compliance.catalogues.size() == 1);
    const ComplianceCatalogue& catalogue = compliance.catalogues[0];
    std::map<std::string, Status> statuses;
    StatusTotals sum{};
    for (const ComplianceSection& section : catalogue.sections) {
        for (const ComplianceRow& row : section.rows) statuses[row.requirement->id.id] = row.status;
        for (std::size_t index = 0; index < status_count; ++index) sum[index] += section.totals[index];
    }
    CHECK(sum == catalogue.totals);
    CHECK(catalogue.row_count == 9);
    CHECK(statuses == std::map<std::string, Status>{{"1.2.1", Status::undecided},
                                                    {"1.2.2", Status::not_met},
                                                    {"1.2.3", Status::not_applicable},
                                                    {"3.4.1", Status::partly_met},
                                                    {"3.4.2", Status::not_met},
                                                    {"5.1.1", Status::not_met},
                                                    {"5.1.2", Status::excepted},
                                                    {"5.1.3", Status::at_run_time},
                                                    {"5.1.4", Status::no_rule}});
    CHECK_FALSE(compliance.complete);
    // The chapter holds its sections; a section without criteria is left out.
    CHECK(catalogue.sections[0].id == "1");
    CHECK(catalogue.sections[0].with_subsections == catalogue.sections[1].totals);
    CHECK(catalogue.sections.back().id == "5.1");
}

TEST_CASE("one failing verdict outweighs every other answer") {
    test::Sample sample;
    const source::Source& source = sample.source("a", "x");
    policy::Catalogue catalogue;
    catalogue.document = catalogue.pack = "pack";
    catalogue.requirements.push_back({{"pack", "1"}, base::verbatim("t"), "", "", policy::CheckKind::manual, {}});
    sample.run.catalogues.push_back(std::move(catalogue));
    policy::RuleInfo info = test::make_rule("CSR1", "r", policy::Severity::error);
    info.requirements = {{"pack", "1"}};
    const policy::RuleInfo* rule = sample.rule(std::move(info));
    const auto status = [&] { return compliance_of(sample.run).catalogues[0].sections[0].rows[0].status; };
    const auto add = [&](Outcome outcome) {
        policy::Verdict verdict;
        verdict.rule = rule;
        verdict.outcome = outcome;
        verdict.location = {&source, {0, 1}};
        sample.verdict(std::move(verdict));
    };
    add(Outcome::pass);
    CHECK(status() == Status::by_hand);
    sample.run.catalogues[0].requirements[0].check = policy::CheckKind::automatic;
    CHECK(status() == Status::met);
    add(Outcome::excepted);
    CHECK(status() == Status::excepted);
    add(Outcome::unknown);
    CHECK(status() == Status::undecided);
    add(Outcome::fail);
    CHECK(status() == Status::not_met);
    sample.run.catalogues[0].requirements[0].check = policy::CheckKind::manual;
    CHECK(status() == Status::not_met);
}

TEST_CASE("hostile names reach no output unescaped") {
    const auto sample = test::hostile_sample();
    Options options = test::sample_options();
    options.all_verdicts = options.unknown_is_finding = true;
    const policy::Run& run = sample->run;
    for (const std::string& text : {write_text(run, options), write_json(run, options), write_sarif(run, options),
                                    write_compliance_text(run, options), write_compliance_json(run, options),
                                    write_compliance_markdown(run, options), write_compliance_html(run, options),
                                    write_oscal_results(run, options), write_oscal_component(run, options)}) {
        CHECK_FALSE(has_control(text));
        CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
        CHECK(text.find("\xFF") == std::string::npos);
    }
    for (const std::string& text : {write_compliance_markdown(run, options), write_compliance_html(run, options)}) {
        std::string without_code = text;
        // Code spans show markup as it is, in Markdown only.
        if (text.starts_with("# ")) {
            for (std::size_t begin = without_code.find("``"); begin != std::string::npos;
                 begin = without_code.find("``", begin)) {
                const std::size_t end = without_code.find("``", begin + 2);
                REQUIRE(end != std::string::npos);
                without_code.erase(begin, end + 2 - begin);
            }
        }
        CHECK(without_code.find("<script") == std::string::npos);
    }
    const Json sarif = Json::parse(write_sarif(run, options));
    each_string(sarif, [](const std::string& text) { CHECK_FALSE(text.empty()); });
}

TEST_CASE("thirty thousand findings are written by every writer") {
    const auto sample = large_sample(30'000);
    policy::Catalogue catalogue;
    catalogue.document = catalogue.pack = "pack";
    catalogue.requirements.push_back({{"pack", "1"}, base::verbatim("t"), "", "", policy::CheckKind::automatic, {}});
    sample->run.catalogues.push_back(std::move(catalogue));
    const Options options = test::sample_options();
    CHECK(Json::parse(write_json(sample->run, options))["verdicts"].size() == 30'000);
    const std::string text = write_text(sample->run, options);
    CHECK(text.find("large.yaml:30000:1: error CSR0002 [worse-rule] is wrong\n") != std::string::npos);
    const Json compliance = Json::parse(write_compliance_json(sample->run, options));
    CHECK(compliance["catalogues"][0]["sections"][0]["requirements"][0]["rules"][0]["evidence"].size() == 27'000);
    CHECK(write_compliance_html(sample->run, options).size() < 2'000'000);
    CHECK(write_compliance_markdown(sample->run, options).size() < 500'000);
    CHECK(write_compliance_text(sample->run, options).size() < 100'000);
}

TEST_CASE("quiet leaves the summary out, colour changes no words") {
    const auto sample = test::whole_sample();
    Options options = test::sample_options();
    options.quiet = true;
    const std::string plain = write_text(sample->run, options);
    CHECK(plain.find("verdicts") == std::string::npos);
    options.colour = true;
    std::string coloured = write_text(sample->run, options);
    CHECK(coloured != plain);
    for (std::size_t begin = coloured.find('\x1b'); begin != std::string::npos; begin = coloured.find('\x1b')) {
        coloured.erase(begin, coloured.find('m', begin) + 1 - begin);
    }
    CHECK(coloured == plain);
    CHECK(write_text(test::Sample().run, options).empty());
}

}  // namespace csr::report
