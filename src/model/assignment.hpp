#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "model/value.hpp"

namespace csr::model {

/// The choices made for some variables: one scenario, or the part of it that has mattered so far.
class Assignment {
  public:
    struct Step {
        const Variable* variable;
        std::uint32_t choice;
        bool through_condition;  ///< see Cause::through_condition
    };

    /// The choice made for `variable`, if any.
    [[nodiscard]] std::optional<std::uint32_t> choice(const Variable& variable) const {
        for (const Step& step : steps_) {
            if (step.variable == &variable) return step.choice;
        }
        return std::nullopt;
    }
    void push(Step step) { steps_.push_back(step); }
    void pop() { steps_.pop_back(); }
    [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

  private:
    std::vector<Step> steps_;
};

/// What one evaluation works with: memory that dies with it, and the scenario it is in.
struct Evaluation {
    base::Arena& arena;
    const Assignment& assignment;
};

}  // namespace csr::model
