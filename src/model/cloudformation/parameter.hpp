#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/value.hpp"

namespace csr::model::cloudformation {

/// What a parameter's value looks like.
enum class ParameterShape : std::uint8_t {
    text,
    number,
    list,         ///< CommaDelimitedList, List<...>: the value is a comma-separated text
    number_list,  ///< List<Number>
    stored        ///< AWS::SSM::Parameter::Value<...>: the value stands in the account, not in the files
};

/// A parameter, or a pseudo parameter that the template decides something by.
struct Parameter {
    std::string_view name;
    ParameterShape shape = ParameterShape::text;
    bool pseudo = false;
    syntax::NodeRef node;                   ///< its declaration; invalid for a pseudo parameter
    syntax::NodeRef default_value;          ///< invalid when absent
    std::optional<std::string_view> known;  ///< given, or the only value allowed
    /// What each of several parameter sets says; empty when at most one of them speaks of it.
    std::vector<std::optional<std::string_view>> by_set;
    std::vector<std::string_view> choices;  ///< the values that matter, without "any other"
    bool open = false;                      ///< any other value is a choice, too: the last one
    Variable variable;                      ///< meaningful when variable.choices > 0

    [[nodiscard]] bool splits() const { return variable.choices > 0; }
    /// Whether every parameter set has a value for it.
    [[nodiscard]] bool said_by_sets() const {
        for (const std::optional<std::string_view>& value : by_set) {
            if (!value) return false;
        }
        return !by_set.empty();
    }
    /// Takes the choices of `other` as ones that matter here, too, unless the values are known or listed; whether that
    /// changed something.
    bool widen(const Parameter& other, std::string_view template_path);
};

/// The parameters of a template, with the pseudo parameters it uses.
class ParameterTable {
  public:
    /// Null when there is none of that name.
    [[nodiscard]] const Parameter* find(std::string_view name) const;
    /// Declared ones in document order, then pseudo parameters.
    [[nodiscard]] const std::deque<Parameter>& all() const { return parameters_; }

  private:
    friend class TemplateLoader;
    friend class DomainBuilder;
    friend class Template;
    friend class NestedStacks;
    Parameter& add(std::string_view name);

    std::vector<std::pair<std::string_view, std::uint32_t>> by_name_;  // sorted
    std::deque<Parameter> parameters_;                                 // a deque: variables are referred to by address
};

}  // namespace csr::model::cloudformation
