#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "model/workflow/expression_site.hpp"
#include "syntax/node.hpp"

namespace csr::model {

struct Step;

/// The expressions in the texts below `node`, aliases followed. Their `key` is where they stand below it, with the real
/// names: "run", "with.script". They belong to `step` and its job where there is one.
[[nodiscard]] std::vector<ExpressionSite> expressions_below(syntax::NodeRef node, const Step* step);

/// The expressions of single steps, each found when first asked for. Safe to ask from several threads.
class StepExpressions {
  public:
    /// The result stays where it is as long as this object.
    [[nodiscard]] const std::vector<ExpressionSite>& of(const Step& step) const;

  private:
    mutable std::mutex mutex_;
    mutable std::map<const Step*, std::vector<ExpressionSite>> found_;
};

}  // namespace csr::model
