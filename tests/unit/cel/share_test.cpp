#include <array>
#include <catch2/catch.hpp>
#include <map>

#include "unit/cel/support.hpp"

namespace csr::cel {

namespace {

using model::Value;
using test::World;

/// How often far() was called; it stands for work that grows with the project.
struct Calls {
    mutable int count = 0;
};

Value far(const CallContext& call, std::span<const Value> arguments) {
    ++static_cast<const Calls*>(call.user)->count;
    return arguments[0];
}

class Kept final : public SharedValues {
  public:
    explicit Kept(syntax::NodeRef limits) : limits_(limits) {}
    [[nodiscard]] const model::Evaluation& evaluation() const override { return evaluation_; }
    [[nodiscard]] std::vector<Value> variables() const override {
        return {Value::null(), test::value_of(evaluation_.arena, limits_)};
    }
    [[nodiscard]] std::optional<Value>& value_of(const void* part) override { return values_[part]; }
    [[nodiscard]] std::size_t size() const { return values_.size(); }

  private:
    syntax::NodeRef limits_;
    base::Arena arena_;
    model::Assignment nothing_;
    model::Evaluation evaluation_{arena_, nothing_};
    std::map<const void*, std::optional<Value>> values_;
};

/// Evaluates `expression` for x = 1, 2 and 3 and gives how often far() was called, and the verdicts.
struct Shared {
    explicit Shared(std::string_view expression, bool sharing = true, std::string json = "[1, 2]")
        : source("limits.json", std::move(json)), limits(syntax::parse_json(source)), kept(limits.root()) {
        static std::array<Function, 2> functions{global_function("far", far, model::integer_type, model::integer_type),
                                                 global_function("own", far, model::integer_type, model::integer_type)};
        functions[0].shareable = true;
        Environment environment;
        environment.add(functions);
        environment.declare("x", model::integer_type);
        environment.declare("limits", model::dynamic_list_type, true);
        const auto program = compile(expression, environment);
        REQUIRE(program.has_value());
        const Calls calls;
        for (int x = 1; x <= 3; ++x) {
            World world("{}");
            const std::array<Value, 2> variables{Value::integer(x), test::value_of(world.arena(), limits.root())};
            Kept* const shared = sharing ? &kept : nullptr;
            const Value value = program->value(variables, world.evaluation(), &calls, {}, shared);
            answers += to_text(value, base::Language::english) + " ";
        }
        called = calls.count;
    }

    source::Source source;
    syntax::Tree limits;
    Kept kept;
    int called = 0;
    std::string answers;
};

}  // namespace

TEST_CASE("what reads nothing of its own is evaluated once for all who share") {
    const Shared shared("x > 1 && limits.exists(limit, far(limit) == 2)");
    CHECK(shared.called == 2);
    CHECK(shared.kept.size() == 1);
    CHECK(shared.answers == "false true true ");
    const Shared alone("x > 1 && limits.exists(limit, far(limit) == 2)", false);
    CHECK(alone.called == 4);
    CHECK(alone.answers == shared.answers);
}

TEST_CASE("what reads a variable that differs is evaluated for each") {
    for (const char* expression : {"limits.exists(limit, far(limit) == x)", "limits.exists(limit, own(limit) == 2)",
                                   "[x].map(y, limits.filter(limit, far(limit) == y))"}) {
        CAPTURE(expression);
        const Shared shared(expression);
        CHECK(shared.kept.size() == 0);
        CHECK(shared.answers == Shared(expression, false).answers);
    }
}

TEST_CASE("a part of an expression is shared, with the variables of its own macros") {
    const char* expression = "limits.filter(limit, [far(limit)].exists(one, one == limit)).exists(limit, limit == x)";
    const Shared shared(expression);
    CHECK(shared.kept.size() == 1);
    CHECK(shared.called == 2);
    CHECK(shared.answers == "true true false ");
    CHECK(shared.answers == Shared(expression, false).answers);
}

TEST_CASE("what is kept holds nothing of the evaluation that made it") {
    const Shared shared("limits.filter(limit, far(1) == 1).exists(limit, limit == [x])", true, "[[1], [3]]");
    CHECK(shared.kept.size() == 1);
    CHECK(shared.answers == "true false true ");
}

}  // namespace csr::cel
