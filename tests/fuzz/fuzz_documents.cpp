#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "syntax/environment_file.hpp"
#include "syntax/markdown.hpp"
#include "syntax/script.hpp"
#include "syntax/terraform.hpp"

namespace {

void check(bool good, const char* what) {
    if (good) return;
    std::fprintf(stderr, "broken invariant: %s\n", what);
    std::abort();
}

/// These trees say the same thing in several places, so their spans overlap; the rest holds as for any tree.
void check_tree(const csr::syntax::Tree& tree) {
    const std::size_t bytes = tree.source().bytes().size();
    const std::size_t count = tree.nodes().size();
    check(tree.documents().size() == 1, "one document");
    for (std::uint32_t at = 0; at < count; ++at) {
        const csr::syntax::Node& node = tree.node(at);
        check(node.begin <= node.end && node.end <= bytes, "the span of a node");
        check(node.next > at && node.next <= count, "next");
        check(tree.text(node).size() == (csr::syntax::NodeRef(tree, at).is_scalar() ? node.size : 0), "the text");
    }
    for (const auto& error : tree.errors()) check(error.span.end <= bytes, "the span of an error");
    for (const auto& comment : tree.comments()) check(comment.span.end <= bytes, "the span of a comment");
    if (count < 2000) static_cast<void>(csr::syntax::dump(tree));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const csr::source::Source source("docs/fuzz", std::string(reinterpret_cast<const char*>(data), size));
    for (const auto parse : {csr::syntax::parse_markdown, csr::syntax::parse_script,
                             csr::syntax::parse_environment_file, csr::syntax::parse_terraform})
        check_tree(parse(source));
    return 0;
}
