#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "model/cloudformation/template.hpp"
#include "model/diagnostic.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// Something that CloudFormation refuses, or that is of no use, found in a template by itself.
struct Finding {
    Diagnostic diagnostic;
    const Resource* resource = nullptr;  ///< the one it lies in; null for the other sections
};

/// Collects findings.
class Findings {
  public:
    /// What is added from now on lies in `resource`; null for none.
    void enter(const Resource* resource) { resource_ = resource; }
    void add(std::string_view code, syntax::NodeRef node, std::string en, std::string ja) {
        const Place place{&node.tree(), node.index()};
        findings_.push_back({{code, place, node.span(), {std::move(en), std::move(ja)}}, resource_});
    }
    [[nodiscard]] std::vector<Finding> take() { return std::move(findings_); }

  private:
    std::vector<Finding> findings_;
    const Resource* resource_ = nullptr;
};

/// ", did you mean X?" in both languages; empty without a guess.
[[nodiscard]] base::Text guess(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace csr::model::cloudformation
