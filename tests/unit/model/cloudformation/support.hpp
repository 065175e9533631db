#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/cloudformation/evaluate.hpp"

namespace csr::model::cloudformation::test {

/// A document in memory.
struct Document {
    source::Source source;
    syntax::Tree tree;

    Document(std::string path, std::string text)
        : source(std::move(path), std::move(text)),
          tree(source.path().ends_with(".json") ? syntax::parse_json(source) : syntax::parse_yaml(source)) {}
};

/// Paths and texts.
using Files = std::vector<std::pair<std::string, std::string>>;

/// A deployment of templates in memory, and one evaluation of it.
class Loaded {
  public:
    explicit Loaded(std::string text, const TemplateOptions& options = {}, std::string path = "stack.yaml")
        : Loaded(Files{{std::move(path), std::move(text)}}, options) {}
    explicit Loaded(const Files& files, const TemplateOptions& options = {}) {
        std::vector<std::unique_ptr<Template>> templates;
        for (const auto& [path, text] : files) {
            documents_.push_back(std::make_unique<Document>(path, text));
            templates.push_back(Template::load(documents_.back()->tree, options));
        }
        deployment_ = std::make_unique<Deployment>(std::move(templates), nullptr);
    }

    [[nodiscard]] const Deployment& deployment() const { return *deployment_; }
    [[nodiscard]] const Template& owner(std::size_t index = 0) const { return *deployment_->templates()[index]; }
    [[nodiscard]] const Resource& resource(std::string_view id) const {
        for (const auto& owner : deployment_->templates()) {
            if (const Resource* const found = owner->resource(id)) return *found;
        }
        throw std::invalid_argument("no resource " + std::string(id));
    }
    [[nodiscard]] Evaluation evaluation() { return {arena_, assignment_}; }
    [[nodiscard]] Assignment& assignment() { return assignment_; }
    /// A property below a resource's Properties by names and list positions ("A/0/B"); nothing when absent.
    [[nodiscard]] std::optional<Value> property(std::string_view id, std::string_view path);
    /// Chooses a value for a parameter or condition by the English description of the choice.
    void choose(std::string_view description);

  private:
    std::vector<std::unique_ptr<Document>> documents_;
    std::unique_ptr<Deployment> deployment_;
    base::Arena arena_;
    Assignment assignment_;
};

/// A member of a list or map by "A/0/B"; nothing when absent.
[[nodiscard]] std::optional<Value> member(const Value& value, std::string_view path);
/// "true", "30", "\"text\"", "[1, 2]", "{a: 1}", "absent", "unknown(parameter Env)".
[[nodiscard]] std::string show(const std::optional<Value>& value);

/// What a requirement comes to over all scenarios, folded as evaluate.hpp says: "pass", "fail", "unknown" or
/// "not applicable"; with the steps of the failing group behind it: "fail when Env = \"dev\"".
[[nodiscard]] std::string verdict(Loaded& loaded, std::string_view id, std::string_view path,
                                  const std::function<bool(const std::optional<Value>&)>& holds);

}  // namespace csr::model::cloudformation::test
