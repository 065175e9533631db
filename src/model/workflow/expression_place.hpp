#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// Which contexts and functions GitHub offers under each key of a workflow. The tables are made at build time from
/// GitHub's own schema (cmake/generate_expression_contexts.mjs).
namespace csr::model {

/// A context, or a function that only some keys offer.
struct AvailableName {
    std::string_view name;
    bool function;
    std::uint32_t least_arguments;
    std::uint32_t most_arguments;
};

inline constexpr std::uint32_t unlimited_arguments = 0xffffffff;

/// What may stand under a key, as bits of ExpressionPlace::takes.
enum TakenKind : std::uint8_t {
    takes_null = 1,
    takes_boolean = 2,
    takes_number = 4,
    takes_string = 8,
    takes_sequence = 16,
    takes_mapping = 32,
};

/// A key under a place: its name, "*" for any other name, "[]" for the items of a list.
struct ExpressionEdge {
    std::string_view label;
    std::uint16_t place;
};

/// A place in a workflow. Place 0 is the whole file.
struct ExpressionPlace {
    std::uint32_t names;  ///< bit i: available_names()[i] may be used; 0: no expression may stand here
    std::uint8_t takes;   ///< TakenKind
    bool condition;       ///< an `if`, which is an expression even without ${{ }}
    std::uint16_t first_edge;
    std::uint16_t edge_count;
};

[[nodiscard]] std::span<const AvailableName> available_names();
[[nodiscard]] std::span<const ExpressionEdge> expression_edges();
[[nodiscard]] std::span<const ExpressionPlace> expression_places();

inline constexpr std::uint16_t no_place = 0xffff;

/// The place under `key` of a mapping at `place`; no_place when GitHub knows no such key.
[[nodiscard]] std::uint16_t place_under(std::uint16_t place, std::string_view key);
/// The place of the items of a list at `place`.
[[nodiscard]] std::uint16_t place_of_items(std::uint16_t place);
/// Whether `place` has no keys of its own, so that any name may stand there (a job's id, an output's name).
[[nodiscard]] bool names_anything(std::uint16_t place, std::string_view key);
/// Whether the context or function (in lower case) may be used at `place`.
[[nodiscard]] bool offers(std::uint16_t place, std::string_view name, bool function);

}  // namespace csr::model
