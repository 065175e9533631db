#include "model/workflow/text_expression.hpp"

#include "model/workflow/workflow.hpp"

namespace csr::model {

namespace {

class TextFinder {
  public:
    TextFinder(const Step* step, std::vector<ExpressionSite>& found) : step_(step), found_(found) {}

    // The depth of a tree is bounded by its parser.
    void node(syntax::NodeRef node, syntax::NodeRef owner, const std::string& key) {
        if (++visited_ > most_nodes) return;
        for (const syntax::NodeRef item : node.items()) this->node(item, node, key);
        for (const syntax::NodeRef::Pair pair : node.pairs()) {
            if (!pair.key.is_scalar()) continue;
            this->node(pair.value, node, key.empty() ? std::string(pair.key.text()) : joined(key, pair.key.text()));
        }
        if (node.is_scalar()) scalar(as_written(node), owner, key);
    }

  private:
    /// Offsets are counted where a text is written, not where an alias stands for it.
    static syntax::NodeRef as_written(syntax::NodeRef text) {
        const syntax::Node& written = text.tree().node(text.index());
        const bool alias = written.kind == syntax::NodeKind::alias;
        return alias ? syntax::NodeRef(text.tree(), written.text_begin) : text;
    }

    static std::string joined(std::string key, std::string_view name) { return key.append(".").append(name); }

    void scalar(syntax::NodeRef text, syntax::NodeRef owner, const std::string& key) {
        ExpressionSite site;
        site.scalar = text;
        site.owner = owner;
        site.key = key;
        site.place = no_place;
        site.condition = key == "if" || key.ends_with(".if");
        site.step = step_;
        site.job = step_ == nullptr ? nullptr : step_->job;
        add_expressions(site, found_);
    }

    static constexpr std::size_t most_nodes = 100'000;  ///< aliases multiply what is written

    std::size_t visited_ = 0;
    const Step* step_;
    std::vector<ExpressionSite>& found_;
};

}  // namespace

std::vector<ExpressionSite> expressions_below(syntax::NodeRef node, const Step* step) {
    std::vector<ExpressionSite> found;
    if (node) TextFinder(step, found).node(node, node, {});
    return found;
}

const std::vector<ExpressionSite>& StepExpressions::of(const Step& step) const {
    const std::scoped_lock lock(mutex_);
    const auto [place, is_new] = found_.try_emplace(&step);
    if (is_new) place->second = expressions_below(step.node, &step);
    return place->second;
}

}  // namespace csr::model
