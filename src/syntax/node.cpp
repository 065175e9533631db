#include "syntax/node.hpp"

namespace csr::syntax {

const Tree::Containers& Tree::containers() const {
    std::call_once(containers_->once, [this] {
        struct Open {
            std::uint32_t node;
            std::uint32_t key;
            bool key_is_next;
        };
        std::vector<Open> open;
        for (std::uint32_t index = 0; index < nodes_.size(); ++index) {
            while (!open.empty() && nodes_[open.back().node].next <= index) open.pop_back();
            std::uint32_t key = index;
            if (!open.empty() && nodes_[open.back().node].kind == NodeKind::mapping) {
                Open& mapping = open.back();
                if (mapping.key_is_next) mapping.key = index;
                key = mapping.key;
                mapping.key_is_next = !mapping.key_is_next;
            }
            containers_->parents.push_back(open.empty() ? index : open.back().node);
            containers_->keys.push_back(key);
            if (nodes_[index].next > index + 1) open.push_back({index, index, true});
        }
    });
    return *containers_;
}

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
