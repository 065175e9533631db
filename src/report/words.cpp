#include "report/words.hpp"

#include <array>
#include <chrono>
#include <fmt/format.h>

#include "report/unicode.hpp"

namespace csr::report {

namespace {

using policy::Applicability;
using policy::CheckKind;
using policy::InputStatus;
using policy::Outcome;
using policy::Severity;

struct KindWord {
    std::string_view kind;
    std::string_view english;
    std::string_view japanese;
};

constexpr KindWord kind_words[] = {
    {"template", "template", "テンプレート"},
    {"assembly", "assembly", "アセンブリ"},
    {"workflow", "workflow", "ワークフロー"},
    {"config", "configuration", "設定"},
    {"parameters", "parameters", "パラメータ"},
    {"action", "action", "アクション"},
    {"document", "document", "文書"},
    {"other", "other", "その他"},
    {"exceptions", "exceptions", "例外台帳"},
    {"baseline", "baseline", "ベースライン"},
    {"report", "report", "報告書"},
    {"configuration", "csr-lint configuration", "csr-lint の設定"},
};

}  // namespace

std::string_view Words::outcome(Outcome outcome) const {
    switch (outcome) {
        case Outcome::pass:
            return (*this)("pass", "適合");
        case Outcome::fail:
            return (*this)("fail", "不適合");
        case Outcome::unknown:
            return (*this)("undecided", "判定不能");
        case Outcome::not_applicable:
            return (*this)("not applicable", "対象外");
        case Outcome::excepted:
            return (*this)("excepted", "例外");
    }
    return {};
}

std::string_view Words::severity(Severity severity) const {
    switch (severity) {
        case Severity::error:
            return (*this)("error", "エラー");
        case Severity::warning:
            return (*this)("warning", "警告");
        case Severity::note:
            return (*this)("note", "注意");
    }
    return {};
}

std::string_view Words::input_kind(std::string_view kind) const {
    for (const KindWord& word : kind_words) {
        if (word.kind == kind) return (*this)(word.english, word.japanese);
    }
    return kind;
}

std::string_view Words::input_status(InputStatus status) const {
    switch (status) {
        case InputStatus::ok:
            return (*this)("read", "読み取り済み");
        case InputStatus::syntax_error:
            return (*this)("syntax error", "構文エラー");
        case InputStatus::unreadable:
            return (*this)("not readable", "読み取り不可");
        case InputStatus::not_judged:
            return (*this)("not judged", "判定せず");
    }
    return {};
}

std::string_view Words::check_kind(CheckKind kind) const {
    switch (kind) {
        case CheckKind::automatic:
            return (*this)("automatic", "自動");
        case CheckKind::partly:
            return (*this)("partly automatic", "一部自動");
        case CheckKind::manual:
            return (*this)("by hand", "目視");
        case CheckKind::runtime:
            return (*this)("at run time", "稼働時");
    }
    return {};
}

std::string_view Words::applicability(Applicability applicability) const {
    switch (applicability) {
        case Applicability::safe:
            return (*this)("safe", "安全");
        case Applicability::is_unsafe:
            return (*this)("needs review", "要確認");
        case Applicability::display_only:
            return (*this)("by hand", "手作業");
    }
    return {};
}

std::string Words::counted(std::uint64_t number, std::string_view one, std::string_view many) const {
    if (japanese()) return grouped(number) + " 件";
    return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string Words::target(const policy::Target& target) const {
    std::string out = visible(target.type.empty() ? target.kind : target.type);
    if (!target.id.empty() && target.id != target.document) out += " " + visible(target.id);
    if (!target.stack.empty()) {
        out += fmt::format(fmt::runtime((*this)(" in stack {}", "(スタック {})")), visible(target.stack));
    }
    if (!target.construct_path.empty()) out += " [" + visible(target.construct_path) + "]";
    return out;
}

std::string grouped(std::uint64_t number) {
    std::string digits = fmt::format("{}", number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
    return digits;
}

std::string_view key_of(Outcome outcome) {
    constexpr std::array<std::string_view, 5> keys = {"pass", "fail", "unknown", "not_applicable", "excepted"};
    return keys[static_cast<std::size_t>(outcome)];
}

std::string_view key_of(Severity severity) {
    constexpr std::array<std::string_view, 3> keys = {"note", "warning", "error"};
    return keys[static_cast<std::size_t>(severity)];
}

std::string_view key_of(InputStatus status) {
    constexpr std::array<std::string_view, 4> keys = {"ok", "syntax_error", "unreadable", "not_judged"};
    return keys[static_cast<std::size_t>(status)];
}

std::string_view key_of(CheckKind kind) {
    constexpr std::array<std::string_view, 4> keys = {"automatic", "partly", "manual", "runtime"};
    return keys[static_cast<std::size_t>(kind)];
}

std::string_view key_of(Applicability applicability) {
    constexpr std::array<std::string_view, 3> keys = {"display_only", "unsafe", "safe"};
    return keys[static_cast<std::size_t>(applicability)];
}

std::string utc_time(std::int64_t seconds) {
    const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

}  // namespace csr::report
