#include "model/workflow/cron.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <fmt/format.h>
#include <span>
#include <vector>

#include "model/workflow/expression.hpp"

namespace csr::model {

namespace {

constexpr unsigned most = 64;
using Values = std::bitset<most>;

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> days = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

struct FieldRange {
    base::Text name;
    unsigned least;
    unsigned greatest;
    std::span<const std::string_view> names;  ///< of the values from `least` on
};

std::array<FieldRange, 5> field_ranges() {
    return {FieldRange{{"minute", "分"}, 0, 59, {}}, FieldRange{{"hour", "時"}, 0, 23, {}},
            FieldRange{{"day of the month", "日"}, 1, 31, {}}, FieldRange{{"month", "月"}, 1, 12, months},
            FieldRange{{"day of the week", "曜日"}, 0, 6, days}};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<unsigned> number(std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<unsigned> value_of_name(std::string_view text, const FieldRange& range) {
    const auto found = std::find(range.names.begin(), range.names.end(), lower_case(text));
    if (found != range.names.end()) return range.least + static_cast<unsigned>(found - range.names.begin());
    const std::optional<unsigned> value = number(text);
    if (!value || *value < range.least || *value > range.greatest) return std::nullopt;
    return value;
}

/// The values that "*", "1-5/2" or "mon" stands for; nothing when it is none of these.
std::optional<Values> values_of_part(std::string_view part, const FieldRange& range) {
    const std::size_t slash = part.find('/');
    const std::string_view span = part.substr(0, slash);
    unsigned step = 1;
    if (slash != std::string_view::npos) {
        const std::optional<unsigned> written = number(part.substr(slash + 1));
        if (!written || *written == 0) return std::nullopt;
        step = *written;
    }
    unsigned first = range.least;
    unsigned last = range.greatest;
    if (span != "*") {
        const std::size_t dash = span.find('-');
        const std::optional<unsigned> begin = value_of_name(span.substr(0, dash), range);
        if (!begin) return std::nullopt;
        first = *begin;
        if (dash != std::string_view::npos) {
            const std::optional<unsigned> end = value_of_name(span.substr(dash + 1), range);
            if (!end || *end < first) return std::nullopt;
            last = *end;
        } else if (slash == std::string_view::npos) {
            last = first;
        }
    }
    Values values;
    for (std::size_t value = first; value <= last; value += step) values.set(value);
    return values;
}

std::optional<Values> values_of_field(std::string_view field, const FieldRange& range) {
    Values all;
    for (const std::string_view part : split(field, ',')) {
        const std::optional<Values> values = values_of_part(part, range);
        if (!values) return std::nullopt;
        all |= *values;
    }
    return all;
}

std::vector<std::string_view> fields_of(std::string_view cron) {
    std::vector<std::string_view> fields = split(cron, ' ');
    std::erase_if(fields, [](std::string_view field) { return field.empty(); });
    return fields;
}

}  // namespace

std::optional<base::Text> cron_error(std::string_view cron) {
    const std::vector<std::string_view> fields = fields_of(cron);
    const std::array<FieldRange, 5> ranges = field_ranges();
    if (fields.size() != ranges.size())
        return base::Text{fmt::format("a schedule has five fields (minute, hour, day, month, day of the week), not {}",
                                      fields.size()),
                          fmt::format("cron は 5 つのフィールド(分 時 日 月 曜日)で指定します。{} 個しか読み取れません",
                                      fields.size())};
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (values_of_field(fields[i], ranges[i])) continue;
        return base::Text{fmt::format("'{}' is no {} of a schedule ({} to {})", fields[i], ranges[i].name.en,
                                      ranges[i].least, ranges[i].greatest),
                          fmt::format("cron の{}に '{}' は指定できません({} から {})", ranges[i].name.ja, fields[i],
                                      ranges[i].least, ranges[i].greatest)};
    }
    return std::nullopt;
}

unsigned shortest_interval(std::string_view cron) {
    if (cron_error(cron)) return 0;
    constexpr unsigned minutes_of_hour = 60;
    constexpr unsigned hours_of_day = 24;
    const std::vector<std::string_view> fields = fields_of(cron);
    const std::array<FieldRange, 5> ranges = field_ranges();
    const Values minutes = *values_of_field(fields[0], ranges[0]);
    const Values hours = *values_of_field(fields[1], ranges[1]);
    unsigned least = minutes_of_hour * hours_of_day;
    std::optional<unsigned> last;
    for (unsigned hour = 0; hour < hours_of_day; ++hour) {
        if (!hours.test(hour)) continue;
        for (unsigned minute = 0; minute < minutes_of_hour; ++minute) {
            if (!minutes.test(minute)) continue;
            const unsigned now = hour * minutes_of_hour + minute;
            if (last) least = std::min(least, now - *last);
            last = now;
        }
    }
    return least;
}

bool is_timezone_name(std::string_view name) {
    static constexpr std::array<std::string_view, 17> areas = {
        "Africa", "America", "Antarctica", "Arctic", "Asia",   "Atlantic", "Australia", "Brazil", "Canada",
        "Chile",  "Etc",     "Europe",     "Indian", "Mexico", "Pacific",  "US",        "SystemV"};
    // Names without an area, most of them kept for old systems.
    static constexpr std::array<std::string_view, 42> single = {
        "CET",     "CST6CDT",   "Cuba",    "EET",     "EST",   "EST5EDT",   "Egypt",     "Eire",     "Factory",
        "GB",      "GB-Eire",   "GMT",     "GMT+0",   "GMT-0", "GMT0",      "Greenwich", "HST",      "Hongkong",
        "Iceland", "Iran",      "Israel",  "Jamaica", "Japan", "Kwajalein", "Libya",     "MET",      "MST",
        "MST7MDT", "NZ",        "NZ-CHAT", "Navajo",  "PRC",   "PST8PDT",   "Poland",    "Portugal", "ROC",
        "ROK",     "Singapore", "Turkey",  "UCT",     "UTC",   "Universal"};
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos)
        return name == "W-SU" || name == "WET" || name == "Zulu" ||
               std::find(single.begin(), single.end(), name) != single.end();
    return name.size() > slash + 1 && std::find(areas.begin(), areas.end(), name.substr(0, slash)) != areas.end() &&
           name.find_first_of(" \t") == std::string_view::npos;
}

}  // namespace csr::model
