#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <set>

#include "model/workflow/check.hpp"
#include "model/workflow/checks.hpp"
#include "model/workflow/cron.hpp"
#include "model/workflow/glob_pattern.hpp"
#include "syntax/scalar_offset.hpp"

namespace csr::model {

namespace {

using syntax::NodeRef;

constexpr unsigned shortest_schedule = 5;  // minutes; docs.github.com, "Events that trigger workflows", schedule
constexpr std::size_t most_inputs = 25;

constexpr std::array<std::string_view, 3> filters = {"branches", "tags", "paths"};

bool is_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

/// The scalar, or the scalars in the list.
template <class Visit>
void each_scalar(NodeRef node, const Visit& visit) {
    if (!node) return;
    if (node.is_scalar()) visit(node);
    for (const NodeRef item : node.items()) {
        if (item.is_scalar()) visit(item);
    }
}

class EventChecker {
  public:
    EventChecker(const Workflow& workflow, std::vector<Diagnostic>& found) : workflow_(workflow), found_(found) {}

    void run() {
        for (const Event& event : workflow_.events()) {
            if (event.name == "schedule") check_schedule(event);
            if (!event.config || !event.config.is_mapping()) continue;
            check_filters(event);
            if (event.name == "workflow_dispatch") check_dispatch(event);
            if (event.name == "workflow_call") check_call(event);
        }
    }

  private:
    void note(std::string_view code, NodeRef node, base::Text message) {
        report(found_, code, node, std::move(message));
    }

    void check_schedule(const Event& event) {
        const bool bare = !workflow_.get("on").is_mapping();
        if (bare)
            note("missing-key", event.node,
                 {"'schedule' needs a list of times: on: {schedule: [{cron: ...}]}",
                  "'schedule' には時刻のリストが必要です(on: {schedule: [{cron: ...}]})"});
        if (!event.config) return;
        for (const NodeRef item : event.config.items()) {
            check_cron(item.find("cron"));
            const NodeRef zone = item.find("timezone");
            if (!zone || !zone.is_scalar() || zone.text().empty() || is_timezone_name(zone.text())) continue;
            note("timezone-invalid", zone,
                 {fmt::format("'{}' is no time zone; write an IANA name such as Asia/Tokyo", zone.text()),
                  fmt::format("'{}' というタイムゾーンはありません。Asia/Tokyo のような IANA の名前を指定してください",
                              zone.text())});
        }
    }

    void check_cron(NodeRef cron) {
        if (!cron || !cron.is_scalar() || cron.text().empty()) return;
        if (std::optional<base::Text> error = cron_error(cron.text()))
            return note("cron-invalid", cron, std::move(*error));
        const unsigned interval = shortest_interval(cron.text());
        if (interval >= shortest_schedule) return;
        note("cron-too-often", cron,
             {fmt::format("runs {} minutes apart; GitHub starts schedules at most every {} minutes", interval,
                          shortest_schedule),
              fmt::format("{} 分間隔で起動する指定です。GitHub のスケジュールは最短 {} 分間隔です", interval,
                          shortest_schedule)});
    }

    void check_filters(const Event& event) {
        for (const std::string_view name : filters) {
            const std::string ignoring = fmt::format("{}-ignore", name);
            const NodeRef with = event.config.find_key(name);
            const NodeRef without = event.config.find_key(ignoring);
            if (with && without)
                note("event-filter-conflict", with.index() > without.index() ? with : without,
                     {fmt::format("'{}' and '{}' cannot be used for the same event; negate patterns with '!'", name,
                                  ignoring),
                      fmt::format(
                          "'{}' と '{}' は同じイベントで同時に使えません。除外するパターンは '!' で始めてください",
                          name, ignoring)});
            const GlobSubject subject = name == "paths" ? GlobSubject::path : GlobSubject::reference;
            check_globs(event.config.find(name), subject);
            check_globs(event.config.find(ignoring), subject);
        }
    }

    void check_globs(NodeRef patterns, GlobSubject subject) {
        each_scalar(patterns, [&](NodeRef pattern) {
            if (pattern.text().empty() || has_expression(pattern.text())) return;
            const std::optional<GlobError> error = glob_error(pattern.text(), subject);
            if (!error) return;
            const source::Span span{syntax::source_offset(pattern, error->begin),
                                    syntax::source_offset(pattern, error->end)};
            report(found_, "glob-invalid", pattern, span, error->message);
        });
    }

    void check_dispatch(const Event& event) {
        const NodeRef inputs = event.config.find("inputs");
        if (!inputs || !inputs.is_mapping()) return;
        if (inputs.size() > most_inputs)
            note("input-limit", event.node,
                 {fmt::format("{} inputs; workflow_dispatch takes at most {}", inputs.size(), most_inputs),
                  fmt::format("入力が {} 個あります。workflow_dispatch の入力は最大 {} 個です", inputs.size(),
                              most_inputs)});
        for (const NodeRef::Pair pair : inputs.pairs()) {
            if (pair.value.is_mapping() && pair.key.is_scalar()) check_dispatch_input(pair.key, pair.value);
        }
    }

    void check_dispatch_input(NodeRef key, NodeRef input) {
        const NodeRef type = input.find("type");
        const std::string_view kind = type && type.is_scalar() ? type.text() : std::string_view("string");
        const NodeRef options = input.find("options");
        const NodeRef fallback = input.find("default");
        if (kind == "choice") {
            check_options(key, options, fallback);
        } else if (options && options.size() > 0) {
            note("input-invalid", key,
                 {fmt::format("'options' belongs to inputs of the type choice; '{}' is of the type {}", key.text(),
                              kind),
                  fmt::format("'options' は choice 型の入力でのみ使えます。'{}' は {} 型です", key.text(), kind)});
        }
        check_default(fallback, kind);
    }

    void check_options(NodeRef key, NodeRef options, NodeRef fallback) {
        if (!options || !options.is_sequence() || options.size() == 0)
            return note("input-invalid", key,
                        {fmt::format("the choice '{}' has no options", key.text()),
                         fmt::format("choice 型の入力 '{}' に options がありません", key.text())});
        std::set<std::string_view> known;
        for (const NodeRef option : options.items()) {
            if (!option.is_scalar()) continue;
            if (option.text().empty()) {
                note("empty-value", option, {"an option must not be empty", "選択肢が空です"});
            } else if (!known.insert(option.text()).second) {
                note("input-invalid", option,
                     {fmt::format("the option '{}' stands twice", option.text()),
                      fmt::format("選択肢 '{}' が重複しています", option.text())});
            }
        }
        if (!fallback || !fallback.is_scalar() || has_expression(fallback.text()) || known.contains(fallback.text()))
            return;
        note("input-invalid", fallback,
             {fmt::format("the default '{}' is none of the options", fallback.text()),
              fmt::format("既定値 '{}' が選択肢にありません", fallback.text())});
    }

    void check_default(NodeRef fallback, std::string_view kind) {
        if (!fallback || !fallback.is_scalar() || fallback.is_null() || has_expression(fallback.text())) return;
        const std::string_view text = fallback.text();
        if (kind == "boolean" && text != "true" && text != "false")
            note("input-invalid", fallback,
                 {fmt::format("the default of a boolean is true or false, not '{}'", text),
                  fmt::format("boolean 型の既定値は true または false です('{}' は指定できません)", text)});
        if (kind == "number" && !is_number(text))
            note("input-invalid", fallback,
                 {fmt::format("the default of a number is a number, not '{}'", text),
                  fmt::format("number 型の既定値は数値です('{}' は指定できません)", text)});
    }

    void check_call(const Event& event) {
        const NodeRef inputs = event.config.find("inputs");
        if (!inputs) return;
        for (const NodeRef::Pair pair : inputs.pairs()) {
            if (!pair.value.is_mapping()) continue;
            const NodeRef type = pair.value.find("type");
            const NodeRef fallback = pair.value.find("default");
            if (type && type.is_scalar()) check_default(fallback, type.text());
            const NodeRef required = pair.value.find("required");
            if (!fallback || !required || !required.is_scalar() || required.text() != "true") continue;
            note("input-default-unused", fallback,
                 {"the input is required, so its default is never used", "必須の入力なので、既定値は使われません"});
        }
    }

    const Workflow& workflow_;
    std::vector<Diagnostic>& found_;
};

}  // namespace

void check_events(const Workflow& workflow, std::vector<Diagnostic>& found) { EventChecker(workflow, found).run(); }

}  // namespace csr::model
