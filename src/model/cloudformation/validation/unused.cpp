#include <fmt/format.h>
#include <set>

#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/sub_text.hpp"
#include "model/cloudformation/validation/sections.hpp"

namespace csr::model::cloudformation {

namespace {

/// Everything that a template mentions, wherever it does.
class UsedNames {
  public:
    explicit UsedNames(const Template& owner) {
        const syntax::Tree& tree = owner.tree();
        const syntax::NodeRef root = owner.root();
        for (std::uint32_t i = root.index(); i < tree.node(root.index()).next; ++i) visit({tree, i});
    }

    [[nodiscard]] bool mentions(std::string_view name) const { return names_.contains(name); }
    [[nodiscard]] bool has_condition(std::string_view name) const { return conditions_.contains(name); }
    [[nodiscard]] bool has_mapping(std::string_view name) const { return any_mapping_ || mappings_.contains(name); }

  private:
    void visit(syntax::NodeRef node) {
        const syntax::Node& raw = node.tree().node(node.index());
        if (raw.kind != syntax::NodeKind::mapping && raw.tag == 0) return;
        if (const std::optional<Call> call = as_condition_call(node)) note(*call);
        const syntax::NodeRef condition = node.find("Condition");
        if (condition && condition.is_scalar()) conditions_.insert(condition.text());
    }

    void note(const Call& call) {
        const syntax::NodeRef argument = call.argument;
        const syntax::NodeRef first = argument.is_sequence() ? argument.at(0) : argument;
        const std::string_view text = first && first.is_scalar() ? first.text() : std::string_view();
        switch (call.function) {
            case Function::if_:
            case Function::condition:
                conditions_.insert(text);
                break;
            case Function::find_in_map:
                if (first && as_call(first)) any_mapping_ = true;
                mappings_.insert(text);
                break;
            case Function::sub: {
                SubReader reader(text);
                while (const std::optional<SubReader::Piece> piece = reader.next()) {
                    if (piece->name) names_.insert(piece->text.substr(0, piece->text.find('.')));
                }
                break;
            }
            default:
                names_.insert(text);
        }
    }

    std::set<std::string_view> names_;
    std::set<std::string_view> conditions_;
    std::set<std::string_view> mappings_;
    bool any_mapping_ = false;
};

void report(syntax::NodeRef section, std::string_view code, const base::Text& kind, Findings& findings, auto used) {
    if (!section) return;
    for (const syntax::NodeRef::Pair pair : section.pairs()) {
        const std::string_view name = pair.key.text();
        if (name.starts_with("Fn::") || name == "<<" || used(name)) continue;
        findings.add(code, pair.key, fmt::format("{} {} is not used", kind.en, name),
                     fmt::format("{} {} は使われていません", kind.ja, name));
    }
}

}  // namespace

void check_unused(const TemplateNames& names, Findings& findings) {
    if (names.opaque() || names.owner().options().assembly) return;
    const Template& owner = names.owner();
    const UsedNames used(owner);
    report(owner.section("Parameters"), "unused-parameter", {"parameter", "パラメータ"}, findings,
           [&](std::string_view name) { return used.mentions(name); });
    report(owner.section("Conditions"), "unused-condition", {"condition", "条件"}, findings,
           [&](std::string_view name) { return used.has_condition(name); });
    report(owner.section("Mappings"), "unused-mapping", {"mapping", "マッピング"}, findings,
           [&](std::string_view name) { return used.has_mapping(name); });
}

}  // namespace csr::model::cloudformation
