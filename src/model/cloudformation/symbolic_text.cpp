#include "model/cloudformation/symbolic_text.hpp"

#include <algorithm>
#include <string>

namespace csr::model::cloudformation {

std::optional<std::string_view> symbolic_text(base::Arena& arena, const TextParts& parts,
                                              const std::function<bool(const Cause&)>& allowed) {
    std::string text;
    for (const Value& part : parts) {
        if (part.is(Kind::unknown)) {
            const std::span<const Cause> causes = part.as_unknown().causes;
            if (causes.empty() || !std::ranges::all_of(causes, allowed)) return std::nullopt;
            text.append("${").append(causes.front().subject).append("}");
        } else {
            const std::optional<std::string_view> piece = scalar_text(arena, part);
            if (!piece) return std::nullopt;
            text += *piece;
        }
        if (text.size() > EvaluationLimits::text) return std::nullopt;
    }
    return arena.copy(text);
}

bool names_the_value(const Cause& cause) {
    if (cause.variable != nullptr && cause.through_condition) return false;
    switch (cause.kind) {
        case CauseKind::parameter:
        case CauseKind::parameter_default:
        case CauseKind::import_value:
        case CauseKind::dynamic_reference:
        case CauseKind::attribute:
        case CauseKind::pseudo_parameter:
        case CauseKind::outside:
            return true;
        default:
            return false;
    }
}

}  // namespace csr::model::cloudformation
