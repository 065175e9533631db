#include "report/compliance_csv.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <vector>

#include "report/compliance.hpp"
#include "report/compliance_words.hpp"
#include "report/place.hpp"
#include "report/unicode.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

constexpr std::size_t places_shown = 20;  // per criterion; the JSON report has all

/// Always quoted; what a spreadsheet would take for a formula gets an apostrophe in front.
std::string cell(std::string_view text) {
    std::string shown = prose(text);
    if (!shown.empty() && std::string_view("=+-@").find(shown.front()) != std::string_view::npos)
        shown.insert(0, 1, '\'');
    std::string out = "\"";
    for (const char character : shown) {
        if (character == '"') out += '"';
        out += character;
    }
    return out + "\"";
}

void add_row(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t index = 0; index < cells.size(); ++index) out += (index == 0 ? "" : ",") + cell(cells[index]);
    out += "\r\n";
}

/// The rules with their counts of verdicts.
std::string rules_of(const ComplianceRow& row, const Words& words) {
    std::string out;
    for (const RuleEvidence& evidence : row.rules) {
        const std::string counts = evidence.rule->enabled ? outcome_counts(counts_of(evidence), words)
                                                          : std::string(words("disabled", "無効"));
        out += fmt::format("{}{} ({})", out.empty() ? "" : "; ", evidence.rule->id, counts);
    }
    return out;
}

/// The places that decided, the worst first.
std::string evidence_of(const ComplianceRow& row, const Words& words) {
    std::string out;
    std::size_t shown = 0;
    std::size_t all = 0;
    for (const policy::Outcome outcome : evidence_order) {
        for (const RuleEvidence& evidence : row.rules) {
            all += evidence.of(outcome).size();
            for (const policy::Verdict* verdict : evidence.of(outcome)) {
                if (shown == places_shown) break;
                ++shown;
                const Place place = place_of(verdict->location);
                out += fmt::format("{}{} {} {}:{}", out.empty() ? "" : "; ", words.outcome(outcome), evidence.rule->id,
                                   place.path, place.begin.line);
            }
        }
    }
    if (all > shown) out += fmt::format(fmt::runtime(words("; and {} more", "; ほか {} 件")), grouped(all - shown));
    return out;
}

std::vector<std::string> cells_of(const ComplianceRow& row, const Words& words) {
    const policy::Requirement& requirement = *row.requirement;
    std::vector<std::string> cells{requirement.id.full(),           requirement.source_document,
                                   requirement.source_section,      std::string(key_of(requirement.check)),
                                   std::string(key_of(row.status)), std::string(status_word(row.status, words)),
                                   words(requirement.text),         explanation(row, words)};
    for (const policy::Outcome outcome : evidence_order) cells.push_back(fmt::format("{}", row.count(outcome)));
    cells.push_back(rules_of(row, words));
    cells.push_back(evidence_of(row, words));
    return cells;
}

}  // namespace

std::string write_compliance_csv(const policy::Run& run, const Options& options) {
    const Words words(options.language);
    const Compliance compliance = compliance_of(run);
    std::string out = "\xEF\xBB\xBF";
    std::vector<std::string> headers{"requirement", "document", "section",   "check",
                                     "status",      "label",    "criterion", "explanation"};
    for (const policy::Outcome outcome : evidence_order) headers.emplace_back(key_of(outcome));
    headers.insert(headers.end(), {"rules", "evidence"});
    add_row(out, headers);
    for (const ComplianceCatalogue& catalogue : compliance.catalogues) {
        for (const ComplianceSection& section : catalogue.sections) {
            for (const ComplianceRow& row : section.rows) add_row(out, cells_of(row, words));
        }
    }
    return out;
}

}  // namespace csr::report
