#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "model/value.hpp"

namespace csr::model::cloudformation {

/// A comparison inside a condition that parameters' choices may not settle (two open parameters, an import, a macro):
/// then it is a variable of its own with the choices false and true.
struct Atom {
    std::uint32_t node = 0;     ///< the comparison
    std::string_view name;      ///< the condition it stands in
    bool whole = false;         ///< it is the whole condition
    std::uint32_t same_as = 0;  ///< index of the first atom that is written alike
    Variable variable;          ///< of the first alike
};

struct Binding;

/// A named condition.
struct Condition {
    std::string_view name;
    syntax::NodeRef node;
    const Binding* bindings = nullptr;  ///< inside Fn::ForEach
};

/// The conditions of a template.
class ConditionTable {
  public:
    /// Null when there is none of that name.
    [[nodiscard]] const Condition* find(std::string_view name) const;
    /// By name.
    [[nodiscard]] const std::vector<Condition>& all() const { return conditions_; }
    /// Index of a condition in all().
    [[nodiscard]] std::uint32_t index(const Condition& condition) const {
        return static_cast<std::uint32_t>(&condition - conditions_.data());
    }
    /// The variable of the comparison at `node`; null when there is none.
    [[nodiscard]] const Variable* atom_variable(std::uint32_t node) const;
    [[nodiscard]] const std::deque<Atom>& atoms() const { return atoms_; }

  private:
    friend class TemplateLoader;
    friend class DomainBuilder;
    friend class Template;
    std::vector<Condition> conditions_;  // by name
    std::deque<Atom> atoms_;             // by node; a deque: variables are referred to by address
};

}  // namespace csr::model::cloudformation
