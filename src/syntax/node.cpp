#include "syntax/node.hpp"

namespace csr::syntax {

NodeRef NodeRef::at(std::uint32_t position) const {
    for (const NodeRef item : items()) {
        if (position-- == 0) return item;
    }
    return {};
}

NodeRef NodeRef::find(std::string_view key) const {
    NodeRef found;
    for (const Pair pair : pairs()) {
        if (pair.key.is_scalar() && pair.key.text() == key) found = pair.value;
    }
    return found;
}

NodeRef NodeRef::find_key(std::string_view key) const {
    NodeRef found;
    for (const Pair pair : pairs()) {
        if (pair.key.is_scalar() && pair.key.text() == key) found = pair.key;
    }
    return found;
}

}  // namespace csr::syntax
