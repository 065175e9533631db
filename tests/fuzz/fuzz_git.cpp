// Any bytes as git's index and as a .gitignore file.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "source/git_ignore.hpp"
#include "source/git_index.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto index = csr::source::GitIndex::parse(bytes))
        static_cast<void>(index->is_tracked(index->paths().empty() ? "a" : index->paths().front()));
    const csr::source::GitIgnoreFile file("", bytes);
    for (const char* const path : {"a", "src/main.cpp", "cdk.out/a.template.json", "a/b/c/d/e/f/g"}) {
        static_cast<void>(file.decide(path, false));
        static_cast<void>(file.decide(path, true));
    }
    return 0;
}
