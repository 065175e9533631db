// Any bytes as a workflow, judged by every built-in rule and reported; proofs over its jobs are part of the rules.
#include <cstddef>
#include <cstdint>
#include <string>

#include "support/judge.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const csr::test::Judge judge;  // the packs are read once
    judge.judge(".github/workflows/fuzz.yml", std::string(reinterpret_cast<const char*>(data), size));
    return 0;
}
