#include "policy/fix.hpp"

#include <catch2/catch.hpp>

using csr::model::Value;
using csr::policy::apply_edits;
using csr::policy::insert_value;
using csr::policy::replace_scalar;
using csr::syntax::NodeRef;
using csr::syntax::Tree;

namespace {

std::string replaced(const std::string& text, const std::string& key, const Value& value) {
    const csr::source::Source source("a", text);
    const Tree tree = csr::syntax::parse_yaml(source);
    const auto edit = replace_scalar(tree.root().find(key), value);
    return edit ? apply_edits(text, {*edit}) : "nothing";
}

std::string inserted(const std::string& text, const std::vector<std::string_view>& path, const Value& value) {
    const csr::source::Source source("a", text);
    const Tree tree = csr::syntax::parse_yaml(source);
    const auto edit = insert_value(tree.root(), path, value);
    return edit ? apply_edits(text, {*edit}) : "nothing";
}

}  // namespace

TEST_CASE("a scalar is replaced in its own style") {
    CHECK(replaced("a: 1 # why\n", "a", Value::integer(30)) == "a: 30 # why\n");
    CHECK(replaced("a: 'x'\n", "a", Value::string("it's")) == "a: 'it''s'\n");
    CHECK(replaced("a: \"x\"\n", "a", Value::string("y")) == "a: \"y\"\n");
    CHECK(replaced("a: x\n", "a", Value::string("true")) == "a: \"true\"\n");
    CHECK(replaced("a: x\n", "a", Value::string("Active")) == "a: Active\n");
    CHECK(replaced("{\"a\": \"false\"}", "a", Value::boolean(true)) == "{\"a\": true}");
    CHECK(replaced("a: [1]\n", "a", Value::integer(1)) == "nothing");
    CHECK(replaced("a: |\n  x\n", "a", Value::string("y")) == "nothing");
}

TEST_CASE("a missing value is inserted in the style of its mapping") {
    const Value value = Value::integer(30);
    CHECK(inserted("a: 1\nb: 2\n", {"c"}, value) == "c: 30\na: 1\nb: 2\n");
    CHECK(inserted("  a: 1\n", {"c", "d"}, value) == "  c:\n    d: 30\n  a: 1\n");
    CHECK(inserted("{\"a\": 1}", {"c"}, value) == "{\"c\": 30, \"a\": 1}");
    CHECK(inserted("{\n  \"a\": 1\n}", {"c", "d"}, value) == "{\n  \"c\": {\"d\": 30},\n  \"a\": 1\n}");
    CHECK(inserted("{}", {"c"}, value) == "{\"c\": 30}");
}

TEST_CASE("edits that overlap are not both applied") {
    const csr::source::Source source("a", "abc");
    CHECK(apply_edits("abc", {{{&source, {0, 2}}, "x"}, {{&source, {1, 3}}, "y"}}) == "xc");
}
