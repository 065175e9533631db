#pragma once

#include "cel/cel.hpp"
#include "model/cloudformation/reading.hpp"
#include "policy/rule_program.hpp"

namespace csr::policy {

/// Keeps the shared parts of a rule's expressions in the reading of an assignment, by the template that is judged.
class SharedValues final : public cel::SharedValues {
  public:
    SharedValues(model::cloudformation::Reading& reading, const model::cloudformation::Template* asking,
                 const RuleProgram& rule)
        : reading_(reading), asking_(asking), rule_(rule) {}

    [[nodiscard]] const model::Evaluation& evaluation() const override { return reading_.evaluation(); }
    [[nodiscard]] std::vector<model::Value> variables() const override {
        const Slots& slots = rule_.compiled().slots;
        std::vector<model::Value> values(slots.count);
        values[slots.params] = parameters_value(rule_.parameters(), reading_.evaluation().arena);
        return values;
    }
    [[nodiscard]] std::optional<model::Value>& value_of(const void* part) override {
        return reading_.kept(part, asking_);
    }

  private:
    model::cloudformation::Reading& reading_;
    const model::cloudformation::Template* asking_;
    const RuleProgram& rule_;
};

}  // namespace csr::policy
