#include "policy/scenario.hpp"

#include <catch2/catch.hpp>

using namespace csr::policy;
using csr::model::Assignment;
using csr::model::Variable;

namespace {

Variable variable(std::uint32_t id, std::uint32_t choices, std::optional<std::uint32_t> by_default = std::nullopt) {
    Variable made;
    made.id = id;
    made.choices = choices;
    made.default_choice = by_default;
    return made;
}

/// Fails when `split` has the choice `bad`.
Answer fails_at(const Assignment& assignment, const Variable& split, std::uint32_t bad, bool through_condition) {
    const std::optional<std::uint32_t> choice = assignment.choice(split);
    if (!choice) return {Outcome::unknown, &split, through_condition};
    return {*choice == bad ? Outcome::fail : Outcome::pass};
}

}  // namespace

TEST_CASE("an answer without open choices is the answer") {
    const Folded folded = judge_scenarios([](const Assignment&) { return Answer{Outcome::pass}; });
    CHECK(folded.outcome == Outcome::pass);
    CHECK(folded.witness.empty());
}

TEST_CASE("a condition branch that fails makes a fail, named by its choice") {
    const Variable production = variable(0, 2);
    const Folded folded =
        judge_scenarios([&](const Assignment& assignment) { return fails_at(assignment, production, 0, true); });
    CHECK(folded.outcome == Outcome::fail);
    REQUIRE(folded.holds_under.size() == 1);
    CHECK(folded.holds_under[0].choice == 0);
}

TEST_CASE("a failure in every branch holds always") {
    const Variable production = variable(0, 2);
    const Folded folded = judge_scenarios([&](const Assignment& assignment) {
        return assignment.choice(production) ? Answer{Outcome::fail} : Answer{Outcome::unknown, &production, true};
    });
    CHECK(folded.outcome == Outcome::fail);
    CHECK(folded.holds_under.empty());
    CHECK(folded.others.size() == 1);
}

TEST_CASE("a parameter that is the value stays unknown while its values differ") {
    const Variable encrypt = variable(0, 2);
    const Folded folded =
        judge_scenarios([&](const Assignment& assignment) { return fails_at(assignment, encrypt, 1, false); });
    CHECK(folded.outcome == Outcome::unknown);
    REQUIRE(folded.undecided.size() == 1);
    CHECK(folded.undecided[0] == &encrypt);
}

TEST_CASE("a failing default fails, a passing one stays unknown") {
    const Variable bad_default = variable(0, 2, 1);
    const Variable good_default = variable(0, 2, 0);
    const Folded bad =
        judge_scenarios([&](const Assignment& assignment) { return fails_at(assignment, bad_default, 1, false); });
    CHECK(bad.outcome == Outcome::fail);
    CHECK(bad.holds_under.size() == 1);
    const Folded good =
        judge_scenarios([&](const Assignment& assignment) { return fails_at(assignment, good_default, 1, false); });
    CHECK(good.outcome == Outcome::unknown);
}

TEST_CASE("scenarios in which the target does not exist do not count") {
    const Variable exists = variable(0, 2);
    const Folded folded = judge_scenarios([&](const Assignment& assignment) {
        const std::optional<std::uint32_t> choice = assignment.choice(exists);
        if (!choice) return Answer{Outcome::unknown, &exists, true};
        return Answer{*choice == 0 ? Outcome::not_applicable : Outcome::pass};
    });
    CHECK(folded.outcome == Outcome::pass);
}

TEST_CASE("more scenarios than are tried are unknown, and end soon") {
    std::vector<Variable> variables;
    for (std::uint32_t id = 0; id < 40; ++id) variables.push_back(variable(id, 2));
    std::size_t calls = 0;
    const Folded folded = judge_scenarios([&](const Assignment& assignment) {
        ++calls;
        for (const Variable& one : variables) {
            if (!assignment.choice(one)) return Answer{Outcome::unknown, &one, true};
        }
        return Answer{Outcome::pass};
    });
    CHECK(folded.limited);
    CHECK(folded.outcome == Outcome::unknown);
    CHECK(calls < 2000);
}
