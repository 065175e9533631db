#pragma once

#include <mutex>
#include <vector>

#include "model/document.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// An action.yml: the metadata of an action that lies in the repository. Nodes are invalid where the key is absent.
class ActionFile {
  public:
    /// `document` outlives this object.
    explicit ActionFile(const Document& document);
    ActionFile(const ActionFile&) = delete;
    ActionFile& operator=(const ActionFile&) = delete;

    [[nodiscard]] const Document& document() const { return *document_; }
    [[nodiscard]] syntax::NodeRef root() const { return document_->root(); }
    /// The value of a top-level key; invalid when absent.
    [[nodiscard]] syntax::NodeRef get(std::string_view key) const;
    [[nodiscard]] syntax::NodeRef runs() const { return get("runs"); }
    /// "composite", "docker", "node20" ...; empty when it is not said.
    [[nodiscard]] std::string_view runs_using() const;
    /// Of a composite action; those that are mappings or aliases of one.
    [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
    /// All expressions of the file. Found at the first call; safe to call from several threads.
    [[nodiscard]] const std::vector<ExpressionSite>& expressions() const;
    /// The expressions of a step of this action.
    [[nodiscard]] const std::vector<ExpressionSite>& expressions_of(const Step& step) const {
        return step_expressions_.of(step);
    }

  private:
    const Document* document_;
    std::vector<Step> steps_;
    StepExpressions step_expressions_;
    mutable std::once_flag expressions_found_;
    mutable std::vector<ExpressionSite> expressions_;
};

}  // namespace csr::model
