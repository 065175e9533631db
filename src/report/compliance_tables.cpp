#include "report/compliance_tables.hpp"

#include <array>
#include <fmt/format.h>

#include "report/comparison.hpp"
#include "report/compliance_words.hpp"
#include "report/place.hpp"
#include "report/unicode.hpp"

namespace csr::report {

namespace {

using policy::ExceptionState;

std::string text(std::string_view view) { return std::string(view); }

std::string place_of(const policy::Exception& exception) {
    const Place place = report::place_of(exception.location);
    return fmt::format("{}:{}", place.path, place.begin.line);
}

std::string_view change_word(ChangeKind kind, const Words& words) {
    switch (kind) {
        case ChangeKind::newly_met:
            return words("newly met", "新たに適合");
        case ChangeKind::newly_broken:
            return words("newly broken", "新たに不適合");
        case ChangeKind::changed:
            return words("changed", "変化");
        case ChangeKind::added:
            return words("added", "追加");
        case ChangeKind::removed:
            return words("removed", "削除");
    }
    return {};
}

/// A status by its key, which may come from a file.
std::string status_by_key(const std::string& key, const Words& words) {
    for (const Status status : all_statuses) {
        if (key_of(status) == key) return text(status_word(status, words));
    }
    return key;
}

Table changes(const Compliance& compliance, const EarlierReport& earlier, const Words& words) {
    Table table{"changes",
                text(words("Changes since the earlier report", "前回の報告書からの変化")),
                {},
                {text(words("Change", "変化")), text(words("Criterion", "基準")), text(words("Before", "前回")),
                 text(words("Now", "今回"))},
                {}};
    std::array<std::uint64_t, 5> counts{};
    for (const Change& change : changes_since(compliance, earlier)) {
        ++counts[static_cast<std::size_t>(change.kind)];
        table.rows.push_back({text(change_word(change.kind, words)), change.id,
                              change.before.empty() ? "-" : status_by_key(change.before, words),
                              change.row == nullptr ? "-" : text(status_word(change.row->status, words))});
    }
    table.note = fmt::format(fmt::runtime(words("Compared with {} (SHA-256 {}){}: {} newly broken, {} newly met.",
                                                "比較対象: {} (SHA-256 {}){}。新たに不適合 {} 件、新たに適合 {} 件。")),
                             earlier.path, earlier.sha256, earlier.time.empty() ? "" : ", " + earlier.time,
                             counts[static_cast<std::size_t>(ChangeKind::newly_broken)],
                             counts[static_cast<std::size_t>(ChangeKind::newly_met)]);
    return table;
}

Table conflicts(const policy::Run& run, const Words& words) {
    Table table{"conflicts",
                text(words("Documents that contradict each other", "文書間の矛盾")),
                text(words("What counts can be chosen under `conflicts` in the configuration.",
                           "採用する文書は設定の `conflicts` で選べます。")),
                {text(words("Topic", "項目")), text(words("Document", "文書")), text(words("Says", "記載")),
                 text(words("Counts", "採用"))},
                {}};
    for (const policy::Conflict& conflict : run.conflicts) {
        for (const policy::ConflictSide& side : conflict.sides) {
            std::string counts;
            if (side.document == conflict.follows) {
                counts = text(words("yes", "採用"));
                if (conflict.follows != conflict.usual)
                    counts += words(" (chosen in the configuration)", " (設定で選択)");
                else
                    counts += text(words(" (default): ", " (既定): ")) + words(conflict.why);
            }
            table.rows.push_back({words(conflict.topic) + " (" + conflict.id + ")", side.document + " " + side.section,
                                  words(side.says), std::move(counts)});
        }
    }
    return table;
}

std::string about(const policy::Exception& exception) {
    std::string out = exception.peer.empty() ? exception.subject : exception.peer + " " + exception.subject;
    if (exception.rules.size() == 1 && exception.rules.front() == exception.subject) return out;
    for (std::size_t index = 0; index < exception.rules.size(); ++index)
        out += (index == 0 ? " → " : ", ") + exception.rules[index];
    return out;
}

std::string people(const policy::Exception& exception, const Words& words) {
    std::string out;
    const auto add = [&](std::string_view label, const std::string& value) {
        if (!value.empty()) out += fmt::format("{}{}{}", out.empty() ? "" : words("; ", "、"), label, value);
    };
    add(words("owner ", "担当 "), exception.owner);
    add(words("approved by ", "承認 "), exception.approver);
    add(words("ticket ", "チケット "), exception.ticket);
    return out;
}

Table exceptions(const policy::Run& run, const Words& words) {
    Table table{"exceptions",
                text(words("Exceptions", "例外")),
                text(words("Every exception that was found, also those that do not count.",
                           "見つかった例外のすべて(効力のないものを含む)。")),
                {text(words("State", "状態")), text(words("About", "対象ルール・要件")), text(words("Target", "対象")),
                 text(words("Reason", "理由")), text(words("Who", "担当・承認")), text(words("Until", "期限")),
                 text(words("Verdicts", "判定数")), text(words("Where", "場所"))},
                {}};
    for (const auto& exception : run.exceptions) {
        std::string state = text(state_word(exception->state, words));
        if (!exception->why.empty()) state += ": " + words(exception->why);
        table.rows.push_back({std::move(state), about(*exception), exception->target, exception->reason,
                              people(*exception, words), exception->expires, grouped(exception->uses),
                              place_of(*exception)});
    }
    return table;
}

Table rules(const Compliance& compliance, const Words& words) {
    Table table{"rules",
                text(words("Rules", "ルール")),
                {},
                {text(words("Id", "番号")), text(words("Name", "名前")), text(words("Rule", "ルール")),
                 text(words("Pack", "パック")), text(words("Severity", "重大度")), text(words("Verdicts", "判定")),
                 text(words("Version (SHA-256)", "版 (SHA-256)"))},
                {}};
    for (const RuleEvidence& evidence : compliance.all_rules) {
        const policy::RuleInfo& rule = *evidence.rule;
        std::string verdicts =
            rule.enabled ? outcome_counts(counts_of(evidence), words) : text(words("disabled", "無効"));
        if (rule.exceptions_forbidden) verdicts += words("; no exceptions", "、例外不可");
        table.rows.push_back({rule.id, rule.name, words(rule.title), rule.pack, text(words.severity(rule.severity)),
                              std::move(verdicts), rule.sha256});
    }
    return table;
}

Table packs(const policy::Run& run, const Words& words) {
    Table table{"packs",
                text(words("Packs", "パック")),
                {},
                {text(words("Name", "名前")), text(words("Version", "版")), "SHA-256"},
                {}};
    for (const policy::PackInfo& pack : run.packs) table.rows.push_back({pack.name, pack.version, pack.sha256});
    return table;
}

Table inputs(std::string key, std::string title, const std::vector<policy::Input>& files, const Words& words) {
    Table table{std::move(key),
                std::move(title),
                {},
                {text(words("Path", "パス")), text(words("Kind", "種類")), text(words("Status", "状態")), "SHA-256"},
                {}};
    for (const policy::Input& input : files) {
        table.rows.push_back({input.path, text(words.input_kind(input.kind)), text(words.input_status(input.status)),
                              input.sha256.empty() ? "-" : input.sha256});
    }
    return table;
}

}  // namespace

std::string_view state_word(ExceptionState state, const Words& words) {
    switch (state) {
        case ExceptionState::used:
            return words("in use", "有効");
        case ExceptionState::unused:
            return words("not needed", "不要");
        case ExceptionState::idle:
            return words("not judged", "未判定");
        case ExceptionState::expired:
            return words("expired", "期限切れ");
        case ExceptionState::forbidden:
            return words("forbidden", "例外不可");
        case ExceptionState::refused:
            return words("refused", "拒否");
        case ExceptionState::invalid:
            return words("invalid", "無効");
    }
    return {};
}

std::string_view key_of(ExceptionState state) {
    constexpr std::array<std::string_view, 7> keys{"used",      "unused",  "idle",   "expired",
                                                   "forbidden", "refused", "invalid"};
    return keys[static_cast<std::size_t>(state)];
}

std::string_view key_of(policy::ExceptionOrigin origin) {
    constexpr std::array<std::string_view, 3> keys{"register", "comment", "metadata"};
    return keys[static_cast<std::size_t>(origin)];
}

std::vector<Table> tables_in_front(const policy::Run& run, const Compliance& compliance, const Options& options) {
    const Words words(options.language);
    std::vector<Table> tables;
    if (options.earlier) tables.push_back(changes(compliance, *options.earlier, words));
    if (!run.conflicts.empty()) tables.push_back(conflicts(run, words));
    return tables;
}

std::vector<Table> tables_behind(const policy::Run& run, const Compliance& compliance, const Options& options) {
    const Words words(options.language);
    std::vector<Table> tables;
    if (!run.exceptions.empty()) tables.push_back(exceptions(run, words));
    tables.push_back(rules(compliance, words));
    tables.push_back(packs(run, words));
    if (!run.settings.empty())
        tables.push_back(
            inputs("settings", text(words("Settings of this run", "この実行の設定ファイル")), run.settings, words));
    tables.push_back(inputs("inputs", text(words("Inputs", "入力")), run.inputs, words));
    return tables;
}

}  // namespace csr::report
