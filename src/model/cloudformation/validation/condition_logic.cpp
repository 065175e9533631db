#include "model/cloudformation/validation/condition_logic.hpp"

#include "model/cloudformation/evaluate.hpp"

namespace csr::model::cloudformation {

namespace {

enum class Answer : std::uint8_t { no, open, yes };

/// Tries the choices of the variables that the guards hang on.
class Search {
  public:
    Search(const Template& owner, const std::vector<Guard>& guards) : owner_(owner), guards_(guards) {}

    Answer run() {
        if (++steps_ > most_steps) return Answer::open;
        base::Arena arena;
        const Variable* next = nullptr;
        bool open = false;
        for (const Guard& guard : guards_) {
            const Value value = condition_value(owner_, guard.condition, Evaluation{arena, assignment_});
            if (value.is(Kind::boolean)) {
                if (value.as_boolean() != guard.holds) return Answer::no;
                continue;
            }
            open = true;
            if (!value.is(Kind::unknown)) continue;
            for (const Cause& cause : value.as_unknown().causes) next = next == nullptr ? cause.variable : next;
        }
        if (!open) return Answer::yes;
        return next == nullptr ? Answer::open : split(*next);
    }

  private:
    Answer split(const Variable& variable) {
        Answer best = Answer::no;
        for (std::uint32_t choice = 0; choice < variable.choices && best != Answer::yes; ++choice) {
            assignment_.push({&variable, choice, true});
            best = std::max(best, run());
            assignment_.pop();
        }
        return best;
    }

    static constexpr std::uint32_t most_steps = 512;

    const Template& owner_;
    const std::vector<Guard>& guards_;
    Assignment assignment_;
    std::uint32_t steps_ = 0;
};

}  // namespace

bool possible(const Template& owner, const std::vector<Guard>& guards) {
    return Search(owner, guards).run() != Answer::no;
}

bool surely_possible(const Template& owner, const std::vector<Guard>& guards) {
    return Search(owner, guards).run() == Answer::yes;
}

}  // namespace csr::model::cloudformation
