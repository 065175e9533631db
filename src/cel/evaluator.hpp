#pragma once

#include <span>

#include "cel/ast.hpp"
#include "cel/blame.hpp"
#include "cel/machine.hpp"

namespace csr::cel {

/// A value with what decided it. A value that knows its own place is its own blame; `blame` is then null.
struct Result {
    model::Value value;
    const BlameTree* blame = nullptr;
};

/// One evaluation of one program. Recursion is bounded by the depth of the expression (NodeBuilder::most_depth).
class Evaluator {
  public:
    Evaluator(const Code& code, std::span<const model::Value> variables, const model::Evaluation& evaluation,
              const void* user, Budget budget, bool tracking);

    /// Takes the values of the parts that are marked as shared from there; null evaluates them like any other.
    void share(SharedValues* shared) { shared_ = shared; }
    /// Evaluates a node.
    [[nodiscard]] Result run(std::uint32_t node);
    /// What decided a result; null when nothing in the sources did.
    [[nodiscard]] const BlameTree* blame_of(const Result& result) const;

  private:
    struct Loop;
    /// The running answer of `&&` or `||`, of all() or of exists().
    struct Logic;

    [[nodiscard]] model::Value out_of_steps();
    [[nodiscard]] Result execute(const Node& node, std::uint32_t index);
    [[nodiscard]] Result macro(const Node& node);
    [[nodiscard]] Result shared_value(const Node& node);
    [[nodiscard]] Result variable(const Node& node) const;
    [[nodiscard]] Result unresolved(const Node& node) const;
    [[nodiscard]] Result select(const Node& node);
    [[nodiscard]] Result select_from(const Result& operand, const model::Value& key, bool optional);
    [[nodiscard]] Result select_through(const Result& operand, const model::Value& key);
    [[nodiscard]] Result has(const Node& node);
    [[nodiscard]] Result has_in(const Result& operand, const model::Value& key);
    [[nodiscard]] Result index(const Node& node);
    [[nodiscard]] Result item_of(const Result& container, const Result& key, bool optional);
    [[nodiscard]] Result call(const Node& node);
    [[nodiscard]] model::Value dispatch(const CallSite& site, std::span<const model::Value> arguments);
    [[nodiscard]] Result list(const Node& node);
    [[nodiscard]] Result map(const Node& node);
    [[nodiscard]] Result unary(const Node& node);
    [[nodiscard]] Result binary(const Node& node);
    [[nodiscard]] model::Value combine(Op op, const model::Value& left, const model::Value& right);
    [[nodiscard]] model::Value contains(const model::Value& item, const model::Value& container);
    [[nodiscard]] Result logic(const Node& node);
    [[nodiscard]] Result conditional(const Node& node);

    [[nodiscard]] Result quantifier(const Node& node);
    [[nodiscard]] Result exists_one(const Node& node);
    [[nodiscard]] Result map_each(const Node& node);
    [[nodiscard]] Result filter(const Node& node);
    [[nodiscard]] Result transform(const Node& node);
    [[nodiscard]] Result bind(const Node& node);
    [[nodiscard]] Result optional_map(const Node& node);
    [[nodiscard]] Result alternative(const Node& node);
    [[nodiscard]] bool begin(Loop& loop, const Node& node);
    [[nodiscard]] bool step(Loop& loop);

    /// Adds one result to the answer; true when nothing behind it has to be looked at.
    bool consider(Logic& logic, const Result& result);
    [[nodiscard]] Result conclude(const Logic& logic);

    /// A computed value whose blame is that of its operands; an operand's error or unknown comes first.
    [[nodiscard]] std::optional<Result> not_known(std::span<const Result> operands);
    [[nodiscard]] const BlameTree* blame_all(std::span<const Result> results);
    [[nodiscard]] const BlameTree* both(const BlameTree* left, const BlameTree* right);
    [[nodiscard]] const BlameTree* leaf(model::Place place, std::string_view missing = {}) const;
    [[nodiscard]] Result failed(std::string_view message, const BlameTree* blame) const;
    [[nodiscard]] Result bad_kind(std::string_view name, const Result& operand);
    /// `answer`, with the lack of `key` to blame.
    [[nodiscard]] Result lack_of(const model::Value& answer, const Result& operand, const model::Value& key) const;
    [[nodiscard]] Result no_such_key(const Result& operand, const model::Value& key);
    [[nodiscard]] model::Value wrap(const model::Value& value);
    [[nodiscard]] Result added_blame(Result result, const BlameTree* more);

    const Code& code_;
    std::span<const model::Value> variables_;
    const model::Evaluation& evaluation_;
    base::Arena& arena_;
    Machine machine_;
    CallContext context_;
    std::span<Result> locals_;
    SharedValues* shared_ = nullptr;
    bool tracking_;
    int loops_ = 0;
    std::optional<model::Value> exhausted_;
};

}  // namespace csr::cel
