#include "report/compliance_markdown.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <vector>

#include "report/compliance.hpp"
#include "report/compliance_tables.hpp"
#include "report/compliance_words.hpp"
#include "report/markdown_text.hpp"
#include "report/place.hpp"
#include "report/unicode.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

constexpr std::size_t places_shown = 100;  // per rule and outcome; the JSON report has all

std::string_view mark_of(policy::Outcome outcome) {
    if (outcome == policy::Outcome::fail) return status_mark(Status::not_met);
    return status_mark(outcome == policy::Outcome::unknown ? Status::undecided : Status::excepted);
}

class ComplianceMarkdown {
  public:
    ComplianceMarkdown(const policy::Run& run, const Options& options)
        : run_(run), options_(options), words_(options.language), compliance_(compliance_of(run)) {}

    std::string write() {
        head();
        problems();
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) write_catalogue(catalogue);
        for (const Table& table : tables_in_front(run_, compliance_, options_)) write_table(table);
        for (const Table& table : tables_behind(run_, compliance_, options_)) write_table(table);
        return std::move(out_);
    }

  private:
    void head() {
        line("# {}", words_("Compliance report", "適合状況報告書"));
        if (!compliance_.complete) line("> **{}**", markdown(incomplete_notice(words_)));
        out_ += fmt::format("- csr-lint {}\n- {}: {}\n", markdown(options_.tool_version),
                            words_("Command", "実行コマンド"), markdown_code(command_line(run_)));
        if (!options_.branch.empty()) {
            out_ += fmt::format("- {}: {}\n", words_("Branch", "ブランチ"), markdown_code(options_.branch));
        }
        if (options_.time) out_ += fmt::format("- {}: {}\n", words_("Time", "日時"), utc_time(*options_.time));
        if (!options_.revision.empty()) {
            out_ += fmt::format("- {}: {}\n", words_("Commit", "コミット"), markdown_code(options_.revision));
        }
        out_ += '\n';
    }

    /// One block with an empty line behind it.
    template <class... Arguments>
    void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        out_ += fmt::format(format, std::forward<Arguments>(arguments)...) + "\n\n";
    }

    std::string place_code(const policy::Location& location) const {
        const Place place = place_of(location);
        return markdown_code(fmt::format("{}:{}:{}", place.path, place.begin.line, place.begin.code_point_column));
    }

    void problems() {
        if (run_.problems.empty()) return;
        line("## {}", words_("Problems", "問題"));
        for (const policy::Problem& problem : run_.problems) {
            out_ += fmt::format(
                "- {} {}: {}{}\n", problem.fatal ? "✗" : "!",
                problem.location.source != nullptr ? place_code(problem.location) : markdown_code(problem.path),
                markdown(words_(problem.message)), hint(problem));
        }
        out_ += '\n';
    }

    std::string hint(const policy::Problem& problem) const {
        return problem.hint.empty() ? std::string() : " (" + markdown(words_(problem.hint)) + ")";
    }

    void write_catalogue(const ComplianceCatalogue& catalogue) {
        line("## {}", markdown(words_(catalogue.catalogue->title)));
        out_ += fmt::format("| {} | {} | {} |\n|---|--:|---|\n", words_("Status", "状態"), words_("Criteria", "基準数"),
                            words_("Meaning", "意味"));
        for (const Status status : all_statuses) {
            out_ += fmt::format("| {} {} | {} | {} |\n", status_mark(status), status_word(status, words_),
                                grouped(catalogue.totals[static_cast<std::size_t>(status)]),
                                status_meaning(status, words_));
        }
        line("| {} | {} | |", words_("All", "合計"), grouped(catalogue.row_count));
        for (const ComplianceSection& section : catalogue.sections) write_section(section);
        details(catalogue);
    }

    void write_section(const ComplianceSection& section) {
        line("### {} {}", markdown(section.id), markdown(words_(section.title)));
        if (section.rows.empty()) return;
        out_ += fmt::format("| {} | {} | {} | {} |\n|---|---|---|---|\n", words_("Id", "番号"),
                            words_("Criterion", "基準"), words_("Status", "状態"), words_("Why", "根拠"));
        for (const ComplianceRow& row : section.rows) {
            out_ += fmt::format("| {} | {} | {} {} | {} |\n", markdown_code(row.requirement->id.id),
                                markdown(words_(row.requirement->text)), status_mark(row.status),
                                status_word(row.status, words_), markdown(explanation(row, words_)));
        }
        out_ += '\n';
    }

    void details(const ComplianceCatalogue& catalogue) {
        const std::uint64_t open = catalogue.totals[static_cast<std::size_t>(Status::not_met)] +
                                   catalogue.totals[static_cast<std::size_t>(Status::undecided)] +
                                   catalogue.totals[static_cast<std::size_t>(Status::excepted)];
        if (open == 0) return;
        line("### {}", words_("Places", "該当箇所"));
        for (const ComplianceSection& section : catalogue.sections) {
            for (const ComplianceRow& row : section.rows) write_places(row);
        }
    }

    void write_places(const ComplianceRow& row) {
        if (row.count(policy::Outcome::fail) + row.count(policy::Outcome::unknown) +
                row.count(policy::Outcome::excepted) ==
            0)
            return;
        line("**{}** {} {}", markdown(row.requirement->id.full()), status_mark(row.status),
             status_word(row.status, words_));
        for (const RuleEvidence& evidence : row.rules) {
            write_places(evidence, policy::Outcome::fail);
            write_places(evidence, policy::Outcome::unknown);
            write_places(evidence, policy::Outcome::excepted);
        }
        out_ += '\n';
    }

    void write_places(const RuleEvidence& evidence, policy::Outcome outcome) {
        const auto& verdicts = evidence.of(outcome);
        for (std::size_t index = 0; index < std::min(verdicts.size(), places_shown); ++index) {
            const policy::Verdict& verdict = *verdicts[index];
            out_ += fmt::format("- {} {}{}: {} {} {}: {}\n", mark_of(outcome), words_.outcome(outcome),
                                verdict.known ? words_(" (known)", " (既知)") : "", place_code(verdict.location),
                                markdown(evidence.rule->id), markdown(words_.target(verdict.target)),
                                markdown(words_(verdict.message)));
        }
        if (verdicts.size() > places_shown) {
            out_ += fmt::format(fmt::runtime(words_("- and {} more\n", "- ほか {} 件\n")),
                                grouped(verdicts.size() - places_shown));
        }
    }

    void write_table(const Table& table) {
        line("## {}", table.title);
        if (!table.note.empty()) line("{}", markdown(table.note));
        for (const std::string& header : table.headers) out_ += "| " + header + " ";
        out_ += "|\n";
        for (std::size_t column = 0; column < table.headers.size(); ++column) out_ += "|---";
        out_ += "|\n";
        for (const std::vector<std::string>& row : table.rows) {
            for (const std::string& cell : row) out_ += "| " + markdown(cell) + " ";
            out_ += "|\n";
        }
        out_ += '\n';
    }

    const policy::Run& run_;
    const Options& options_;
    Words words_;
    Compliance compliance_;
    std::string out_;
};

}  // namespace

std::string write_compliance_markdown(const policy::Run& run, const Options& options) {
    return ComplianceMarkdown(run, options).write();
}

}  // namespace csr::report
