#include "model/workflow/proof/symbolic_value.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace csr::model {

namespace {

using Kind = SymbolicValue::Kind;

std::string number_text(double number) {
    if (std::isnan(number)) return "NaN";
    return fmt::format("{:.15g}", number);
}

bool is_scalar(const SymbolicValue& value) {
    return value.kind == Kind::null || value.kind == Kind::boolean || value.kind == Kind::number ||
           value.kind == Kind::text;
}

}  // namespace

void SymbolicTexts::settle(SymbolicValue& text) const {
    std::vector<TextPart> parts;
    for (TextPart& part : text.parts) {
        if (part.symbol >= 0) {
            if (const std::string* only = store_->only_text(static_cast<std::uint32_t>(part.symbol)))
                part = {*only, -1};
        }
        if (part.symbol < 0 && !parts.empty() && parts.back().symbol < 0) {
            parts.back().letters += part.letters;
        } else if (part.symbol >= 0 || !part.letters.empty()) {
            parts.push_back(std::move(part));
        }
    }
    if (parts.empty()) parts.emplace_back();
    text.parts = std::move(parts);
}

const std::string* SymbolicTexts::known(const SymbolicValue& text) {
    if (text.kind != Kind::text || text.parts.size() != 1 || text.parts[0].symbol >= 0) return nullptr;
    return &text.parts[0].letters;
}

void SymbolicTexts::pick(SymbolicValue& text) const {
    for (const TextPart& part : text.parts) {
        if (part.symbol >= 0) static_cast<void>(store_->pick(static_cast<std::uint32_t>(part.symbol)));
    }
    settle(text);
}

bool SymbolicTexts::unclear(const std::string& question) const {
    store_->doubt();
    return store_->decide_fact(question);
}

bool SymbolicTexts::test(SymbolicValue text, TextTest test, std::string_view literal) const {
    settle(text);
    if (const std::string* letters = known(text)) return text_passes(*letters, test, literal);
    const auto open =
        std::count_if(text.parts.begin(), text.parts.end(), [](const TextPart& p) { return p.symbol >= 0; });
    if (open == 1) return test_around(text, test, literal);
    pick(text);
    const auto left =
        std::count_if(text.parts.begin(), text.parts.end(), [](const TextPart& p) { return p.symbol >= 0; });
    if (left <= 1) return this->test(text, test, literal);
    return unclear(fmt::format("{} {} '{}'", describe(text, *store_), static_cast<int>(test), literal));
}

/// One open piece with letters before and behind it.
bool SymbolicTexts::test_around(const SymbolicValue& text, TextTest test, std::string_view literal) const {
    std::string head;
    std::string tail;
    std::uint32_t symbol = 0;
    bool behind = false;
    for (const TextPart& part : text.parts) {
        if (part.symbol >= 0) {
            symbol = static_cast<std::uint32_t>(part.symbol);
            behind = true;
        } else {
            (behind ? tail : head) += part.letters;
        }
    }
    if (head.empty() && tail.empty()) return store_->decide(symbol, test, literal);
    if (test == TextTest::equals || test == TextTest::same_bytes) {
        const TextTest same = test;
        if (literal.size() < head.size() + tail.size()) return false;
        if (!text_passes(literal.substr(0, head.size()), same, head)) return false;
        if (!text_passes(literal.substr(literal.size() - tail.size()), same, tail)) return false;
        return store_->decide(symbol, same, literal.substr(head.size(), literal.size() - head.size() - tail.size()));
    }
    if (test == TextTest::contains) return contains_around(head, symbol, tail, literal);
    const bool front = test == TextTest::begins;
    const std::string& near = front ? head : tail;
    if (literal.size() <= near.size()) return text_passes(near, test, literal);
    const std::size_t rest = literal.size() - near.size();
    const std::string_view on_near = front ? literal.substr(0, near.size()) : literal.substr(rest);
    if (!text_passes(near, TextTest::equals, on_near)) return false;
    if (!(front ? tail : head).empty()) store_->doubt();  // the open piece may be shorter than what is asked of it
    return store_->decide(symbol, test, front ? literal.substr(near.size()) : literal.substr(0, rest));
}

bool SymbolicTexts::contains_around(std::string_view head, std::uint32_t symbol, std::string_view tail,
                                    std::string_view literal) const {
    if (text_passes(head, TextTest::contains, literal) || text_passes(tail, TextTest::contains, literal)) return true;
    if (store_->decide(symbol, TextTest::contains, literal)) return true;
    for (std::size_t cut = 1; cut < literal.size(); ++cut) {
        if (text_passes(head, TextTest::ends, literal.substr(0, cut)) &&
            store_->decide(symbol, TextTest::begins, literal.substr(cut)))
            return true;
        if (text_passes(tail, TextTest::begins, literal.substr(cut)) &&
            store_->decide(symbol, TextTest::ends, literal.substr(0, cut)))
            return true;
    }
    return false;
}

bool SymbolicTexts::truthy(const SymbolicValue& value) const {
    switch (value.kind) {
        case Kind::null:
            return false;
        case Kind::boolean:
            return value.boolean;
        case Kind::number:
            return value.number != 0 && !std::isnan(value.number);
        case Kind::text:
            return !test(value, TextTest::equals, value.numeric ? "0" : "");
        case Kind::anything:
            return unclear(value.name);
        default:
            return true;
    }
}

bool SymbolicTexts::text_equals_number(const SymbolicValue& text, double number) const {
    if (const std::string* letters = known(text)) return number_from(*letters) == number;
    if (number == 0 && !text.numeric && test(text, TextTest::equals, "")) return true;
    return !std::isnan(number) && test(text, TextTest::equals, number_text(number));
}

bool SymbolicTexts::equal(SymbolicValue left, SymbolicValue right) const {
    if (left.kind == Kind::text) settle(left);
    if (right.kind == Kind::text) settle(right);
    const ExpressionValue a = known_value(left);
    const ExpressionValue b = known_value(right);
    if (!a.is_unknown() && !b.is_unknown()) {
        const Truth same = loosely_equal(a, b);
        if (same != Truth::unknown) return same == Truth::yes;
        if (left.kind == Kind::text && right.kind == Kind::text) return unclear(*known(left) + " == " + *known(right));
        return false;
    }
    if (left.kind == Kind::text && (b.is_unknown() || right.kind != Kind::text) && is_scalar(right)) {
        if (right.kind == Kind::null) return text_equals_number(left, 0);
        if (right.kind == Kind::boolean) return text_equals_number(left, right.boolean ? 1 : 0);
        if (right.kind == Kind::number) return text_equals_number(left, right.number);
    }
    if (left.kind != Kind::text && right.kind == Kind::text && is_scalar(left)) return equal(right, left);
    if (left.kind == Kind::text && right.kind == Kind::text) {
        if (left.numeric != right.numeric && left.numeric) std::swap(left, right);
        if (const std::string* letters = known(right))
            return left.numeric ? text_equals_number(left, number_from(*letters))
                                : test(left, TextTest::equals, *letters);
        if (known(left) != nullptr) return equal(right, left);
        pick(left);
        if (known(left) != nullptr) return equal(right, left);
        pick(right);
        if (known(right) != nullptr) return equal(left, right);
        std::string names[] = {describe(left, *store_), describe(right, *store_)};
        if (names[0] == names[1]) return true;
        std::sort(std::begin(names), std::end(names));
        return store_->decide_fact(names[0] + " == " + names[1]);
    }
    if (left.kind == Kind::anything || right.kind == Kind::anything)
        return unclear(describe(left, *store_) + " == " + describe(right, *store_));
    return false;
}

SymbolicValue SymbolicTexts::as_text(const SymbolicValue& value) const {
    switch (value.kind) {
        case Kind::null:
            return SymbolicValue::of(std::string_view());
        case Kind::boolean:
            return SymbolicValue::of(std::string_view(value.boolean ? "true" : "false"));
        case Kind::number:
            return SymbolicValue::of(std::string_view(number_text(value.number)));
        case Kind::text: {
            SymbolicValue text = value;
            text.numeric = false;
            return text;
        }
        default:
            return SymbolicValue::anything(value.name.empty() ? "value" : value.name);
    }
}

SymbolicValue SymbolicTexts::joined(const std::vector<SymbolicValue>& texts) const {
    SymbolicValue result{.kind = Kind::text};
    for (const SymbolicValue& one : texts) {
        const SymbolicValue text = as_text(one);
        if (text.kind != Kind::text) return SymbolicValue::anything(text.name);
        result.parts.insert(result.parts.end(), text.parts.begin(), text.parts.end());
    }
    settle(result);
    return result;
}

ExpressionValue known_value(const SymbolicValue& value) {
    switch (value.kind) {
        case Kind::null:
            return ExpressionValue::null();
        case Kind::boolean:
            return ExpressionValue::of(value.boolean);
        case Kind::number:
            return ExpressionValue::of(value.number);
        case Kind::text: {
            const std::string* letters = SymbolicTexts::known(value);
            return letters != nullptr && !value.numeric ? ExpressionValue::of(*letters) : ExpressionValue::unknown();
        }
        case Kind::array: {
            ExpressionValue array{.kind = ExpressionValue::Kind::array};
            for (const SymbolicValue& item : value.items) array.items.push_back(known_value(item));
            return array;
        }
        default:
            return ExpressionValue::unknown();
    }
}

SymbolicValue symbolic_value(const ExpressionValue& value, const std::string& name) {
    switch (value.kind) {
        case ExpressionValue::Kind::null:
            return {};
        case ExpressionValue::Kind::boolean:
            return SymbolicValue::of(value.boolean);
        case ExpressionValue::Kind::number:
            return SymbolicValue::of(value.number);
        case ExpressionValue::Kind::string:
            return SymbolicValue::of(std::string_view(value.text));
        case ExpressionValue::Kind::array: {
            SymbolicValue array{.kind = Kind::array};
            for (const ExpressionValue& item : value.items) array.items.push_back(symbolic_value(item, name));
            return array;
        }
        default:
            return SymbolicValue::anything(name);
    }
}

std::string describe(const SymbolicValue& value, const SymbolStore& store) {
    if (value.kind == Kind::anything || value.kind == Kind::open_array) return value.name;
    if (value.kind == Kind::null) return "null";
    if (value.kind == Kind::boolean) return value.boolean ? "true" : "false";
    if (value.kind == Kind::number) return number_text(value.number);
    if (value.kind != Kind::text) return "object";
    std::string text;
    for (const TextPart& part : value.parts)
        text += part.symbol >= 0 ? store.name(static_cast<std::uint32_t>(part.symbol)) : "'" + part.letters + "'";
    return text;
}

}  // namespace csr::model
