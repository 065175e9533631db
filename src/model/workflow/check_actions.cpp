#include "model/workflow/check_actions.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "model/workflow/action_metadata.hpp"
#include "model/workflow/check.hpp"
#include "model/workflow/popular_actions.hpp"

namespace csr::model {

namespace {

using syntax::NodeRef;

/// The inputs of one action.
struct Inputs {
    std::string action;
    std::vector<ActionMember> known;
};

/// "v2" of "v2.3.4"; empty when the ref is no version with more than one number.
std::string_view major_of(std::string_view ref) {
    const std::size_t dot = ref.find('.');
    if (!ref.starts_with('v') || dot == std::string_view::npos || dot < 2) return {};
    if (ref.find_first_not_of("v.0123456789") != std::string_view::npos) return {};
    return ref.substr(0, dot);
}

class ActionChecker {
  public:
    ActionChecker(const Workflow& workflow, LocalActions& local, std::vector<Diagnostic>& found)
        : path_(workflow.document().path()), local_(local), found_(found) {}

    void check(const Step& step) {
        if (!step.uses || !step.uses.is_scalar() || step.run) return;
        const std::string_view uses = step.uses.text();
        if (uses.empty() || has_expression(uses)) return;
        if (uses.starts_with("./") || uses.starts_with("$/") || uses == ".") return check_local(step);
        if (uses.starts_with("docker://")) return check_image(step);
        check_remote(step);
    }

  private:
    void invalid(NodeRef node, base::Text message) {
        report(found_, "action-reference-invalid", node, std::move(message));
    }

    void check_image(const Step& step) {
        const std::string_view image = step.uses.text().substr(std::string_view("docker://").size());
        if (image.empty() || image.back() == ':')
            invalid(step.uses, {fmt::format("'{}' names no tag behind the ':'", step.uses.text()),
                                fmt::format("'{}' の ':' の後にタグがありません", step.uses.text())});
    }

    void check_remote(const Step& step) {
        const std::string_view uses = step.uses.text();
        const std::size_t at = uses.find('@');
        const std::string_view name = uses.substr(0, at);
        if (at == std::string_view::npos || at + 1 == uses.size())
            return invalid(step.uses, {fmt::format("'{}' names no version; write owner/repository@version, or ./path "
                                                   "for an action of this repository",
                                                   uses),
                                       fmt::format("'{}' にバージョンがありません。owner/repository@version "
                                                   "の形、このリポジトリのアクションなら ./path の形で指定します",
                                                   uses)});
        const std::size_t slash = name.find('/');
        if (slash == std::string_view::npos || slash == 0 || slash + 1 == name.size() || name[slash + 1] == '/')
            return invalid(
                step.uses,
                {fmt::format("'{}' does not name owner and repository; write owner/repository@version", uses),
                 fmt::format("'{}' に所有者とリポジトリ名がありません。owner/repository@version の形で指定します",
                             uses)});
        check_known(step, name, uses.substr(at + 1));
    }

    void check_known(const Step& step, std::string_view name, std::string_view ref) {
        const PopularAction* action = find_popular_action(name, ref);
        if (action == nullptr) {
            const PopularAction* of_major = major_of(ref).empty() ? nullptr : find_popular_action(name, major_of(ref));
            if (of_major != nullptr && of_major->runtime_removed) removed(step, "action-version-runtime-removed");
            return;
        }
        if (action->runtime_removed) return removed(step, "action-runtime-removed");
        if (action->free_inputs) return;
        check_inputs(step, {std::string(step.uses.text()), {action->inputs.begin(), action->inputs.end()}});
    }

    void removed(const Step& step, std::string_view code) {
        report(
            found_, code, step.uses,
            {fmt::format("'{}' was made for a Node.js that GitHub has removed from its runners; take a newer version",
                         step.uses.text()),
             fmt::format(
                 "'{}' が使う Node.js は GitHub のランナーから廃止されています。新しいバージョンに上げてください",
                 step.uses.text())});
    }

    // ---- actions of the repository

    void check_local(const Step& step) {
        const LocalActions::Found* action = local_.find(path_, step.uses.text());
        if (action == nullptr || !action->metadata->root()) return;
        const NodeRef root = action->metadata->root();
        std::vector<Diagnostic> inside;
        if (told_.insert(action->directory).second)
            check_action_metadata(root, [&](const std::string& name) { return local_.exists(*action, name); }, inside);
        for (Diagnostic& one : inside) {
            const auto line = root.tree().source().lines().position(one.span.begin).line;
            report(found_, "local-action-invalid", step.uses,
                   {fmt::format("{}/{}, line {}: {}", step.uses.text(), file_of(*action), line, one.message.en),
                    fmt::format("{}/{} の {} 行目: {}", step.uses.text(), file_of(*action), line, one.message.ja)});
        }
        if (root.is_mapping()) check_inputs(step, inputs_of(root, step.uses.text()));
    }

    static std::string_view file_of(const LocalActions::Found& action) {
        const std::string& path = action.metadata->path();
        return std::string_view(path).substr(path.rfind('/') + 1);
    }

    static Inputs inputs_of(NodeRef root, std::string_view uses) {
        Inputs inputs{std::string(uses), {}};
        const NodeRef section = root.find("inputs");
        if (!section) return inputs;
        for (const NodeRef::Pair pair : section.pairs()) {
            if (!pair.key.is_scalar()) continue;
            const NodeRef required = pair.value.find("required");
            const bool needed =
                required && required.is_scalar() && is_true(required.text()) && !pair.value.find("default");
            inputs.known.push_back({pair.key.text(), needed, !needed && pair.value.find("deprecationMessage").valid()});
        }
        return inputs;
    }

    /// GitHub reads metadata by YAML 1.1 in part: yes and on are true.
    static bool is_true(std::string_view text) {
        const std::string lower = lower_case(text);
        return lower == "true" || lower == "yes" || lower == "on" || lower == "y";
    }

    // ---- inputs

    void check_inputs(const Step& step, const Inputs& inputs) {
        std::vector<std::string_view> names;
        for (const ActionMember& input : inputs.known) names.push_back(input.name);
        std::set<std::string> given;
        if (step.with && step.with.is_mapping()) {
            for (const NodeRef::Pair pair : step.with.pairs()) {
                if (!pair.key.is_scalar() || has_expression(pair.key.text())) continue;
                given.insert(lower_case(pair.key.text()));
                check_given(pair.key, inputs, names);
            }
        } else if (step.with && step.with.is_scalar() && has_expression(step.with.text())) {
            return;
        }
        for (const ActionMember& input : inputs.known) {
            if (!input.required || given.contains(lower_case(input.name))) continue;
            report(found_, "action-input-missing", step.uses,
                   {fmt::format("'{}' needs the input '{}'", inputs.action, input.name),
                    fmt::format("'{}' に必須の入力 '{}' がありません", inputs.action, input.name)});
        }
    }

    void check_given(NodeRef key, const Inputs& inputs, std::span<const std::string_view> names) {
        const std::string name = lower_case(key.text());
        const auto known = std::find_if(inputs.known.begin(), inputs.known.end(),
                                        [&](const ActionMember& input) { return lower_case(input.name) == name; });
        if (known == inputs.known.end()) {
            const base::Text hint = meant(key.text(), names);
            return report(found_, "action-input-unknown", key,
                          {fmt::format("'{}' has no input '{}'{}", inputs.action, key.text(), hint.en),
                           fmt::format("'{}' に '{}' という入力はありません{}", inputs.action, key.text(), hint.ja)});
        }
        if (known->deprecated)
            report(found_, "action-input-deprecated", key,
                   {fmt::format("the input '{}' of '{}' is deprecated", key.text(), inputs.action),
                    fmt::format("'{}' の入力 '{}' は非推奨です", inputs.action, key.text())});
    }

    std::string_view path_;
    LocalActions& local_;
    std::vector<Diagnostic>& found_;
    std::set<std::string> told_;  ///< folders of actions whose mistakes were reported at their first use
};

}  // namespace

void check_actions(const Workflow& workflow, LocalActions& local, std::vector<Diagnostic>& found) {
    ActionChecker checker(workflow, local, found);
    for (const Job& job : workflow.jobs()) {
        for (const Step& step : job.steps) checker.check(step);
    }
}

}  // namespace csr::model
