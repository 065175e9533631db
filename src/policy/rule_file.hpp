#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/decode.hpp"
#include "policy/rule.hpp"
#include "policy/verdict.hpp"
#include "source/source.hpp"
#include "syntax/node.hpp"

/// Rule files as they are written: one YAML file, one rule (docs/rules.md). Expressions are read here, not compiled.
namespace csr::policy {

/// What a rule judges.
enum class TargetKind : std::uint8_t {
    resource,
    document_template,
    config,
    workflow,
    job,
    step,
    action,
    dependabot,
    pre_commit,
    markdown,
    script,
    environment_file,
    terraform,
    project,
};

/// The word for a target kind in rule files and verdicts.
[[nodiscard]] std::string_view name_of(TargetKind kind);
/// The kind with that word, and the severity; nothing for another word.
[[nodiscard]] std::optional<TargetKind> target_kind_named(std::string_view name);
[[nodiscard]] std::optional<Severity> severity_named(std::string_view name);

/// A name for a value, usable in the expressions behind it.
struct LetBinding {
    std::string name;
    syntax::NodeRef place;       ///< of the name
    syntax::NodeRef expression;  ///< CEL
};

/// A text in both languages with expressions in braces. Invalid nodes when absent.
struct MessageText {
    syntax::NodeRef en;
    syntax::NodeRef ja;
};

/// A further place a finding points to.
struct RelatedText {
    syntax::NodeRef at;  ///< CEL giving the value whose place is meant, or a list of them
    MessageText message;
};

/// How a finding is mended.
struct FixText {
    Applicability applicability = Applicability::display_only;
    syntax::NodeRef set_path;  ///< property path below `self`; invalid when nothing is set
    syntax::NodeRef set_to;    ///< CEL giving the new value
    MessageText tell;          ///< in words
};

/// One case of a rule's own tests.
struct RuleTest {
    enum class Input : std::uint8_t {
        resource,
        document_template,
        config,
        workflow,
        action,
        dependabot,
        pre_commit,
        markdown,
        script,
        environment_file,
        terraform,
        files,
    };

    syntax::NodeRef place;
    std::optional<Outcome> expect;  ///< nothing: there is no target
    std::string target;             ///< the logical id or job the expectation is about; empty is all of them
    Input input = Input::resource;
    syntax::NodeRef document;    ///< the fragment, or the mapping of paths to texts
    syntax::NodeRef at;          ///< JSON pointer into the document
    syntax::NodeRef scenario;    ///< the English text of the scenario
    syntax::NodeRef cause;       ///< kind or subject of a cause
    syntax::NodeRef flow;        ///< how the finding comes about, in English
    syntax::NodeRef parameters;  ///< of the rule, in place of its own
};

/// One rule as its file says it. Nodes point into `tree`.
struct RuleFile {
    std::unique_ptr<const source::Source> source;
    std::unique_ptr<const syntax::Tree> tree;

    RuleInfo info;
    TargetKind target = TargetKind::resource;
    std::vector<std::pair<std::string, syntax::NodeRef>> resource_types;  ///< "*" is every type
    bool with_actions = false;  ///< a workflow target: actions, too; a step target: composite actions' steps, too
    std::vector<LetBinding> lets;
    syntax::NodeRef each;        ///< CEL giving a list; invalid when absent
    syntax::NodeRef when;        ///< CEL; invalid when absent
    syntax::NodeRef assertion;   ///< CEL
    syntax::NodeRef parameters;  ///< mapping; invalid when absent
    MessageText message;
    std::vector<RelatedText> related;
    std::optional<FixText> fix;
    std::vector<RuleTest> tests;

    syntax::NodeRef id_place;
    std::vector<std::pair<RequirementId, syntax::NodeRef>> requirement_places;
};

/// Reads one rule file of the pack `pack`; `path` is what mistakes name. Mistakes in its form are reported; what is
/// left is as complete as the file allows. See check_pack for the rest. Without `with_tests`, none are looked for.
[[nodiscard]] std::unique_ptr<RuleFile> read_rule_file(std::string path, std::string bytes, const std::string& pack,
                                                       Mistakes& mistakes, bool with_tests = true);

}  // namespace csr::policy
