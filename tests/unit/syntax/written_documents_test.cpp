#include <catch2/catch.hpp>
#include <string>

#include "syntax/environment_file.hpp"
#include "syntax/markdown.hpp"
#include "syntax/script.hpp"
#include "syntax/terraform.hpp"

namespace {

using csr::syntax::NodeRef;
using csr::syntax::Tree;

/// A parsed text with what it points into.
struct Parsed {
    csr::source::Source source;
    Tree tree;
    Parsed(std::string path, std::string bytes, Tree (*parse)(const csr::source::Source&))
        : source(std::move(path), std::move(bytes)), tree(parse(source)) {}
    [[nodiscard]] NodeRef at(const char* pointer) const { return resolve_pointer(tree.root(), pointer); }
    [[nodiscard]] std::string text(const char* pointer) const {
        const NodeRef node = at(pointer);
        return node ? std::string(node.text()) : std::string("(none)");
    }
    [[nodiscard]] std::string bytes(const char* pointer) const {
        const csr::source::Span span = at(pointer).span();
        return std::string(source.bytes().substr(span.begin, span.end - span.begin));
    }
};

Parsed markdown(std::string text) { return {"docs/guide.md", std::move(text), csr::syntax::parse_markdown}; }
Parsed script(std::string text) { return {"deploy.sh", std::move(text), csr::syntax::parse_script}; }
Parsed environment(std::string text) { return {".env", std::move(text), csr::syntax::parse_environment_file}; }
Parsed terraform(std::string text) { return {"main.tf", std::move(text), csr::syntax::parse_terraform}; }

std::string joined(NodeRef list) {
    std::string all;
    for (const NodeRef item : list.items()) all += (all.empty() ? "" : ",") + std::string(item.text());
    return all;
}

}  // namespace

TEST_CASE("Markdown has sections with what they hold", "[syntax][markdown]") {
    const Parsed text = markdown(
        "# Guide\n\n## First\n\n- one\n- two\n\n```sh\n# not a heading\ncdk deploy\n```\n\n### Deeper\n\n| a | b "
        "|\n|---|---|\n| 1 | 2 |\n\n"
        "## Empty\n\nTODO\n\n<!-- hidden\n## no heading\n-->\n");
    CHECK(joined(text.at("/headings")) == "Guide,First,Deeper,Empty");
    CHECK(text.text("/sections/1/level") == "2");
    CHECK(text.text("/sections/1/filled") == "true");
    CHECK(text.text("/sections/1/items") == "2");
    CHECK(text.text("/sections/1/tables") == "1");
    CHECK(text.text("/sections/1/code") == "1");
    CHECK(joined(text.at("/sections/2/under")) == "Guide,First");
    CHECK(text.text("/sections/3/filled") == "false");
    CHECK(text.bytes("/sections/3/heading") == "Empty");
}

TEST_CASE("placeholders do not fill a section", "[syntax][markdown]") {
    for (const char* placeholder : {"TBD", "- [TODO]", "未定。", "*WIP*", "(準備中)"}) {
        CHECK(markdown(std::string("## A\n\n") + placeholder + "\n").text("/sections/0/filled") == "false");
    }
    CHECK(markdown("## A\n\nTODO: none is left\n").text("/sections/0/filled") == "true");
}

TEST_CASE("links of Markdown are seen from the root", "[syntax][markdown]") {
    const Parsed text =
        markdown("[a](./other.md#x) [b](../README.md) [c](https://example.com/x.md) [d](#here) `[e](no.md)`\n");
    CHECK(text.text("/links/0/path") == "docs/other.md");
    CHECK(text.text("/links/1/path") == "README.md");
    CHECK(text.text("/links/2/path").empty());
    CHECK(text.text("/links/3/path").empty());
    CHECK(text.at("/links").size() == 4);
}

TEST_CASE("a script tells its options, commands and variables", "[syntax][script]") {
    const Parsed text = script(
        "#!/bin/bash -e\nset -uo pipefail\n: \"${VERSION:?needed}\"\nif [ -z \"$CLUSTER\" ]; then exit 1; fi\nNAME=x\n"
        "aws ecs update-service --cluster \"$CLUSTER\" --service $SERVICE # go\n");
    CHECK(text.text("/shebang") == "#!/bin/bash -e");
    CHECK(joined(text.at("/options")) == "errexit,nounset,pipefail");
    CHECK(joined(text.at("/demands")) == "VERSION,CLUSTER,SERVICE");
    CHECK(joined(text.at("/assigns")) == "NAME");
    CHECK(joined(text.at("/reads")) == "VERSION,CLUSTER,SERVICE");
    CHECK(text.text("/commands/3/name") == "aws");
    CHECK(text.tree.comments().size() == 2);
}

TEST_CASE("without nounset a variable that is only read is not demanded", "[syntax][script]") {
    CHECK(joined(script("echo $A ${B?}\n").at("/demands")) == "B");
}

TEST_CASE("an environment file has names and values", "[syntax][environment]") {
    const Parsed text = environment("\xef\xbb\xbf# c\nexport A=\"x y\" # z\nB='#no'\nC=a#b # c\n\nno line\nD=\n");
    CHECK(text.text("/variables/A") == "x y");
    CHECK(text.text("/variables/B") == "#no");
    CHECK(text.text("/variables/C") == "a#b");
    CHECK(text.text("/variables/D").empty());
    CHECK(text.at("/entries").size() == 4);
    CHECK(text.bytes("/entries/2/value") == "a#b");
}

TEST_CASE("Terraform gives blocks and what is written out", "[syntax][terraform]") {
    const Parsed text = terraform(
        "# c\nresource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\" // range\n  count = 2\n  on = true\n  "
        "tags = { Name = \"x\", "
        "\"a b\" : 1 }\n  zones = [\"a\", var.b, ]\n  name = \"${var.p}-x\"\n  sum = 1 + 2\n  doc = <<-EOT\n    }\n  "
        "EOT\n  "
        "setting {\n    name = \"n\"\n  }\n}\n");
    CHECK(text.tree.errors().empty());
    CHECK(joined(text.at("/blocks/0/labels")) == "aws_vpc,main");
    CHECK(text.text("/blocks/0/attributes/cidr_block") == "10.0.0.0/16");
    CHECK(text.at("/blocks/0/attributes/count").kind() == csr::syntax::NodeKind::integer);
    CHECK(text.at("/blocks/0/attributes/on").kind() == csr::syntax::NodeKind::boolean);
    CHECK(text.text("/blocks/0/attributes/tags/Name") == "x");
    CHECK(text.text("/blocks/0/attributes/tags/a b") == "1");
    CHECK(text.at("/blocks/0/attributes/zones/0").tag().empty());
    CHECK(text.at("/blocks/0/attributes/zones/1").tag() == csr::syntax::terraform_expression_tag);
    CHECK(text.at("/blocks/0/attributes/name").tag() == csr::syntax::terraform_expression_tag);
    CHECK(text.text("/blocks/0/attributes/sum") == "1 + 2");
    CHECK(text.at("/blocks/0/attributes/doc").tag() == csr::syntax::terraform_expression_tag);
    CHECK(text.text("/blocks/0/blocks/0/attributes/name") == "n");
}

TEST_CASE("Terraform that breaks off keeps what stands before", "[syntax][terraform]") {
    for (const char* broken :
         {"a \"b\" {\n  x = 1\n", "a {\n  x = \"\n}\n", "a {\n  x = [1,\n", "}", "a {\n x = <<E\n"}) {
        CHECK(terraform(broken).tree.errors().size() == 1);
    }
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += "a {\n";
    CHECK(terraform(deep).tree.errors().size() == 1);
    CHECK(terraform("a {\n x = " + std::string(100'000, '[') + "\n}\n").tree.errors().size() == 1);
}
