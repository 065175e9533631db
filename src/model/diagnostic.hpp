#pragma once

#include <string_view>

#include "base/text.hpp"
#include "model/type.hpp"
#include "model/value.hpp"

namespace csr::model {

/// Something that the model itself found wrong with a document. What it is worth is for rules to say: they select
/// diagnostics by their code.
struct Diagnostic {
    std::string_view code;  ///< a constant: "need-undefined"
    Place place;
    source::Span span;  ///< within the place's document
    base::Text message;
};

/// The diagnostic as a rule sees it (docs/model.md). It outlives the value.
[[nodiscard]] Value object_of(const Diagnostic& diagnostic, base::Arena& arena);
[[nodiscard]] const ObjectType& diagnostic_type();

}  // namespace csr::model
