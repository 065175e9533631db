#pragma once

#include <cstdint>
#include <string_view>

#include "cel/cel.hpp"
#include "cel/regex.hpp"

namespace csr::cel {

/// What one evaluation has left and remembers; functions reach it through CallContext.
class Machine {
  public:
    explicit Machine(Budget budget) : left_(budget.steps) {}

    /// Takes steps off the budget; false, for ever, when there are not enough.
    [[nodiscard]] bool spend(std::uint64_t steps) {
        if (steps > left_) {
            left_ = 0;
            return false;
        }
        left_ -= steps;
        return true;
    }
    /// The pattern of the call of matches() that is running.
    [[nodiscard]] const Regex& regex(std::string_view pattern) {
        return literal_ == nullptr ? dynamic_.get(pattern) : literal_->get();
    }
    /// The literal pattern of the next call; null when it has none.
    void use_literal(const LazyRegex* literal) { literal_ = literal; }

  private:
    std::uint64_t left_;
    const LazyRegex* literal_ = nullptr;
    RegexCache dynamic_;
};

}  // namespace csr::cel
