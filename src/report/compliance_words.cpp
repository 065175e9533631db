#include "report/compliance_words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "report/unicode.hpp"

namespace csr::report {

namespace {

using policy::Outcome;

/// The distinct causes of the unknown verdicts of a row, in the order they come.
std::string causes_of(const ComplianceRow& row, const Words& words) {
    constexpr std::size_t limit = 5;
    std::vector<std::string> causes;
    for (const RuleEvidence& evidence : row.rules) {
        for (const policy::Verdict* verdict : evidence.of(Outcome::unknown)) {
            for (const base::Text& cause : verdict->because) {
                std::string text = prose(words(cause));
                if (std::find(causes.begin(), causes.end(), text) == causes.end()) causes.push_back(std::move(text));
                if (causes.size() == limit) break;
            }
        }
    }
    std::string out;
    for (const std::string& cause : causes) {
        if (!out.empty()) out += words("; ", "、");
        out += cause;
    }
    return out;
}

std::string still_to_look_at(const ComplianceRow& row, const Words& words) {
    const std::string look_at = prose(words(row.requirement->look_at));
    if (look_at.empty()) return {};
    return std::string(words("To look at: ", "確認すること: ")) + look_at;
}

std::string rules_that_are_off(const ComplianceRow& row, const Words& words) {
    std::string names;
    for (const RuleEvidence& evidence : row.rules) {
        if (evidence.rule->enabled) continue;
        if (!names.empty()) names += words(", ", "、");
        names += visible(evidence.rule->name);
    }
    if (names.empty()) return {};
    return fmt::format(fmt::runtime(words("Disabled: {}.", "無効なルール: {}。")), names);
}

std::uint64_t judged(const ComplianceRow& row) {
    return row.count(Outcome::pass) + row.count(Outcome::fail) + row.count(Outcome::unknown) +
           row.count(Outcome::excepted);
}

/// Who accepted what, for how long; each exception once.
std::string accepted(const ComplianceRow& row, const Words& words) {
    std::vector<const policy::Exception*> exceptions;
    const auto add = [&](const policy::Exception* exception) {
        if (exception != nullptr && std::find(exceptions.begin(), exceptions.end(), exception) == exceptions.end())
            exceptions.push_back(exception);
    };
    add(row.exception);
    for (const RuleEvidence& evidence : row.rules) {
        for (const policy::Verdict* verdict : evidence.of(Outcome::excepted)) add(verdict->exception);
    }
    std::string text = fmt::format(
        fmt::runtime(words("Accepted by exceptions: {} of {} verdicts.", "例外として承認 {} 件(判定 {} 件中)。")),
        grouped(row.count(Outcome::excepted)), grouped(judged(row)));
    for (const policy::Exception* exception : exceptions) {
        text += " " + visible(exception->subject) + ": " + prose(exception->reason);
        if (!exception->approver.empty())
            text += std::string(words(", approved by ", "、承認者 ")) + prose(exception->approver);
        if (!exception->expires.empty())
            text += std::string(words(", until ", "、期限 ")) + visible(exception->expires);
        text += words(".", "。");
    }
    return text;
}

std::string reason(const ComplianceRow& row, const Words& words) {
    const std::string total = grouped(judged(row));
    switch (row.status) {
        case Status::met:
            return fmt::format(fmt::runtime(words("Every verdict passes ({}).", "判定 {} 件すべて適合。")), total);
        case Status::partly_met:
            return fmt::format(fmt::runtime(words("The part that files decide is met: every verdict passes ({}).",
                                                  "ファイルで判定できる部分は適合(判定 {} 件すべて適合)。")),
                               total);
        case Status::not_met:
            return fmt::format(fmt::runtime(words("Verdicts that fail: {} of {}.", "不適合 {} 件(判定 {} 件中)。")),
                               grouped(row.count(Outcome::fail)), total);
        case Status::undecided:
            return fmt::format(
                fmt::runtime(words("Verdicts that are undecided: {} of {}: {}.", "判定不能 {} 件(判定 {} 件中): {}")),
                grouped(row.count(Outcome::unknown)), total, causes_of(row, words));
        case Status::excepted:
            return accepted(row, words);
        case Status::not_applicable:
            return std::string(
                words("Judged, and it concerns none of the targets.", "判定した対象はいずれも該当しません。"));
        case Status::nothing_to_judge:
            return std::string(words("There are rules, but they found nothing to judge.",
                                     "ルールはありますが、判定する対象が見つかりませんでした。"));
        case Status::no_rule:
            return std::string(row.rules.empty() ? words("No rule checks this yet.", "まだルールがありません。")
                                                 : words("Every rule that checks this is disabled.",
                                                         "この要件のルールはすべて無効です。"));
        case Status::by_hand:
            return std::string(words("Files do not decide this.", "ファイルからは判定できません。"));
        case Status::at_run_time:
            return std::string(words("Only the running system shows this.", "稼働中のシステムでのみ確認できます。"));
    }
    return {};
}

}  // namespace

std::string_view key_of(Status status) {
    constexpr std::array<std::string_view, status_count> keys = {
        "met",     "partly_met", "not_met",    "undecided", "excepted", "not_applicable", "nothing_to_judge",
        "no_rule", "by_hand",    "at_run_time"};
    return keys[static_cast<std::size_t>(status)];
}

std::string_view status_word(Status status, const Words& words) {
    switch (status) {
        case Status::met:
            return words("met", "適合");
        case Status::partly_met:
            return words("met in part", "一部適合");
        case Status::not_met:
            return words("not met", "不適合");
        case Status::undecided:
            return words("undecided", "判定不能");
        case Status::excepted:
            return words("excepted", "例外承認");
        case Status::not_applicable:
            return words("not applicable", "該当なし");
        case Status::nothing_to_judge:
            return words("nothing to judge", "対象なし");
        case Status::no_rule:
            return words("no rule yet", "ルールなし");
        case Status::by_hand:
            return words("by hand", "目視確認");
        case Status::at_run_time:
            return words("at run time", "稼働時確認");
    }
    return {};
}

std::string_view status_mark(Status status) {
    constexpr std::array<std::string_view, status_count> marks = {"✓", "◐", "✗", "?", "≈", "⊘", "–", "○", "☐", "▷"};
    return marks[static_cast<std::size_t>(status)];
}

std::string_view status_meaning(Status status, const Words& words) {
    switch (status) {
        case Status::met:
            return words("judged, and every target passes", "判定した対象がすべて適合");
        case Status::partly_met:
            return words("the part that files decide is met; the rest is for a person",
                         "ファイルで判定できる部分は適合、残りは人が確認");
        case Status::not_met:
            return words("at least one target fails", "不適合の対象がある");
        case Status::undecided:
            return words("nothing fails, but something could not be decided", "不適合はないが、判定できないものがある");
        case Status::excepted:
            return words("what fails or is undecided is accepted by an exception",
                         "不適合または判定不能を例外として承認");
        case Status::not_applicable:
            return words("judged, and it concerns none of the targets", "判定した対象はいずれも該当しない");
        case Status::nothing_to_judge:
            return words("there are rules, but no target was found", "ルールはあるが、対象が見つからない");
        case Status::no_rule:
            return words("files could decide it, but no enabled rule does", "判定できる有効なルールがない");
        case Status::by_hand:
            return words("not machine-checkable: a person has to look", "機械では判定できない: 人が確認する");
        case Status::at_run_time:
            return words("not machine-checkable: only the running system shows it",
                         "機械では判定できない: 稼働中のシステムで確認する");
    }
    return {};
}

std::string explanation(const ComplianceRow& row, const Words& words) {
    std::string text = reason(row, words);
    for (const std::string& more : {still_to_look_at(row, words), rules_that_are_off(row, words)}) {
        if (!more.empty()) text += " " + more;
    }
    return text;
}

std::string outcome_counts(const std::array<std::uint64_t, outcome_count>& counts, const Words& words) {
    std::string text;
    for (const Outcome outcome : evidence_order) {
        const std::uint64_t number = counts[static_cast<std::size_t>(outcome)];
        if (number == 0) continue;
        if (!text.empty()) text += words(", ", "、");
        text += fmt::format(fmt::runtime(words("{0} {1}", "{1} {0}")), grouped(number), words.outcome(outcome));
    }
    return text.empty() ? std::string(words("no verdicts", "判定なし")) : text;
}

std::array<std::uint64_t, outcome_count> counts_of(const RuleEvidence& evidence) {
    std::array<std::uint64_t, outcome_count> counts{};
    for (std::size_t outcome = 0; outcome < outcome_count; ++outcome)
        counts[outcome] = evidence.verdicts[outcome].size();
    return counts;
}

std::string_view incomplete_notice(const Words& words) {
    return words(
        "This report is incomplete: not everything could be read or analysed. "
        "\"Met\" below holds only for what was read.",
        "この報告書は不完全です。読み取りまたは解析できないものがありました。"
        "以下の「適合」は、読み取れた範囲に限ります。");
}

std::string command_line(const policy::Run& run) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./:,@%+";
    std::string text = "csr-lint";
    for (const std::string& argument : run.command_line) {
        const std::string shown = visible(argument);
        const bool is_plain = !shown.empty() && shown.find_first_not_of(plain) == std::string::npos;
        text += is_plain ? " " + shown : " '" + shown + "'";
    }
    return text;
}

}  // namespace csr::report
