#include "policy/rule_test.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <sstream>

#include "base/thread_pool.hpp"
#include "model/cloudformation/schema.hpp"
#include "model/project.hpp"
#include "model/workflow/script_check.hpp"
#include "policy/evaluate.hpp"
#include "policy/fix.hpp"
#include "policy/test_document.hpp"
#include "source/file_system.hpp"

namespace csr::policy {

namespace {

constexpr const char* root = "/test";
constexpr std::size_t most_rounds = 4;  ///< of fixing; a fix has to be done after one

/// Stands for shellcheck and pyflakes: it has seen scripts with the comment `# checked`, and finds what the comments
/// `# found: TEXT` say.
class ScriptedChecker final : public model::ScriptChecker {
  public:
    [[nodiscard]] std::optional<std::vector<model::ScriptFinding>> check(model::ScriptLanguage,
                                                                         const std::string& script) const override {
        constexpr std::string_view mark = "# found: ";
        std::optional<std::vector<model::ScriptFinding>> findings;
        if (script.find("# checked") != std::string::npos) findings.emplace();
        std::istringstream lines(script);
        std::string line;
        for (unsigned number = 1; std::getline(lines, line); ++number) {
            const std::size_t at = line.find(mark);
            if (at == std::string::npos) continue;
            if (!findings) findings.emplace();
            findings->push_back({number, static_cast<unsigned>(at) + 1, 0, 0, "", line.substr(at + mark.size())});
        }
        return findings;
    }
};

std::string name_of(std::optional<Outcome> outcome) {
    if (!outcome) return "no-target";
    switch (*outcome) {
        case Outcome::pass:
            return "pass";
        case Outcome::fail:
            return "fail";
        case Outcome::unknown:
            return "unknown";
        case Outcome::excepted:
            return "excepted";
        case Outcome::not_applicable:
            break;
    }
    return "not-applicable";
}

/// The files of a test, by path below its root.
using Files = std::map<std::string, std::string>;

Files files_of(const RuleTest& test) {
    const syntax::NodeRef node = test.document;
    const auto only = [&](const char* path) {
        return Files{{path, node.is_scalar() ? std::string(node.text()) : flow_text(node) + "\n"}};
    };
    switch (test.input) {
        case RuleTest::Input::resource:
            return {{"template.yaml", template_around(node)}};
        case RuleTest::Input::document_template:
            return only("template.yaml");
        case RuleTest::Input::config:
            return only("config/production.json");
        case RuleTest::Input::workflow:
            return only(".github/workflows/test.yml");
        case RuleTest::Input::action:
            return only("action.yml");
        case RuleTest::Input::dependabot:
            return only(".github/dependabot.yml");
        case RuleTest::Input::pre_commit:
            return only(".pre-commit-config.yaml");
        case RuleTest::Input::markdown:
            return only("docs/guide.md");
        case RuleTest::Input::script:
            return only("scripts/deploy-production.sh");
        case RuleTest::Input::environment_file:
            return only(".env.example");
        case RuleTest::Input::terraform:
            return only("main.tf");
        case RuleTest::Input::files:
            break;
    }
    Files files;
    for (const syntax::NodeRef::Pair pair : node.pairs())
        files.emplace(pair.key.text(), pair.value.is_scalar() ? std::string(pair.value.text()) : flow_text(pair.value));
    return files;
}

/// One judged project with the objects that its run points into.
struct Judged {
    std::unique_ptr<model::Project> project;
    std::unique_ptr<RuleSet> rules;
    Run run;
};

/// Runs one case.
class TestRunner {
  public:
    TestRunner(std::span<const Pack> packs, const RuleFile& rule, const RuleTest& test)
        : packs_(packs), rule_(rule), test_(test) {
        selection_.rules = {rule.info.id};
        if (!test.parameters.valid()) return;
        RuleSetting& setting = selection_.settings[rule.info.id];
        for (const syntax::NodeRef::Pair pair : test.parameters.pairs())
            setting.parameters.insert_or_assign(std::string(pair.key.text()), pair.value);
    }

    /// What is wrong; empty when the test passes.
    base::Text run() {
        const Files files = files_of(test_);
        const Judged judged = judge(files);
        if (base::Text wrong = check_readable(judged); !wrong.empty()) return wrong;
        const Verdict* verdict = worst(judged.run);
        const std::optional<Outcome> got = verdict == nullptr ? std::nullopt : std::optional(verdict->outcome);
        if (got != test_.expect) return unexpected(verdict, got);
        if (verdict == nullptr) return {};
        if (base::Text wrong = check_place(*verdict); !wrong.empty()) return wrong;
        if (base::Text wrong = check_words(*verdict); !wrong.empty()) return wrong;
        if (verdict->outcome == Outcome::fail) return check_fix(files, *verdict);
        return {};
    }

  private:
    Judged judge(const Files& files) const {
        source::MemoryFileSystem disk(root);
        disk.add_directory(std::string(root) + "/.git");
        for (const auto& [path, bytes] : files) disk.add_file(std::string(root) + "/" + path, bytes);
        model::ProjectOptions options;
        const ScriptedChecker scripts;
        options.script_checker = &scripts;
        options.threads = 1;
        options.schema = model::cloudformation::resource_properties;
        const std::string path = root;
        Judged judged;
        judged.project = model::Project::load(disk, std::span(&path, 1), options);
        judged.rules = std::make_unique<RuleSet>(packs_, selection_, Activities{});
        judged.run = judged.rules->judge(*judged.project, base::ThreadPool(1));
        return judged;
    }

    static base::Text check_readable(const Judged& judged) {
        for (const Problem& problem : judged.run.problems) {
            if (problem.fatal)
                return {fmt::format("the test's input cannot be read: {}: {}", problem.path, problem.message.en),
                        fmt::format("テストの入力を読めません: {}: {}", problem.path, problem.message.ja)};
        }
        return {};
    }

    /// The verdict a test is about: of its target the worst one.
    const Verdict* worst(const Run& run) const {
        const Verdict* found = nullptr;
        const auto badness = [](const Verdict& verdict) {
            constexpr int by_outcome[] = {1, 3, 2, 0};  // pass, fail, unknown, not applicable
            return by_outcome[static_cast<std::size_t>(verdict.outcome)];
        };
        const bool fragment = test_.input == RuleTest::Input::resource && test_.target.empty();
        const std::string wanted = fragment && rule_.target == TargetKind::resource ? "Target" : test_.target;
        for (const Verdict& verdict : run.verdicts) {
            if (verdict.rule->id != rule_.info.id) continue;
            if (!wanted.empty() && verdict.target.id != wanted) continue;
            if (found == nullptr || badness(verdict) > badness(*found)) found = &verdict;
        }
        return found;
    }

    base::Text unexpected(const Verdict* verdict, std::optional<Outcome> got) const {
        std::string why;
        if (verdict != nullptr && verdict->outcome == Outcome::fail) why = ": " + verdict->message.en;
        if (verdict != nullptr) {
            for (const base::Text& because : verdict->because) why += ": " + because.en;
        }
        return {fmt::format("expected {}, got {}{}", name_of(test_.expect), name_of(got), why),
                fmt::format("期待: {}、結果: {}{}", name_of(test_.expect), name_of(got), why)};
    }

    base::Text check_place(const Verdict& verdict) const {
        if (!test_.at.valid()) return {};
        const bool fragment = test_.input == RuleTest::Input::resource;
        std::string pointer = (fragment ? "/Resources/Target" : "") + std::string(test_.at.text());
        const Location& location = verdict.location;
        const std::string got = pointer_at(location);
        if (got == pointer || stands_for_item(pointer, got)) return {};
        if (fragment && got.starts_with("/Resources/Target")) pointer = std::string(test_.at.text());
        const std::string shown = fragment && got.starts_with("/Resources/Target") ? got.substr(17) : got;
        return {fmt::format("expected the place {}, got {}", pointer, shown.empty() ? "the whole" : shown),
                fmt::format("期待する位置: {}、結果: {}", pointer, shown.empty() ? "全体" : shown)};
    }

    /// A list item that lacks something is shown at its first key.
    static bool stands_for_item(std::string_view item, std::string_view shown) {
        const std::size_t last = item.rfind('/');
        const bool numbered = last != std::string_view::npos && last + 1 < item.size() &&
                              item.find_first_not_of("0123456789", last + 1) == std::string_view::npos;
        return numbered && shown.size() > item.size() && shown.starts_with(item) && shown[item.size()] == '/' &&
               shown.find('/', item.size() + 1) == std::string_view::npos;
    }

    /// The JSON pointer of the innermost node that holds a location; a key has the pointer of its pair.
    static std::string pointer_at(const Location& location) {
        const syntax::Tree tree = syntax::parse_yaml(*location.source);
        for (std::uint32_t index = static_cast<std::uint32_t>(tree.nodes().size()); index-- > 0;) {
            const syntax::Node& node = tree.node(index);
            if (node.begin <= location.span.begin && location.span.end <= node.end) return syntax::pointer(tree, index);
        }
        return "?";
    }

    base::Text check_words(const Verdict& verdict) const {
        const auto holds = [](const std::vector<base::Text>& texts, std::string_view wanted) {
            return std::ranges::any_of(texts, [&](const base::Text& text) { return text.en == wanted; });
        };
        if (test_.scenario.valid() && !holds(verdict.scenario, test_.scenario.text())) {
            std::string got;
            for (const base::Text& text : verdict.scenario) got += (got.empty() ? "" : ", ") + text.en;
            return {fmt::format("expected the scenario \"{}\", got \"{}\"", test_.scenario.text(), got),
                    fmt::format("期待するシナリオ: \"{}\"、結果: \"{}\"", test_.scenario.text(), got)};
        }
        if (test_.flow.valid()) {
            const std::string told = verdict.flow ? verdict.flow->story.en : std::string();
            if (told != test_.flow.text())
                return {fmt::format("expected the flow \"{}\", got \"{}\"", test_.flow.text(), told),
                        fmt::format("期待する経過: \"{}\"、結果: \"{}\"", test_.flow.text(), told)};
        }
        if (!test_.cause.valid()) return {};
        std::string got;
        for (const std::string& cause : verdict.causes) {
            const std::size_t colon = cause.find(':');
            if (cause == test_.cause.text() || cause.substr(0, colon) == test_.cause.text() ||
                cause.substr(colon + 1) == test_.cause.text())
                return {};
            got += (got.empty() ? "" : ", ") + cause;
        }
        return {fmt::format("expected the cause \"{}\", got \"{}\"", test_.cause.text(), got),
                fmt::format("期待する原因: \"{}\"、結果: \"{}\"", test_.cause.text(), got)};
    }

    /// Applies the fix until there is nothing to fix; the finding has to be gone and the text to be valid.
    base::Text check_fix(Files files, const Verdict& first) const {
        if (!first.fix || first.fix->edits.empty()) return {};
        std::vector<Edit> edits = first.fix->edits;
        Judged judged;
        for (std::size_t round = 0; round < most_rounds; ++round) {
            std::string& text = files[edits.front().location.source->path()];
            text = apply_edits(text, edits);
            judged = judge(files);
            if (base::Text wrong = check_readable(judged); !wrong.empty())
                return {"after the fix: " + wrong.en, "修正後: " + wrong.ja};
            const Verdict* verdict = worst(judged.run);
            if (verdict == nullptr || verdict->outcome == Outcome::pass) return {};
            if (!verdict->fix || verdict->fix->edits.empty()) break;
            edits = verdict->fix->edits;
        }
        return {"the fix does not make the finding go", "修正しても指摘が消えません"};
    }

    std::span<const Pack> packs_;
    const RuleFile& rule_;
    const RuleTest& test_;
    Selection selection_;
};

}  // namespace

RuleTestResult run_rule_tests(std::span<const Pack> packs, std::span<const std::string> rules) {
    RuleTestResult result;
    for (const Pack& pack : packs) {
        for (const auto& rule : pack.rules) {
            const auto meant = [&](const std::string& name) {
                return name == rule->info.id || name == rule->info.name;
            };
            if (!rules.empty() && std::ranges::none_of(rules, meant)) continue;
            for (const RuleTest& test : rule->tests) {
                base::Text wrong = TestRunner(packs, *rule, test).run();
                if (wrong.empty()) {
                    ++result.passed;
                    continue;
                }
                const source::Position position = rule->source->lines().position(test.place.span().begin);
                result.failures.push_back(
                    {std::move(wrong), {}, rule->source->path(), position.line, position.code_point_column});
            }
        }
    }
    return result;
}

}  // namespace csr::policy
