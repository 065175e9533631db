#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "model/assignment.hpp"
#include "model/type.hpp"
#include "model/value.hpp"
#include "source/source.hpp"

/// The Common Expression Language over the model's values: compile once, evaluate often, from any thread.
/// docs/cel.md describes the language as it is here.
namespace csr::cel {

/// A mistake in an expression. `span` counts bytes in the text given to compile() or parse_template().
struct Issue {
    source::Span span;
    base::Text message;
    base::Text hint;  ///< may be empty
};

class Machine;

/// What a function is told beside its arguments.
struct CallContext {
    const model::Evaluation& evaluation;
    const void* user;            ///< as given to Program::evaluate
    Machine* machine = nullptr;  ///< of the running evaluation; null outside one

    /// Takes steps off the evaluation's budget; false when there are not enough left. For work that grows with input.
    [[nodiscard]] bool spend(std::uint64_t steps) const;
};

/// A function's body. Arguments have the declared kinds (a dynamic parameter takes any), are no errors and, unless the
/// function says otherwise, not unknown. A failure is returned as Value::error; what it makes lives in the arena.
using Body = model::Value (*)(const CallContext& context, std::span<const model::Value> arguments);

/// How the result's static type follows from the arguments.
enum class Typing : std::uint8_t {
    fixed,                ///< Function::result
    same_as_first,        ///< the first argument's type
    element_of_first,     ///< the element type of the first argument: a list, a map or an optional
    list_of_first,        ///< list of the first argument's type
    optional_of_first,    ///< optional of the first argument's type
    optional_of_element,  ///< optional of the first argument's element type
    flattened_first,      ///< the first argument with one level of lists removed
};

/// One overload of a function: a constant in a table that outlives the environment.
struct Function {
    static constexpr std::size_t most_parameters = 4;

    std::string_view name;  ///< may be qualified: "math.greatest"
    bool member = false;    ///< called as first.name(rest); the receiver is the first parameter
    std::uint8_t arity = 0;
    std::array<const model::Type*, most_parameters> parameters = {};
    const model::Type* result = &model::dynamic_type;
    Body body = nullptr;
    Typing typing = Typing::fixed;
    bool sees_unknown = false;  ///< called even when an argument is unknown
    bool shareable = false;     ///< gives the same for the same arguments wherever values are shared (SharedValues)
};

/// A global function: `name(parameters...)`.
template <class... Types>
[[nodiscard]] constexpr Function global_function(std::string_view name, Body body, const model::Type& result,
                                                 const Types&... parameters) {
    static_assert(sizeof...(Types) <= Function::most_parameters);
    return {name, false, static_cast<std::uint8_t>(sizeof...(Types)), {&parameters...}, &result, body};
}

/// A member function: `first.name(rest...)`.
template <class... Types>
[[nodiscard]] constexpr Function member_function(std::string_view name, Body body, const model::Type& result,
                                                 const Types&... parameters) {
    static_assert(sizeof...(Types) > 0 && sizeof...(Types) <= Function::most_parameters);
    return {name, true, static_cast<std::uint8_t>(sizeof...(Types)), {&parameters...}, &result, body};
}

/// What expressions may refer to. The standard library is always there.
class Environment {
  public:
    struct Variable {
        std::string name;
        const model::Type* type;
        bool fixed;  ///< of the same value in every evaluation of a program
    };

    Environment();

    /// Declares a variable and gives its slot: its index in the span that is given to evaluate(). `type` outlives the
    /// environment and the programs compiled with it.
    std::uint32_t declare(std::string name, const model::Type& type, bool fixed = false);
    /// Adds overloads; the table outlives the environment and the programs compiled with it.
    void add(std::span<const Function> functions) { tables_.push_back(functions); }

    [[nodiscard]] std::span<const Variable> variables() const { return variables_; }
    /// The slot of a variable.
    [[nodiscard]] std::optional<std::uint32_t> slot(std::string_view name) const;
    /// Every table of functions, the standard library's first.
    [[nodiscard]] std::span<const std::span<const Function>> tables() const { return tables_; }

  private:
    std::vector<Variable> variables_;
    std::vector<std::span<const Function>> tables_;
};

/// How strictly an expression is compiled.
struct Options {
    /// An expression that is known to be true where this one is evaluated (a rule's `when`): what it guards is guarded.
    const class Program* given = nullptr;
    bool checked = true;                  ///< false: everything is dynamic, unknown names fail when evaluated
    bool guarded = true;                  ///< unguarded reads of optional fields are issues
    const model::Type* result = nullptr;  ///< what the expression has to give; null is anything
    bool check_patterns = true;           ///< compile literal patterns of matches() now, not when first needed
    std::string_view container = {};      ///< the namespace in which names are looked up first, innermost first
};

/// A source node that decided a result.
struct BlameItem {
    model::Place place;
    std::string_view missing;  ///< the property of `place` whose absence decided; empty otherwise
    bool operator==(const BlameItem&) const = default;
};

/// What an evaluation gives. Everything in it lives in the evaluation's arena or longer.
struct Outcome {
    model::Value value;
    std::span<const BlameItem> blame;  ///< narrowest places, without duplicates, in the order of evaluation
};

/// What one evaluation may cost before it ends as unknown with CauseKind::limit.
struct Budget {
    std::uint64_t steps = 2'000'000;
};

/// Keeps what parts of expressions give that read nothing but fixed variables and shareable functions, so that they are
/// evaluated once for all who share.
class SharedValues {
  public:
    virtual ~SharedValues() = default;
    /// Under what they are evaluated: it lives as long as they are kept.
    [[nodiscard]] virtual const model::Evaluation& evaluation() const = 0;
    /// The variables for them, in the order of declaration; only the fixed ones are read. What the values hold lives as
    /// long as they are kept.
    [[nodiscard]] virtual std::vector<model::Value> variables() const = 0;
    /// The value of the part with that key; empty before it has been evaluated. Stays where it is.
    [[nodiscard]] virtual std::optional<model::Value>& value_of(const void* part) = 0;
};

struct Code;

/// A compiled expression: immutable, cheap to copy, usable from many threads at once.
class Program {
  public:
    Program() = default;  ///< evaluates to null
    explicit Program(std::shared_ptr<const Code> code) : code_(std::move(code)) {}

    /// `variables` are in the order of declaration. `user` reaches the functions through CallContext.
    [[nodiscard]] Outcome evaluate(std::span<const model::Value> variables, const model::Evaluation& evaluation,
                                   const void* user = nullptr, Budget budget = {}) const;
    /// The value alone: no blame, faster. With `shared`, parts of it may have been evaluated before.
    [[nodiscard]] model::Value value(std::span<const model::Value> variables, const model::Evaluation& evaluation,
                                     const void* user = nullptr, Budget budget = {},
                                     SharedValues* shared = nullptr) const;
    /// The static type of the result; lives as long as the program.
    [[nodiscard]] const model::Type& result_type() const;
    /// Whether the expression reads that variable.
    [[nodiscard]] bool reads(std::uint32_t slot) const;
    /// The paths of optional fields ("self.Tags") that are there whenever the result is true. Sorted.
    [[nodiscard]] std::vector<std::string> guaranteed() const;
    [[nodiscard]] bool empty() const { return code_ == nullptr; }

  private:
    std::shared_ptr<const Code> code_;
};

/// Reads and checks one expression.
[[nodiscard]] std::expected<Program, std::vector<Issue>> compile(std::string_view text, const Environment& environment,
                                                                 const Options& options = {});

/// A message text with expressions in braces: "keeps logs for {self.RetentionInDays}". `{{` and `}}` are braces.
class Template {
  public:
    struct Part {
        std::string text;  ///< literal text when there is no program
        Program program;
    };

    Template() = default;
    explicit Template(std::vector<Part> parts) : parts_(std::move(parts)) {}

    /// The text. An unknown value gives its causes' subjects in angle brackets, an absent one "absent".
    [[nodiscard]] std::string render(std::span<const model::Value> variables, const model::Evaluation& evaluation,
                                     const void* user, base::Language language) const;
    [[nodiscard]] std::span<const Part> parts() const { return parts_; }

  private:
    std::vector<Part> parts_;
};

/// Reads and checks a message text. Unguarded reads are allowed in it.
[[nodiscard]] std::expected<Template, std::vector<Issue>> parse_template(std::string_view text,
                                                                         const Environment& environment);

/// A value as a message shows it: strings bare, lists and maps in CEL's notation, at most `limit` bytes.
[[nodiscard]] std::string to_text(const model::Value& value, base::Language language, std::size_t limit = 200);

/// Whether two values are equal as CEL's `==` says: a boolean or, where unknown parts decide, an unknown value.
[[nodiscard]] model::Value equals(const model::Value& left, const model::Value& right,
                                  const model::Evaluation& evaluation);

/// The name in `candidates` that a typing mistake turned into `name`; empty when none is close.
[[nodiscard]] std::string_view did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace csr::cel
