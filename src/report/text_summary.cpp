#include "report/text_summary.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string_view>
#include <vector>

#include "report/layout.hpp"
#include "report/overview.hpp"
#include "report/unicode.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

constexpr std::size_t label_columns = 12;
constexpr std::size_t causes_shown = 10;

/// Joins the parts with the comma of the language, leaving out empty ones.
std::string joined(const std::vector<std::string>& parts, const Words& words) {
    std::string out;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += words(", ", "、");
        out += part;
    }
    return out;
}

class SummaryWriter {
  public:
    SummaryWriter(const policy::Run& run, const Options& options)
        : run_(run), overview_(overview_of(run)), options_(options), words_(options.language), paint_(options.colour) {}

    std::string write() {
        title();
        line(words_("inputs", "入力"), inputs());
        if (const std::string used = parameters(); !used.empty()) line(words_("parameters", "パラメータ"), used);
        line(words_("rules", "ルール"), rules());
        line(words_("verdicts", "判定"), verdicts());
        line(words_("findings", "指摘"), findings());
        causes();
        result();
        next_steps();
        return std::move(out_);
    }

  private:
    void title() {
        std::string text = "csr-lint";
        if (!options_.tool_version.empty()) text += " " + options_.tool_version;
        for (const policy::PackInfo& pack : run_.packs) {
            text += fmt::format(", {} {}", visible(pack.name), visible(pack.version));
        }
        out_ += paint_(Tone::strong, text) + "\n";
    }

    void line(std::string_view label, const std::string& text) {
        out_ += "  " + paint_(Tone::faint, padded(label, label_columns)) + text + "\n";
    }

    std::string amount(std::uint64_t number, Tone tone, std::string_view word) const {
        if (number == 0) return {};
        return paint_(tone, fmt::format(fmt::runtime(words_("{0} {1}", "{1} {0}")), grouped(number), word));
    }

    std::string inputs() const {
        if (run_.inputs.empty())
            return paint_(Tone::warning, words_("none found: nothing was judged", "なし(何も判定していません)"));
        std::vector<std::string> kinds;
        for (const auto& [kind, number] : overview_.inputs_by_kind) {
            kinds.push_back(amount(number, Tone::plain, visible(words_.input_kind(kind))));
        }
        std::string text = fmt::format("{} ({})", grouped(run_.inputs.size()), joined(kinds, words_));
        if (overview_.inputs_not_read > 0) {
            text += std::string(words_(", ", "、")) +
                    amount(overview_.inputs_not_read, Tone::error, words_("not read", "読み取れず"));
        }
        return text;
    }

    /// The files whose values the templates' parameters have.
    std::string parameters() const {
        std::vector<std::string> files;
        for (const policy::Input& input : run_.settings) {
            if (input.kind == "parameters") files.push_back(visible(input.path));
        }
        return joined(files, words_);
    }

    std::string rules() const {
        return joined(
            {amount(overview_.rules_enabled, Tone::plain, words_("run", "実行")),
             amount(overview_.rules_disabled, Tone::plain, words_("disabled", "無効")),
             amount(overview_.rules_without_target.size(), Tone::faint, words_("found nothing to judge", "対象なし"))},
            words_);
    }

    std::string verdicts() const {
        const policy::Summary& summary = run_.summary;
        if (summary.total() == 0) return std::string(words_("none", "なし"));
        const std::string parts =
            joined({amount(summary.pass, Tone::good, words_.outcome(policy::Outcome::pass)),
                    amount(summary.fail, Tone::error, words_.outcome(policy::Outcome::fail)),
                    amount(summary.unknown, Tone::open, words_.outcome(policy::Outcome::unknown)),
                    amount(summary.excepted, Tone::plain, words_.outcome(policy::Outcome::excepted)),
                    amount(summary.not_applicable, Tone::faint, words_.outcome(policy::Outcome::not_applicable))},
                   words_);
        return grouped(summary.total()) + ": " + parts;
    }

    std::string findings() const {
        const policy::Summary& summary = run_.summary;
        const std::string unknown = options_.unknown_is_finding
                                        ? amount(summary.unknown, Tone::open, words_("undecided", "判定不能"))
                                        : std::string();
        const std::string text = joined(
            {amount(summary.errors, Tone::error, severity("errors", "error", summary.errors, policy::Severity::error)),
             amount(summary.warnings, Tone::warning,
                    severity("warnings", "warning", summary.warnings, policy::Severity::warning)),
             amount(summary.notes, Tone::note, severity("notes", "note", summary.notes, policy::Severity::note)),
             unknown},
            words_);
        const std::string known =
            amount(summary.known, Tone::plain, words_("known from the baseline", "既知 (ベースライン)"));
        const std::string now = text.empty() ? paint_(Tone::good, words_("none", "なし")) : text;
        return known.empty() ? now : joined({now, known}, words_);
    }

    std::string_view severity(std::string_view many, std::string_view one, std::uint64_t number,
                              policy::Severity severity) const {
        return words_(number == 1 ? one : many, words_.severity(severity));
    }

    void causes() {
        if (overview_.causes.empty()) return;
        out_ += "\n" +
                paint_(Tone::strong, words_("What would settle the undecided verdicts:", "判定不能を解消するには:")) +
                "\n";
        const std::size_t shown = std::min(overview_.causes.size(), causes_shown);
        for (std::size_t index = 0; index < shown; ++index) {
            const Cause& cause = overview_.causes[index];
            const std::string number = fmt::format("{:>6}  ", grouped(cause.verdicts));
            const std::vector<std::string> lines =
                wrapped(prose(words_(cause.text)), options_.width > 40 ? options_.width - number.size() : 32);
            out_ += paint_(Tone::open, number) + lines.front() + "\n";
            for (std::size_t rest = 1; rest < lines.size(); ++rest) {
                out_ += std::string(number.size(), ' ') + lines[rest] + "\n";
            }
        }
        if (shown < overview_.causes.size()) {
            out_ += fmt::format(fmt::runtime(words_("        and {} more (--format json lists all)\n",
                                                    "        ほか {} 件(--format json で全件)\n")),
                                grouped(overview_.causes.size() - shown));
        }
    }

    void result() {
        const policy::Summary& summary = run_.summary;
        out_ += "\n";
        if (!overview_.complete) {
            out_ +=
                paint_(Tone::error,
                       words_("Incomplete: not everything could be read or analysed, see the errors above.",
                              "不完全: 読み取りまたは解析できないものがありました。上のエラーを参照してください。")) +
                "\n";
        } else if (run_.inputs.empty() || summary.pass + summary.fail + summary.unknown == 0) {
            out_ += paint_(Tone::warning, words_("Nothing was judged.", "判定したものはありません。")) + "\n";
        } else if (summary.fail == 0 && summary.unknown > 0) {
            out_ += paint_(Tone::open, words_("No requirement is broken as far as could be decided.",
                                              "判定できた範囲では違反はありません。")) +
                    "\n";
        } else if (summary.fail == 0 || summary.errors + summary.warnings + summary.notes == 0) {
            out_ += paint_(Tone::good, words_("No findings.", "指摘はありません。")) + "\n";
        }
    }

    /// The rule that fails most; the smallest id where several do.
    const policy::RuleInfo* worst_rule() const {
        std::map<std::string_view, std::pair<std::uint64_t, const policy::RuleInfo*>> fails;
        for (const policy::Verdict& verdict : run_.verdicts) {
            if (verdict.outcome != policy::Outcome::fail) continue;
            auto& entry = fails[verdict.rule->id];
            ++entry.first;
            entry.second = verdict.rule;
        }
        const auto worst = std::max_element(fails.begin(), fails.end(), [](const auto& left, const auto& right) {
            return left.second.first < right.second.first;
        });
        return worst == fails.end() ? nullptr : worst->second.second;
    }

    void next_steps() {
        const policy::RuleInfo* worst = worst_rule();
        if (worst != nullptr) {
            step("csr-lint explain " + visible(worst->name),
                 words_("what the rule wants, and why", "ルールの内容と理由"));
        }
        if (!run_.catalogues.empty()) {
            step("csr-lint --report compliance", words_("one row for each requirement", "要件ごとの適合状況"));
        }
    }

    void step(const std::string& command, std::string_view purpose) {
        out_ += "  " + padded(command, 42) + " " + paint_(Tone::faint, purpose) + "\n";
    }

    const policy::Run& run_;
    Overview overview_;
    const Options& options_;
    Words words_;
    Painter paint_;
    std::string out_;
};

}  // namespace

std::string write_summary_text(const policy::Run& run, const Options& options) {
    return SummaryWriter(run, options).write();
}

}  // namespace csr::report
