// Any bytes as a TypeScript file in which constructs are looked for. The first two bytes choose where.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "syntax/typescript.hpp"

namespace {

void require(bool true_always) {
    if (!true_always) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const csr::source::Source source("fuzz.ts", std::string(reinterpret_cast<const char*>(data) + 2, size - 2));
    const auto file = csr::syntax::TypeScriptFile::parse(source);
    if (!file) return 0;
    constexpr std::uint32_t most_lines = 20;
    for (std::uint32_t line = data[0] % 8U; line < most_lines; ++line) {
        const auto call = file->call_at(line, data[1] % 64U);
        if (!call) continue;
        require(call->whole.begin <= call->head.begin && call->head.begin <= call->head.end);
        require(call->head.end <= call->whole.end && call->whole.end <= source.bytes().size());
        for (const char* const name : {"encrypted", "memorySize", "a", "b"}) {
            const auto place = file->property(*call, name);
            if (place) require(place->begin <= place->end && place->end <= source.bytes().size());
        }
    }
    return 0;
}
