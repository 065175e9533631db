#pragma once

#include "model/cloudformation/template.hpp"
#include "model/project.hpp"
#include "model/value.hpp"
#include "policy/verdict.hpp"

namespace csr::policy {

/// What a place belongs to, for finding the committed line that caused it.
struct PlaceContext {
    const model::Project* project = nullptr;
};

/// The location of a place in its own document.
[[nodiscard]] Location document_location(model::Place place);
/// Where a person has to look: the committed line that caused the place. The only way from a place to the location of
/// a verdict.
[[nodiscard]] Location source_location(model::Place place, const PlaceContext& context);

/// What the place in the synthesized template is called beside that line, and how certain the line is: when the source
/// does not say where exactly, the line is only that of the construct.
[[nodiscard]] base::Text synthesized_note(model::Place place, const PlaceContext& context);

/// The resource of a template whose name or body holds `place`; null when there is none.
[[nodiscard]] const model::cloudformation::Resource* resource_at(const model::Project& project, model::Place place);

/// The place that stands for a container that lacks something: the key under which it is written; for an item of a
/// list its first key; else the place itself.
[[nodiscard]] model::Place header_of(model::Place place);
/// Whether `inner` lies within `outer`.
[[nodiscard]] bool encloses(model::Place outer, model::Place inner);

}  // namespace csr::policy
