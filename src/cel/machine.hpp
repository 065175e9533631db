#pragma once

#include <cstdint>
#include <memory>
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
        if (literal_ != nullptr) return literal_->get();
        made_up_ = patterns_ != nullptr ? patterns_->get(pattern) : std::make_shared<const Regex>(pattern);
        return *made_up_;
    }
    /// The literal pattern of the next call, or where its patterns are kept; null when it has none.
    void use_patterns(const LazyRegex* literal, const RegexCache* patterns) {
        literal_ = literal;
        patterns_ = patterns;
    }

  private:
    std::uint64_t left_;
    const LazyRegex* literal_ = nullptr;
    const RegexCache* patterns_ = nullptr;
    std::shared_ptr<const Regex> made_up_;  ///< the last one that is no literal
};

}  // namespace csr::cel
