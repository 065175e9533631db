#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/tree_invariants.hpp"
#include "syntax/node.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const csr::source::Source source("fuzz", std::string(reinterpret_cast<const char*>(data), size));
    const csr::syntax::Tree tree = csr::syntax::parse_json(source);
    const std::string broken = csr::test::broken_invariant(tree);
    if (!broken.empty()) {
        std::fprintf(stderr, "broken invariant: %s\n", broken.c_str());
        std::abort();
    }
    for (const auto& error : tree.errors()) static_cast<void>(source.lines().position(error.span.begin));
    if (tree.nodes().size() < 200) {
        static_cast<void>(csr::syntax::dump(tree));
        for (std::uint32_t node = 0; node < tree.nodes().size(); ++node) {
            static_cast<void>(csr::syntax::pointer(tree, node));
        }
    }
    return 0;
}
