#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/workflow/proof/symbolic_value.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// The event that starts one execution: what `github` and the top workflow's `inputs` hold.
class RunEvent {
  public:
    RunEvent(const Workflow& workflow, const Event& event, SymbolStore& store)
        : workflow_(&workflow), event_(&event), texts_(store) {}

    [[nodiscard]] const Event& event() const { return *event_; }
    /// The value of a path that begins with "github".
    [[nodiscard]] SymbolicValue github(const std::vector<std::string>& path);
    /// An input of workflow_dispatch or workflow_call, typed; null for other events.
    [[nodiscard]] SymbolicValue input(const std::string& name);
    /// The same as the text that was given.
    [[nodiscard]] SymbolicValue input_text(const std::string& name);
    [[nodiscard]] bool has_input(const std::string& name) const;
    /// The names of the inputs that were asked for, with the symbols that hold them.
    [[nodiscard]] const std::map<std::string, std::uint32_t>& inputs() const { return inputs_; }
    /// The ref as far as it was asked for.
    [[nodiscard]] const std::optional<SymbolicValue>& ref() const { return ref_; }
    [[nodiscard]] SymbolicValue make_ref();
    [[nodiscard]] const std::optional<std::string>& action() const { return action_; }
    /// The type of activity; nothing for an event without types.
    [[nodiscard]] SymbolicValue make_action();

  private:
    [[nodiscard]] bool is(std::string_view name) const { return event_->name == name; }
    [[nodiscard]] bool about_pull_request() const;
    [[nodiscard]] syntax::NodeRef config(std::string_view key) const;
    [[nodiscard]] syntax::NodeRef input_node(const std::string& name) const;
    [[nodiscard]] SymbolicValue symbol(const std::string& name, const TextDomain& domain = {});
    [[nodiscard]] SymbolicValue fact(const std::string& name);
    [[nodiscard]] TextDomain filtered(std::string_view with, std::string_view without) const;
    [[nodiscard]] SymbolicValue pushed_ref();
    [[nodiscard]] SymbolicValue any_ref();
    [[nodiscard]] SymbolicValue base_branch();
    [[nodiscard]] SymbolicValue merged();
    [[nodiscard]] SymbolicValue payload(const std::vector<std::string>& path);
    [[nodiscard]] SymbolicValue pull_request(const std::vector<std::string>& path);
    [[nodiscard]] SymbolicValue triggering_run(const std::vector<std::string>& path);

    const Workflow* workflow_;
    const Event* event_;
    SymbolicTexts texts_;
    std::optional<SymbolicValue> ref_;
    std::optional<std::string> action_;
    std::map<std::string, std::uint32_t> inputs_;
};

}  // namespace csr::model
