#include <catch2/catch.hpp>
#include <string>

#include "support/tree_invariants.hpp"
#include "syntax/node.hpp"

using csr::source::Source;
using namespace csr::syntax;

namespace {

std::string read(const std::string& text, const Limits& limits = {}) {
    const Source source("in.json", text);
    const Tree tree = parse_json(source, limits);
    CHECK(csr::test::broken_invariant(tree).empty());
    return dump(tree);
}

/// The first error as "begin-end message", and the tree.
std::string error(const std::string& text, const Limits& limits = {}) {
    const Source source("in.json", text);
    const Tree tree = parse_json(source, limits);
    CHECK(csr::test::broken_invariant(tree).empty());
    if (tree.errors().empty()) return "none";
    const SyntaxError& first = tree.errors().front();
    return std::to_string(first.span.begin) + "-" + std::to_string(first.span.end) + " " + first.message.en + " | " +
           dump(tree);
}

}  // namespace

TEST_CASE("JSON values") {
    CHECK(read("null") == "null");
    CHECK(read(" [true, false, -1, 0, 12345678901234567890123, 1.5e+3]\n") ==
          "[true, false, -1, 0, 12345678901234567890123, 1.5e+3]");
    CHECK(read("{}") == "{}");
    CHECK(read("[]") == "[]");
    CHECK(read(R"({"a": {"b": []}, "": [[{}]]})") == R"({"a": {"b": []}, "": [[{}]]})");
    CHECK(read("\xEF\xBB\xBF[1]") == "[1]");
    CHECK(read("\r\n\t[ 1 ,\t2 ]\r\n") == "[1, 2]");
}

TEST_CASE("JSON strings are decoded only where they must be") {
    const Source source("in.json", R"(["日本語", "a\nb", "\u00e9\ud83d\ude00", "\"\\\/"])");
    const Tree tree = parse_json(source);
    REQUIRE(tree.errors().empty());
    CHECK(tree.root().at(0).text() == "日本語");
    CHECK(tree.root().at(0).text().data() == source.bytes().data() + 2);
    CHECK(tree.root().at(1).text() == "a\nb");
    CHECK(tree.root().at(2).text() == "é😀");
    CHECK(tree.root().at(3).text() == "\"\\/");
}

TEST_CASE("JSON spans hold quotes and brackets") {
    const Source source("in.json", R"({"key": ["v", 12]})");
    const Tree tree = parse_json(source);
    CHECK(tree.root().span() == csr::source::Span{0, 18});
    CHECK(tree.root().find_key("key").span() == csr::source::Span{1, 6});
    CHECK(tree.root().find("key").span() == csr::source::Span{8, 17});
    CHECK(tree.root().find("key").at(1).span() == csr::source::Span{14, 16});
}

TEST_CASE("JSON errors have a place, and the tree has what stands before") {
    CHECK(error("") == "0-0 the file is empty | ");
    CHECK(error("{") == "0-1 this '{' is never closed | {}");
    CHECK(error(R"({"a": 1, "b": [1, 2)") == R"(14-15 this '[' is never closed | {"a": 1, "b": [1, 2]})");
    CHECK(error(R"({"a": {"x": 1}, "b" 2})") == R"(20-21 expected ':' after a key | {"a": {"x": 1}})");
    CHECK(error(R"({"a": 1,})") == R"(8-9 a value is missing after the comma | {"a": 1})");
    CHECK(error("[1, 2,]") == "6-7 a value is missing after the comma | [1, 2]");
    CHECK(error("[1 2]") == "3-4 a comma is missing before this | [1]");
    CHECK(error("[1] x") == "4-5 unexpected text after the end of the JSON value | [1]");
    CHECK(error("{'a': 1}") == "1-2 expected a key in double quotes | {}");
    CHECK(error("[nul]") == "1-4 expected a value | []");
    CHECK(error("[truely]") == "1-7 expected a value | []");
    CHECK(error("[012]") == "1-4 a number must not begin with 0 | []");
    CHECK(error("[1.]") == "3-4 a digit is missing in this number | []");
    CHECK(error("[-]") == "2-3 a digit is missing in this number | []");
    CHECK(error(R"(["a\qb"])") == "3-5 unknown escape in a string | []");
    CHECK(error(R"(["\u12g4"])") == "2-6 \\u needs four hexadecimal digits | []");
    CHECK(error(R"(["\ud800"])") == "2-8 half of a surrogate pair | []");
    CHECK(error("[\"abc") == "1-5 this string has no closing quote | []");
    CHECK(error("[\"a\nb\"]") == "1-3 this string has no closing quote | []");
    CHECK(error("[\"a\tb\"]") == "3-4 a control character in a string | []");
    CHECK(error("[\"a\xFF\"]") == "3-4 this byte is not valid UTF-8 | []");
    CHECK(error("[\"0123456789abcdef\xC3\"]") == "18-19 this byte is not valid UTF-8 | []");
    CHECK(error("// no\n{}") == "0-1 expected a value | ");
    CHECK(error(std::string("[1\0]", 4)) == "2-3 expected ',' or ']' | [1]");
}

TEST_CASE("JSON limits are errors at their place") {
    Limits limits;
    limits.depth = 3;
    CHECK(read("[[[1]]]", limits) == "[[[1]]]");
    CHECK(error("[[[[1]]]]", limits) == "3-4 nested deeper than 3 levels | [[[]]]");
    limits = {};
    limits.nodes = 3;
    CHECK(error("[1, 2, 3]", limits) == "8-9 the file has more than 3 values | [1, 2]");
    limits = {};
    limits.bytes = 3;
    CHECK(error("[1, 2, 3]", limits) == "0-0 the file is larger than 3 bytes | ");
    CHECK(error(std::string(1000000, '[')).starts_with("512-513 nested deeper"));
}

TEST_CASE("JSON keys that stand twice") {
    const Source source("in.json", R"({"a": 1, "b": {"c": 1, "c": 2}, "\u0061": 3, "a": 4})");
    const Tree tree = parse_json(source);
    REQUIRE(tree.duplicates().size() == 3);
    CHECK(NodeRef(tree, tree.duplicates()[0].first).text() == "c");
    CHECK(NodeRef(tree, tree.duplicates()[1].second).span().begin == 32);
    CHECK(tree.duplicates()[1].first == tree.duplicates()[2].first);
    CHECK(tree.root().find("a").text() == "4");
}

TEST_CASE("keys that stand twice in a large mapping") {
    std::string text = "{";
    for (int i = 0; i < 5000; ++i) text += "\"key" + std::to_string(i) + "\": 0, ";
    text += "\"key17\": 1, \"key4999\": 2, \"key17\": 3}";
    const Source source("in.json", text);
    const Tree tree = parse_json(source);
    REQUIRE(tree.duplicates().size() == 3);
    CHECK(NodeRef(tree, tree.duplicates()[0].first).text() == "key17");
    CHECK(NodeRef(tree, tree.duplicates()[1].first).text() == "key4999");
    CHECK(tree.duplicates()[2].first == tree.duplicates()[0].first);
}
