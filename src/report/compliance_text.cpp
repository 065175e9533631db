#include "report/compliance_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <vector>

#include "report/compliance.hpp"
#include "report/compliance_words.hpp"
#include "report/layout.hpp"
#include "report/place.hpp"
#include "report/text.hpp"
#include "report/unicode.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

constexpr std::size_t places_shown = 20;  // per rule and outcome; the JSON report has all

Tone tone_of(Status status) {
    switch (status) {
        case Status::met:
        case Status::partly_met:
            return Tone::good;
        case Status::not_met:
            return Tone::error;
        case Status::undecided:
            return Tone::open;
        case Status::nothing_to_judge:
        case Status::no_rule:
            return Tone::warning;
        case Status::by_hand:
        case Status::at_run_time:
            return Tone::note;
    }
    return Tone::plain;
}

class ComplianceText {
  public:
    ComplianceText(const policy::Run& run, const Options& options)
        : run_(run),
          options_(options),
          words_(options.language),
          paint_(options.colour),
          compliance_(compliance_of(run)) {
        for (const Status status : all_statuses) {
            status_columns_ = std::max(status_columns_, columns_of(status_word(status, words_)));
        }
    }

    std::string write() {
        head();
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) write_catalogue(catalogue);
        if (compliance_.catalogues.empty()) {
            out_ += std::string(words_("No pack with a requirement catalogue was used.",
                                       "要件カタログを持つパックが使われていません。")) +
                    "\n";
        }
        if (!options_.quiet) appendix();
        return std::move(out_);
    }

  private:
    void head() {
        out_ += paint_(Tone::strong, words_("Compliance report", "適合状況報告書")) + "\n";
        out_ += "  " + std::string(words_("made by", "作成")) + "  csr-lint " + options_.tool_version + "\n";
        out_ += "  " + std::string(words_("command", "実行")) + "  " + command_line(run_) + "\n";
        if (options_.time) out_ += "  " + std::string(words_("time", "日時")) + "  " + utc_time(*options_.time) + "\n";
        if (!options_.revision.empty()) {
            out_ += "  " + std::string(words_("commit", "コミット")) + "  " + visible(options_.revision) + "\n";
        }
        out_ += '\n';
        if (!compliance_.complete) out_ += paint_(Tone::error, incomplete_notice(words_)) + "\n\n";
        for (const policy::Problem& problem : run_.problems) out_ += write_problem_text(problem, options_);
    }

    void write_catalogue(const ComplianceCatalogue& catalogue) {
        out_ += paint_(Tone::strong, prose(words_(catalogue.catalogue->title))) + "\n\n";
        for (const Status status : all_statuses) {
            out_ += fmt::format("  {:>5}  ", grouped(catalogue.totals[static_cast<std::size_t>(status)])) +
                    paint_(tone_of(status), padded(status_word(status, words_), status_columns_)) + "  " +
                    paint_(Tone::faint, status_meaning(status, words_)) + "\n";
        }
        out_ += fmt::format("  {:>5}  {}\n", grouped(catalogue.row_count), words_("criteria", "基準の合計"));
        for (const ComplianceSection& section : catalogue.sections) write_section(section);
        out_ += '\n';
    }

    void write_section(const ComplianceSection& section) {
        out_ += "\n" + paint_(Tone::strong, visible(section.id) + " " + prose(words_(section.title))) + "\n";
        for (const ComplianceRow& row : section.rows) write_row(row);
    }

    void write_row(const ComplianceRow& row) {
        const std::string mark = std::string(status_mark(row.status)) + " ";
        out_ +=
            "  " + paint_(tone_of(row.status), mark + padded(status_word(row.status, words_), status_columns_)) + "  ";
        const std::string text = visible(row.requirement->id.full()) + " " + prose(words_(row.requirement->text));
        const std::size_t indent = 2 + 2 + status_columns_ + 2;
        write_wrapped(text, indent, Tone::plain, false);
        write_wrapped(explanation(row, words_), indent, Tone::faint, true);
        for (const RuleEvidence& evidence : row.rules) {
            write_places(evidence, policy::Outcome::fail, indent);
            write_places(evidence, policy::Outcome::unknown, indent);
        }
    }

    void write_wrapped(const std::string& text, std::size_t indent, Tone tone, bool indent_first) {
        bool indented = indent_first;
        for (const std::string& line : wrapped(text, options_.width > indent + 30 ? options_.width - indent : 60)) {
            out_ += (indented ? std::string(indent, ' ') : std::string()) + paint_(tone, line) + "\n";
            indented = true;
        }
    }

    void write_places(const RuleEvidence& evidence, policy::Outcome outcome, std::size_t indent) {
        const auto& verdicts = evidence.of(outcome);
        for (std::size_t index = 0; index < std::min(verdicts.size(), places_shown); ++index) {
            const policy::Verdict& verdict = *verdicts[index];
            const Place place = place_of(verdict.location);
            out_ += std::string(indent, ' ') +
                    fmt::format("{}:{}:{} ", visible(place.path), place.begin.line, place.begin.code_point_column);
            out_ += paint_(outcome == policy::Outcome::fail ? Tone::error : Tone::open, visible(evidence.rule->id));
            out_ += " " + words_.target(verdict.target) + ": " + prose(words_(verdict.message)) + "\n";
        }
        if (verdicts.size() > places_shown) {
            out_ += std::string(indent, ' ') +
                    fmt::format(fmt::runtime(words_("... and {} more of {} (--format json lists all)\n",
                                                    "... ほか {} 件({}、--format json で全件)\n")),
                                grouped(verdicts.size() - places_shown), visible(evidence.rule->id));
        }
    }

    void appendix() {
        out_ += paint_(Tone::strong, words_("Rules", "ルール")) + "\n";
        for (const RuleEvidence& evidence : compliance_.all_rules) {
            out_ += fmt::format("  {} {}  {}{}\n", visible(evidence.rule->id), visible(evidence.rule->name),
                                outcome_counts(counts_of(evidence), words_),
                                evidence.rule->enabled ? "" : std::string(words_(" (disabled)", "(無効)")));
        }
        out_ += "\n" + paint_(Tone::strong, words_("Packs (SHA-256)", "パック (SHA-256)")) + "\n";
        for (const policy::PackInfo& pack : run_.packs) {
            out_ += fmt::format("  {}  {} {}\n", visible(pack.sha256), visible(pack.name), visible(pack.version));
        }
        out_ += "\n" + paint_(Tone::strong, words_("Inputs (SHA-256)", "入力 (SHA-256)")) + "\n";
        for (const policy::Input& input : run_.inputs) {
            out_ += fmt::format("  {}  {} ({}, {})\n", padded(input.sha256.empty() ? "-" : visible(input.sha256), 64),
                                visible(input.path), visible(words_.input_kind(input.kind)),
                                words_.input_status(input.status));
        }
    }

    const policy::Run& run_;
    const Options& options_;
    Words words_;
    Painter paint_;
    Compliance compliance_;
    std::size_t status_columns_ = 0;
    std::string out_;
};

}  // namespace

std::string write_compliance_text(const policy::Run& run, const Options& options) {
    return ComplianceText(run, options).write();
}

}  // namespace csr::report
