#include <fmt/format.h>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/message.hpp"
#include "policy/pack_check.hpp"
#include "policy/rule_test.hpp"

namespace csr::cli {

namespace {

/// The packs to test: those of the given folders or the built-in ones. False when the checker finds mistakes in them.
bool load(Session& session, std::vector<policy::Pack>& tested) {
    policy::Mistakes mistakes;
    if (session.options().operands.empty()) {
        tested = policy::built_in_packs();
        policy::check_packs(tested, {}, mistakes);
        return session.settle(mistakes);
    }
    for (const std::string& folder : session.options().operands) {
        for (policy::Pack& pack : read_pack_folders(session.invocation().files, folder, mistakes))
            tested.push_back(std::move(pack));
    }
    std::vector<policy::Pack> known = policy::built_in_packs(false);
    std::erase_if(known, [&](const policy::Pack& pack) {
        for (const policy::Pack& other : tested) {
            if (other.info.name == pack.info.name) return true;
        }
        return false;
    });
    policy::check_packs(tested, known, mistakes);
    return session.settle(mistakes);
}

}  // namespace

ExitStatus test_rules(Session& session) {
    std::vector<policy::Pack> tested;
    const bool right = load(session, tested);
    const policy::RuleTestResult result = policy::run_rule_tests(tested, session.options().rules);
    std::string text;
    for (const base::Error& failure : result.failures) text += format_error(failure, session.language());
    const base::Text totals{fmt::format("{} passed, {} failed\n", result.passed, result.failures.size()),
                            fmt::format("合格 {}、不合格 {}\n", result.passed, result.failures.size())};
    text += totals.in(session.language());
    if (!session.write(text)) return ExitStatus::missed;
    if (!right) return ExitStatus::usage;
    return result.failures.empty() ? ExitStatus::clean : ExitStatus::findings;
}

}  // namespace csr::cli
