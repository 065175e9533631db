// How a template is written never changes a verdict: YAML or JSON, short or long forms, the order of keys, and a
// literal or a parameter with that single allowed value. Over the tests of the built-in rules and the fixtures'
// templates.
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <set>

#include "model/cloudformation/schema.hpp"
#include "model/project.hpp"
#include "policy/evaluate.hpp"
#include "policy/test_document.hpp"
#include "source/file_system.hpp"
#include "support/files.hpp"
#include "unit/policy/template_variants.hpp"

namespace csr::test {

namespace {

constexpr Writing as_yaml{};
constexpr Writing as_json{true};
constexpr Writing reversed{false, false, true};  // in long forms, too
constexpr Writing with_parameters{true, true, false, true};

/// Rule, target and outcome of every verdict.
struct Verdicts {
    std::multiset<std::string> with_targets;
    /// For where the order differs: of several alike, a rule may take the first for the one that is wanted.
    std::multiset<std::string> without;
};

Verdicts verdicts_of(const std::string& text, bool json, const policy::RuleSet& rules) {
    source::MemoryFileSystem disk("/repo");
    disk.add_directory("/repo/.git");
    disk.add_file(json ? "/repo/stack.json" : "/repo/stack.yaml", text);
    model::ProjectOptions options;
    options.threads = 1;
    options.schema = model::cloudformation::resource_properties;
    const std::string root = "/repo";
    const auto project = model::Project::load(disk, std::span(&root, 1), options);
    const policy::Run run = rules.judge(*project, base::ThreadPool(1));
    Verdicts verdicts;
    for (const policy::Verdict& verdict : run.verdicts) {
        const std::string target = verdict.target.kind == "resource" ? verdict.target.id : verdict.target.kind;
        const int outcome = static_cast<int>(verdict.outcome);
        verdicts.with_targets.insert(fmt::format("{} {} {}", verdict.rule->id, target, outcome));
        verdicts.without.insert(fmt::format("{} {}", verdict.rule->id, outcome));
    }
    return verdicts;
}

std::string difference(const std::multiset<std::string>& before, const std::multiset<std::string>& after) {
    std::string text;
    for (const std::string& one : before) {
        if (after.count(one) < before.count(one)) text += " - " + one;
    }
    for (const std::string& one : after) {
        if (before.count(one) < after.count(one)) text += " + " + one;
    }
    return text;
}

struct Counts {
    std::size_t templates = 0;
    std::size_t variants = 0;
};

void check_variants(const std::string& text, const policy::RuleSet& rules, std::initializer_list<Writing> writings,
                    Counts& counts) {
    const source::Source source("stack.yaml", text);
    const syntax::Tree tree = syntax::parse_yaml(source);
    if (!tree.errors().empty() || !tree.duplicates().empty() || !tree.root().valid()) return;
    const std::optional<std::string> plain = written_as(tree.root(), as_yaml);
    if (!plain) return;
    ++counts.templates;
    const Verdicts expected = verdicts_of(text, false, rules);
    for (const Writing& writing : writings) {
        const std::optional<std::string> variant = written_as(tree.root(), writing);
        if (!variant) continue;
        ++counts.variants;
        const Verdicts got = verdicts_of(*variant, writing.json, rules);
        const std::string wrong = writing.reversed ? difference(expected.without, got.without)
                                                   : difference(expected.with_targets, got.with_targets);
        INFO(text << "\nas: " << *variant);
        CHECK(wrong == "");
    }
}

// Sanitizers make it four times slower: every second template goes the same ways.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr std::size_t step = 2;
#else
constexpr std::size_t step = 1;
#endif
#else
constexpr std::size_t step = 1;
#endif

bool is_about_values(const policy::Pack& pack) {
    return pack.info.name != "cloudformation" && pack.info.name != "github-actions";
}

}  // namespace

TEST_CASE("the writing of a template does not change the verdicts of the rules' own tests") {
    const std::vector<policy::Pack> packs = policy::built_in_packs();
    Counts counts;
    std::size_t number = 0;
    for (const policy::Pack& pack : packs) {
        if (!is_about_values(pack)) continue;
        for (const auto& rule : pack.rules) {
            policy::Selection selection;
            selection.rules = {rule->info.id};
            const policy::RuleSet rules(std::span(&pack, 1), selection, policy::Activities{});
            for (const policy::RuleTest& test : rule->tests) {
                const bool resource = test.input == policy::RuleTest::Input::resource;
                if (!resource && test.input != policy::RuleTest::Input::document_template) continue;
                if (number++ % step != 0) continue;
                const std::string text = resource                    ? policy::template_around(test.document)
                                         : test.document.is_scalar() ? std::string(test.document.text())
                                                                     : policy::flow_text(test.document) + "\n";
                INFO(rule->info.name);
                check_variants(text, rules, {as_yaml, as_json, reversed, with_parameters}, counts);
            }
        }
    }
    CHECK(counts.templates > 1000 / step);
    std::cout << "variants: " << counts.templates << " templates of rule tests, " << counts.variants << " variants\n";
}

TEST_CASE("the writing of a template does not change the verdicts over the fixtures") {
    const std::vector<policy::Pack> packs = policy::built_in_packs();
    policy::Selection selection;
    selection.packs = {"goal-mandala"};
    const policy::RuleSet rules(packs, selection, policy::Activities{});
    Counts counts;
    for (const auto& path : files_below(CSR_SOURCE_DIR "/fixtures")) {
        if (path.filename().string().ends_with(".template.json"))
            check_variants(read_file(path), rules, {as_yaml, reversed}, counts);
    }
    CHECK(counts.templates > 8);
    std::cout << "variants: " << counts.templates << " templates of fixtures, " << counts.variants << " variants\n";
}

}  // namespace csr::test
