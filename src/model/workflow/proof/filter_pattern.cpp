#include "model/workflow/proof/filter_pattern.hpp"

#include <algorithm>

namespace csr::model {

namespace {

/// One character class of a pattern and how often it may stand.
struct Atom {
    bool any = false;             ///< every character
    bool not_slash = false;       ///< every character but '/'
    std::string characters = {};  ///< else one of these
    bool optional = false;        ///< it may be missing
    bool repeated = false;        ///< any number of them; always optional, too

    [[nodiscard]] bool takes(char c) const {
        if (any) return true;
        if (not_slash) return c != '/';
        return characters.find(c) != std::string::npos;
    }
};

/// Characters of "[a-z0]" from behind the bracket; `i` ends on the closing one.
std::string bracket(std::string_view pattern, std::size_t& i) {
    std::string characters;
    for (++i; i < pattern.size() && pattern[i] != ']'; ++i) {
        if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
            for (int c = static_cast<unsigned char>(pattern[i]); c <= static_cast<unsigned char>(pattern[i + 2]); ++c)
                characters += static_cast<char>(c);
            i += 2;
        } else {
            characters += pattern[i];
        }
    }
    return characters;
}

std::vector<Atom> atoms_of(std::string_view pattern) {
    std::vector<Atom> atoms;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        Atom atom;
        if (c == '*') {
            const bool doubled = i + 1 < pattern.size() && pattern[i + 1] == '*';
            atom = {.any = doubled, .not_slash = !doubled, .optional = true, .repeated = true};
            if (doubled) ++i;
        } else if (c == '?' && !atoms.empty()) {
            atoms.back().optional = true;
            continue;
        } else if (c == '+' && !atoms.empty()) {
            Atom more = atoms.back();  // once, then any number
            more.optional = true;
            more.repeated = true;
            atoms.push_back(std::move(more));
            continue;
        } else if (c == '[') {
            atom.characters = bracket(pattern, i);
        } else {
            if (c == '\\' && i + 1 < pattern.size()) ++i;
            atom.characters = pattern[i];
        }
        atoms.push_back(std::move(atom));
    }
    return atoms;
}

/// Makes every position reachable that needs no character.
void skip_optional(const std::vector<Atom>& atoms, std::vector<bool>& reached) {
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        if (reached[i] && atoms[i].optional) reached[i + 1] = true;
    }
}

}  // namespace

bool filter_pattern_matches(std::string_view pattern, std::string_view text) {
    const std::vector<Atom> atoms = atoms_of(pattern);
    std::vector<bool> reached(atoms.size() + 1, false);  // position i: the atoms before i are used up
    reached[0] = true;
    skip_optional(atoms, reached);
    for (const char c : text) {
        std::vector<bool> after(atoms.size() + 1, false);
        for (std::size_t i = 0; i < atoms.size(); ++i) {
            if (reached[i] && atoms[i].takes(c)) after[atoms[i].repeated ? i : i + 1] = true;
        }
        skip_optional(atoms, after);
        reached = std::move(after);
    }
    return reached[atoms.size()];
}

bool filter_matches(const std::vector<std::string>& patterns, std::string_view text) {
    bool matched = false;
    for (const std::string& pattern : patterns) {
        const bool takes_away = pattern.starts_with('!');
        if (filter_pattern_matches(takes_away ? std::string_view(pattern).substr(1) : pattern, text))
            matched = !takes_away;
    }
    return matched;
}

bool is_plain_pattern(std::string_view pattern) { return pattern.find_first_of("*?+[]!\\") == std::string_view::npos; }

std::string sample_of_pattern(std::string_view pattern, std::string_view filler) {
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '*') {
            text += filler;
            if (i + 1 < pattern.size() && pattern[i + 1] == '*') ++i;
        } else if (c == '[') {
            const std::string characters = bracket(pattern, i);
            if (!characters.empty()) text += characters.front();
        } else if (c != '?' && c != '+') {
            if (c == '\\' && i + 1 < pattern.size()) ++i;
            text += pattern[i];
        }
    }
    return text;
}

}  // namespace csr::model
