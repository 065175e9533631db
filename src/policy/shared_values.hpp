#pragma once

#include "cel/cel.hpp"
#include "model/cloudformation/reading.hpp"

namespace csr::policy {

/// Keeps the shared parts of rules' expressions in the reading of an assignment, by the template that is judged.
class SharedValues final : public cel::SharedValues {
  public:
    SharedValues(model::cloudformation::Reading& reading, const model::cloudformation::Template* asking)
        : reading_(reading), asking_(asking) {}

    [[nodiscard]] const model::Evaluation& evaluation() const override { return reading_.evaluation(); }
    [[nodiscard]] std::optional<model::Value>& value_of(const void* part) override {
        return reading_.kept(part, asking_);
    }

  private:
    model::cloudformation::Reading& reading_;
    const model::cloudformation::Template* asking_;
};

}  // namespace csr::policy
