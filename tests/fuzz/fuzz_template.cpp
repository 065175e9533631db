// Any bytes as a CloudFormation template: loaded, evaluated by every built-in rule and reported.
#include <cstddef>
#include <cstdint>
#include <string>

#include "support/judge.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const csr::test::Judge judge;  // the packs are read once
    judge.judge(size > 0 && data[0] == '{' ? "fuzz.json" : "fuzz.yaml",
                std::string(reinterpret_cast<const char*>(data), size));
    return 0;
}
