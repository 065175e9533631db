#include "report/compliance_html.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <string_view>
#include <vector>

#include "base/base64.hpp"
#include "base/sha256.hpp"
#include "report/compliance.hpp"
#include "report/compliance_style.hpp"
#include "report/compliance_tables.hpp"
#include "report/compliance_words.hpp"
#include "report/excerpt.hpp"
#include "report/html_text.hpp"
#include "report/place.hpp"
#include "report/unicode.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

using policy::Outcome;

constexpr std::size_t excerpt_columns = 110;
/// How many places a rule shows of an outcome; the JSON report has all.
constexpr std::size_t places_shown(Outcome outcome) { return outcome == Outcome::fail ? 500 : 100; }

/// So many chapters can be switched off by a check box.
constexpr std::size_t filtered_chapters = 60;
constexpr std::string_view hidden = " { display: none; }\n";

class ComplianceHtml {
  public:
    ComplianceHtml(const policy::Run& run, const Options& options)
        : run_(run), options_(options), words_(options.language), compliance_(compliance_of(run)) {
        style_ = compliance_style;
        for (const Status status : all_statuses) {
            style_ += fmt::format("body:has(#show-{0}:not(:checked)) details.is-{0}{1}", key_of(status), hidden);
        }
        for (std::size_t chapter = 1; chapter <= filtered_chapters; ++chapter)
            style_ += fmt::format("body:has(#chapter-{0}:not(:checked)) div.chapter-{0}{1}", chapter, hidden);
    }

    std::string write() {
        head();
        title();
        problems();
        if (!compliance_.catalogues.empty()) filter();
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) write_catalogue(catalogue);
        for (const Table& table : tables_in_front(run_, compliance_, options_)) write_table(table);
        for (const Table& table : tables_behind(run_, compliance_, options_)) write_table(table);
        out_ += fmt::format("<footer>csr-lint {}</footer>\n</body>\n</html>\n", html(options_.tool_version));
        return std::move(out_);
    }

  private:
    template <class... Arguments>
    void add(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Arguments>(arguments)...);
        out_ += '\n';
    }

    void head() {
        add("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">", words_.code());
        add("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; "
            "base-uri 'none'; form-action 'none'\">",
            source_of_style());
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        add("<meta name=\"referrer\" content=\"no-referrer\">");
        add("<title>{}</title>", report_title());
        out_.append("<style>").append(style_).append("</style>\n</head>\n<body>\n");
    }

    /// How the content security policy names the style sheet: nothing else is applied.
    std::string source_of_style() const { return "sha256-" + base::base64_of_hex(base::sha256_hex(style_)); }

    std::string report_title() const {
        std::string text(words_("Compliance report", "適合状況報告書"));
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) {
            text += ": " + html_prose(words_(catalogue.catalogue->title));
        }
        return text;
    }

    void fact(std::string_view name, const std::string& value) { add("<dt>{}</dt><dd>{}</dd>", name, value); }

    void title() {
        add("<h1>{}</h1>\n<dl class=\"facts\">", report_title());
        fact(words_("Made by", "作成"), "csr-lint " + html(options_.tool_version));
        fact(words_("Command", "実行コマンド"), "<code>" + html(command_line(run_)) + "</code>");
        if (options_.time) fact(words_("Time", "日時"), utc_time(*options_.time));
        if (!options_.revision.empty()) {
            fact(words_("Commit", "コミット"), "<code>" + html(options_.revision) + "</code>");
        }
        if (!options_.branch.empty()) fact(words_("Branch", "ブランチ"), "<code>" + html(options_.branch) + "</code>");
        fact(words_("Inputs", "入力"), words_.counted(run_.inputs.size(), "file", "files"));
        fact(words_("Verdicts", "判定"), verdict_counts());
        add("</dl>");
    }

    std::string verdict_counts() const {
        const policy::Summary& summary = run_.summary;
        return outcome_counts({summary.pass, summary.fail, summary.unknown, summary.not_applicable, summary.excepted},
                              words_);
    }

    void problems() {
        if (run_.problems.empty()) return;
        const std::string_view notice =
            compliance_.complete ? words_("Worth knowing:", "注意事項:") : incomplete_notice(words_);
        add("<section class=\"alarm\" role=\"alert\">\n<p>{}</p>\n<ul>", html(notice));
        for (const policy::Problem& problem : run_.problems) {
            add("<li>{} {} <span class=\"about\">{}</span></li>", problem_place(problem),
                html_prose(words_(problem.message)), html_prose(words_(problem.hint)));
        }
        add("</ul>\n</section>");
    }

    std::string problem_place(const policy::Problem& problem) const {
        if (problem.location.source != nullptr) return place_html(problem.location);
        return "<span class=\"path\">" + html(problem.path) + "</span>";
    }

    std::string place_html(const policy::Location& location) const {
        const Place place = place_of(location);
        return fmt::format("<span class=\"path\">{}:{}:{}</span>", html(place.path), place.begin.line,
                           place.begin.code_point_column);
    }

    std::string badge(Status status) const {
        return fmt::format("<span class=\"badge {}\"><span class=\"glyph\" aria-hidden=\"true\">{}</span>{}</span>",
                           key_of(status), status_mark(status), status_word(status, words_));
    }

    void write_catalogue(const ComplianceCatalogue& catalogue) {
        add("<section>\n<h2>{}</h2>", html_prose(words_(catalogue.catalogue->title)));
        bar(catalogue.totals, catalogue.row_count);
        totals_table(catalogue);
        chapters(catalogue);
        bool open = false;
        for (const ComplianceSection& section : catalogue.sections) {
            if (level(section) == "chapter" || !open) {
                if (open) add("</div>");
                ++chapter_;
                add("<div class=\"chapter-{}\">", chapter_);
                open = true;
            }
            write_section(catalogue, section);
        }
        if (open) add("</div>");
        add("</section>");
    }

    /// One stacked bar, measured in percent so that a narrow window does not squeeze the text; a segment carries its
    /// mark and number where there is room.
    void bar(const StatusTotals& totals, std::uint64_t all) {
        if (all == 0) return;
        constexpr double room_for_text = 3.4;
        constexpr double room_in_narrow_window = 9;
        add("<svg class=\"bar\" role=\"img\" aria-label=\"{}\">", words_("Criteria by status", "状態別の基準数"));
        double at = 0;
        for (const Status status : all_statuses) {
            const std::uint64_t number = totals[static_cast<std::size_t>(status)];
            if (number == 0) continue;
            const double size = 100 * static_cast<double>(number) / static_cast<double>(all);
            add("<rect class=\"{}\" x=\"{:.2f}%\" width=\"{:.2f}%\" height=\"100%\"><title>{} {}</title></rect>",
                key_of(status), at, size, status_word(status, words_), number);
            if (size >= room_for_text) {
                add("<text{} x=\"{:.2f}%\" y=\"50%\">{} {}</text>",
                    size < room_in_narrow_window ? " class=\"small\"" : "", at + size / 2, status_mark(status), number);
            }
            at += size;
        }
        add("</svg>");
    }

    void totals_table(const ComplianceCatalogue& catalogue) {
        add("<table>\n<thead><tr><th>{}</th><th class=\"number\">{}</th><th>{}</th></tr></thead>\n<tbody>",
            words_("Status", "状態"), words_("Criteria", "基準数"), words_("Meaning", "意味"));
        for (const Status status : all_statuses) {
            add("<tr><td>{}</td><td class=\"number\">{}</td><td>{}</td></tr>", badge(status),
                grouped(catalogue.totals[static_cast<std::size_t>(status)]), status_meaning(status, words_));
        }
        add("<tr class=\"sum\"><td>{}</td><td class=\"number\">{}</td><td></td></tr>\n</tbody></table>",
            words_("All", "合計"), grouped(catalogue.row_count));
    }

    static std::string anchor(const ComplianceCatalogue& catalogue, std::string_view id) {
        return "r-" + html(catalogue.catalogue->document) + "-" + html(id);
    }

    std::string tally(const StatusTotals& totals) const {
        std::string text;
        for (const Status status : all_statuses) {
            const std::uint64_t number = totals[static_cast<std::size_t>(status)];
            if (number == 0) continue;
            text += fmt::format("{}<span class=\"{}\">{} {}</span> {}", text.empty() ? "" : " · ", key_of(status),
                                status_mark(status), grouped(number), status_word(status, words_));
        }
        return text;
    }

    static std::string_view level(const ComplianceSection& section) {
        return section.id.find('.') == std::string::npos ? "chapter" : "section";
    }

    void chapters(const ComplianceCatalogue& catalogue) {
        add("<nav aria-label=\"{0}\">\n<h3>{0}</h3>\n<ul>", words_("Chapters", "目次"));
        for (const ComplianceSection& section : catalogue.sections) {
            add("<li class=\"{}\"><a href=\"#{}\">{} {}</a></li>", level(section),
                anchor(catalogue, "section-" + section.id), html(section.id), html_prose(words_(section.title)));
        }
        add("</ul>\n</nav>");
    }

    void write_section(const ComplianceCatalogue& catalogue, const ComplianceSection& section) {
        add("<h3 class=\"{}\" id=\"{}\">{} {} <span class=\"tally\">{}</span></h3>", level(section),
            anchor(catalogue, "section-" + section.id), html(section.id), html_prose(words_(section.title)),
            tally(section.with_subsections));
        for (const ComplianceRow& row : section.rows) write_row(catalogue, row);
    }

    void write_row(const ComplianceCatalogue& catalogue, const ComplianceRow& row) {
        const policy::Requirement& requirement = *row.requirement;
        add("<details class=\"criterion is-{}\" id=\"{}\"{}>", key_of(row.status), anchor(catalogue, requirement.id.id),
            row.status == Status::not_met ? " open" : "");
        add("<summary>{}<span class=\"id\">{}</span><span class=\"text\">{}</span></summary>\n<div class=\"body\">",
            badge(row.status), html(requirement.id.id), html_prose(words_(requirement.text)));
        add("<p>{}</p>", html(explanation(row, words_)));
        add("<p class=\"about\">{}: {} {} · {}: {}</p>", words_("Source", "出典"), html(requirement.source_document),
            html(requirement.source_section), words_("Check", "確認方法"), words_.check_kind(requirement.check));
        for (const RuleEvidence& evidence : row.rules) write_rule(evidence);
        add("</div>\n</details>");
    }

    void write_rule(const RuleEvidence& evidence) {
        const policy::RuleInfo& rule = *evidence.rule;
        add("<div class=\"rule\">\n<h4><code>{} {}</code> {} <span class=\"tally\">{}</span></h4>", html(rule.id),
            html(rule.name), html_prose(words_(rule.title)),
            rule.enabled ? outcome_counts(counts_of(evidence), words_) : std::string(words_("disabled", "無効")));
        places(evidence, Outcome::fail);
        places(evidence, Outcome::unknown);
        places(evidence, Outcome::excepted);
        folded_places(evidence, Outcome::pass);
        folded_places(evidence, Outcome::not_applicable);
        add("</div>");
    }

    void folded_places(const RuleEvidence& evidence, Outcome outcome) {
        if (evidence.of(outcome).empty()) return;
        add("<details class=\"more\"><summary>{}: {}</summary>", words_.outcome(outcome),
            grouped(evidence.of(outcome).size()));
        places(evidence, outcome);
        add("</details>");
    }

    void places(const RuleEvidence& evidence, Outcome outcome) {
        const auto& verdicts = evidence.of(outcome);
        if (verdicts.empty()) return;
        const std::size_t shown = std::min(verdicts.size(), places_shown(outcome));
        add("<ul class=\"places\">");
        for (std::size_t index = 0; index < shown; ++index) write_place(*verdicts[index]);
        if (shown < verdicts.size()) {
            add("<li>{}</li>", fmt::format(fmt::runtime(words_("and {} more, see the JSON report",
                                                               "ほか {} 件(JSON 形式の報告書を参照)")),
                                           grouped(verdicts.size() - shown)));
        }
        add("</ul>");
    }

    void write_place(const policy::Verdict& verdict) {
        const bool is_open = verdict.outcome != Outcome::pass && verdict.outcome != Outcome::not_applicable;
        add("<li class=\"{}\"><span class=\"verdict\">{}</span> {} <span class=\"about\">{}</span>",
            key_of(verdict.outcome), words_.outcome(verdict.outcome), place_html(verdict.location),
            html(words_.target(verdict.target)) + (verdict.known ? std::string(words_(" (known)", " (既知)")) : ""));
        if (verdict.exception != nullptr) {
            add("<div class=\"about\">{}: {} {}</div>", words_("Accepted", "承認理由"),
                html_prose(verdict.exception->reason), place_html(verdict.exception->location));
        }
        if (is_open && !verdict.message.empty()) add("<div>{}</div>", html_prose(words_(verdict.message)));
        for (const base::Text& choice : verdict.scenario) {
            add("<div class=\"about\">{}: {}</div>", words_("When", "条件"), html_prose(words_(choice)));
        }
        for (const base::Text& cause : verdict.because) {
            add("<div class=\"about\">{}: {}</div>", words_("Because", "理由"), html_prose(words_(cause)));
        }
        if (is_open) source_line(verdict.location);
        if (verdict.flow) write_flow(*verdict.flow);
        for (const policy::Related& related : verdict.related) {
            add("<div class=\"about\">{}: {} {}</div>", words_("See", "参照"), place_html(related.location),
                html_prose(words_(related.message)));
        }
        if (verdict.fix && is_open) {
            add("<div class=\"about\">{}: {}</div>", words_("Fix", "修正"),
                html_prose(words_(verdict.fix->description)));
        }
        add("</li>");
    }

    /// How the finding comes about, step by step.
    void write_flow(const policy::Flow& flow) {
        add("<div class=\"about\">{}: {}</div>\n<ol class=\"flow\">", words_("For example", "例"),
            html_prose(words_(flow.story)));
        for (const policy::Related& step : flow.steps)
            add("<li>{} {}</li>", place_html(step.location), html_prose(words_(step.message)));
        add("</ol>");
    }

    void source_line(const policy::Location& location) {
        const Excerpt excerpt = excerpt_of(location, excerpt_columns);
        const std::string further =
            excerpt.last_line == excerpt.line
                ? std::string()
                : fmt::format(fmt::runtime(words_(" to line {}", " {} 行目まで")), excerpt.last_line);
        add("<pre><span class=\"number\">{:>4} | </span>{}<mark>{}</mark>{}<span class=\"number\">{}</span></pre>",
            excerpt.line, html(excerpt.before), html(excerpt.marked.empty() ? std::string(" ") : excerpt.marked),
            html(excerpt.after), further);
    }

    void write_table(const Table& table) {
        add("<section>\n<h2>{}</h2>", html(table.title));
        if (!table.note.empty()) add("<p>{}</p>", html_prose(table.note));
        out_ += "<div class=\"wide\"><table class=\"" + table.key + "\">\n<thead><tr>";
        for (const std::string& header : table.headers) out_ += "<th>" + html(header) + "</th>";
        out_ += "</tr></thead>\n<tbody>\n";
        for (const std::vector<std::string>& row : table.rows) {
            out_ += "<tr>";
            for (const std::string& cell : row) {
                out_ += is_hash(cell) ? "<td class=\"hash\">" : has_long_word(cell) ? "<td class=\"long\">" : "<td>";
                out_ += html_prose(cell) + "</td>";
            }
            out_ += "</tr>\n";
        }
        add("</tbody></table></div>\n</section>");
    }

    static bool is_hash(const std::string& cell) {
        return cell.size() == 64 && cell.find_first_not_of("0123456789abcdef") == std::string::npos;
    }

    /// Whether a cell has to be cut inside a word, as paths and logical ids are; a short word stays whole.
    static bool has_long_word(std::string_view cell) {
        constexpr std::size_t longest_whole = 20;
        std::size_t length = 0;
        for (const char c : cell) {
            length = c > ' ' && c <= '~' ? length + 1 : 0;
            if (length > longest_whole) return true;
        }
        return false;
    }

    /// Check boxes that the style sheet reads: what is unchecked is not shown. The button checks all of them again.
    void filter() {
        add("<form class=\"filters\">");
        add("<fieldset class=\"filter\">\n<legend>{}</legend>", words_("Show", "表示する状態"));
        for (const Status status : all_statuses) {
            std::uint64_t number = 0;
            for (const ComplianceCatalogue& catalogue : compliance_.catalogues)
                number += catalogue.totals[static_cast<std::size_t>(status)];
            if (number == 0) continue;
            add("<label class=\"{0}\"><input type=\"checkbox\" id=\"show-{0}\" checked> {1} {2} ({3})</label>",
                key_of(status), status_mark(status), status_word(status, words_), grouped(number));
        }
        add("</fieldset>");
        add("<fieldset class=\"filter\">\n<legend>{}</legend>", words_("Chapters", "表示する章"));
        std::size_t chapter = 0;
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) {
            for (const ComplianceSection& section : catalogue.sections) {
                if (level(section) != "chapter" || chapter >= filtered_chapters) continue;
                ++chapter;
                add("<label><input type=\"checkbox\" id=\"chapter-{}\" checked> {} {}</label>", chapter,
                    html(section.id), html_prose(words_(section.title)));
            }
        }
        add("</fieldset>");
        add("<button type=\"reset\">{}</button>\n</form>", words_("Show everything again", "すべて表示に戻す"));
    }

    const policy::Run& run_;
    const Options& options_;
    Words words_;
    Compliance compliance_;
    std::string style_;
    std::size_t chapter_ = 0;
    std::string out_;
};

}  // namespace

std::string write_compliance_html(const policy::Run& run, const Options& options) {
    return ComplianceHtml(run, options).write();
}

}  // namespace csr::report
