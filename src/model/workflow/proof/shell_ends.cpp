#include "model/workflow/proof/shell_ends.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "model/workflow/proof/shell_words.hpp"

namespace csr::model {

namespace {

using Chance = ShellEnds::Chance;

constexpr ShellEnds goes_on{.passes = Chance::possible};
constexpr ShellEnds unclear{.passes = Chance::doubtful, .fails = Chance::doubtful};
constexpr ShellEnds unknown{.passes = Chance::possible, .fails = Chance::possible, .runs_unknown = true};

/// The chance of something that happens after something else.
Chance then(Chance first, Chance second) { return std::min(first, second); }

/// One of the ways to go on from a command, with the chance of that way.
struct Way {
    Chance chance;
    ShellEnds ends;
};

/// The ends when one of the ways is taken; that one of them is taken is certain.
ShellEnds one_of(std::initializer_list<Way> ways) {
    const bool certain =
        std::any_of(ways.begin(), ways.end(), [](const Way& w) { return w.chance == Chance::possible; });
    const auto chance = [&](Chance ShellEnds::* end) {
        Chance best = Chance::never;
        bool in_all = true;
        for (const Way& way : ways) {
            if (way.chance == Chance::never) continue;
            best = std::max(best, then(way.chance, way.ends.*end));
            in_all = in_all && way.ends.*end == Chance::possible;
        }
        return !certain && in_all ? Chance::possible : best;
    };
    ShellEnds whole{.passes = chance(&ShellEnds::passes),
                    .fails = chance(&ShellEnds::fails),
                    .stops_well = chance(&ShellEnds::stops_well),
                    .stops_badly = chance(&ShellEnds::stops_badly)};
    for (const Way& way : ways)
        whole.runs_unknown = whole.runs_unknown || (way.chance != Chance::never && way.ends.runs_unknown);
    return whole;
}

/// What becomes of the script when, after `first`, it goes on with `passed` or `failed`.
ShellEnds after(const ShellEnds& first, const ShellEnds& passed, const ShellEnds& failed) {
    constexpr ShellEnds well{.stops_well = Chance::possible};
    constexpr ShellEnds badly{.stops_badly = Chance::possible};
    ShellEnds whole =
        one_of({{first.passes, passed}, {first.fails, failed}, {first.stops_well, well}, {first.stops_badly, badly}});
    whole.runs_unknown = whole.runs_unknown || first.runs_unknown;
    return whole;
}

bool has_expression_piece(const ShellWord& word) {
    return std::any_of(word.pieces.begin(), word.pieces.end(),
                       [](const ShellPiece& piece) { return piece.kind == ShellPiece::Kind::expression; });
}

bool is_variable(const ShellPiece& piece) {
    return piece.kind == ShellPiece::Kind::variable || piece.kind == ShellPiece::Kind::variable_in_small_letters;
}

/// Calls `use` for each simple command, at any depth that the parser lets through.
template <class Use>
void for_each_simple(const ShellList& list, const Use& use) {
    for (const ShellCommand& command : list) {
        if (command.kind == ShellCommand::Kind::simple) use(command);
        for (const ShellList& inner : command.lists) for_each_simple(inner, use);
    }
}

/// The words whose values are assigned to variables.
std::vector<const ShellWord*> assigned(const ShellCommand& command) {
    std::vector<const ShellWord*> found;
    if (command.words.empty() || command.piped) return found;
    const std::string_view name = command.words[0].letters();
    const bool declares = name == "export" || name == "local" || name == "readonly";
    if (!declares && command.words.size() != 1) return found;
    for (const ShellWord& word : command.words) {
        if (is_assignment(first_letters(word))) found.push_back(&word);
    }
    return found;
}

std::string_view assigned_name(const ShellWord& word) {
    const std::string_view letters = first_letters(word);
    return letters.substr(0, letters.find('='));
}

/// Which variables of a script have values that something hangs on.
class Variables {
  public:
    Variables(const ShellScript& script, const SetsVariable& sets_variable) : sets_(&sets_variable) {
        note_texts(script.commands);
        note_readers(script.commands);
        spread(script.commands);
    }

    /// The word's value cannot be known, whatever the course.
    [[nodiscard]] bool is_opaque(const ShellWord& word) const {
        if (has_expression_piece(word)) return false;
        return std::any_of(word.pieces.begin(), word.pieces.end(), [&](const ShellPiece& piece) {
            if (piece.kind == ShellPiece::Kind::unknown) return true;
            return is_variable(piece) && !known_.contains(piece.text) && !(*sets_)(piece.text);
        });
    }
    [[nodiscard]] bool is_read(std::string_view name) const { return read_.contains(name); }

    /// Whether a test of these words (without the brackets) comes out either way, for nobody to say which.
    [[nodiscard]] bool is_unclear_test(std::span<const ShellWord> words) const {
        if (std::any_of(words.begin(), words.end(), has_expression_piece)) return false;
        while (!words.empty() && words[0].letters() == "!") words = words.subspan(1);
        if (words.size() == 3) {
            const std::string_view sign = words[1].letters();
            const bool compares = sign == "=" || sign == "==" || sign == "!=";
            return !compares || is_opaque(words[0]) || is_opaque(words[2]);
        }
        const bool asks_for_text = words.size() == 2 && (words[0].letters() == "-z" || words[0].letters() == "-n");
        if (asks_for_text || words.size() == 1) return is_opaque(words.back());
        return true;
    }

  private:
    /// Variables that may hold a text that can be known.
    void note_texts(const ShellList& list) {
        for_each_simple(list, [&](const ShellCommand& command) {
            for (const ShellWord* word : assigned(command)) {
                const bool open = std::any_of(word->pieces.begin(), word->pieces.end(), [](const ShellPiece& piece) {
                    return piece.kind == ShellPiece::Kind::unknown;
                });
                if (!open) known_.emplace(assigned_name(*word));
            }
        });
    }

    void read(const ShellWord& word) {
        for (const ShellPiece& piece : word.pieces) {
            if (is_variable(piece)) read_.insert(piece.text);
        }
    }

    void note_readers(const ShellList& list) {
        for (const ShellCommand& command : list) {
            for (const ShellList& inner : command.lists) note_readers(inner);
            read(command.subject);
            for (const std::vector<ShellWord>& words : command.patterns) {
                for (const ShellWord& word : words) read(word);
            }
            const std::optional<std::span<const ShellWord>> test = test_words(command);
            const bool tests = test && !is_unclear_test(*test);
            if (!tests && !writes(command)) continue;
            for (const ShellWord& word : command.words) read(word);
        }
    }

    /// What is assigned to a variable that is read is read.
    void spread(const ShellList& list) {
        for (std::size_t before = 0; before != read_.size();) {
            before = read_.size();
            for_each_simple(list, [&](const ShellCommand& command) {
                for (const ShellWord* word : assigned(command)) {
                    if (is_read(assigned_name(*word))) read(*word);
                }
            });
        }
    }

    const SetsVariable* sets_;
    std::set<std::string, std::less<>> known_;
    std::set<std::string, std::less<>> read_;
};

/// Sums up commands by how they end; nothing where more than the end can matter.
class Condenser {
  public:
    explicit Condenser(const Variables& variables) : variables_(&variables) {}

    void condense(ShellList& list, bool tested) const {
        ShellList shorter;
        for (std::size_t first = 0; first < list.size();) {
            const std::size_t last = end_of_inert(list, first, tested);
            if (last == first) {
                const std::size_t end = end_of_chain(list, first);
                for (; first < end; ++first) {
                    condense_inside(list[first], tested || is_linked(list[first]));
                    shorter.push_back(std::move(list[first]));
                }
                continue;
            }
            const std::span<const ShellCommand> inert(list.data() + first, last - first);
            shorter.push_back({.kind = ShellCommand::Kind::ends, .ends = *ends_of(inert, tested)});
            first = last;
        }
        list = std::move(shorter);
    }

  private:
    static bool is_linked(const ShellCommand& command) { return command.link != ShellCommand::Link::none; }

    static std::size_t end_of_chain(const ShellList& list, std::size_t first) {
        while (first < list.size() && is_linked(list[first])) ++first;
        return std::min(first + 1, list.size());
    }

    [[nodiscard]] std::size_t end_of_inert(const ShellList& list, std::size_t first, bool tested) const {
        while (first < list.size()) {
            const std::size_t end = end_of_chain(list, first);
            if (!ends_of(std::span(list.data() + first, end - first), tested)) break;
            first = end;
        }
        return first;
    }

    void condense_inside(ShellCommand& command, bool tested) const {
        const bool branch = command.kind == ShellCommand::Kind::branch;
        for (std::size_t i = 0; i < command.lists.size(); ++i) {
            const bool condition = branch && i % 2 == 0 && i + 1 < command.lists.size();
            condense(command.lists[i], tested || condition);
        }
    }

    /// Of whole chains, as ShellRun::run_list() runs them.
    [[nodiscard]] std::optional<ShellEnds> ends_of(std::span<const ShellCommand> list, bool tested) const {
        ShellEnds whole = goes_on;
        for (std::size_t i = 0; i < list.size();) {
            std::size_t end = i;
            while (end + 1 < list.size() && is_linked(list[end])) ++end;
            const std::optional<ShellEnds> chain = ends_of_chain(list.subspan(i, end + 1 - i), tested);
            if (!chain) return std::nullopt;
            whole = after(whole, *chain, *chain);
            i = end + 1;
        }
        return whole;
    }

    [[nodiscard]] std::optional<ShellEnds> ends_of_chain(std::span<const ShellCommand> chain, bool tested) const {
        ShellEnds whole;
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const bool last = i + 1 == chain.size();
            std::optional<ShellEnds> one = ends_of(chain[i], tested || !last);
            if (!one) return std::nullopt;
            // bash -e: the last command of a chain ends the script when it fails.
            if (last && !tested) *one = after(*one, goes_on, {.stops_badly = Chance::possible});
            if (i == 0) {
                whole = *one;
                continue;
            }
            const bool on_success = chain[i - 1].link == ShellCommand::Link::and_then;
            constexpr ShellEnds failed{.fails = Chance::possible};
            whole = on_success ? after(whole, *one, failed) : after(whole, goes_on, *one);
        }
        return whole;
    }

    [[nodiscard]] std::optional<ShellEnds> ends_of(const ShellCommand& command, bool tested) const {
        std::optional<ShellEnds> ends;
        switch (command.kind) {
            case ShellCommand::Kind::branch:
                ends = ends_of_branch(command, tested);
                break;
            case ShellCommand::Kind::either:
                ends = ends_of_case(command, tested);
                break;
            case ShellCommand::Kind::group:
                if (!writes(command)) ends = ends_of(std::span<const ShellCommand>(command.lists[0]), tested);
                if (ends && !command.target.empty()) ends->runs_unknown = true;
                break;
            case ShellCommand::Kind::simple:
                ends = ends_of_simple(command);
                break;
            case ShellCommand::Kind::ends:
                ends = command.ends;
                break;
        }
        if (ends && command.negated) std::swap(ends->passes, ends->fails);
        return ends;
    }

    [[nodiscard]] std::optional<ShellEnds> ends_of_branch(const ShellCommand& command, bool tested) const {
        const std::size_t count = command.lists.size();
        ShellEnds rest = goes_on;
        if (count % 2 == 1) {
            const std::optional<ShellEnds> otherwise =
                ends_of(std::span<const ShellCommand>(command.lists.back()), tested);
            if (!otherwise) return std::nullopt;
            rest = *otherwise;
        }
        for (std::size_t i = count - count % 2; i >= 2; i -= 2) {
            const std::optional<ShellEnds> condition =
                ends_of(std::span<const ShellCommand>(command.lists[i - 2]), true);
            const std::optional<ShellEnds> body = ends_of(std::span<const ShellCommand>(command.lists[i - 1]), tested);
            if (!condition || !body) return std::nullopt;
            rest = after(*condition, *body, rest);
        }
        return rest;
    }

    /// Only where the subject is nothing that can be known.
    [[nodiscard]] std::optional<ShellEnds> ends_of_case(const ShellCommand& command, bool tested) const {
        if (!variables_->is_opaque(command.subject)) return std::nullopt;
        ShellEnds rest = goes_on;
        for (std::size_t i = command.lists.size(); i-- > 0;) {
            const std::optional<ShellEnds> body = ends_of(std::span<const ShellCommand>(command.lists[i]), tested);
            if (!body) return std::nullopt;
            for (std::size_t k = command.patterns[i].size(); k-- > 0;) {
                const ShellWord& pattern = command.patterns[i][k];
                if (has_expression_piece(pattern)) return std::nullopt;
                rest = pattern.letters() == "*" ? *body : after(unclear, *body, rest);
            }
        }
        return rest;
    }

    [[nodiscard]] std::optional<ShellEnds> ends_of_simple(const ShellCommand& command) const {
        if (command.words.empty()) return goes_on;
        if (writes(command)) return std::nullopt;
        if (command.piped) return unknown;
        const std::string_view name = command.words[0].letters();
        if (name == "exit" || name == "return") return ends_of_exit(command);
        if (name == "false") return ShellEnds{.fails = Chance::possible};
        if (name == "set") return goes_on;
        if (const std::optional<std::span<const ShellWord>> test = test_words(command))
            return variables_->is_unclear_test(*test) ? std::optional(unclear) : std::nullopt;
        const std::vector<const ShellWord*> words = assigned(command);
        for (const ShellWord* word : words) {
            if (variables_->is_read(assigned_name(*word))) return std::nullopt;
        }
        if (is_harmless(name) || !words.empty()) return goes_on;
        return unknown;
    }

    static std::optional<ShellEnds> ends_of_exit(const ShellCommand& command) {
        if (command.words.size() == 1) return std::nullopt;  // as the command before
        const std::string_view code = command.words[1].letters();
        if (code.empty()) return ShellEnds{.stops_well = Chance::doubtful, .stops_badly = Chance::doubtful};
        if (code == "0") return ShellEnds{.stops_well = Chance::possible};
        return ShellEnds{.stops_badly = Chance::possible};
    }

    const Variables* variables_;
};

/// Whether failing commands stop ending the script somewhere.
bool turns_lenient(const ShellList& list) {
    bool found = false;
    for_each_simple(list, [&](const ShellCommand& command) {
        const bool sets = !command.words.empty() && command.words[0].letters() == "set";
        found = found || (sets && std::any_of(command.words.begin(), command.words.end(),
                                              [](const ShellWord& word) { return word.letters() == "+e"; }));
    });
    return found;
}

}  // namespace

void condense(ShellScript& script, const SetsVariable& sets_variable) {
    if (!script.understood || turns_lenient(script.commands)) return;
    const Variables variables(script, sets_variable);
    Condenser(variables).condense(script.commands, false);
}

}  // namespace csr::model
