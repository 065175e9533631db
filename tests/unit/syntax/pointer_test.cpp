#include <catch2/catch.hpp>

#include "syntax/node.hpp"

using csr::source::Source;
using namespace csr::syntax;

TEST_CASE("a pointer leads to every node and back") {
    const Source source("in.json", R"({"a/b": [1, {"~": 2}], "": {"x": [[3]]}})");
    const Tree tree = parse_json(source);
    for (std::uint32_t node = 0; node < tree.nodes().size(); ++node) {
        const NodeRef found = resolve_pointer(tree.root(), pointer(tree, node));
        REQUIRE(found);
        CHECK(pointer(tree, found.index()) == pointer(tree, node));
    }
    CHECK(pointer(tree, tree.root().find("a/b").at(1).find("~").index()) == "/a~1b/1/~0");
    CHECK(pointer(tree, tree.root().find_key("a/b").index()) == "/a~1b");
    CHECK(pointer(tree, 0).empty());
}

TEST_CASE("a pointer to nothing") {
    const Source source("in.json", R"({"a": [1, 2]})");
    const Tree tree = parse_json(source);
    for (const char* text : {"/b", "/a/2", "/a/-", "/a/01", "/a/x", "/a/0/x", "a", "/a/99999999999"}) {
        CHECK_FALSE(resolve_pointer(tree.root(), text));
    }
    CHECK(resolve_pointer(tree.root(), "/a/1").text() == "2");
    CHECK_FALSE(resolve_pointer(NodeRef(), "/a"));
}

TEST_CASE("pointers follow aliases and know documents") {
    const Source source("in.yaml", "---\nx: &x {y: 1}\nz: *x\n---\n- [a]: b\n");
    const Tree tree = parse_yaml(source);
    CHECK(resolve_pointer(tree.root(), "/z/y").text() == "1");
    const NodeRef second(tree, tree.documents()[1]);
    CHECK(pointer(tree, second.at(0).index()) == "/0");
    CHECK(pointer(tree, second.at(0).index() + 3) == "/0/[a]");
}
