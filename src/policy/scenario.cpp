#include "policy/scenario.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace csr::policy {

namespace {

using Steps = std::vector<model::Assignment::Step>;
/// The choices of conditions alone, by variable id.
using Key = std::map<std::uint32_t, std::uint32_t>;

constexpr std::size_t deepest = 64;

/// Splits unknown answers until every scenario is settled or there are too many.
class Explorer {
  public:
    Explorer(const std::function<Answer(const model::Assignment&)>& judge,
             const std::function<bool(const model::Assignment&)>& possible, std::size_t most)
        : judge_(judge), possible_(possible), most_(most) {}

    void explore() {
        if (limited_) return;
        if (leaves_.size() >= most_ || assignment_.steps().size() >= deepest) {
            limited_ = true;
            return;
        }
        if (possible_ && !assignment_.steps().empty() && !possible_(assignment_)) return;
        explore(judge_(assignment_));
    }

    /// Goes on from the answer to the assumptions so far.
    void explore(const Answer& answer) {
        if (answer.outcome != Outcome::unknown || answer.split == nullptr) {
            leaves_.push_back({assignment_.steps(), answer.outcome});
            return;
        }
        for (std::uint32_t choice = 0; choice < answer.split->choices; ++choice) {
            assignment_.push({answer.split, choice, answer.through_condition});
            explore();  // as deep as there are variables, at most `deepest`
            assignment_.pop();
        }
    }

    [[nodiscard]] const std::vector<Leaf>& leaves() const { return leaves_; }
    [[nodiscard]] bool limited() const { return limited_; }

  private:
    const std::function<Answer(const model::Assignment&)>& judge_;
    const std::function<bool(const model::Assignment&)>& possible_;
    std::size_t most_;
    model::Assignment assignment_;
    std::vector<Leaf> leaves_;
    bool limited_ = false;
};

Key key_of(const Steps& steps) {
    Key key;
    for (const model::Assignment::Step& step : steps) {
        if (step.through_condition) key.emplace(step.variable->id, step.choice);
    }
    return key;
}

bool is_part_of(const Key& part, const Key& whole) {
    return std::ranges::all_of(part, [&](const auto& item) {
        const auto found = whole.find(item.first);
        return found != whole.end() && found->second == item.second;
    });
}

bool agrees(const Key& left, const Key& right) {
    return std::ranges::all_of(left, [&](const auto& item) {
        const auto found = right.find(item.first);
        return found == right.end() || found->second == item.second;
    });
}

/// Whether nobody has to say anything for this scenario's values to be the ones deployed.
bool takes_defaults(const Steps& steps) {
    return std::ranges::all_of(steps, [](const model::Assignment::Step& step) {
        return step.through_condition || step.variable->default_choice == step.choice;
    });
}

bool has_value_step(const Steps& steps) {
    return std::ranges::any_of(steps, [](const model::Assignment::Step& step) { return !step.through_condition; });
}

/// The scenarios that share their conditions' choices.
struct Group {
    Key key;
    std::vector<const Leaf*> leaves;
    Outcome outcome = Outcome::not_applicable;
    const Leaf* witness = nullptr;
    bool by_default = false;  ///< fails only because the defaults do
};

void decide(Group& group) {
    std::size_t count[4] = {};
    const Leaf* first[4] = {};
    for (const Leaf* leaf : group.leaves) {
        const auto index = static_cast<std::size_t>(leaf->outcome);
        ++count[index];
        if (first[index] == nullptr) first[index] = leaf;
    }
    const auto of = [&](Outcome outcome) { return count[static_cast<std::size_t>(outcome)]; };
    const auto settle = [&](Outcome outcome, Outcome witness) {
        group.outcome = outcome;
        group.witness = first[static_cast<std::size_t>(witness)];
    };
    if (of(Outcome::fail) == 0 && of(Outcome::unknown) == 0)
        return of(Outcome::pass) > 0 ? settle(Outcome::pass, Outcome::pass)
                                     : settle(Outcome::not_applicable, Outcome::not_applicable);
    if (of(Outcome::pass) == 0 && of(Outcome::unknown) == 0) return settle(Outcome::fail, Outcome::fail);
    for (const Leaf* leaf : group.leaves) {
        if (leaf->outcome != Outcome::fail || !has_value_step(leaf->steps) || !takes_defaults(leaf->steps)) continue;
        group.outcome = Outcome::fail;
        group.witness = leaf;
        group.by_default = true;
        return;
    }
    settle(Outcome::unknown, of(Outcome::unknown) > 0 ? Outcome::unknown : Outcome::fail);
}

std::vector<Group> groups_of(const std::vector<Leaf>& leaves) {
    std::vector<Group> groups;
    for (const Leaf& leaf : leaves) {
        Key key = key_of(leaf.steps);
        const auto same = [&](const Group& group) { return group.key == key; };
        if (std::ranges::none_of(groups, same)) groups.push_back({std::move(key), {}});
    }
    std::vector<Key> keys;
    for (const Group& group : groups) keys.push_back(group.key);
    std::erase_if(groups, [&](const Group& group) {  // a group that another one refines is counted there
        return std::ranges::any_of(keys,
                                   [&](const Key& key) { return key != group.key && is_part_of(group.key, key); });
    });
    for (Group& group : groups) {
        for (const Leaf& leaf : leaves) {
            if (agrees(key_of(leaf.steps), group.key)) group.leaves.push_back(&leaf);
        }
        decide(group);
    }
    return groups;
}

void describe_fail(const std::vector<Group>& groups, Folded& folded) {
    const Group* first = nullptr;
    bool everywhere = true;
    for (const Group& group : groups) {
        if (group.outcome != Outcome::fail) {
            everywhere = everywhere && group.outcome == Outcome::not_applicable;
            continue;
        }
        everywhere = everywhere && !group.by_default;
        if (first == nullptr)
            first = &group;
        else
            folded.others.push_back(group.witness->steps);
    }
    folded.witness = first->witness->steps;
    if (everywhere) return;
    for (const model::Assignment::Step& step : folded.witness) {
        if (step.through_condition || first->by_default) folded.holds_under.push_back(step);
    }
}

void describe_unknown(const Group& group, Folded& folded) {
    folded.witness = group.witness->steps;
    for (const Leaf* leaf : group.leaves) {
        for (const model::Assignment::Step& step : leaf->steps) {
            const bool seen = std::ranges::find(folded.undecided, step.variable) != folded.undecided.end();
            if (!step.through_condition && !seen) folded.undecided.push_back(step.variable);
        }
    }
}

}  // namespace

Folded fold_scenarios(const std::vector<Leaf>& leaves) {
    const std::vector<Group> groups = groups_of(leaves);
    Folded folded;
    const auto first_with = [&](Outcome outcome) {
        const auto found = std::ranges::find(groups, outcome, &Group::outcome);
        return found == groups.end() ? nullptr : &*found;
    };
    for (const Outcome outcome : {Outcome::fail, Outcome::unknown, Outcome::pass, Outcome::not_applicable}) {
        const Group* group = first_with(outcome);
        if (group == nullptr) continue;
        folded.outcome = outcome;
        if (outcome == Outcome::fail)
            describe_fail(groups, folded);
        else if (outcome == Outcome::unknown)
            describe_unknown(*group, folded);
        else
            folded.witness = group->witness->steps;
        break;
    }
    return folded;
}

Folded judge_scenarios(const std::function<Answer(const model::Assignment&)>& judge,
                       const std::function<bool(const model::Assignment&)>& possible, std::size_t most) {
    Folded folded;
    const Answer first = judge(model::Assignment());  // mostly nothing is open
    if (first.outcome != Outcome::unknown || first.split == nullptr) {
        folded.outcome = first.outcome;
        return folded;
    }
    Explorer explorer(judge, possible, most);
    explorer.explore(first);
    if (explorer.leaves().empty() && !explorer.limited()) {
        folded.outcome = Outcome::not_applicable;
        return folded;
    }
    if (explorer.limited()) {
        folded.limited = true;
        return folded;
    }
    if (explorer.leaves().size() == 1) {
        folded.outcome = explorer.leaves().front().outcome;
        folded.witness = explorer.leaves().front().steps;
        return folded;
    }
    return fold_scenarios(explorer.leaves());
}

}  // namespace csr::policy
