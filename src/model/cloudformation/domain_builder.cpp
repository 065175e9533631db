#include "model/cloudformation/domain_builder.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/cloudformation/mapping_pairs.hpp"
#include "model/cloudformation/parameter_limits.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

void add_text(std::vector<std::string_view>& texts, std::string_view text) {
    if (std::ranges::find(texts, text) == texts.end()) texts.push_back(text);
}

bool is_literal(syntax::NodeRef node) { return node.is_scalar() && !as_call(node); }

/// A node's own text with its tag: what makes two comparisons alike.
std::string written(syntax::NodeRef node) {
    const source::Span span = node.span();
    return fmt::format("{} {}", node.tag(), node.tree().source().bytes().substr(span.begin, span.end - span.begin));
}

std::vector<std::string_view> allowed_texts(syntax::NodeRef declaration) {
    std::vector<std::string_view> texts;
    const syntax::NodeRef allowed = member(declaration, "AllowedValues");
    if (!allowed) return texts;
    for (const syntax::NodeRef item : allowed.items()) {
        if (is_literal(item)) add_text(texts, node_text(item));
    }
    return texts;
}

}  // namespace

void DomainBuilder::build() {
    scan_conditions();
    scan_rules();
    scan_mappings();
    merge_compared();
    make_domains();
    make_atoms();
    report_cycles();
}

void DomainBuilder::scan_conditions() {
    const std::vector<Condition>& conditions = template_.conditions_.conditions_;
    for (std::uint32_t i = 0; i < conditions.size(); ++i) {
        bindings_ = conditions[i].bindings;
        scan_expression(conditions[i].node, [&](syntax::NodeRef leaf) { scan_leaf(i, leaf); });
    }
    bindings_ = nullptr;
}

void DomainBuilder::scan_rules() {
    const auto scan = [this](syntax::NodeRef expression) {
        if (expression) scan_expression(expression, [this](syntax::NodeRef leaf) { scan_comparison(leaf); });
    };
    for (const syntax::NodeRef::Pair& pair : effective_pairs(template_.section("Rules"))) {
        scan(member(pair.value, "RuleCondition"));
        const syntax::NodeRef assertions = member(pair.value, "Assertions");
        if (!assertions) continue;
        for (const syntax::NodeRef item : assertions.items()) scan(item.find("Assert"));
    }
}

void DomainBuilder::scan_expression(syntax::NodeRef expression,
                                    const std::function<void(syntax::NodeRef)>& visit_leaf) {
    std::vector<syntax::NodeRef> pending{expression};
    // An alias can stand for the same expression many times over; parsers bound how often.
    while (!pending.empty()) {
        const syntax::NodeRef node = pending.back();
        pending.pop_back();
        const std::optional<Call> call = as_condition_call(node);
        const Function function = call ? call->function : Function::unsupported;
        const bool connective = function == Function::and_ || function == Function::or_ || function == Function::not_;
        if (connective && call->argument.is_sequence()) {
            for (const syntax::NodeRef item : call->argument.items()) pending.push_back(item);
        } else if (connective && !call->short_form) {
            pending.push_back(call->argument);
        } else {
            visit_leaf(node);
        }
    }
}

void DomainBuilder::scan_leaf(std::uint32_t condition, syntax::NodeRef leaf) {
    const std::optional<Call> call = as_condition_call(leaf);
    if (call && call->function == Function::condition && call->argument.is_scalar()) {
        const std::string_view name = substitute_bindings(template_.arena_, bindings_, call->argument.text());
        if (const Condition* const used = template_.conditions_.find(name))
            return edges_.emplace_back(condition, template_.conditions_.index(*used)), void();
    }
    scan_comparison(leaf);
    leaves_.emplace_back(condition, leaf);
}

void DomainBuilder::scan_comparison(syntax::NodeRef leaf) {
    const std::optional<Call> call = as_condition_call(leaf);
    if (!call || !call->argument.is_sequence() || call->argument.size() != 2) return;
    const syntax::NodeRef left = call->argument.at(0);
    const syntax::NodeRef right = call->argument.at(1);
    if (call->function == Function::equals) return scan_equals(left, right);
    const bool membership = call->function == Function::contains || call->function == Function::each_member_in ||
                            call->function == Function::each_member_equals;
    if (!membership) return;
    const auto items = [](syntax::NodeRef side) {
        std::vector<syntax::NodeRef> list;
        if (!side.is_sequence() || as_call(side)) return std::vector{side};
        for (const syntax::NodeRef item : side.items()) list.push_back(item);
        return list;
    };
    for (const syntax::NodeRef one : items(left)) {
        for (const syntax::NodeRef other : items(right)) scan_equals(one, other);
    }
}

std::string_view DomainBuilder::parameter_in(syntax::NodeRef operand) const {
    const std::string_view name = sole_reference(operand);
    return bound_text(name) ? std::string_view() : name;
}

std::optional<std::string_view> DomainBuilder::bound_text(std::string_view name) const {
    for (const Binding* binding = bindings_; binding != nullptr; binding = binding->outer) {
        if (binding->name == name) return binding->text;
    }
    return std::nullopt;
}

std::optional<std::string_view> DomainBuilder::literal_in(syntax::NodeRef operand) const {
    if (is_literal(operand)) return substitute_bindings(template_.arena_, bindings_, node_text(operand));
    const std::string_view name = sole_reference(operand);
    return name.empty() ? std::nullopt : bound_text(name);
}

void DomainBuilder::scan_equals(syntax::NodeRef left, syntax::NodeRef right) {
    const std::string_view left_name = parameter_in(left);
    const std::string_view right_name = parameter_in(right);
    const std::optional<std::string_view> left_text = literal_in(left);
    const std::optional<std::string_view> right_text = literal_in(right);
    if (!left_name.empty() && right_text) add_text(domains_[left_name].texts, *right_text);
    if (!right_name.empty() && left_text) add_text(domains_[right_name].texts, *left_text);
    if (!left_name.empty() && !right_name.empty()) compared_.emplace_back(left_name, right_name);
}

void DomainBuilder::scan_mappings() {
    if (!template_.section("Mappings")) return;
    const syntax::Tree& tree = *template_.tree_;
    for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
        const syntax::NodeKind kind = tree.node(i).kind;
        if (kind != syntax::NodeKind::mapping && kind != syntax::NodeKind::sequence) continue;
        const std::optional<Call> call = as_call({tree, i});
        if (call && call->function == Function::find_in_map && call->argument.is_sequence()) scan_find_in_map(*call);
    }
}

void DomainBuilder::scan_find_in_map(const Call& call) {
    if (call.argument.size() < 3) return;
    const bool closed = call.argument.size() == 3;
    const syntax::NodeRef named = call.argument.at(0);
    if (is_literal(named)) return scan_keys(call, member(template_.section("Mappings"), named.text()), closed);
    const std::string_view name = sole_reference(named);
    if (!name.empty()) domains_[name].closed |= closed;
    for (const syntax::NodeRef::Pair& pair : effective_pairs(template_.section("Mappings"))) {
        if (!name.empty()) add_text(domains_[name].texts, node_text(pair.key));
        scan_keys(call, pair.value, closed && call.argument.size() == 3);
    }
}

void DomainBuilder::scan_keys(const Call& call, syntax::NodeRef map, bool closed) {
    if (!map) return;
    const std::string_view first = sole_reference(call.argument.at(1));
    const std::string_view second = sole_reference(call.argument.at(2));
    if (!first.empty()) domains_[first].closed |= closed;
    if (!second.empty()) domains_[second].closed |= closed;
    for (const syntax::NodeRef::Pair& pair : effective_pairs(map)) {
        if (!first.empty()) add_text(domains_[first].texts, node_text(pair.key));
        if (second.empty()) continue;
        for (const syntax::NodeRef::Pair& inner : effective_pairs(pair.value))
            add_text(domains_[second].texts, node_text(inner.key));
    }
}

void DomainBuilder::merge_compared() {
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [left, right] : compared_) {
            std::vector<std::string_view>& a = domains_[left].texts;
            std::vector<std::string_view>& b = domains_[right].texts;
            const std::size_t before = a.size() + b.size();
            for (const std::string_view text : std::vector(a)) add_text(b, text);
            for (const std::string_view text : std::vector(b)) add_text(a, text);
            changed |= a.size() + b.size() != before;
        }
    }
}

void DomainBuilder::make_domains() {
    for (const auto& [name, domain] : domains_) {
        if (!name.starts_with("AWS::") || name == "AWS::NoValue" || template_.parameters_.find(name) != nullptr)
            continue;
        template_.parameters_.add(name).pseudo = true;
    }
    for (Parameter& parameter : template_.parameters_.parameters_) {
        if (!parameter.known && !parameter.said_by_sets() && parameter.shape != ParameterShape::stored)
            make_domain(parameter);
    }
}

void DomainBuilder::make_domain(Parameter& parameter) {
    const bool list = parameter.shape == ParameterShape::list || parameter.shape == ParameterShape::number_list;
    if (parameter.node && !list) parameter.choices = allowed_texts(parameter.node);
    if (parameter.choices.size() == 1 && parameter.by_set.empty()) {
        parameter.known = parameter.choices.front();
        return;
    }
    const bool enumerated = !parameter.choices.empty();
    if (const auto domain = domains_.find(parameter.name); !enumerated && !list && domain != domains_.end()) {
        for (const std::string_view text : domain->second.texts) {
            if (may_be_given(parameter, text)) parameter.choices.push_back(text);
        }
        parameter.open = !domain->second.closed;
    } else {
        parameter.open = !enumerated;
    }
    if (parameter.default_value) {
        const std::string_view text = node_text(parameter.default_value);
        if (!enumerated) add_text(parameter.choices, text);
        const auto at = std::ranges::find(parameter.choices, text);
        if (at != parameter.choices.end())
            parameter.variable.default_choice = static_cast<std::uint32_t>(at - parameter.choices.begin());
    }
    if (parameter.choices.empty()) return;
    parameter.variable.name = parameter.name;
    parameter.variable.template_path = template_.path();
    parameter.variable.choices = static_cast<std::uint32_t>(parameter.choices.size()) + (parameter.open ? 1U : 0U);
}

bool DomainBuilder::settled_by_parameters(syntax::NodeRef leaf) const {
    const std::optional<Call> call = as_condition_call(leaf);
    if (!call || call->function != Function::equals || !call->argument.is_sequence() || call->argument.size() != 2)
        return false;
    bool literal = false;
    for (const syntax::NodeRef side : call->argument.items()) {
        if (literal_in(side)) {
            literal = true;
            continue;
        }
        const Parameter* const parameter = template_.parameters_.find(parameter_in(side));
        if (parameter == nullptr || !(parameter->known || parameter->said_by_sets() || parameter->splits()))
            return false;
    }
    return literal;
}

void DomainBuilder::make_atoms() {
    std::ranges::sort(leaves_, {}, [](const auto& leaf) { return leaf.second.index(); });
    std::map<std::string, std::uint32_t> alike;
    for (const auto& [condition, leaf] : leaves_) {
        const Condition& owner = template_.conditions_.conditions_[condition];
        // A comparison inside of a loop is another one in each round: no variable can stand for all of them.
        bindings_ = owner.bindings;
        if (owner.bindings != nullptr || settled_by_parameters(leaf)) continue;
        add_atom(leaf.index(), owner.name, owner.node == leaf, alike);
    }
}

void DomainBuilder::add_atom(std::uint32_t node, std::string_view name, bool whole,
                             std::map<std::string, std::uint32_t>& alike) {
    std::deque<Atom>& atoms = template_.conditions_.atoms_;
    if (!atoms.empty() && atoms.back().node == node) return;
    const syntax::NodeRef leaf(*template_.tree_, node);
    const auto index = static_cast<std::uint32_t>(atoms.size());
    std::string key = written(leaf);
    if (const std::optional<Call> call = as_condition_call(leaf);
        call && call->function == Function::equals && call->argument.is_sequence() && call->argument.size() == 2) {
        std::string sides[] = {written(call->argument.at(0)), written(call->argument.at(1))};
        std::ranges::sort(sides);
        key = sides[0] + '\n' + sides[1];
    }
    const std::uint32_t same_as = alike.try_emplace(std::move(key), index).first->second;
    Atom atom{node, name, whole, same_as, {}};
    if (same_as == index) {
        atom.variable.name = name;
        atom.variable.template_path = template_.path();
        atom.variable.choices = 2;
    }
    atoms.push_back(atom);
}

void DomainBuilder::report_cycles() {
    const std::vector<Condition>& conditions = template_.conditions_.conditions_;
    std::vector<std::vector<std::uint32_t>> users(conditions.size());
    std::vector<std::uint32_t> open(conditions.size());
    for (const auto& [user, used] : edges_) {
        users[used].push_back(user);
        ++open[user];
    }
    std::vector<std::uint32_t> ready;
    for (std::uint32_t i = 0; i < conditions.size(); ++i) {
        if (open[i] == 0) ready.push_back(i);
    }
    while (!ready.empty()) {
        const std::uint32_t done = ready.back();
        ready.pop_back();
        for (const std::uint32_t user : users[done]) {
            if (--open[user] == 0) ready.push_back(user);
        }
    }
    for (std::uint32_t i = 0; i < conditions.size(); ++i) {
        if (open[i] == 0) continue;
        template_.problems_.push_back({place_of(conditions[i].node),
                                       {fmt::format("condition {} hangs on itself", conditions[i].name),
                                        fmt::format("条件 {} は自分自身に依存しています", conditions[i].name)},
                                       {}});
    }
}

}  // namespace csr::model::cloudformation
