#include "model/cloudformation/satisfiability.hpp"

#include <algorithm>

namespace csr::model::cloudformation {

namespace {

constexpr std::size_t deepest = 64;

/// Tries the choices of the variables that the formula hangs on.
class Search {
  public:
    Search(Assignment& assignment, const std::function<Truth(const Assignment&)>& formula, std::uint32_t most)
        : assignment_(assignment), formula_(formula), steps_(most) {}

    Satisfiable run() {
        if (steps_ == 0 || assignment_.steps().size() >= deepest) return Satisfiable::open;
        --steps_;
        const Truth truth = formula_(assignment_);
        if (truth.known != Satisfiable::open || truth.next == nullptr) return truth.known;
        Satisfiable best = Satisfiable::no;
        for (std::uint32_t choice = 0; choice < truth.next->choices && best != Satisfiable::yes; ++choice) {
            assignment_.push({truth.next, choice, true});
            best = std::max(best, run());  // as deep as there are variables, at most `deepest`
            assignment_.pop();
        }
        return best;
    }

  private:
    Assignment& assignment_;
    const std::function<Truth(const Assignment&)>& formula_;
    std::uint32_t steps_;
};

}  // namespace

Satisfiable satisfiable(Assignment& assignment, const std::function<Truth(const Assignment&)>& formula,
                        std::uint32_t most_steps) {
    return Search(assignment, formula, most_steps).run();
}

}  // namespace csr::model::cloudformation
