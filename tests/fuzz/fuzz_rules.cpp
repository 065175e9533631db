// Any bytes as each of the files that users write for csr-lint: configuration, rule, pack, catalogue. A rule without
// mistakes has its own tests run.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "policy/configuration.hpp"
#include "policy/pack_check.hpp"
#include "policy/rule_test.hpp"
#include "policy/selection.hpp"
#include "support/packs.hpp"

namespace {

namespace policy = csr::policy;

/// Reads and checks one pack; what is right is tried out.
void take_pack(std::vector<policy::PackFile> files) {
    policy::Mistakes mistakes;
    std::vector<policy::Pack> packs;
    packs.push_back(policy::read_pack("demo", std::move(files), mistakes));
    policy::check_packs(packs, {}, mistakes);
    if (mistakes.empty()) static_cast<void>(policy::run_rule_tests(packs));
    for (const csr::base::Error& error : mistakes.take()) {
        if (error.message.en.empty() || error.message.ja.empty()) std::abort();
    }
}

void take_configuration(const std::string& bytes) {
    policy::Mistakes mistakes;
    const policy::Configuration configuration = policy::read_configuration(policy::configuration_name, bytes, mistakes);
    const policy::Pack pack = csr::test::pack_of({{"demo/log-group-retention.yaml", csr::test::good_rule}}, mistakes);
    policy::check_selection(configuration.selection, std::span(&pack, 1), mistakes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const policy::PackFile pack{"demo/pack.yaml", csr::test::demo_pack};
    const policy::PackFile catalogue{"demo/requirements.yaml", csr::test::demo_requirements};
    take_configuration(bytes);
    take_pack({pack, catalogue, {"demo/log-group-retention.yaml", bytes}});
    take_pack({{"demo/pack.yaml", bytes}, catalogue});
    take_pack({pack, {"demo/requirements.yaml", bytes}});
    return 0;
}
