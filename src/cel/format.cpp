#include "cel/format.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "cel/containers.hpp"
#include "cel/library.hpp"
#include "cel/operators.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

namespace {

std::optional<std::string> not_finite(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    return std::nullopt;
}

/// %s of any value; nothing when a part has no text. Recursion is bounded by `depth`.
class Displayed {
  public:
    [[nodiscard]] std::optional<std::string> text(const Value& value, int depth = 0) {
        if (depth > 64 || size_ > most_bytes) return std::nullopt;
        switch (value.kind()) {
            case Kind::null:
                return "null";
            case Kind::boolean:
                return value.as_boolean() ? "true" : "false";
            case Kind::integer:
                return std::to_string(value.as_integer());
            case Kind::unsigned_integer:
                return std::to_string(value.as_unsigned());
            case Kind::floating: {
                const auto special = not_finite(value.as_floating());
                return special ? *special : double_text(value.as_floating());
            }
            case Kind::string:
            case Kind::bytes:
            case Kind::type:
                size_ += value.text().size();
                return std::string(value.text());
            case Kind::list:
                return list(value.as_list(), depth);
            case Kind::map:
                return map(value.as_map(), depth);
            case Kind::unknown:
                unknown_.push_back(value);
                return "";
            default:
                return std::nullopt;
        }
    }
    [[nodiscard]] const std::vector<Value>& unknown() const { return unknown_; }

  private:
    std::optional<std::string> list(const model::List& items, int depth) {
        std::string made = "[";
        for (std::size_t index = 0; index < items.size(); ++index) {
            const auto item = text(items.at(index), depth + 1);
            if (!item) return item;
            made += (index > 0 ? ", " : "") + *item;
        }
        return made + "]";
    }

    std::optional<std::string> map(const model::Map& members, int depth) {
        std::vector<std::pair<std::string, std::string>> entries;
        for (std::size_t index = 0; index < members.size(); ++index) {
            const Value key = members.key_at(index);
            const auto shown_key = text(key, depth + 1);
            const auto shown = text(members.get(key).value_or(Value()), depth + 1);
            if (!shown_key || !shown) return std::nullopt;
            entries.emplace_back(*shown_key, *shown);
        }
        std::ranges::sort(entries);
        std::string made = "{";
        for (std::size_t index = 0; index < entries.size(); ++index)
            made += fmt::format("{}{}: {}", index > 0 ? ", " : "", entries[index].first, entries[index].second);
        return made + "}";
    }

    std::vector<Value> unknown_;
    std::size_t size_ = 0;
};

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c ^ 0x20) : c; });
    return text;
}

std::optional<std::string> fixed(const Value& value, char verb, int precision) {
    double number = 0;
    if (value.is(Kind::floating)) {
        number = value.as_floating();
    } else if (value.is(Kind::integer)) {
        number = static_cast<double>(value.as_integer());
    } else if (value.is(Kind::unsigned_integer)) {
        number = static_cast<double>(value.as_unsigned());
    } else {
        return std::nullopt;
    }
    if (const auto special = not_finite(number)) return special;
    return verb == 'f' ? fmt::format("{:.{}f}", number, precision) : fmt::format("{:.{}e}", number, precision);
}

std::optional<std::string> decimal(const Value& value) {
    if (value.is(Kind::integer)) return std::to_string(value.as_integer());
    if (value.is(Kind::unsigned_integer)) return std::to_string(value.as_unsigned());
    if (!value.is(Kind::floating)) return std::nullopt;
    const auto special = not_finite(value.as_floating());
    return special ? *special : double_text(value.as_floating());
}

std::optional<std::string> in_base(const Value& value, char verb) {
    if (verb == 'b' && value.is(Kind::boolean)) return value.as_boolean() ? "1" : "0";
    if (verb == 'x' && (value.is(Kind::string) || value.is(Kind::bytes))) {
        std::string made;
        for (const char c : value.text()) made += fmt::format("{:02x}", static_cast<unsigned char>(c));
        return made;
    }
    const auto write = [verb](auto number) {
        if (verb == 'b') return fmt::format("{:b}", number);
        return verb == 'o' ? fmt::format("{:o}", number) : fmt::format("{:x}", number);
    };
    if (value.is(Kind::integer)) return write(value.as_integer());
    if (value.is(Kind::unsigned_integer)) return write(value.as_unsigned());
    return std::nullopt;
}

/// Goes through the pattern once.
class Formatter {
  public:
    Formatter(const CallContext& context, std::string_view pattern, const model::List& values)
        : context_(context), pattern_(pattern), values_(values) {}

    Value run() {
        while (position_ < pattern_.size()) {
            const std::size_t mark = std::min(pattern_.find('%', position_), pattern_.size());
            made_ += pattern_.substr(position_, mark - position_);
            position_ = mark + 1;
            if (mark == pattern_.size()) break;
            if (auto failed = clause()) return *failed;
            if (made_.size() > most_bytes) return limit_reached(context_.evaluation.arena, "text size");
        }
        if (!displayed_.unknown().empty()) return merge_unknowns(displayed_.unknown(), context_.evaluation.arena);
        if (!context_.spend(made_.size() / 16)) return limit_reached(context_.evaluation.arena, "text size");
        return Value::string(context_.evaluation.arena.copy(made_));
    }

  private:
    [[nodiscard]] std::optional<Value> wrong(const std::string& text) const {
        return make_error(context_.evaluation.arena, "format: " + text);
    }

    std::optional<Value> clause() {
        if (position_ >= pattern_.size()) return wrong("the text ends with '%'");
        if (pattern_[position_] == '%') {
            made_ += '%';
            ++position_;
            return std::nullopt;
        }
        int precision = 6;
        if (pattern_[position_] == '.' && !read_precision(precision)) return wrong("the precision is wrong");
        if (position_ >= pattern_.size()) return wrong("the text ends too early");
        const char verb = pattern_[position_++];
        if (next_ >= values_.size()) return wrong("there are not enough values");
        const Value value = values_.at(next_++);
        if (value.is(Kind::error)) return value;
        const auto text = value.is(Kind::unknown) ? displayed_.text(value) : shown(value, verb, precision);
        if (!text) return wrong(fmt::format("%{} cannot show a {}", verb, kind_name(value.kind())));
        made_ += *text;
        return std::nullopt;
    }

    bool read_precision(int& precision) {
        const std::size_t begin = ++position_;
        precision = 0;
        while (position_ < pattern_.size() && pattern_[position_] >= '0' && pattern_[position_] <= '9') {
            precision = precision * 10 + (pattern_[position_++] - '0');
            if (precision > 100) return false;
        }
        return position_ > begin;
    }

    std::optional<std::string> shown(const Value& value, char verb, int precision) {
        switch (verb) {
            case 's':
                return displayed_.text(value);
            case 'd':
                return decimal(value);
            case 'f':
            case 'e':
                return fixed(value, verb, precision);
            case 'b':
            case 'o':
            case 'x':
                return in_base(value, verb);
            case 'X': {
                const auto text = in_base(value, 'x');
                return text ? std::optional(upper(*text)) : std::nullopt;
            }
            default:
                return std::nullopt;
        }
    }

    const CallContext& context_;
    std::string_view pattern_;
    const model::List& values_;
    Displayed displayed_;
    std::string made_;
    std::size_t position_ = 0;
    std::size_t next_ = 0;
};

}  // namespace

Value format_text(const CallContext& context, std::string_view pattern, const model::List& values) {
    return Formatter(context, pattern, values).run();
}

}  // namespace csr::cel
