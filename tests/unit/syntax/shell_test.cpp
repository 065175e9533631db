#include "syntax/shell.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace csr::syntax;

namespace {

/// Each command on a line: its words joined by '|', where its output goes, and '*' when it is literal.
std::string shown(const std::vector<ShellCommand>& commands) {
    std::string text;
    for (const ShellCommand& command : commands) {
        for (std::size_t i = 0; i < command.words.size(); ++i) text += (i > 0 ? "|" : "") + command.words[i];
        for (const std::string& target : command.redirects) text += " >" + target;
        text += command.literal ? " *\n" : "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("the commands of a shell script are found with their words", "[shell]") {
    CHECK(shown(shell_commands("npm install -g 'a b'\ncargo publish\n")) == "npm|install|-g|a b *\ncargo|publish *\n");
    CHECK(shown(shell_commands("A=1 echo \"$A\" && ls | tee x\n")) == "echo|$A\nls *\ntee|x *\n");
    CHECK(shown(shell_commands("dotnet nuget push a \\\n  --source b\n")) == "dotnet|nuget|push|a|--source|b *\n");
    CHECK(shown(shell_commands("x=$(date)\n")) == "date *\n");
}

TEST_CASE("a command knows where its output goes", "[shell]") {
    CHECK(shown(shell_commands("echo a >> $GITHUB_ENV\n")) == "echo|a >$GITHUB_ENV *\n");
    CHECK(shown(shell_commands("{ echo a; echo \"$(b)\"; } >> \"$GITHUB_ENV\"\n")) ==
          "echo|a >$GITHUB_ENV *\necho|$(b) >$GITHUB_ENV\nb *\n");
    CHECK(shown(shell_commands("cat < in\n")) == "cat *\n");
}

TEST_CASE("a command knows whether its failure is passed over", "[shell]") {
    const auto unheeded = [](std::string_view script) {
        std::string text;
        for (const ShellCommand& command : shell_commands(script)) {
            if (command.unheeded) text += command.words.back() + ' ';
        }
        return text;
    };
    CHECK(unheeded("a && b || true\nc || echo no\nd || e\n") == "a b c ");
    CHECK(unheeded("if a 2>/dev/null; then\n  b\nelse\n  echo none\nfi\n") == "a ");
    CHECK(unheeded("if a; then b; fi\nif ! c; then exit 1; fi\n") == "a ");
    CHECK(unheeded("if a; then b; else exit 1; fi\nif a; then exit 0; fi\nexit 1\n").empty());
    CHECK(unheeded("if a; then ok=1; fi\na > report || true\na | b || true\n").empty());
    CHECK(unheeded("for i in 1 2; do a && break || true; done\nif a; then b; elif c; then d; fi\n").empty());
}

TEST_CASE("what a script only prints is told from what it does", "[shell]") {
    const auto printed = [](std::string script) {
        std::string text;
        for (const csr::source::Span span : shell_script(script).printed)
            text += "[" + script.substr(span.begin, span.end - span.begin) + "]";
        return text;
    };
    CHECK(printed("echo \"run cdk deploy\"; cdk deploy\n") == "[\"run cdk deploy\"]");
    CHECK(printed("echo a $(npm test) b\n") == "[a][b]");
    CHECK(printed("printf '%s' \"x $(npm test) y\"\n") == "['%s'][\"x ][ y\"]");
    CHECK(printed("echo '{}' | curl -d @- https://a\n").empty());
    CHECK(printed("{ echo a; echo b; } | sh\n").empty());
    CHECK(printed("sh -c \"$(echo npm test)\"\n").empty());
    CHECK(printed("cat >> $S << EOF\ngit checkout x\nEOF\nls\n") == "[git checkout x\n]");
    CHECK(printed("cat << EOF >> $S\ngit checkout $(date)\nEOF\nls\n") == "[git checkout ][\n]");
    CHECK(printed("bash << EOF\nnpm test\nEOF\n").empty());
    CHECK(printed("cat << EOF | bash\nnpm test\nEOF\n").empty());
}

TEST_CASE("a script of another shell is split at blanks", "[shell]") {
    CHECK(shown(plain_commands("echo \"foo=$env:BAR\" >> $env:GITHUB_ENV\r\nnuget push 'a b'")) ==
          "echo|foo=$env:BAR >$env:GITHUB_ENV\nnuget|push|a b *\n");
    CHECK(plain_commands("a b")[0].span == csr::source::Span{0, 3});
}

TEST_CASE("a broken script loses nothing but what is broken", "[shell]") {
    CHECK_NOTHROW(shell_commands("if [ ; then ((( \"\nnpm ci\n"));
    CHECK(shell_commands("").empty());
    CHECK(shell_commands(std::string(2U << 20U, 'a')).empty());
}
