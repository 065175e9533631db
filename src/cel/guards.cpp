#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "cel/checker.hpp"
#include "cel/messages.hpp"

namespace csr::cel {

namespace {

/// Paths ("self.A.B", "#3.A" for a macro variable) of which is known that they are there. Sorted.
using Facts = std::vector<std::string>;

Facts united(const Facts& left, const Facts& right) {
    Facts made;
    std::ranges::set_union(left, right, std::back_inserter(made));
    return made;
}

Facts common(const Facts& left, const Facts& right) {
    Facts made;
    std::ranges::set_intersection(left, right, std::back_inserter(made));
    return made;
}

/// What holds once an expression was evaluated and is true, or is false.
struct Consequences {
    Facts when_true;
    Facts when_false;
};

/// Walks the tree in the order of evaluation with what is known so far. Recursion is bounded by
/// NodeBuilder::most_depth.
class Guards {
  public:
    Guards(Code& code, const Environment& environment, std::vector<Issue>& issues)
        : code_(code), environment_(environment), issues_(issues), elements_(code.locals) {}

    Facts run(const Facts& known) { return visit(code_.root, known).when_true; }

  private:
    static constexpr std::size_t most_facts = 256;

    Consequences visit(std::uint32_t index, const Facts& known) {
        const Node& node = code_.nodes[index];
        Consequences made = visit_node(index, node, known);
        if (made.when_true.size() > most_facts) made.when_true.resize(most_facts);
        if (made.when_false.size() > most_facts) made.when_false.resize(most_facts);
        return made;
    }

    Consequences visit_node(std::uint32_t index, const Node& node, const Facts& known) {
        switch (node.op) {
            case Op::logical_and:
                return chain(node, known, true);
            case Op::logical_or:
                return chain(node, known, false);
            case Op::logical_not: {
                Consequences inner = visit(code_.operand(node, 0), known);
                return {std::move(inner.when_false), std::move(inner.when_true)};
            }
            case Op::conditional:
                return conditional(node, known);
            case Op::has: {
                visit(code_.operand(node, 0), known);
                return proves(member_path(code_.operand(node, 0), code_.name(node)));
            }
            case Op::in:
                return membership(node, known);
            case Op::call:
                return call(node, known);
            case Op::select:
            case Op::index:
                read(index, node, known);
                return {};
            case Op::bind:
                return binding(node, known);
            case Op::opt_or:
            case Op::opt_or_value:
                visit_all(node, known);
                return {};
            default:
                break;
        }
        if (node.op >= Op::all) return loop(node, known);
        visit_all(node, known);
        return {};
    }

    void visit_all(const Node& node, const Facts& known) {
        for (std::uint32_t position = 0; position < node.count; ++position) visit(code_.operand(node, position), known);
    }

    static Consequences proves(const std::string& path) {
        return path.empty() ? Consequences{} : Consequences{{path}, {}};
    }

    /// `&&` passes on what its operands give when true; `||` what they give when false.
    Consequences chain(const Node& node, const Facts& known, bool conjunction) {
        Facts gathered;
        Facts shared;
        for (std::uint32_t position = 0; position < node.count; ++position) {
            const Consequences operand = visit(code_.operand(node, position), united(known, gathered));
            const Facts& passing = conjunction ? operand.when_true : operand.when_false;
            const Facts ending = united(gathered, conjunction ? operand.when_false : operand.when_true);
            shared = position == 0 ? ending : common(shared, ending);
            gathered = united(gathered, passing);
        }
        return conjunction ? Consequences{gathered, shared} : Consequences{shared, gathered};
    }

    [[nodiscard]] std::optional<bool> literal(std::uint32_t index) const {
        const Node& node = code_.nodes[index];
        if (node.op != Op::constant || !code_.constants[node.a].is(model::Kind::boolean)) return std::nullopt;
        return code_.constants[node.a].as_boolean();
    }

    Consequences conditional(const Node& node, const Facts& known) {
        const Consequences condition = visit(code_.operand(node, 0), known);
        const auto branch = [&](std::uint32_t position, const Facts& given) {
            Consequences made = visit(code_.operand(node, position), united(known, given));
            return Consequences{united(given, made.when_true), united(given, made.when_false)};
        };
        const Consequences then = branch(1, condition.when_true);
        const Consequences otherwise = branch(2, condition.when_false);
        const auto then_literal = literal(code_.operand(node, 1));
        const auto otherwise_literal = literal(code_.operand(node, 2));
        // A branch that is literally false cannot make the whole true, and the other way round.
        const auto merged = [&](const Facts& left, const Facts& right, bool wanted) {
            if (then_literal && *then_literal != wanted) return right;
            if (otherwise_literal && *otherwise_literal != wanted) return left;
            return common(left, right);
        };
        return {merged(then.when_true, otherwise.when_true, true),
                merged(then.when_false, otherwise.when_false, false)};
    }

    Consequences membership(const Node& node, const Facts& known) {
        visit_all(node, known);
        const Node& item = code_.nodes[code_.operand(node, 0)];
        if (item.op != Op::constant || !code_.constants[item.a].is(model::Kind::string)) return {};
        return proves(member_path(code_.operand(node, 1), code_.constants[item.a].text()));
    }

    /// `x.?f.hasValue()` is a guard, too.
    Consequences call(const Node& node, const Facts& known) {
        visit_all(node, known);
        const CallSite& site = code_.calls[node.a];
        if (site.name != "hasValue" || node.count != 1) return {};
        const std::uint32_t receiver = code_.operand(node, 0);
        const Node& selected = code_.nodes[receiver];
        if (selected.op != Op::select || !selected.is(Node::optional)) return {};
        return proves(member_path(code_.operand(selected, 0), code_.name(selected)));
    }

    Consequences binding(const Node& node, const Facts& known) {
        visit(code_.operand(node, 0), known);
        elements_[node.a] = element_facts(code_.operand(node, 0));
        return visit(code_.operand(node, 1), known);
    }

    void read(std::uint32_t index, const Node& node, const Facts& known) {
        visit_all(node, known);
        if (!node.is(Node::may_be_absent)) return;
        const std::uint32_t operand = code_.operand(node, 0);
        const std::string_view field = field_of(node);
        const std::string path = member_path(operand, field);
        if (!path.empty() && std::ranges::binary_search(known, path)) return;
        MessageAndHint text = unguarded(shown_path(operand), field);
        issues_.push_back({code_.name_spans[index], std::move(text.message), std::move(text.hint)});
    }

    [[nodiscard]] std::string_view field_of(const Node& node) const {
        if (node.op == Op::select) return code_.name(node);
        const Node& key = code_.nodes[code_.operand(node, 1)];
        const bool text = key.op == Op::constant && code_.constants[key.a].is(model::Kind::string);
        return text ? code_.constants[key.a].text() : std::string_view();
    }

    // Loops: the items of xs.filter(x, has(x.f)) have f.

    Consequences loop(const Node& node, const Facts& known) {
        const std::uint32_t range = code_.operand(node, 0);
        visit(range, known);
        Facts inner = known;
        const bool two = node.is(Node::two_variables);
        const std::string variable = local_path(two ? node.a + 1 : node.a);
        for (const std::string& relative : element_facts(range)) inner = united(inner, {variable + relative});
        for (std::uint32_t position = 1; position < node.count; ++position)
            inner = united(inner, visit(code_.operand(node, position), inner).when_true);
        if (node.op == Op::filter) {
            Facts& filtered = filtered_[code_.operand(node, 1)];
            filtered = relative_to(variable, inner);
        }
        return {};
    }

    static Facts relative_to(const std::string& variable, const Facts& facts) {
        Facts made;
        for (const std::string& fact : facts) {
            if (fact.size() > variable.size() && fact.starts_with(variable) && fact[variable.size()] == '.')
                made.push_back(fact.substr(variable.size()));
        }
        return made;
    }

    /// What is known of every item that an expression gives, as relative paths (".f").
    [[nodiscard]] Facts element_facts(std::uint32_t index) const {
        const Node& node = code_.nodes[index];
        if (node.op == Op::local) return elements_[node.a];
        if (node.op != Op::filter) return {};
        const auto found = filtered_.find(code_.operand(node, 1));
        return found == filtered_.end() ? Facts() : found->second;
    }

    // Paths.

    static std::string local_path(std::uint32_t number) { return fmt::format("#{}", number); }

    /// Empty when the expression is no plain path.
    [[nodiscard]] std::string path_of(std::uint32_t index) const {
        const Node& node = code_.nodes[index];
        switch (node.op) {
            case Op::variable:
                return environment_.variables()[node.a].name;
            case Op::local:
                return local_path(node.a);
            case Op::select:
                return node.is(Node::optional) ? std::string() : member_path(code_.operand(node, 0), code_.name(node));
            case Op::index:
                return node.is(Node::optional) ? std::string() : item_path(node);
            default:
                return {};
        }
    }

    [[nodiscard]] std::string item_path(const Node& node) const {
        const Node& key = code_.nodes[code_.operand(node, 1)];
        if (key.op != Op::constant) return {};
        const model::Value& value = code_.constants[key.a];
        if (value.is(model::Kind::string)) return member_path(code_.operand(node, 0), value.text());
        const std::string container = path_of(code_.operand(node, 0));
        if (container.empty() || !value.is(model::Kind::integer)) return {};
        return fmt::format("{}[{}]", container, value.as_integer());
    }

    [[nodiscard]] std::string member_path(std::uint32_t operand, std::string_view field) const {
        const std::string left = path_of(operand);
        return left.empty() ? left : fmt::format("{}.{}", left, field);
    }

    /// The path as the author wrote it; empty when it is none.
    [[nodiscard]] std::string_view shown_path(std::uint32_t operand) const {
        if (path_of(operand).empty()) return {};
        const source::Span span = code_.spans[operand];
        return std::string_view(code_.text).substr(span.begin, span.end - span.begin);
    }

    Code& code_;
    const Environment& environment_;
    std::vector<Issue>& issues_;
    std::vector<Facts> elements_;
    std::map<std::uint32_t, Facts> filtered_;
};

}  // namespace

void check_guards(Code& code, const Environment& environment, const Options& options, std::vector<Issue>& issues) {
    Facts known;
    if (options.given != nullptr) known = options.given->guaranteed();
    std::vector<Issue> found;
    const Facts proved = Guards(code, environment, found).run(known);
    for (const std::string& path : united(known, proved)) {
        if (!path.starts_with('#')) code.guaranteed.push_back(path);
    }
    if (options.guarded) issues.insert(issues.end(), found.begin(), found.end());
}

}  // namespace csr::cel
