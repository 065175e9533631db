#include "report/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "policy/own_rules.hpp"
#include "report/excerpt.hpp"
#include "report/layout.hpp"
#include "report/overview.hpp"
#include "report/place.hpp"
#include "report/text_summary.hpp"
#include "report/unicode.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

Tone tone_of(const policy::Verdict& verdict) {
    switch (verdict.outcome) {
        case policy::Outcome::pass:
            return Tone::good;
        case policy::Outcome::unknown:
            return Tone::open;
        case policy::Outcome::not_applicable:
        case policy::Outcome::excepted:
            return Tone::faint;
        case policy::Outcome::fail:
            break;
    }
    switch (verdict.rule->severity) {
        case policy::Severity::error:
            return Tone::error;
        case policy::Severity::warning:
            return Tone::warning;
        case policy::Severity::note:
            return Tone::note;
    }
    return Tone::plain;
}

std::string place_text(const policy::Location& location) {
    const Place place = place_of(location);
    return fmt::format("{}:{}:{}", visible(place.path), place.begin.line, place.begin.code_point_column);
}

/// Writes blocks: a head line, the source excerpt, then notes under a common gutter.
class BlockWriter {
  public:
    BlockWriter(std::string& out, const Options& options, const std::map<std::string, const policy::Requirement*>& rows)
        : out_(out), options_(options), words_(options.language), paint_(options.colour), rows_(rows) {}

    void verdict(const policy::Verdict& verdict) {
        head(verdict);
        if (verdict.outcome == policy::Outcome::pass || verdict.outcome == policy::Outcome::not_applicable) return;
        excerpt(verdict.location, tone_of(verdict));
        note(words_("target", "対象"), words_.target(verdict.target));
        for (const base::Text& choice : verdict.scenario) note(words_("when", "条件"), prose(words_(choice)));
        for (const base::Text& cause : verdict.because) note(words_("because", "理由"), prose(words_(cause)));
        if (verdict.flow) note(words_("for example", "例"), prose(words_(verdict.flow->story)));
        requirements(*verdict.rule);
        fix(verdict);
        for (const policy::Related& related : verdict.related) {
            note(words_("see", "参照"), place_text(related.location) + ": " + prose(words_(related.message)));
        }
        out_ += '\n';
    }

    void problem(const policy::Problem& problem) {
        const Tone tone = problem.fatal ? Tone::error : Tone::warning;
        const bool has_place = problem.location.source != nullptr;
        out_ += paint_(Tone::strong, has_place ? place_text(problem.location) : visible(problem.path)) + ": ";
        out_ += paint_(tone, problem.fatal ? words_("error", "エラー") : words_("warning", "警告"));
        out_ += paint_(Tone::strong, ": " + prose(words_(problem.message))) + "\n";
        gutter_ = 2;
        if (has_place) excerpt(problem.location, tone);
        if (!problem.hint.empty()) note(words_("help", "対処"), prose(words_(problem.hint)));
        out_ += '\n';
    }

  private:
    void head(const policy::Verdict& verdict) {
        const policy::RuleInfo& rule = *verdict.rule;
        const bool failed = verdict.outcome == policy::Outcome::fail;
        std::string text = prose(words_(verdict.message));
        if (verdict.outcome == policy::Outcome::pass) text = words_.target(verdict.target);
        if (verdict.outcome == policy::Outcome::not_applicable) {
            text = words_.target(verdict.target);
            for (const base::Text& why : verdict.because) text += ": " + prose(words_(why));
        }
        out_ += paint_(Tone::strong, place_text(verdict.location)) + ": ";
        out_ += paint_(tone_of(verdict), failed ? words_.severity(rule.severity) : words_.outcome(verdict.outcome));
        out_ += " " + paint_(tone_of(verdict), visible(rule.id)) + " " +
                paint_(Tone::faint, "[" + visible(rule.name) + "]") + " ";
        out_ += is_block(verdict) ? paint_(Tone::strong, text) : text;
        out_ += '\n';
    }

    static bool is_block(const policy::Verdict& verdict) {
        return verdict.outcome == policy::Outcome::fail || verdict.outcome == policy::Outcome::unknown;
    }

    void excerpt(const policy::Location& location, Tone tone) {
        const std::size_t room = options_.width > 12 ? options_.width - 10 : 20;
        const Excerpt excerpt = excerpt_of(location, room);
        const std::string number = fmt::format("{}", excerpt.line);
        gutter_ = std::max<std::size_t>(number.size() + 2, 5);
        out_ += paint_(Tone::frame, fmt::format("{:>{}} |", number, gutter_ - 1)) + " " + excerpt.text() + "\n";
        std::string mark(excerpt.mark_columns, '^');
        if (excerpt.last_line > excerpt.line) {
            mark += fmt::format(fmt::runtime(words_(" to line {}", " {} 行目まで")), excerpt.last_line);
        }
        out_ += paint_(Tone::frame, std::string(gutter_, ' ') + "|") + std::string(excerpt.mark_begin + 1, ' ') +
                paint_(tone, mark) + "\n";
    }

    void note(std::string_view label, const std::string& text) {
        const std::size_t indent = gutter_ + 2 + columns_of(label) + 2;
        const std::vector<std::string> lines =
            wrapped(text, options_.width > indent + 20 ? options_.width - indent : 20);
        out_ += std::string(gutter_, ' ') + paint_(Tone::frame, "=") + " " +
                paint_(Tone::strong, std::string(label) + ":") + " " + lines.front() + "\n";
        for (std::size_t index = 1; index < lines.size(); ++index) {
            out_ += std::string(indent, ' ') + lines[index] + "\n";
        }
    }

    /// The first ones: a reader of the finding wants to know why it is one, `explain` has them all.
    void requirements(const policy::RuleInfo& rule) {
        constexpr std::size_t most_listed = 3;
        const std::size_t count = rule.requirements.size();
        const std::size_t listed = count > most_listed ? most_listed - 1 : count;
        for (std::size_t index = 0; index < listed; ++index) requirement(rule.requirements[index]);
        if (listed == count) return;
        const std::string all = fmt::format("csr-lint explain {}", rule.id);
        note(words_("requirement", "要件"),
             visible(fmt::format(fmt::runtime(words_("and {} more: {}", "ほか {} 件: {}")), count - listed, all)));
    }

    void requirement(const policy::RequirementId& id) {
        const auto row = rows_.find(id.full());
        const std::string text = row == rows_.end() ? "" : " " + prose(words_(row->second->text));
        note(words_("requirement", "要件"), visible(id.full()) + text);
    }

    void fix(const policy::Verdict& verdict) {
        if (!verdict.fix) return;
        const policy::Fix& fix = *verdict.fix;
        std::string text = prose(words_(fix.description));
        if (!fix.edits.empty()) text += fmt::format(" ({})", words_.applicability(fix.applicability));
        note(words_("fix", "修正"), text);
    }

    std::string& out_;
    const Options& options_;
    Words words_;
    Painter paint_;
    const std::map<std::string, const policy::Requirement*>& rows_;
    std::size_t gutter_ = 5;
};

std::map<std::string, const policy::Requirement*> rows_of(const policy::Run& run) {
    std::map<std::string, const policy::Requirement*> rows;
    for (const policy::Catalogue& catalogue : run.catalogues) {
        for (const policy::Requirement& requirement : catalogue.requirements) {
            rows.emplace(requirement.id.full(), &requirement);
        }
    }
    return rows;
}

}  // namespace

std::string write_text(const policy::Run& run, const Options& options) {
    std::string out;
    const auto rows = rows_of(run);
    BlockWriter blocks(out, options, rows);
    bool in_lines = false;
    std::set<std::pair<const source::Source*, std::uint32_t>> told;  // where files could not be read on
    for (const policy::Verdict& verdict : run.verdicts) {
        const bool is_line =
            verdict.outcome == policy::Outcome::pass || verdict.outcome == policy::Outcome::not_applicable;
        if (!options.all_verdicts && !is_finding(verdict, options.unknown_is_finding)) continue;
        if (in_lines && !is_line) out += '\n';
        in_lines = is_line;
        blocks.verdict(verdict);
        if (verdict.rule->name == policy::syntax_rule)
            told.emplace(verdict.location.source, verdict.location.span.begin);
    }
    if (in_lines) out += '\n';
    for (const policy::Problem& problem : run.problems) {
        if (!told.contains({problem.location.source, problem.location.span.begin})) blocks.problem(problem);
    }
    if (!options.quiet) out += write_summary_text(run, options);
    return out;
}

std::string write_problem_text(const policy::Problem& problem, const Options& options) {
    std::string out;
    const std::map<std::string, const policy::Requirement*> no_rows;
    BlockWriter(out, options, no_rows).problem(problem);
    return out;
}

}  // namespace csr::report
