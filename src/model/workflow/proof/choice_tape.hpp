#pragma once

#include <cstddef>
#include <vector>

namespace csr::model {

/// The choices of one execution after another. A deterministic run asks choose() wherever the files leave something
/// open; next() moves on to the next combination, depth first, until every combination that is ever asked for was seen.
class ChoiceTape {
  public:
    /// Which of `options` (at least 1) this execution takes.
    [[nodiscard]] std::size_t choose(std::size_t options) {
        if (options <= 1) return 0;
        if (position_ == made_.size()) made_.push_back({0, options});
        return made_[position_++].taken;
    }
    /// Rewinds to the next execution; false when there is none.
    [[nodiscard]] bool next() {
        while (!made_.empty() && made_.back().taken + 1 == made_.back().options) made_.pop_back();
        position_ = 0;
        if (made_.empty()) return false;
        ++made_.back().taken;
        return true;
    }

  private:
    struct Choice {
        std::size_t taken;
        std::size_t options;
    };
    std::vector<Choice> made_;
    std::size_t position_ = 0;
};

}  // namespace csr::model
