#include "model/workflow/expression_place.hpp"

#include "model/workflow/expression.hpp"

namespace csr::model {

namespace {

std::uint16_t edge_to(std::uint16_t place, std::string_view label) {
    if (place == no_place) return no_place;
    const ExpressionPlace& from = expression_places()[place];
    for (const ExpressionEdge& edge : expression_edges().subspan(from.first_edge, from.edge_count)) {
        if (edge.label == label) return edge.place;
    }
    return no_place;
}

}  // namespace

std::uint16_t place_under(std::uint16_t place, std::string_view key) {
    const std::uint16_t named = edge_to(place, key);
    return named != no_place ? named : edge_to(place, "*");
}

std::uint16_t place_of_items(std::uint16_t place) { return edge_to(place, "[]"); }

bool names_anything(std::uint16_t place, std::string_view key) { return edge_to(place, key) == no_place; }

bool offers(std::uint16_t place, std::string_view name, bool function) {
    if (place == no_place) return false;
    const std::uint32_t names = expression_places()[place].names;
    const std::span<const AvailableName> known = available_names();
    for (std::size_t i = 0; i < known.size(); ++i) {
        if ((names >> i & 1U) != 0 && known[i].function == function && lower_case(known[i].name) == name) return true;
    }
    return false;
}

}  // namespace csr::model
