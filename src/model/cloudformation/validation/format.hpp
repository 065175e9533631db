#pragma once

#include "model/cloudformation/validation/findings.hpp"
#include "model/cloudformation/validation/names.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// Properties that hold an id or an address range, by their name.
struct Format {
    std::string_view property;
    std::string_view prefix;     ///< "vpc-"; empty for an IPv4 range
    std::string_view type;       ///< the resource type whose Ref is one; empty: none
    std::string_view attribute;  ///< part of the names of attributes that are one
};

/// Null when the property's name says nothing.
[[nodiscard]] const Format* format_of(std::string_view property);
[[nodiscard]] bool has_format(std::string_view text, const Format& format);
/// Reports a text that has not the format, and a Ref or GetAtt of a resource that gives something else.
void check_format(syntax::NodeRef node, const Format& format, const TemplateNames& names, Findings& findings);

}  // namespace csr::model::cloudformation
