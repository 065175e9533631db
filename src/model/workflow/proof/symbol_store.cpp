#include "model/workflow/proof/symbol_store.hpp"

#include <algorithm>

#include "model/workflow/expression.hpp"
#include "model/workflow/proof/filter_pattern.hpp"

namespace csr::model {

namespace {

constexpr std::size_t most_picked = 12;  ///< longer lists are not gone through one by one

std::string upper_case(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
}

bool begins_ignoring_case(std::string_view text, std::string_view head) {
    return text.size() >= head.size() && lower_case(text.substr(0, head.size())) == lower_case(head);
}

bool ends_ignoring_case(std::string_view text, std::string_view tail) {
    return text.size() >= tail.size() && lower_case(text.substr(text.size() - tail.size())) == lower_case(tail);
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
    return lower_case(text).find(lower_case(part)) != std::string::npos;
}

/// What a pattern begins with before its first special character.
std::string_view plain_head(std::string_view pattern) {
    const std::size_t special = pattern.find_first_of("*?+[]\\");
    if (special == std::string_view::npos) return pattern;
    const bool optional = pattern[special] == '?' || pattern[special] == '+';
    return pattern.substr(0, optional && special > 0 ? special - 1 : special);
}

}  // namespace

bool text_passes(std::string_view text, TextTest test, std::string_view literal) {
    switch (test) {
        case TextTest::equals:
            return text.size() == literal.size() && lower_case(text) == lower_case(literal);
        case TextTest::same_bytes:
            return text == literal;
        case TextTest::contains:
            return contains_ignoring_case(text, literal);
        case TextTest::begins:
            return begins_ignoring_case(text, literal);
        case TextTest::ends:
            break;
    }
    return ends_ignoring_case(text, literal);
}

std::uint32_t SymbolStore::symbol(const std::string& name, const TextDomain& domain) {
    const auto [found, added] = by_name_.try_emplace(name, static_cast<std::uint32_t>(symbols_.size()));
    if (added) symbols_.push_back({name, domain, {}, false});
    return found->second;
}

bool SymbolStore::decide(std::uint32_t index, TextTest test, std::string_view literal) {
    Symbol& symbol = symbols_[index];
    symbol.asked = true;
    if (symbol.domain.listed) return decide_listed(symbol, test, literal);
    for (const Answer& answer : symbol.answers) {
        if (answer.test == test && answer.literal == literal) return answer.positive;
    }
    symbol.answers.push_back({test, std::string(literal), true});
    const Feasible yes = feasible(symbol);
    symbol.answers.back().positive = false;
    const Feasible no = feasible(symbol);
    bool taken = yes != Feasible::no;
    if (yes != Feasible::no && no != Feasible::no) taken = tape_->choose(2) == 0;
    symbol.answers.back().positive = taken;
    if ((taken ? yes : no) == Feasible::maybe) doubt();
    if (taken && (test == TextTest::equals || test == TextTest::same_bytes)) {
        const std::string copy(literal);
        if (test == TextTest::equals) {
            list_spellings(symbol, copy);
        } else {
            symbol.domain = {.listed = true, .texts = {copy}};
        }
    }
    return taken;
}

bool SymbolStore::decide_listed(Symbol& symbol, TextTest test, std::string_view literal) {
    std::vector<std::string> passing;
    std::vector<std::string> failing;
    for (const std::string& text : symbol.domain.texts)
        (text_passes(text, test, literal) ? passing : failing).push_back(text);
    if (failing.empty()) return true;
    if (passing.empty()) return false;
    const bool taken = tape_->choose(2) == 0;
    symbol.domain.texts = taken ? std::move(passing) : std::move(failing);
    return taken;
}

/// From "equals, whatever the case" on, only the spelling is open.
void SymbolStore::list_spellings(Symbol& symbol, const std::string& literal) {
    std::vector<std::string> spellings;
    std::string capital = lower_case(literal);
    if (!capital.empty()) capital[0] = upper_case(capital.substr(0, 1))[0];
    for (const std::string& one : {literal, lower_case(literal), upper_case(literal), capital}) {
        const bool known = std::find(spellings.begin(), spellings.end(), one) != spellings.end();
        if (!known && agrees(symbol, one)) spellings.push_back(one);
    }
    if (spellings.empty()) spellings.push_back(literal);
    symbol.domain = {.listed = true, .texts = std::move(spellings)};
}

bool SymbolStore::decide_fact(const std::string& name) {
    for (const auto& [known, value] : facts_) {
        if (known == name) return value;
    }
    facts_.emplace_back(name, tape_->choose(2) == 0);
    return facts_.back().second;
}

bool SymbolStore::pick(std::uint32_t index) {
    Symbol& symbol = symbols_[index];
    if (!symbol.domain.listed || symbol.domain.texts.empty() || symbol.domain.texts.size() > most_picked) return false;
    symbol.asked = true;
    std::string taken = symbol.domain.texts[tape_->choose(symbol.domain.texts.size())];
    symbol.domain.texts = {std::move(taken)};
    return true;
}

const std::string* SymbolStore::only_text(std::uint32_t index) const {
    const TextDomain& domain = symbols_[index].domain;
    return domain.listed && domain.texts.size() == 1 ? domain.texts.data() : nullptr;
}

std::string SymbolStore::witness(std::uint32_t index) const {
    const Symbol& symbol = symbols_[index];
    if (symbol.domain.listed) return symbol.domain.texts.empty() ? std::string() : symbol.domain.texts.front();
    for (std::string& sample : samples(symbol)) {
        if (agrees(symbol, sample)) return std::move(sample);
    }
    return {};
}

bool SymbolStore::allows(std::uint32_t index, std::string_view text) const {
    const TextDomain& domain = symbols_[index].domain;
    if (domain.listed) return std::find(domain.texts.begin(), domain.texts.end(), text) != domain.texts.end();
    return agrees(symbols_[index], text);
}

bool SymbolStore::agrees(const Symbol& symbol, std::string_view text) {
    const TextDomain& domain = symbol.domain;
    if (domain.filled && text.empty()) return false;
    if (!domain.filter.empty() && !filter_matches(domain.filter, text)) return false;
    if (!domain.barred.empty() && filter_matches(domain.barred, text)) return false;
    return std::all_of(symbol.answers.begin(), symbol.answers.end(), [&](const Answer& answer) {
        return text_passes(text, answer.test, answer.literal) == answer.positive;
    });
}

std::vector<std::string> SymbolStore::samples(const Symbol& symbol) {
    std::string head;
    std::string tail;
    std::string middle;
    for (const Answer& answer : symbol.answers) {
        if (!answer.positive) continue;
        if (answer.test == TextTest::begins && answer.literal.size() > head.size()) head = answer.literal;
        if (answer.test == TextTest::ends && answer.literal.size() > tail.size()) tail = answer.literal;
        if (answer.test == TextTest::contains) middle += answer.literal;
        if (answer.test == TextTest::equals || answer.test == TextTest::same_bytes) return {answer.literal};
    }
    std::vector<std::string> found;
    for (const std::string& filler :
         {std::string(), std::string("x"), std::string("other"), std::string("1"), std::string("v1.2.3")}) {
        const std::string inner = filler + middle + filler;
        if (symbol.domain.filter.empty()) {
            found.push_back(head + inner + tail);
            found.push_back(head + tail + inner);
            found.push_back(inner);
        }
        for (const std::string& pattern : symbol.domain.filter) {
            if (pattern.starts_with('!')) continue;
            found.push_back(sample_of_pattern(pattern, inner));
            found.push_back(sample_of_pattern(pattern, head + inner + tail));
            const std::string_view start = plain_head(pattern);
            if (begins_ignoring_case(head, start))
                found.push_back(sample_of_pattern(pattern, head.substr(start.size()) + inner + tail));
            if (!inner.empty() && pattern.find('*') == std::string::npos)
                found.push_back(sample_of_pattern(pattern, {}));
        }
    }
    return found;
}

SymbolStore::Feasible SymbolStore::feasible(const Symbol& symbol) {
    if (contradicts(symbol) || filter_contradicts(symbol)) return Feasible::no;
    for (const std::string& sample : samples(symbol)) {
        if (agrees(symbol, sample)) return Feasible::yes;
    }
    // One text only: it was tried. Branches that differ from it in case only are left out.
    const bool filtered = !symbol.domain.filter.empty() || !symbol.domain.barred.empty();
    const bool fixed = std::any_of(symbol.answers.begin(), symbol.answers.end(), [&](const Answer& answer) {
        const bool one = answer.test == TextTest::same_bytes || (filtered && answer.test == TextTest::equals);
        return answer.positive && one;
    });
    return fixed ? Feasible::no : Feasible::maybe;
}

namespace {

/// Whether a text that passes the first test never passes the second.
bool excludes(TextTest first, std::string_view one, TextTest second, std::string_view other) {
    if (first == TextTest::equals || first == TextTest::same_bytes)
        return !text_passes(one, second == TextTest::same_bytes ? TextTest::equals : second, other);
    if (first == TextTest::begins && second == TextTest::begins)
        return !begins_ignoring_case(one, other) && !begins_ignoring_case(other, one);
    if (first == TextTest::ends && second == TextTest::ends)
        return !ends_ignoring_case(one, other) && !ends_ignoring_case(other, one);
    return false;
}

/// Whether a text that passes the first test always passes the second.
bool implies(TextTest first, std::string_view one, TextTest second, std::string_view other) {
    if (second == TextTest::same_bytes) return first == TextTest::same_bytes && one == other;
    if (first == TextTest::equals || first == TextTest::same_bytes) return text_passes(one, second, other);
    if (second == TextTest::contains) return contains_ignoring_case(one, other);
    if (second == TextTest::begins)
        return other.empty() || (first == TextTest::begins && begins_ignoring_case(one, other));
    if (second == TextTest::ends) return other.empty() || (first == TextTest::ends && ends_ignoring_case(one, other));
    return false;
}

}  // namespace

bool SymbolStore::contradicts(const Symbol& symbol) {
    for (const Answer& one : symbol.answers) {
        const bool in_all = one.literal.empty() && one.test != TextTest::equals && one.test != TextTest::same_bytes;
        if (!one.positive && in_all) return true;
        if (!one.positive) continue;
        const bool whole = one.test == TextTest::equals || one.test == TextTest::same_bytes;
        if (symbol.domain.filled && whole && one.literal.empty()) return true;
        for (const Answer& other : symbol.answers) {
            if (&one == &other) continue;
            if (other.positive && excludes(one.test, one.literal, other.test, other.literal)) return true;
            if (!other.positive && implies(one.test, one.literal, other.test, other.literal)) return true;
        }
    }
    return false;
}

bool SymbolStore::filter_contradicts(const Symbol& symbol) {
    if (symbol.domain.filter.empty()) return false;
    for (const std::string& pattern : symbol.domain.filter) {
        if (pattern.starts_with('!')) continue;
        const std::string_view head = plain_head(pattern);
        const bool plain = is_plain_pattern(pattern);
        const bool out = std::any_of(symbol.answers.begin(), symbol.answers.end(), [&](const Answer& answer) {
            if (plain) return text_passes(pattern, answer.test, answer.literal) != answer.positive;
            if (!answer.positive) return implies(TextTest::begins, head, answer.test, answer.literal);
            const bool whole = answer.test == TextTest::equals;
            if (whole)
                return excludes(TextTest::equals, answer.literal, TextTest::begins, head) ||
                       (lower_case(pattern) == pattern && !filter_pattern_matches(pattern, lower_case(answer.literal)));
            return answer.test == TextTest::begins && excludes(TextTest::begins, head, answer.test, answer.literal);
        });
        if (!out) return false;
    }
    return true;
}

}  // namespace csr::model
