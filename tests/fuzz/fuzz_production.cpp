// Any bytes as production.json and as a file of template parameters.
#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/parameter_file.hpp"
#include "support/judge.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const csr::test::Judge judge;  // the packs are read once
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    judge.judge("config/production.json", bytes);
    csr::policy::Mistakes mistakes;
    csr::cli::ParameterValues values;
    csr::cli::read_parameter_file("parameters.json", bytes, values, mistakes);
    return 0;
}
