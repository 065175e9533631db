#include "model/cloudformation/parameter_limits.hpp"

#include <algorithm>
#include <optional>

#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/mapping_pairs.hpp"

namespace csr::model::cloudformation {

namespace {

std::optional<double> limit_of(syntax::NodeRef declaration, std::string_view key) {
    const syntax::NodeRef written = member(declaration, key);
    return written && written.is_scalar() ? parse_number(written.text()) : std::nullopt;
}

}  // namespace

bool may_be_given(const Parameter& parameter, std::string_view text) {
    if (!parameter.node || parameter.shape == ParameterShape::stored) return true;
    const bool number = parameter.shape == ParameterShape::number;
    std::optional<double> size = number ? parse_number(text) : std::nullopt;
    if (number && !size) return false;
    if (!number) {
        const auto letter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
        size = static_cast<double>(std::ranges::count_if(text, letter));
    }
    const std::optional<double> least = limit_of(parameter.node, number ? "MinValue" : "MinLength");
    const std::optional<double> most = limit_of(parameter.node, number ? "MaxValue" : "MaxLength");
    return (!least || *size >= *least) && (!most || *size <= *most);
}

}  // namespace csr::model::cloudformation
