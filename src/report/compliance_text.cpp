#include "report/compliance_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <vector>

#include "report/compliance.hpp"
#include "report/compliance_tables.hpp"
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
        case Status::excepted:
        case Status::not_applicable:
            return Tone::plain;
        case Status::nothing_to_judge:
        case Status::no_rule:
            return Tone::warning;
        case Status::by_hand:
        case Status::at_run_time:
            return Tone::note;
    }
    return Tone::plain;
}

Tone tone_of(policy::Outcome outcome) {
    if (outcome == policy::Outcome::fail) return Tone::error;
    return outcome == policy::Outcome::unknown ? Tone::open : Tone::plain;
}

/// What stands before a verdict's message where it is not plainly a fail.
std::string mark_of(const policy::Verdict& verdict, const Words& words) {
    if (verdict.outcome == policy::Outcome::excepted) return " (" + std::string(words.outcome(verdict.outcome)) + ")";
    return verdict.known ? std::string(words(" (known)", " (既知)")) : std::string();
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
        for (const Table& table : tables_in_front(run_, compliance_, options_)) write_table(table);
        if (compliance_.catalogues.empty()) {
            out_ += std::string(words_("No pack with a requirement catalogue was used.",
                                       "要件カタログを持つパックが使われていません。")) +
                    "\n";
        }
        if (options_.quiet) return std::move(out_);
        for (const Table& table : tables_behind(run_, compliance_, options_)) write_table(table);
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
        if (!options_.branch.empty())
            out_ += "  " + std::string(words_("branch", "ブランチ")) + "  " + visible(options_.branch) + "\n";
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
            write_places(evidence, policy::Outcome::excepted, indent);
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
            out_ += paint_(tone_of(outcome), visible(evidence.rule->id));
            out_ += mark_of(verdict, words_);
            out_ += " " + words_.target(verdict.target) + ": " + prose(words_(verdict.message)) + "\n";
        }
        if (verdicts.size() > places_shown) {
            out_ += std::string(indent, ' ') +
                    fmt::format(fmt::runtime(words_("... and {} more of {} (--format json lists all)\n",
                                                    "... ほか {} 件({}、--format json で全件)\n")),
                                grouped(verdicts.size() - places_shown), visible(evidence.rule->id));
        }
    }

    void write_table(const Table& table) {
        out_ += "\n" + paint_(Tone::strong, table.title) + "\n";
        if (!table.note.empty()) out_ += "  " + visible(table.note) + "\n";
        std::vector<std::size_t> widths(table.headers.size());
        for (std::size_t column = 0; column < widths.size(); ++column)
            widths[column] = columns_of(table.headers[column]);
        for (const std::vector<std::string>& row : table.rows) {
            for (std::size_t column = 0; column < widths.size(); ++column)
                widths[column] = std::min<std::size_t>(std::max(widths[column], columns_of(prose(row[column]))), 64);
        }
        write_cells(table.headers, widths, Tone::faint);
        for (const std::vector<std::string>& row : table.rows) write_cells(row, widths, Tone::plain);
    }

    void write_cells(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths, Tone tone) {
        std::string line;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            line += "  " +
                    (column + 1 == cells.size() ? prose(cells[column]) : padded(prose(cells[column]), widths[column]));
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out_ += paint_(tone, line) + "\n";
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
