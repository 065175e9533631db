#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/packs.hpp"
#include "support/program.hpp"

namespace csr::test {

/// A program whose rules are those of the demo pack alone.
struct DemoProgram : Program {
    DemoProgram() {
        files.add_file("/packs/demo/pack.yaml", demo_pack);
        files.add_file("/packs/demo/requirements.yaml", demo_requirements);
        files.add_file("/packs/demo/log-group-retention-demo.yaml",
                       replaced(good_rule, "name: log-group-retention", "name: log-group-retention-demo"));
    }
    int lint(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--rules", "/packs", "--pack", "demo"});
        return run(std::move(arguments));
    }
};

}  // namespace csr::test
