#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace csr::model {

/// What a definition of GitHub's schema accepts.
enum class SchemaKind : std::uint8_t {
    any,
    null,
    boolean,
    number,
    string,
    sequence,
    mapping,
    one_of,
    allowed_values,
};

inline constexpr std::uint16_t no_definition = 0xFFFF;

/// One definition. Indices are into the arrays of its table.
struct SchemaDefinition {
    std::string_view name;
    SchemaKind kind = SchemaKind::any;
    bool non_empty = false;              ///< of a string
    bool has_context = false;            ///< an expression may stand here and below
    std::string_view constant;           ///< the only string that is accepted; empty when any is
    std::uint16_t begin = 0;             ///< of the properties of a mapping, the alternatives, the allowed values
    std::uint16_t end = 0;               ///< behind the last
    std::uint16_t item = no_definition;  ///< of a sequence's items, or of the values of a mapping with free keys
};

/// A key of a mapping.
struct SchemaProperty {
    std::string_view name;
    std::uint16_t definition = no_definition;
    bool required = false;
};

/// A schema in the form that @actions/workflow-parser publishes.
struct SchemaTable {
    std::span<const SchemaDefinition> definitions;
    std::span<const SchemaProperty> properties;
    std::span<const std::uint16_t> alternatives;
    std::span<const std::string_view> values;

    [[nodiscard]] std::span<const SchemaProperty> properties_of(const SchemaDefinition& definition) const {
        return properties.subspan(definition.begin, static_cast<std::size_t>(definition.end - definition.begin));
    }
    [[nodiscard]] std::span<const std::uint16_t> alternatives_of(const SchemaDefinition& definition) const {
        return alternatives.subspan(definition.begin, static_cast<std::size_t>(definition.end - definition.begin));
    }
    [[nodiscard]] std::span<const std::string_view> values_of(const SchemaDefinition& definition) const {
        return values.subspan(definition.begin, static_cast<std::size_t>(definition.end - definition.begin));
    }
    /// `no_definition` when there is none of that name.
    [[nodiscard]] std::uint16_t find(std::string_view name) const {
        for (std::size_t index = 0; index < definitions.size(); ++index) {
            if (definitions[index].name == name) return static_cast<std::uint16_t>(index);
        }
        return no_definition;
    }
};

/// What GitHub accepts in a workflow file and in an action.yml. Generated at build time.
[[nodiscard]] const SchemaTable& workflow_schema();
[[nodiscard]] const SchemaTable& action_schema();

}  // namespace csr::model
