#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cel/cel.hpp"
#include "source/source.hpp"
#include "syntax/node.hpp"

/// A small located world for the tests of the expression language.
namespace csr::cel::test {

/// An object type made of literals.
class Object final : public model::ObjectType {
  public:
    Object(std::string_view name, std::vector<model::Field> fields) : name_(name), fields_(std::move(fields)) {}
    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] const model::Field* field(std::string_view name) const override {
        for (const model::Field& field : fields_) {
            if (field.name == name) return &field;
        }
        return nullptr;
    }
    [[nodiscard]] std::span<const model::Field> fields() const override { return fields_; }

  private:
    std::string_view name_;
    std::vector<model::Field> fields_;
};

/// The value of a JSON node. The text "<NAME>" is unknown because of the parameter NAME; "<?NAME>" may even be absent.
[[nodiscard]] model::Value value_of(base::Arena& arena, syntax::NodeRef node);

/// A document and what expressions over it give.
class World {
  public:
    explicit World(std::string json)
        : source_("test.json", std::move(json)), tree_(syntax::parse_json(source_)), evaluation_{arena_, assignment_} {}

    [[nodiscard]] model::Value root() { return value_of(arena_, tree_.root()); }
    [[nodiscard]] base::Arena& arena() { return arena_; }
    [[nodiscard]] const model::Evaluation& evaluation() const { return evaluation_; }

    /// Evaluates with `x` as the document's root, unchecked.
    [[nodiscard]] Outcome evaluate(std::string_view expression);
    /// "true", "false", "unknown: A, B", "error" or the text of the value.
    [[nodiscard]] std::string verdict(std::string_view expression);
    /// The places of the blame as JSON Pointers, with "!NAME" behind them for what is missing, separated by blanks.
    [[nodiscard]] std::string blame(std::string_view expression);

  private:
    source::Source source_;
    syntax::Tree tree_;
    base::Arena arena_;
    model::Assignment assignment_;
    model::Evaluation evaluation_;
    std::vector<Program> programs_;
};

/// The English messages of the issues, one a line; empty when the expression compiles.
[[nodiscard]] std::string issues_of(std::string_view expression, const Environment& environment,
                                    const Options& options = {});

}  // namespace csr::cel::test
