#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cel/cel.hpp"
#include "policy/decode.hpp"
#include "policy/rule_file.hpp"

namespace csr::policy {

/// A rule's parameters with the values that hold: nodes of the rule's file or of the configuration, by name.
using ParameterNodes = std::map<std::string, syntax::NodeRef, std::less<>>;

/// The type of `params`: every parameter is always there; its type is that of its value.
class ParameterType final : public model::ObjectType {
  public:
    explicit ParameterType(const ParameterNodes& nodes);
    ParameterType(const ParameterType&) = delete;
    ParameterType& operator=(const ParameterType&) = delete;
    [[nodiscard]] std::string_view name() const override { return "params"; }
    [[nodiscard]] const model::Field* field(std::string_view name) const override;
    [[nodiscard]] std::span<const model::Field> fields() const override { return fields_; }

  private:
    std::vector<std::string> names_;
    std::vector<model::Field> fields_;
};

/// The static type that a parameter written as `node` has.
[[nodiscard]] const model::Type& type_of_parameter(syntax::NodeRef node);
/// `params` for one evaluation. `nodes` outlives it.
[[nodiscard]] model::Value parameters_value(const ParameterNodes& nodes, base::Arena& arena);

/// The slots of the variables that a rule's expressions see; nothing where the target has no such variable.
struct Slots {
    std::uint32_t self = 0;
    std::uint32_t params = 0;
    std::uint32_t project = 0;
    std::optional<std::uint32_t> resource = {};
    std::optional<std::uint32_t> document_template = {};
    std::optional<std::uint32_t> config = {};
    std::optional<std::uint32_t> workflow = {};
    std::optional<std::uint32_t> job = {};
    std::optional<std::uint32_t> item = {};  ///< of a rule with `each`
    std::uint32_t first_let = 0;
    std::uint32_t count = 0;
};

/// A message in both languages.
struct CompiledMessage {
    cel::Template en;
    cel::Template ja;
};

/// A rule's expressions, compiled.
struct CompiledRule {
    Slots slots;
    cel::Program each;
    std::vector<cel::Program> lets;
    /// Of a rule with `each`: which let bindings are the same for all items; the last is for `when`.
    std::vector<bool> independent;
    cel::Program when;
    cel::Program assertion;
    bool broken = false;  ///< something did not compile
};

/// What a rule says of a target that fails, compiled.
struct CompiledTexts {
    CompiledMessage message;
    std::vector<std::pair<cel::Program, CompiledMessage>> related;
    cel::Program set_to;
    CompiledMessage tell;
    bool broken = false;  ///< something did not compile
};

/// Compiles the expressions that decide. `self` is the type of `self`; both types outlive the result. Issues are
/// reported at their place in the rule file. `guarded`: unguarded reads of what may be absent are issues.
[[nodiscard]] CompiledRule compile_rule(const RuleFile& file, const model::Type& self, const model::Type& parameters,
                                        bool guarded, Mistakes& mistakes);
/// Compiles the rest, after `rule`.
[[nodiscard]] CompiledTexts compile_texts(const RuleFile& file, const model::Type& self, const model::Type& parameters,
                                          const CompiledRule& rule, bool guarded, Mistakes& mistakes);
/// The type of `self` of a rule whose target is no resource.
[[nodiscard]] const model::Type& self_type(const RuleFile& file);

/// A rule ready to judge: compiled when first needed, once, whatever the number of threads. Texts are compiled when the
/// first target fails: that they do compile was seen when the pack was checked. With parameters other than those of the
/// file they are compiled with the rest, for a mistake in them to make the rule broken whatever it decides.
class RuleProgram {
  public:
    RuleProgram(const RuleFile& file, ParameterNodes parameters);
    RuleProgram(const RuleProgram&) = delete;
    RuleProgram& operator=(const RuleProgram&) = delete;

    [[nodiscard]] const RuleFile& file() const { return *file_; }
    [[nodiscard]] const ParameterNodes& parameters() const { return parameters_; }
    [[nodiscard]] const CompiledRule& compiled() const;
    [[nodiscard]] const CompiledTexts& texts() const;

  private:
    [[nodiscard]] const CompiledTexts& texts_of(const CompiledRule& rule) const;

    const RuleFile* file_;
    ParameterNodes parameters_;
    ParameterType parameter_object_;
    model::Type parameter_type_;
    mutable std::once_flag once_;
    mutable CompiledRule compiled_;
    mutable std::once_flag texts_once_;
    mutable CompiledTexts texts_;
};

/// The parameters as the rule file gives them.
[[nodiscard]] ParameterNodes own_parameters(const RuleFile& file);

}  // namespace csr::policy
