#include "model/workflow/proof/shell_ends.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/workflow/proof/shell_run.hpp"

using namespace csr::model;

namespace {

/// Gives an open text for each path.
class OpenScope : public SymbolicScope {
  public:
    explicit OpenScope(SymbolStore& store) : store_(&store) {}
    bool status(std::string_view) override { return true; }
    SymbolicValue lookup(const std::vector<std::string>& path) override {
        return SymbolicValue::open(store_->symbol(path.back(), {}));
    }
    SymbolicValue force(const SymbolicValue& value) override { return value; }

  private:
    SymbolStore* store_;
};

std::string told(const ShellResult& result, const SymbolStore& store) {
    std::string text = result.succeeded ? "success" : "failure";
    for (const auto& [name, value] : result.outputs) text += " " + name + "=" + describe(value, store);
    for (std::uint32_t i = 0; i < store.size(); ++i) {
        if (store.was_asked(i)) text += " " + store.name(i) + "?" + store.witness(i);
    }
    return text;
}

/// How the script can end, seen from outside, and whether that way can certainly be taken.
struct Ends {
    std::map<std::string, bool> certain;
    int executions = 0;
};

Ends ends_of(const ShellScript& script) {
    Ends ends;
    ChoiceTape tape;
    do {
        SymbolStore store(tape);
        OpenScope scope(store);
        const SymbolicEvaluator evaluator(scope, store);
        ShellRun run(evaluator, [&](const std::string& name) -> std::optional<SymbolicValue> {
            if (name != "FLAG") return std::nullopt;
            return scope.lookup({"flag"});
        });
        const ShellResult result = run.run(script);
        bool& certain = ends.certain[told(result, store)];
        certain = certain || store.certain();
        ++ends.executions;
    } while (tape.next() && ends.executions < 20'000);
    return ends;
}

ShellScript condensed(std::string_view text) {
    ShellScript script = parse_shell(text);
    condense(script, [](std::string_view name) { return name == "FLAG"; });
    return script;
}

/// Scripts put together from what matters here, the same ones each time.
class ScriptWriter {
  public:
    explicit ScriptWriter(std::uint32_t seed) : state_(seed) {}

    std::string list(int depth) {
        std::string text;
        for (std::uint32_t i = 0; i <= below(3); ++i) text += chain(depth) + "\n";
        return text;
    }

  private:
    std::uint32_t below(std::uint32_t limit) {
        state_ = state_ * 1'664'525U + 1'013'904'223U;
        return (state_ >> 16U) % limit;
    }

    std::string chain(int depth) {
        std::string text = command(depth);
        while (below(4) == 0) text += (below(2) == 0 ? " && " : " || ") + command(depth);
        return text;
    }

    std::string command(int depth) {
        static const std::vector<std::string> simple = {"make test",
                                                        "echo done",
                                                        "[ -d tests ]",
                                                        "! npm test",
                                                        "X=$(date)",
                                                        "Y=one",
                                                        "false",
                                                        "exit 1",
                                                        "exit 0",
                                                        "[[ \"$X\" == one ]]",
                                                        "[ -n \"$Y\" ]",
                                                        "npm ci | tee x",
                                                        "exit",
                                                        "Y=$FLAG",
                                                        "true",
                                                        "[ \"$FLAG\" = on ]",
                                                        "export Z=\"$Y\"",
                                                        "exit $CODE",
                                                        "echo \"a=$Y\" >> $GITHUB_OUTPUT"};
        if (depth <= 0 || below(3) != 0) return simple[below(static_cast<std::uint32_t>(simple.size()))];
        if (below(4) == 0)
            return "case \"$" + std::string(below(2) == 0 ? "Y" : "X") + "\" in\n one) " + list(depth - 1) +
                   ";;\n *) " + list(depth - 1) + ";;\nesac";
        std::string text = "if " + chain(depth - 1) + "; then\n" + list(depth - 1);
        if (below(3) == 0) text += "elif " + chain(depth - 1) + "; then\n" + list(depth - 1);
        if (below(2) == 0) text += "else\n" + list(depth - 1);
        return text + "fi";
    }

    std::uint32_t state_;
};

std::string shown(const std::map<std::string, bool>& certain) {
    std::string text;
    for (const auto& [end, sure] : certain) text += end + (sure ? " certainly\n" : " perhaps\n");
    return text;
}

}  // namespace

TEST_CASE("commands of which only the end matters become one choice", "[proof]") {
    const ShellScript script = condensed(R"(
if npm run lint --silent; then
  npm run lint
else
  echo "no lint"
fi
if npm test --silent; then
  npm test
fi
)");
    REQUIRE(script.commands.size() == 1);
    CHECK(script.commands[0].kind == ShellCommand::Kind::ends);
    const Ends ends = ends_of(script);
    CHECK(ends.executions == 2);
    CHECK(ends.certain == std::map<std::string, bool>{{"success", true}, {"failure", true}});
}

TEST_CASE("an unclear test after which the script goes on in either case leaves no doubt", "[proof]") {
    CHECK(ends_of(condensed("if [ -d tests ]; then echo yes; else echo no; fi")).certain ==
          std::map<std::string, bool>{{"success", true}});
    CHECK(ends_of(condensed("if [ -d tests ]; then exit 1; fi")).certain ==
          std::map<std::string, bool>{{"success", false}, {"failure", false}});
}

TEST_CASE("what outputs, variables and known values hang on is left as it is", "[proof]") {
    const ShellScript script = condensed(R"(
make a
if [ "$FLAG" = on ]; then
  make b
  echo "mode=${{ inputs.mode }}" >> $GITHUB_OUTPUT
fi
make c
make d
)");
    REQUIRE(script.commands.size() == 3);
    CHECK(script.commands[0].kind == ShellCommand::Kind::ends);
    CHECK(script.commands[1].kind == ShellCommand::Kind::branch);
    CHECK(script.commands[1].lists[1].size() == 2);
    CHECK(script.commands[2].kind == ShellCommand::Kind::ends);
}

TEST_CASE("a script where failing commands stop ending it is left as it is", "[proof]") {
    CHECK(condensed("set +e\nmake a\nmake b").commands.size() == 3);
}

TEST_CASE("a condensed script ends as the whole one does", "[proof]") {
    int compared = 0;
    for (std::uint32_t seed = 1; seed <= 600; ++seed) {
        const std::string text = ScriptWriter(seed).list(2);
        const ShellScript whole = parse_shell(text);
        if (!whole.understood) continue;
        const Ends expected = ends_of(whole);
        if (expected.executions >= 20'000) continue;
        const Ends found = ends_of(condensed(text));
        INFO(text << "\nwhole:\n" << shown(expected.certain) << "condensed:\n" << shown(found.certain));
        for (const auto& [end, sure] : expected.certain) {
            const auto same = found.certain.find(end);
            REQUIRE(same != found.certain.end());
            REQUIRE(same->second >= sure);
        }
        REQUIRE(found.certain.size() == expected.certain.size());
        REQUIRE(found.executions <= expected.executions);
        ++compared;
    }
    CHECK(compared > 400);
}
