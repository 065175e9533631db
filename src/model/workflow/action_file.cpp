#include "model/workflow/action_file.hpp"

#include "model/workflow/written_text.hpp"

namespace csr::model {

ActionFile::ActionFile(const Document& document) : document_(&document) {
    const syntax::NodeRef list = runs() && runs().is_mapping() ? runs().find("steps") : syntax::NodeRef();
    if (!list || !list.is_sequence()) return;
    steps_.reserve(list.size());
    for (const syntax::NodeRef item : list.items()) {
        Step& step = steps_.emplace_back();
        step.action_file = this;
        step.index = static_cast<std::uint32_t>(steps_.size() - 1);
        step.read_keys(item);
        if (item.is_mapping()) step.condition = Condition(item.find("if"));
    }
}

syntax::NodeRef ActionFile::get(std::string_view key) const {
    return root() && root().is_mapping() ? root().find(key) : syntax::NodeRef();
}

const std::vector<ExpressionSite>& ActionFile::expressions() const {
    std::call_once(expressions_found_, [this] { expressions_ = expressions_below(root(), nullptr); });
    return expressions_;
}

std::string_view ActionFile::runs_using() const { return runs() ? text_of(runs().find("using")) : std::string_view(); }

}  // namespace csr::model
