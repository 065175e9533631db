#include <catch2/catch.hpp>
#include <string>

#include "support/tree_invariants.hpp"
#include "syntax/node.hpp"

using csr::source::Source;
using namespace csr::syntax;

namespace {

std::string read(const std::string& text) {
    const Source source("in.yaml", text);
    const Tree tree = parse_yaml(source);
    CHECK(csr::test::broken_invariant(tree).empty());
    INFO(text);
    if (!tree.errors().empty()) return "error: " + tree.errors().front().message.en;
    return dump(tree);
}

/// The errors as "LINE:COLUMN message", one a line, and the tree.
std::string errors(const std::string& text, const Limits& limits = {}) {
    const Source source("in.yaml", text);
    const Tree tree = parse_yaml(source, limits);
    CHECK(csr::test::broken_invariant(tree).empty());
    std::string out;
    for (const SyntaxError& error : tree.errors()) {
        const auto position = source.lines().position(error.span.begin);
        out += std::to_string(position.line) + ":" + std::to_string(position.code_point_column) + " " +
               error.message.en + "\n";
    }
    return out + dump(tree);
}

}  // namespace

TEST_CASE("each node knows its container and the key of its pair") {
    const Source source("in.yaml", "a: 1\nb: [x, {c: [y]}]\n? [k]\n: v\n---\nz\n");
    const Tree tree = parse_yaml(source);
    std::string told;
    for (std::uint32_t node = 0; node < tree.nodes().size(); ++node)
        told += std::to_string(tree.parent(node)) + "/" + std::to_string(tree.key_of(node)) + " ";
    // 0 mapping, 1 a, 2 1, 3 b, 4 list, 5 x, 6 mapping, 7 c, 8 list, 9 y, 10 [k], 11 k, 12 v; 13 z
    CHECK(told == "0/0 0/1 0/1 0/3 0/3 4/5 4/6 6/7 6/7 8/9 0/10 10/11 0/10 13/13 ");
}

TEST_CASE("plain scalars are classified by the core schema") {
    CHECK(read("[null, ~, Null, true, False, 1, -12, 0x1F, 0o17, 1.5, .5, 1e3, .inf, -.INF, .nan]") ==
          "[null, null, null, true, False, 1, -12, 0x1F, 0o17, 1.5, .5, 1e3, .inf, -.INF, .nan]");
    CHECK(read("[on, yes, no, off, nUll, 0x, 1.2.3, 1_000, 12:30, -, 2020-01-01]").starts_with("error"));
    CHECK(read("[on, yes, no, nUll, 0x, 1.2.3, 1_000, 12:30, 2020-01-01, +, e3, .]") ==
          R"(["on", "yes", "no", "nUll", "0x", "1.2.3", "1_000", "12:30", "2020-01-01", "+", "e3", "."])");
    CHECK(read("['1', \"true\", 0123]") == R"(["1", "true", 0123])");
}

TEST_CASE("block collections") {
    CHECK(read("a: 1\nb:\n  - x\n  - y: z\n    w: v\nc:\n- 1\n- 2\n") ==
          R"({"a": 1, "b": ["x", {"y": "z", "w": "v"}], "c": [1, 2]})");
    CHECK(read("- - a\n  - b\n-\n  - c\n") == R"([["a", "b"], ["c"]])");
    CHECK(read("? a\n: b\n? - x\n: - y\n") == R"({"a": "b", ["x"]: ["y"]})");
    CHECK(read("a:\nb:\n") == R"({"a": null, "b": null})");
    CHECK(read("a: 1\r\nb: 2\r\n") == R"({"a": 1, "b": 2})");
    CHECK(read("\xEF\xBB\xBF# BOM\na: 1") == R"({"a": 1})");
}

TEST_CASE("flow collections") {
    CHECK(read("{a: [b, {c: d}], e, \"f\":g, ? h : i, : j,}") ==
          R"({"a": ["b", {"c": "d"}], "e": null, "f": "g", "h": "i", null: "j"})");
    CHECK(read("[a: b, [c]: d, ? e]") == R"([{"a": "b"}, {["c"]: "d"}, {"e": null}])");
    CHECK(read("[a, b]: c\n{d: e}: f\n") == R"({["a", "b"]: "c", {"d": "e"}: "f"})");
    CHECK(read("key: [\n  a, # one\n  b\n]\nnext: 1\n") == R"({"key": ["a", "b"], "next": 1})");
    CHECK(read("url: [http://a:1/b]\n") == R"({"url": ["http://a:1/b"]})");
}

TEST_CASE("scalars of several lines") {
    CHECK(read("a: b\n  c\n\n  d\ne: f") == R"({"a": "b c\nd", "e": "f"})");
    CHECK(read("a: 'it''s\n  fine'\n") == R"({"a": "it's fine"})");
    CHECK(read("a: \"x\\\n  y \\u00e9\\ud83d\\ude00\\t\n  z\"\n") == "{\"a\": \"xy é😀\\t z\"}");
    CHECK(read("a: |\n  x\n    y\n\n  z\nb: 1") == R"({"a": "x\n  y\n\nz\n", "b": 1})");
    CHECK(read("a: >-\n  x\n  y\n\n  z\n   w\n  v\n") == R"({"a": "x y\nz\n w\nv"})");
    CHECK(read("a: |+\n  x\n\nb: |-\n  y\n\n") == R"({"a": "x\n\n", "b": "y"})");
    CHECK(read("a: |2\n   x\n") == R"({"a": " x\n"})");
    CHECK(read("run: |\n  echo 1\n# no text\nb: 1") == R"({"run": "echo 1\n", "b": 1})");
}

TEST_CASE("tags") {
    CHECK(read("a: !Ref b\nc: !Sub\n  - x\nd: !GetAtt [e, f]\n") ==
          R"({"a": !Ref "b", "c": !Sub ["x"], "d": !GetAtt ["e", "f"]})");
    CHECK(read("a: !Base64\n  |\n    text\n") == R"({"a": !Base64 "text\n"})");
    CHECK(read("UserData: !Sub\n\n  text\n") == R"({"UserData": !Sub "text"})");
    CHECK(read("[!!str 1, !!int \"2\", !Foo 3, ! 4, !<x:y> z]") ==
          R"([tag:yaml.org,2002:str "1", tag:yaml.org,2002:int 2, !Foo "3", ! "4", x:y "z"])");
    CHECK(read("%TAG !e! tag:e.org:\n---\n!e!a%21 x\n") == R"(tag:e.org:a! "x")");
    CHECK(errors("!e!a x\n") == "1:1 the tag handle !e! is not declared\n!e!a \"x\"");
}

TEST_CASE("anchors and aliases") {
    CHECK(read("a: &x [1]\nb: *x\n*x : c\n") == R"({"a": [1], "b": */a, */a: "c"})");
    CHECK(read("a: &x 1\n<<: *x\n<<: *x\n") == R"({"a": 1, "<<": */a, "<<": */a})");
    CHECK(errors("a: *b\n") == "1:4 there is no anchor 'b' before this alias\n{\"a\": null}");
    CHECK(errors("a: &x\n  b: *x\n") == "2:6 the alias 'x' stands inside of what it refers to\n{\"a\": {\"b\": null}}");
    const Source source("in.yaml", "a: &x {k: v}\nb: *x\n");
    const Tree tree = parse_yaml(source);
    CHECK(tree.root().find("b").find("k").text() == "v");
    CHECK(tree.root().find("b").span() == csr::source::Span{16, 18});
    REQUIRE(tree.anchors().size() == 1);
    CHECK(tree.anchors()[0].node == tree.root().find("a").index());
}

TEST_CASE("documents") {
    CHECK(read("").empty());
    CHECK(read("# nothing\n").empty());
    CHECK(read("---\na\n---\nb: 1\n...\n---\n") == R"("a" --- {"b": 1} --- null)");
    CHECK(errors("a: 1\n b: 2\n") ==
          "2:2 this line is indented deeper than what it belongs to (by 1 instead of 0 spaces)\n{\"a\": 1}");
}

TEST_CASE("comments are kept") {
    const Source source("in.yaml", "# one\na: 1 # two\nb: |# no\n  # text\n# three\nc: [ # four\n  '#']\n");
    const Tree tree = parse_yaml(source);
    std::string all;
    for (const Comment& comment : tree.comments()) {
        all += source.bytes().substr(comment.span.begin, comment.span.end - comment.span.begin);
        all += ";";
    }
    CHECK(all == "# one;# two;# three;# four;");
}

TEST_CASE("keys that stand twice in YAML") {
    const Source source("in.yaml", "a: 1\nb: 2\n'a': 3\n1: x\n'1': y\n");
    const Tree tree = parse_yaml(source);
    REQUIRE(tree.duplicates().size() == 1);
    CHECK(NodeRef(tree, tree.duplicates()[0].second).span() == csr::source::Span{10, 13});
}

TEST_CASE("what users write and PyYAML reads is read") {
    CHECK(read(std::string(2000, 'k') + ": v\n") == "{\"" + std::string(2000, 'k') + "\": \"v\"}");
    CHECK(read("a: b\t\nc:\td\n") == R"({"a": "b", "c": "d"})");
    CHECK(read("a: b:c\nd: x::y\ne: http://f\n") == R"({"a": "b:c", "d": "x::y", "e": "http://f"})");
    CHECK(read("if: ${{ a && 'b' }}\n") == R"({"if": "${{ a && 'b' }}"})");
    CHECK(read("a: x#y\nb: -1-2\nc: ?x\nd: -x\n") == R"({"a": "x#y", "b": "-1-2", "c": "?x", "d": "-x"})");
}

TEST_CASE("YAML errors have a place, and reading goes on where it can") {
    CHECK(errors("a: b: c\nd: 1\n") == "1:5 a second ': ' in one line\n{\"a\": \"b: c\", \"d\": 1}");
    CHECK(errors("a:\n\t- b\n") == "2:1 a tab is used for indentation\n{\"a\": [\"b\"]}");
    CHECK(errors("a: [b, c\n") == "1:4 this '[' is never closed\n{\"a\": [\"b\", \"c\"]}");
    CHECK(errors("a: [b\nc: d\n").starts_with("2:1 a line inside of brackets must be indented deeper"));
    CHECK(errors("a: \"b\nc: d\n").find("1:4 this double quote is never closed") != std::string::npos);
    CHECK(errors("a: \"b\" c\nd: 1\n") == "1:8 unexpected text behind a value\n{\"a\": \"b\", \"d\": 1}");
    CHECK(errors("a: 1\nb\nc: 2\n") == "2:1 ':' is missing after this key\n{\"a\": 1, \"b\": null, \"c\": 2}");
    CHECK(errors("a: 1\n- b\nc: 2\n") ==
          "2:1 an item of a sequence stands between the keys of a mapping\n{\"a\": 1, \"c\": 2}");
    CHECK(errors("a: @b\nc: 1\n") == "1:4 a value cannot begin with '@'\n{\"a\": \"@b\", \"c\": 1}");
    CHECK(errors("a:\n    b: 1\n  c: 2\nd: 3\n") ==
          "3:3 this line is indented deeper than what it belongs to (by 2 instead of 0 spaces)\n"
          "{\"a\": {\"b\": 1}, \"d\": 3}");
    CHECK(errors("a: \"\\q\"\n") == "1:5 unknown escape in double quotes\n{\"a\": \"\\\\q\"}");
    CHECK(errors("a: 1\nb: \x01\nc: 2\n") ==
          "2:4 a control character, which YAML does not allow\n{\"a\": 1, \"b\": null}");
    CHECK(
        errors("a: 1\nb: caf\xE9 au lait\n").starts_with("2:7 this byte is not valid UTF-8\n{\"a\": 1, \"b\": \"caf"));
    CHECK(errors("- a\nb: 1\n") == "2:1 the document should end here: this does not belong to it\n[\"a\"]");
    CHECK(errors("a: |x\n  y\n").starts_with("1:5 only an indentation digit"));
}

TEST_CASE("tolerated errors leave the tree complete") {
    const Source source("in.yaml", "a: [\nb,\nc]\nd: \"x\ny\"\n");
    const Tree tree = parse_yaml(source);
    CHECK(dump(tree) == R"({"a": ["b", "c"], "d": "x y"})");
    REQUIRE(tree.errors().size() == 2);
    CHECK(tree.errors()[0].tolerated);
    CHECK(tree.errors()[1].tolerated);
}

TEST_CASE("YAML limits are errors at their place") {
    Limits limits;
    limits.depth = 2;
    CHECK(errors("- - - a\n", limits) == "1:5 nested deeper than 2 levels\n[[null]]");
    CHECK(errors("[[[a]]]\n", limits) == "1:3 nested deeper than 2 levels\n[[null]]");
    limits = {};
    limits.nodes = 3;
    CHECK(errors("- 1\n- 2\n- 3\n", limits) == "3:1 the file has more than 3 values\n[1, 2]");
    limits = {};
    limits.expanded_nodes = 500;
    CHECK(errors("a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n",
                 limits)
              .find("aliases stand for more than 500 values") != std::string::npos);
    limits = {};
    limits.bytes = 3;
    CHECK(errors("abcd", limits) == "1:1 the file is larger than 3 bytes\n");
}

TEST_CASE("there are never more errors than anybody reads") {
    std::string text = "a: 1\n";
    for (int i = 0; i < 10000; ++i) text += "b: \"x\" y\n";
    const Source source("in.yaml", text);
    CHECK(parse_yaml(source).errors().size() == 100);
}

// The byte behind the text is no terminator then: a step over it would read what was refused.
TEST_CASE("reading ends at an invalid byte, whichever error is the last one reported") {
    for (const std::string piece :
         {",", "a: b: c\n", "a: \"x\" y\n", "- \ta: b\n", "\"\\q\"\n", "? - -\n", "!a, \n", "&a &b c\n", "*a : b\n",
          "@ a\n", "a\n\tb: c\n", "[?: \n", "{a:\nb", "- [\na\n]\n", "'a\nb': c\n", "a:\n b: c\n  d\n", "| x\n"}) {
        for (const char* before : {"", "a:\n  ", "[[[", "{"}) {
            for (int count = 90; count < 110; ++count) {
                std::string text = before;
                for (int i = 0; i < count; ++i) text += piece;
                text += "[[a: [b\xB4\xB4[[c\n- d: e\n";
                const Source source("in.yaml", text);
                INFO(text);
                REQUIRE(csr::test::broken_invariant(parse_yaml(source)).empty());
            }
        }
    }
}
