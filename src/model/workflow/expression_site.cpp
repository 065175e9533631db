#include "model/workflow/expression_site.hpp"

#include <algorithm>
#include <utility>

#include "model/workflow/workflow.hpp"
#include "syntax/scalar_offset.hpp"

namespace csr::model {

namespace {

/// What a key that may have any name is called in `key`.
std::string_view placeholder(std::string_view parent) {
    if (parent == "jobs") return "<job_id>";
    if (parent == "outputs") return "<output_id>";
    if (parent == "inputs") return "<input_id>";
    if (parent == "secrets") return "<secret_id>";
    if (parent == "services") return "<service_id>";
    if (parent == "with") return "<with_id>";
    if (parent == "env") return "<env_id>";
    return "<name>";
}

/// Walks a workflow's tree beside the table of places.
class SiteFinder {
  public:
    SiteFinder(const Workflow& workflow, std::vector<ExpressionSite>& found) : workflow_(workflow), found_(found) {}

    void run() {
        if (workflow_.root() && workflow_.root().is_mapping()) mapping(workflow_.root(), 0);
    }

  private:
    // The depth of a tree is bounded by its parser.
    void node(syntax::NodeRef node, syntax::NodeRef owner, std::uint16_t place) {
        if (node.tree().node(node.index()).kind == syntax::NodeKind::alias) return;
        if (node.is_mapping()) {
            mapping(node, place);
        } else if (node.is_sequence()) {
            const std::uint16_t items = place_of_items(place);
            for (const syntax::NodeRef item : node.items()) {
                const Step* outer = enter_step(item);
                this->node(item, node, items);
                step_ = outer;
            }
        } else {
            scalar(node, owner, place, false);
        }
    }

    void mapping(syntax::NodeRef map, std::uint16_t place) {
        for (const syntax::NodeRef::Pair pair : map.pairs()) {
            if (!pair.key.is_scalar()) continue;
            scalar(pair.key, map, place, true);
            const std::string_view key = pair.key.text();
            const bool free = place != no_place && names_anything(place, key) && place_under(place, key) != no_place;
            const std::string_view parent = path_.empty() ? std::string_view() : path_.back();
            const Job* outer = job_;
            if (path_.size() == 1 && parent == "jobs") enter_job(pair.key);
            path_.push_back(free ? placeholder(parent) : key);
            node(pair.value, map, place_under(place, key));
            path_.pop_back();
            job_ = outer;
        }
    }

    void enter_job(syntax::NodeRef key) {
        const auto found = std::find_if(workflow_.jobs().begin(), workflow_.jobs().end(),
                                        [&](const Job& job) { return job.key == key; });
        job_ = found == workflow_.jobs().end() ? nullptr : &*found;
        next_step_ = 0;
    }

    const Step* enter_step(syntax::NodeRef item) {
        const Step* outer = step_;
        if (job_ == nullptr || path_.size() != 3 || path_.back() != "steps") return outer;
        if (next_step_ < job_->steps.size() && job_->steps[next_step_].node == item) step_ = &job_->steps[next_step_++];
        return outer;
    }

    void scalar(syntax::NodeRef text, syntax::NodeRef owner, std::uint16_t place, bool in_key) {
        const bool condition = !in_key && place != no_place && expression_places()[place].condition;
        if (!condition && !has_expression(text.text())) return;
        ExpressionSite site;
        site.scalar = text;
        site.owner = owner;
        site.place = place;
        site.in_key = in_key;
        site.condition = condition;
        site.job = job_;
        site.step = step_;
        for (const std::string_view part : path_) site.key.append(site.key.empty() ? "" : ".").append(part);
        add_expressions(site, found_);
    }

    const Workflow& workflow_;
    std::vector<ExpressionSite>& found_;
    std::vector<std::string_view> path_;
    const Job* job_ = nullptr;
    const Step* step_ = nullptr;
    std::size_t next_step_ = 0;
};

}  // namespace

std::string_view ExpressionSite::text() const {
    const std::string_view all = scalar.text();
    if (bare) return all;
    const std::string_view inner = all.substr(text_begin, end - text_begin);
    return inner.ends_with("}}") ? inner.substr(0, inner.size() - 2) : inner;
}

source::Span ExpressionSite::locate(std::uint32_t from, std::uint32_t to) const {
    syntax::ScalarOffsets offsets(scalar);
    if (!bare) offsets.resume(begin, span.begin);
    const std::uint32_t first = offsets.find(text_begin + from);
    if (to <= from) return {first, first};
    return {first, offsets.find(text_begin + to - 1) + 1};
}

void add_expressions(const ExpressionSite& at, std::vector<ExpressionSite>& found) {
    const std::string_view text = at.scalar.text();
    if (!has_expression(text)) {
        if (!at.condition || at.scalar.is_null() || text.empty()) return;
        ExpressionSite& site = found.emplace_back(at);
        site.bare = true;
        site.whole = true;
        site.end = static_cast<std::uint32_t>(text.size());
        site.expression = Expression::parse(text);
        site.span = site.locate(0, site.end);
        return;
    }
    syntax::ScalarOffsets offsets(at.scalar);
    std::vector<EmbeddedExpression> parts = embedded_expressions(text);
    for (EmbeddedExpression& part : parts) {
        ExpressionSite& site = found.emplace_back(at);
        site.whole = part.end - part.begin == text.size();
        site.begin = part.begin;
        site.end = part.end;
        site.text_begin = part.text_begin;
        site.expression = std::move(part.expression);
        site.span.begin = offsets.find(part.begin);
        site.span.end = offsets.find(part.end - 1) + 1;
    }
}

std::vector<ExpressionSite> find_expressions(const Workflow& workflow) {
    std::vector<ExpressionSite> found;
    SiteFinder(workflow, found).run();
    return found;
}

}  // namespace csr::model
