#include "syntax/scalar_offset.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace {

/// What stands in the source where the mark `@` of the decoded text under the key `a` comes from.
std::string at_mark(const std::string& yaml) {
    const csr::source::Source source("x.yml", yaml);
    const csr::syntax::Tree tree = csr::syntax::parse_yaml(source);
    const csr::syntax::NodeRef scalar = tree.root().find("a");
    const std::size_t mark = scalar.text().find('@');
    REQUIRE(mark != std::string::npos);
    return yaml.substr(csr::syntax::source_offset(scalar, static_cast<std::uint32_t>(mark)), 3);
}

}  // namespace

TEST_CASE("offsets of a decoded scalar lead to the bytes that were written", "[scalar-offset]") {
    CHECK(at_mark("a: x @1 y\n") == "@1 ");
    CHECK(at_mark("a: 'it''s @2'\n") == "@2'");
    CHECK(at_mark("a: \"tab\\t\\u0041 @3\"\n") == "@3\"");
    CHECK(at_mark("a: |\n    one\n      two @4\n") == "@4\n");
    CHECK(at_mark("a: >-\n  one\n  two\n\n  @5\n") == "@5\n");
    CHECK(at_mark("a: one\n  two\n  @6\n") == "@6\n");
    CHECK(at_mark("a: \"one\\\n  two\n  @7\"\n") == "@7\"");
    CHECK(at_mark("a: |2-\n    one @8\n") == "@8\n");
}
