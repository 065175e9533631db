#include "syntax/tree_builder.hpp"

namespace csr::syntax {

namespace {

/// Room that is not worth copying everything for.
constexpr std::size_t tolerated_slack = 1024;

template <class T>
void trim(T& container) {
    if (container.capacity() - container.size() > container.size() / 4 + tolerated_slack) container.shrink_to_fit();
}

}  // namespace

void TreeBuilder::wrap(std::uint32_t index, Node node) {
    std::vector<Node>& nodes = tree_.nodes_;
    nodes.insert(nodes.begin() + index, node);
    for (std::uint32_t i = index + 1; i < count(); ++i) {
        ++nodes[i].next;
        if (nodes[i].kind == NodeKind::alias && nodes[i].text_begin >= index) ++nodes[i].text_begin;
    }
    for (auto at = tree_.anchors_.rbegin(); at != tree_.anchors_.rend() && at->node >= index; ++at) ++at->node;
    for (auto at = tree_.duplicates_.rbegin(); at != tree_.duplicates_.rend() && at->first >= index; ++at) {
        ++at->first;
        ++at->second;
    }
}

Tree TreeBuilder::take() {
    trim(tree_.nodes_);
    trim(tree_.decoded_);
    return std::move(tree_);
}

}  // namespace csr::syntax
