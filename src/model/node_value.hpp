#pragma once

#include "base/arena.hpp"
#include "model/value.hpp"
#include "syntax/node.hpp"

namespace csr::model {

[[nodiscard]] inline Place place_of(syntax::NodeRef node) { return node ? Place{&node.tree(), node.index()} : Place{}; }

/// The node as it is written: numbers, texts, lists and maps, nothing interpreted. Containers make their members when
/// they are read; those live in `arena`. An integer that does not fit becomes a floating-point number,
/// and what Terraform computes (syntax/terraform.hpp) is unknown.
[[nodiscard]] Value value_of(syntax::NodeRef node, base::Arena& arena);

/// A map without members, e.g. for a section that is absent.
[[nodiscard]] Value empty_map(Place place = {});
/// A list of values that are already made.
[[nodiscard]] Value list_of(std::span<const Value> items, base::Arena& arena, Place place = {});

}  // namespace csr::model
