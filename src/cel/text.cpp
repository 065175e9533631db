// Values as messages show them.
#include <fmt/format.h>
#include <string>

#include "cel/cel.hpp"
#include "cel/library.hpp"
#include "cel/unicode.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

namespace {

/// Writes one value. Recursion and size are bounded.
class Shown {
  public:
    Shown(base::Language language, std::size_t limit) : language_(language), limit_(limit) {}

    std::string run(const Value& value) {
        if (value.is(Kind::string)) {
            text_ = value.text();
        } else {
            write(value, 0);
        }
        if (text_.size() > limit_) cut();
        return std::move(text_);
    }

  private:
    static constexpr int most_depth = 8;

    void cut() {
        std::size_t end = limit_;
        while (end > 0 && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U) --end;
        text_.resize(end);
        text_ += "\u2026";
    }

    void write(const Value& value, int depth) {
        if (text_.size() > limit_) return;
        if (depth > most_depth) {
            text_ += "\u2026";
            return;
        }
        switch (value.kind()) {
            case Kind::error:
                text_ += absent();
                break;
            case Kind::unknown:
                unknown(value.as_unknown());
                break;
            case Kind::null:
                text_ += "null";
                break;
            case Kind::boolean:
                text_ += value.as_boolean() ? "true" : "false";
                break;
            case Kind::integer:
                text_ += std::to_string(value.as_integer());
                break;
            case Kind::unsigned_integer:
                text_ += std::to_string(value.as_unsigned());
                break;
            case Kind::floating:
                text_ += double_text(value.as_floating());
                break;
            case Kind::string:
                text_ += fmt::format("'{}'", value.text());
                break;
            case Kind::bytes:
                text_ += is_utf8(value.text()) ? fmt::format("b'{}'", value.text()) : "b'\u2026'";
                break;
            case Kind::type:
                text_ += value.text();
                break;
            case Kind::list:
                list(value.as_list(), depth);
                break;
            case Kind::map:
                map(value.as_map(), depth);
                break;
            case Kind::optional:
                optional(value, depth);
                break;
        }
    }

    [[nodiscard]] std::string_view absent() const { return language_ == base::Language::japanese ? "なし" : "absent"; }

    void unknown(const model::Unknown& unknown) {
        text_ += '<';
        bool first = true;
        for (const model::Cause& cause : unknown.causes) {
            if (!first) text_ += ", ";
            text_ += cause.subject;
            first = false;
        }
        text_ += '>';
    }

    void optional(const Value& value, int depth) {
        if (value.as_optional() == nullptr) {
            text_ += absent();
        } else if (depth == 0 && value.as_optional()->is(Kind::string)) {
            text_ += value.as_optional()->text();
        } else {
            write(*value.as_optional(), depth + 1);
        }
    }

    void list(const model::List& items, int depth) {
        text_ += '[';
        for (std::size_t index = 0; index < items.size() && text_.size() <= limit_; ++index) {
            if (index > 0) text_ += ", ";
            write(items.at(index), depth + 1);
        }
        text_ += ']';
    }

    void map(const model::Map& members, int depth) {
        const std::string_view own = members.shown(language_);
        text_ += own.empty() ? members.object_type() : own;
        if (!own.empty() || !members.object_type().empty()) return;
        text_ += '{';
        for (std::size_t index = 0; index < members.size() && text_.size() <= limit_; ++index) {
            if (index > 0) text_ += ", ";
            const Value key = members.key_at(index);
            write(key, depth + 1);
            text_ += ": ";
            write(members.get(key).value_or(Value()), depth + 1);
        }
        text_ += '}';
    }

    base::Language language_;
    std::size_t limit_;
    std::string text_;
};

}  // namespace

std::string to_text(const Value& value, base::Language language, std::size_t limit) {
    return Shown(language, limit).run(value);
}

}  // namespace csr::cel
