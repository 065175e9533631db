#include "model/workflow/written_text.hpp"

#include "base/lower_case.hpp"

namespace csr::model {

std::string_view text_of(syntax::NodeRef node) { return node && node.is_scalar() ? node.text() : std::string_view(); }

syntax::NodeRef::Pair find_ignoring_case(syntax::NodeRef mapping, std::string_view name) {
    if (!mapping) return {};
    const std::string wanted = base::lower_case(name);
    for (const syntax::NodeRef::Pair pair : mapping.pairs()) {
        if (pair.key.is_scalar() && base::lower_case(pair.key.text()) == wanted) return pair;
    }
    return {};
}

}  // namespace csr::model
