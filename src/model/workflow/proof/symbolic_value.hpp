#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/workflow/expression_value.hpp"
#include "model/workflow/proof/symbol_store.hpp"

namespace csr::model {

/// A piece of a text: letters, or something open.
struct TextPart {
    std::string letters;
    std::int64_t symbol = -1;  ///< index in the store; -1 for letters
};

/// A value of an expression in one execution. Booleans and numbers are always known (whoever reads an open one decides
/// it at once); texts may have open pieces.
struct SymbolicValue {
    enum class Kind : std::uint8_t {
        null,
        boolean,
        number,
        text,
        array,
        object,
        job_result,  ///< how the job instance `job` ended; looked up when somebody asks
        open_array,  ///< a list of texts of which only membership can be asked; `name` says which
        anything,    ///< nothing is known; `name` says what it is
    };
    Kind kind = Kind::null;
    bool boolean = false;
    bool numeric = false;  ///< a text that is really a number: an input of type number
    double number = 0;
    std::uint32_t job = 0;
    std::string name = {};
    std::vector<TextPart> parts = {};
    std::vector<SymbolicValue> items = {};
    std::vector<std::pair<std::string, SymbolicValue>> members = {};

    [[nodiscard]] static SymbolicValue of(bool value) { return {.kind = Kind::boolean, .boolean = value}; }
    [[nodiscard]] static SymbolicValue of(double value) { return {.kind = Kind::number, .number = value}; }
    [[nodiscard]] static SymbolicValue of(std::string_view value) {
        return {.kind = Kind::text, .parts = {{std::string(value), -1}}};
    }
    [[nodiscard]] static SymbolicValue open(std::uint32_t symbol) {
        return {.kind = Kind::text, .parts = {{{}, symbol}}};
    }
    [[nodiscard]] static SymbolicValue anything(std::string name) {
        return {.kind = Kind::anything, .name = std::move(name)};
    }
};

/// Asks questions of values; open ones are decided in the store.
class SymbolicTexts {
  public:
    explicit SymbolicTexts(SymbolStore& store) : store_(&store) {}

    [[nodiscard]] SymbolStore& store() const { return *store_; }
    /// Puts in what is already known, joins neighbours.
    void settle(SymbolicValue& text) const;
    [[nodiscard]] bool test(SymbolicValue text, TextTest test, std::string_view literal) const;
    /// The text without open pieces, or null.
    [[nodiscard]] static const std::string* known(const SymbolicValue& text);
    /// Decides open pieces that have few possible texts.
    void pick(SymbolicValue& text) const;
    [[nodiscard]] bool truthy(const SymbolicValue& value) const;
    [[nodiscard]] bool equal(SymbolicValue left, SymbolicValue right) const;
    /// What ${{ }} in a text leaves: 'true', '1', nothing for null.
    [[nodiscard]] SymbolicValue as_text(const SymbolicValue& value) const;
    [[nodiscard]] SymbolicValue joined(const std::vector<SymbolicValue>& texts) const;

  private:
    [[nodiscard]] bool test_around(const SymbolicValue& text, TextTest test, std::string_view literal) const;
    [[nodiscard]] bool contains_around(std::string_view head, std::uint32_t symbol, std::string_view tail,
                                       std::string_view literal) const;
    [[nodiscard]] bool text_equals_number(const SymbolicValue& text, double number) const;
    [[nodiscard]] bool unclear(const std::string& question) const;

    SymbolStore* store_;
};

/// The value as the evaluator of known values sees it; unknown when a part is open.
[[nodiscard]] ExpressionValue known_value(const SymbolicValue& value);
/// The other way round.
[[nodiscard]] SymbolicValue symbolic_value(const ExpressionValue& value, const std::string& name);
/// A text that names the value in messages and keys.
[[nodiscard]] std::string describe(const SymbolicValue& value, const SymbolStore& store);

}  // namespace csr::model
