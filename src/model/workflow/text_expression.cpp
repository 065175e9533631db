#include "model/workflow/text_expression.hpp"

#include "model/workflow/workflow.hpp"
#include "syntax/scalar_offset.hpp"

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
        const bool condition = key == "if" || key.ends_with(".if");
        if (!has_expression(text.text())) {
            if (condition && !text.is_null() && !text.text().empty()) bare(text, owner, key);
            return;
        }
        syntax::ScalarOffsets offsets(text);
        std::vector<EmbeddedExpression> parts = embedded_expressions(text.text());
        for (EmbeddedExpression& part : parts) {
            ExpressionSite& site = add(text, owner, key);
            site.condition = condition;
            site.whole = part.end - part.begin == text.text().size();
            site.begin = part.begin;
            site.end = part.end;
            site.text_begin = part.text_begin;
            site.expression = std::move(part.expression);
            site.span.begin = offsets.find(part.begin);
            site.span.end = offsets.find(part.end - 1) + 1;
        }
    }

    void bare(syntax::NodeRef text, syntax::NodeRef owner, const std::string& key) {
        ExpressionSite& site = add(text, owner, key);
        site.condition = true;
        site.bare = true;
        site.whole = true;
        site.end = static_cast<std::uint32_t>(text.text().size());
        site.expression = Expression::parse(text.text());
        site.span = site.locate(0, site.end);
    }

    ExpressionSite& add(syntax::NodeRef text, syntax::NodeRef owner, const std::string& key) {
        ExpressionSite& site = found_.emplace_back();
        site.scalar = text;
        site.owner = owner;
        site.key = key;
        site.place = no_place;
        site.step = step_;
        site.job = step_ == nullptr ? nullptr : step_->job;
        return site;
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
