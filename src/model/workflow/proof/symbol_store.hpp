#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/workflow/proof/choice_tape.hpp"

namespace csr::model {

/// What can be asked of a text. GitHub's comparisons ignore case; a shell's `=` does not (`same_bytes`).
enum class TextTest : std::uint8_t { equals, same_bytes, contains, begins, ends };

/// The answer for a known text.
[[nodiscard]] bool text_passes(std::string_view text, TextTest test, std::string_view literal);

/// The texts that something open may be: a list, or every text that a filter lets through.
struct TextDomain {
    bool listed = false;
    std::vector<std::string> texts = {};   ///< when listed
    std::vector<std::string> filter = {};  ///< else patterns, none for any text
    std::vector<std::string> barred = {};  ///< patterns of texts that are left out (branches-ignore)
    bool filled = false;                   ///< never the empty text
};

/// Everything one execution of a workflow fixes without the files saying so: inputs, variables, messages. A question
/// about one is answered the same way throughout the execution; answers that contradict each other never come up
/// where that can be seen, and where it cannot, certain() becomes false.
class SymbolStore {
  public:
    explicit SymbolStore(ChoiceTape& tape) : tape_(&tape) {}

    /// The symbol of this name, made with `domain` the first time.
    [[nodiscard]] std::uint32_t symbol(const std::string& name, const TextDomain& domain);
    [[nodiscard]] bool decide(std::uint32_t symbol, TextTest test, std::string_view literal);
    /// A yes or no that hangs on nothing else.
    [[nodiscard]] bool decide_fact(const std::string& name);
    /// Picks one of the remaining texts when they are listed and few; nothing else otherwise.
    [[nodiscard]] bool pick(std::uint32_t symbol);
    /// The text when only one remains.
    [[nodiscard]] const std::string* only_text(std::uint32_t symbol) const;
    [[nodiscard]] const std::string& name(std::uint32_t symbol) const { return symbols_[symbol].name; }
    /// A text that agrees with everything decided.
    [[nodiscard]] std::string witness(std::uint32_t symbol) const;
    [[nodiscard]] bool was_asked(std::uint32_t symbol) const { return symbols_[symbol].asked; }
    /// Whether the symbol may still be this text.
    [[nodiscard]] bool allows(std::uint32_t symbol, std::string_view text) const;
    [[nodiscard]] std::size_t size() const { return symbols_.size(); }
    [[nodiscard]] const std::vector<std::pair<std::string, bool>>& facts() const { return facts_; }
    [[nodiscard]] ChoiceTape& tape() { return *tape_; }

    /// Whether this execution can really happen, as far as is known.
    [[nodiscard]] bool certain() const { return certain_; }
    void doubt() { certain_ = false; }

  private:
    enum class Feasible : std::uint8_t { no, maybe, yes };
    struct Answer {
        TextTest test;
        std::string literal;
        bool positive;
    };
    struct Symbol {
        std::string name;
        TextDomain domain;
        std::vector<Answer> answers;
        bool asked = false;
    };

    [[nodiscard]] static Feasible feasible(const Symbol& symbol);
    [[nodiscard]] static bool agrees(const Symbol& symbol, std::string_view text);
    [[nodiscard]] static bool contradicts(const Symbol& symbol);
    [[nodiscard]] static bool filter_contradicts(const Symbol& symbol);
    [[nodiscard]] static std::vector<std::string> samples(const Symbol& symbol);
    [[nodiscard]] bool decide_listed(Symbol& symbol, TextTest test, std::string_view literal);
    static void list_spellings(Symbol& symbol, const std::string& literal);

    ChoiceTape* tape_;
    std::vector<Symbol> symbols_;
    std::map<std::string, std::uint32_t, std::less<>> by_name_;
    std::vector<std::pair<std::string, bool>> facts_;
    bool certain_ = true;
};

}  // namespace csr::model
