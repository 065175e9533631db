#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/assignment.hpp"
#include "model/cloudformation/template.hpp"
#include "model/type.hpp"
#include "model/value.hpp"

// Internal to model/cloudformation: what the evaluation of one value carries along.

namespace csr::model::cloudformation {

/// What one evaluation may cost; whoever writes a template can make evaluation exponential otherwise.
struct EvaluationLimits {
    static constexpr std::uint32_t depth = 256;      ///< nested functions, lists and maps
    static constexpr std::uint32_t steps = 500'000;  ///< nodes evaluated
    static constexpr std::size_t text = 4U << 20U;   ///< bytes of one text
    static constexpr std::size_t causes = 16;        ///< causes kept of one unknown value
};

/// The state shared by all values made for one reader: what it has cost, and the conditions known so far.
class Session {
  public:
    explicit Session(const Evaluation& evaluation) : evaluation_(evaluation) {}

    [[nodiscard]] base::Arena& arena() const { return evaluation_.arena; }
    [[nodiscard]] const Assignment& assignment() const { return evaluation_.assignment; }
    [[nodiscard]] const Evaluation& evaluation() const { return evaluation_; }
    /// Counts a step; false when there have been too many.
    [[nodiscard]] bool step() {
        if (steps_ >= EvaluationLimits::steps) return false;
        ++steps_;
        return true;
    }

    /// What is known about one condition.
    struct ConditionMemo {
        enum class State : std::uint8_t { fresh, running, done };
        State state = State::fresh;
        Value value;
    };
    /// `caller`: see Scope::caller.
    [[nodiscard]] ConditionMemo& condition(const Template& owner, const Resource* caller, std::uint32_t index);

  private:
    struct Memos {
        const Template* owner;
        const Resource* caller;
        ConditionMemo* memos;
        Memos* next;
    };

    Evaluation evaluation_;
    std::uint32_t steps_ = 0;
    Memos* memos_ = nullptr;
};

/// Where in a template, and how deep, the evaluation is.
struct Scope {
    Session* session = nullptr;
    const Template* owner = nullptr;
    const Binding* bindings = nullptr;
    std::uint32_t depth = 0;
    bool raw = false;  ///< values as written: functions stay maps
    /// Of a nested stack that several resources make: the one that is meant. Null: the scenario chooses.
    const Resource* caller = nullptr;

    [[nodiscard]] base::Arena& arena() const { return session->arena(); }
    [[nodiscard]] Scope deeper() const {
        Scope scope = *this;
        ++scope.depth;
        return scope;
    }
};

/// The scope of a template's top level, in a session of its own.
[[nodiscard]] Scope open_scope(const Template& owner, const Evaluation& evaluation);
/// The scope of a resource within `session`.
[[nodiscard]] Scope scope_of(const Resource& resource, Session& session);

[[nodiscard]] inline Place place_of(syntax::NodeRef node) { return {&node.tree(), node.index()}; }

/// The value of a node; nothing for AWS::NoValue. `type` may be null.
[[nodiscard]] std::optional<Value> resolve(const Scope& scope, syntax::NodeRef node, const Type* type);
/// The same where an absent value is a mistake.
[[nodiscard]] Value resolve_present(const Scope& scope, syntax::NodeRef node, const Type* type);
/// The value of a container or scalar whose functions, if any, lie inside of it.
[[nodiscard]] Value resolve_literal(const Scope& scope, syntax::NodeRef node, const Type* type);

/// An unknown value with one cause at `node`. The subject is copied.
[[nodiscard]] Value unknown_at(const Scope& scope, CauseKind kind, std::string_view subject, syntax::NodeRef node);
/// An unknown value with the causes of all of `values` that are unknown.
[[nodiscard]] Value merge_unknown(const Scope& scope, std::span<const Value> values, Place place);
/// The same value; its causes say that a condition (or a mapping) chose, not that the parameter is the value.
[[nodiscard]] Value chosen_through(const Scope& scope, const Value& value);
/// The same unknown value; not even its being there is known.
[[nodiscard]] Value perhaps_absent(const Scope& scope, const Value& value);

/// Evaluates an expression of a condition: true, false or unknown.
[[nodiscard]] Value evaluate_condition(const Scope& scope, syntax::NodeRef expression);
/// Evaluates a condition by name. `use` is where it is used.
[[nodiscard]] Value evaluate_named_condition(const Scope& scope, std::string_view name, syntax::NodeRef use);

/// Whether `operand` is a parameter with "any other value" that could never be `text` then.
[[nodiscard]] bool is_other_than(const Scope& scope, syntax::NodeRef operand, std::string_view text);

/// A parameter's or pseudo parameter's value, read as `type`, used at `use`; nothing for AWS::NoValue.
[[nodiscard]] std::optional<Value> parameter_value(const Scope& scope, std::string_view name, const Type* type,
                                                   syntax::NodeRef use, bool& found);
/// What Ref gives for `name`: a loop variable, parameter, pseudo parameter or resource.
[[nodiscard]] std::optional<Value> reference_value(const Scope& scope, std::string_view name, const Type* type,
                                                   syntax::NodeRef use);

/// A text in pieces: strings, and unknown values between them.
using TextParts = std::vector<Value>;
/// The pieces of a text made by Join, Sub or written literally; one piece for any other value.
void append_text_parts(const Scope& scope, syntax::NodeRef node, TextParts& parts);
/// The pieces of what Ref of `written` gives as text.
void append_reference_parts(const Scope& scope, std::string_view written, syntax::NodeRef use, TextParts& parts);
/// The text of all pieces, or an unknown value when a piece is unknown.
[[nodiscard]] Value concatenate(const Scope& scope, const TextParts& parts, Place place);
/// A scalar as text, as CloudFormation writes it: "true", "30". Nothing for a list or map.
[[nodiscard]] std::optional<std::string_view> scalar_text(base::Arena& arena, const Value& value);
/// A scalar node as text; a boolean in lower case.
[[nodiscard]] std::string_view node_text(syntax::NodeRef node);

/// Replaces ${Name} and &{Name} of the loop variables in force.
[[nodiscard]] std::string_view substitute_bindings(base::Arena& arena, const Binding* bindings, std::string_view text);

}  // namespace csr::model::cloudformation
