#include "cel/checker.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>

#include "cel/messages.hpp"
#include "cel/operators.hpp"
#include "cel/types.hpp"

namespace csr::cel {

using model::Type;

namespace {

constexpr std::array<std::string_view, 11> type_names{"bool", "int", "uint", "double",    "string",       "bytes",
                                                      "list", "map", "type", "null_type", "optional_type"};

/// Walks the tree once, bottom up. Recursion is bounded by NodeBuilder::most_depth.
class Checker {
  public:
    Checker(Code& code, const Environment& environment, const Options& options, std::vector<Issue>& issues)
        : code_(code), environment_(environment), options_(options), issues_(issues) {
        code_.read_slots.resize(environment.variables().size());
    }

    const Type* run() {
        const Type& type = visit(code_.root);
        if (options_.checked && options_.result != nullptr && !fits(*options_.result, type))
            report(code_.root, wrong_result(*options_.result, type));
        return &type;
    }

  private:
    struct Local {
        std::string_view name;
        std::uint32_t number;
        const Type* type;
    };

    void report(std::uint32_t node, base::Text message, base::Text hint = {}) {
        if (options_.checked) issues_.push_back({code_.spans[node], std::move(message), std::move(hint)});
    }
    void report_name(std::uint32_t node, base::Text message, base::Text hint = {}) {
        if (options_.checked) issues_.push_back({code_.name_spans[node], std::move(message), std::move(hint)});
    }
    void report(std::uint32_t node, MessageAndHint text) {
        report(node, std::move(text.message), std::move(text.hint));
    }
    void report_name(std::uint32_t node, MessageAndHint text) {
        report_name(node, std::move(text.message), std::move(text.hint));
    }

    /// A copy: resolving may rewrite the node.
    const Type& visit(std::uint32_t index) {
        const Node node = code_.nodes[index];
        switch (node.op) {
            case Op::constant:
                return type_of(code_.constants[node.a]);
            case Op::name:
                return name(index);
            case Op::variable:
            case Op::local:
                return model::dynamic_type;
            case Op::select:
                return select(index);
            case Op::has:
                return has(index);
            case Op::index:
                return this->index(index);
            case Op::call:
                return call(index);
            case Op::list:
                return list(node);
            case Op::map:
                return map(node);
            case Op::present:
                return present(node);
            case Op::negate:
            case Op::logical_not:
                return unary(index);
            case Op::logical_and:
            case Op::logical_or:
                return logic(node);
            case Op::conditional:
                return conditional(node);
            case Op::bind:
            case Op::opt_map:
            case Op::opt_flat_map:
                return binding(node);
            case Op::opt_or:
            case Op::opt_or_value:
                return alternative(node);
            default:
                return node.op >= Op::all ? loop(node) : binary(index);
        }
    }

    // Names.

    [[nodiscard]] const Local* local(std::string_view name) const {
        const auto found = std::find_if(locals_.rbegin(), locals_.rend(),
                                        [name](const Local& candidate) { return candidate.name == name; });
        return found == locals_.rend() ? nullptr : &*found;
    }

    /// The slot of a name, seen from the container: a.b.name, a.name, name.
    [[nodiscard]] std::optional<std::uint32_t> find_slot(std::string_view name, bool global) const {
        std::string_view container = global ? std::string_view() : options_.container;
        while (!container.empty()) {
            if (const auto slot = environment_.slot(fmt::format("{}.{}", container, name))) return slot;
            const std::size_t dot = container.rfind('.');
            container = dot == std::string_view::npos ? std::string_view() : container.substr(0, dot);
        }
        return environment_.slot(name);
    }

    const Type& become_variable(std::uint32_t index, std::uint32_t slot) {
        Node& node = code_.nodes[index];
        node.op = Op::variable;
        node.a = slot;
        node.count = 0;
        code_.read_slots[slot] = true;
        return *environment_.variables()[slot].type;
    }

    const Type& name(std::uint32_t index) {
        Node& node = code_.nodes[index];
        const std::string_view text = code_.name(node);
        const bool global = node.is(Node::global);
        if (const Local* found = global ? nullptr : local(text)) {
            node.op = Op::local;
            node.a = found->number;
            return *found->type;
        }
        if (const auto slot = find_slot(text, global)) return become_variable(index, *slot);
        if (const auto type = std::ranges::find(type_names, text); type != type_names.end()) {
            code_.constants.push_back(model::Value::type(*type));
            node.op = Op::constant;
            node.a = static_cast<std::uint32_t>(code_.constants.size() - 1);
            return model::type_type;
        }
        report(index, unknown_variable(text));
        return model::dynamic_type;
    }

    MessageAndHint unknown_variable(std::string_view text) const {
        std::vector<std::string_view> candidates;
        candidates.reserve(locals_.size());
        for (const Local& candidate : locals_) candidates.push_back(candidate.name);
        for (const auto& variable : environment_.variables()) candidates.push_back(variable.name);
        return no_such_variable(text, candidates);
    }

    /// `a.b.c` as it is written; empty when the expression is anything else or starts with a macro variable.
    [[nodiscard]] std::string qualified(std::uint32_t index) const {
        const Node& node = code_.nodes[index];
        if (node.op == Op::name) {
            const std::string_view text = code_.name(node);
            return local(text) == nullptr || node.is(Node::global) ? std::string(text) : std::string();
        }
        if (node.op != Op::select || node.is(Node::optional)) return {};
        const std::string left = qualified(code_.operand(node, 0));
        return left.empty() ? left : fmt::format("{}.{}", left, code_.name(node));
    }

    [[nodiscard]] bool starts_global(std::uint32_t index) const {
        while (code_.nodes[index].op == Op::select) index = code_.operand(code_.nodes[index], 0);
        return code_.nodes[index].is(Node::global);
    }

    [[nodiscard]] bool has_qualified_variables() const {
        return std::ranges::any_of(environment_.variables(),
                                   [](const auto& variable) { return variable.name.contains('.'); });
    }

    // Members.

    const Type& select(std::uint32_t index) {
        if (has_qualified_variables()) {
            const std::string full = qualified(index);
            if (!full.empty()) {
                if (const auto slot = find_slot(full, starts_global(index))) return become_variable(index, *slot);
            }
        }
        const Node node = code_.nodes[index];
        const Type& operand = visit(code_.operand(node, 0));
        return member(index, operand, code_.name(node), node.is(Node::optional));
    }

    const Type& optional_of(const Type& type) { return make_type(code_.arena, Type::Kind::optional, type); }

    /// The type of `operand.field`, for a select or an index with a literal key.
    const Type& member(std::uint32_t index, const Type& operand, std::string_view field, bool optional) {
        switch (operand.kind) {
            case Type::Kind::optional: {
                const Type& inner = member(index, element_of(operand), field, true);
                return inner;
            }
            case Type::Kind::map:
                return optional ? optional_of(element_of(operand)) : element_of(operand);
            case Type::Kind::object: {
                const model::Field* found = declared(index, operand, field);
                if (found == nullptr) return model::dynamic_type;
                const Type& type = found->type == nullptr ? model::dynamic_type : *found->type;
                if (optional) return optional_of(type);
                if (!found->always) code_.nodes[index].flags |= Node::may_be_absent;
                return type;
            }
            case Type::Kind::dynamic:
                return optional ? optional_of(model::dynamic_type) : model::dynamic_type;
            default:
                report_name(index, no_fields(operand, field));
                return model::dynamic_type;
        }
    }

    const model::Field* declared(std::uint32_t index, const Type& operand, std::string_view field) {
        if (operand.object == nullptr) return nullptr;
        const model::Field* found = operand.object->field(field);
        if (found == nullptr) report_name(index, no_such_field(operand, field));
        return found;
    }

    const Type& has(std::uint32_t index) {
        const Node node = code_.nodes[index];
        const Type* operand = &visit(code_.operand(node, 0));
        while (operand->kind == Type::Kind::optional) operand = &element_of(*operand);
        if (operand->kind == Type::Kind::object) {
            declared(index, *operand, code_.name(node));
        } else if (operand->kind != Type::Kind::map && !is_dynamic(*operand)) {
            report_name(index, no_fields(*operand, code_.name(node)));
        }
        return model::boolean_type;
    }

    const Type& index(std::uint32_t index) {
        const Node node = code_.nodes[index];
        const Type* container = &visit(code_.operand(node, 0));
        const Type& key = visit(code_.operand(node, 1));
        const bool optional = node.is(Node::optional) || container->kind == Type::Kind::optional;
        while (container->kind == Type::Kind::optional) container = &element_of(*container);
        const Node& written = code_.nodes[code_.operand(node, 1)];
        if (container->kind == Type::Kind::object && written.op == Op::constant && key.kind == Type::Kind::string)
            return member(index, *container, code_.constants[written.a].text(), optional);
        if (container->kind == Type::Kind::list) {
            if (!is_numeric(key) && !is_dynamic(key)) report(code_.operand(node, 1), wrong_index(key));
        } else if (container->kind != Type::Kind::map && container->kind != Type::Kind::object &&
                   !is_dynamic(*container)) {
            report(index, no_items(*container));
            return model::dynamic_type;
        }
        const Type& element = element_of(*container);
        return optional ? optional_of(element) : element;
    }

    // Literals.

    const Type& present(const Node& node) {
        const Type& operand = visit(code_.operand(node, 0));
        if (operand.kind == Type::Kind::optional) return element_of(operand);
        if (!is_dynamic(operand)) report(code_.operand(node, 0), expected_type("optional", operand));
        return model::dynamic_type;
    }

    const Type& list(const Node& node) {
        const Type* element = nullptr;
        for (std::uint32_t position = 0; position < node.count; ++position) {
            const Type& item = visit(code_.operand(node, position));
            element = element == nullptr ? &item : &join(*element, item);
        }
        return element == nullptr ? model::dynamic_list_type : make_type(code_.arena, Type::Kind::list, *element);
    }

    const Type& map(const Node& node) {
        const Type* element = nullptr;
        for (std::uint32_t position = 0; position < node.count; position += 2) {
            const Type& key = visit(code_.operand(node, position));
            const bool valid = is_dynamic(key) || key.kind == Type::Kind::string || key.kind == Type::Kind::boolean ||
                               (is_numeric(key) && key.kind != Type::Kind::floating);
            if (!valid) report(code_.operand(node, position), wrong_key(key));
            const Type& value = visit(code_.operand(node, position + 1));
            element = element == nullptr ? &value : &join(*element, value);
        }
        return element == nullptr ? model::dynamic_map_type : make_type(code_.arena, Type::Kind::map, *element);
    }

    // Operators.

    const Type& unary(std::uint32_t index) {
        const Node node = code_.nodes[index];
        const Type& operand = visit(code_.operand(node, 0));
        if (node.op == Op::logical_not) {
            expect_boolean(code_.operand(node, 0), operand);
            return model::boolean_type;
        }
        const bool valid = operand.kind == Type::Kind::integer || operand.kind == Type::Kind::floating;
        if (valid || is_dynamic(operand)) return operand;
        report(index, no_operator("-", operand));
        return model::dynamic_type;
    }

    void expect_boolean(std::uint32_t node, const Type& type) {
        if (type.kind != Type::Kind::boolean && !is_dynamic(type)) report(node, expected_type("bool", type));
    }

    const Type& logic(const Node& node) {
        for (std::uint32_t position = 0; position < node.count; ++position) {
            const std::uint32_t operand = code_.operand(node, position);
            expect_boolean(operand, visit(operand));
        }
        return model::boolean_type;
    }

    const Type& conditional(const Node& node) {
        expect_boolean(code_.operand(node, 0), visit(code_.operand(node, 0)));
        const Type& then = visit(code_.operand(node, 1));
        return join(then, visit(code_.operand(node, 2)));
    }

    const Type& binary(std::uint32_t index) {
        const Node node = code_.nodes[index];
        const Type& left = visit(code_.operand(node, 0));
        const Type& right = visit(code_.operand(node, 1));
        if (node.op < Op::equal) return arithmetic_type(index, node.op, left, right);
        if (node.op == Op::in) {
            check_membership(index, left, right);
        } else if (node.op == Op::equal || node.op == Op::not_equal) {
            if (!comparable(left, right)) report(index, never_equal(left, right));
        } else if (!ordered(left, right)) {
            report(index, no_operator(operator_text(node.op), left, right));
        }
        return model::boolean_type;
    }

    const Type& arithmetic_type(std::uint32_t index, Op op, const Type& left, const Type& right) {
        const Type& known = is_dynamic(left) ? right : left;
        if (is_dynamic(known)) return known;
        bool valid = is_dynamic(left) || is_dynamic(right) || left.kind == right.kind;
        if (op == Op::add) {
            valid = valid && (is_numeric(known) || known.kind == Type::Kind::string ||
                              known.kind == Type::Kind::bytes || known.kind == Type::Kind::list);
        } else {
            valid = valid && is_numeric(known) && (op != Op::modulo || known.kind != Type::Kind::floating);
        }
        if (!valid) {
            report(index, no_operator(operator_text(op), left, right));
            return model::dynamic_type;
        }
        return known.kind == Type::Kind::list && !same_type(left, right) ? model::dynamic_list_type : known;
    }

    static bool ordered(const Type& left, const Type& right) {
        const auto orders = [](const Type& type) {
            return is_dynamic(type) || is_numeric(type) || type.kind == Type::Kind::boolean ||
                   type.kind == Type::Kind::string || type.kind == Type::Kind::bytes;
        };
        if (!orders(left) || !orders(right)) return false;
        if (is_dynamic(left) || is_dynamic(right)) return true;
        return left.kind == right.kind || (is_numeric(left) && is_numeric(right));
    }

    void check_membership(std::uint32_t index, const Type& item, const Type& container) {
        if (is_dynamic(container)) return;
        if (container.kind == Type::Kind::list) {
            if (!comparable(item, element_of(container))) report(index, never_equal(item, element_of(container)));
        } else if (container.kind == Type::Kind::object) {
            const Node& written = code_.nodes[code_.operand(code_.nodes[index], 0)];
            if (written.op == Op::constant && item.kind == Type::Kind::string)
                declared(index, container, code_.constants[written.a].text());
        } else if (container.kind != Type::Kind::map) {
            report(index, no_operator("in", item, container));
        }
    }

    // Macros.

    void declare(std::uint32_t number, const Type& type) {
        locals_.push_back({code_.local_names[number], number, &type});
    }

    const Type& loop(const Node& node) {
        const Type& range = visit(code_.operand(node, 0));
        const bool iterable = range.kind == Type::Kind::list || range.kind == Type::Kind::map ||
                              range.kind == Type::Kind::object || is_dynamic(range);
        if (!iterable) report(code_.operand(node, 0), no_items(range));
        const bool is_list = range.kind == Type::Kind::list;
        const bool keyed = range.kind == Type::Kind::map || range.kind == Type::Kind::object;
        const Type& key = keyed ? model::string_type : model::dynamic_type;
        const Type& item = is_list ? element_of(range) : (keyed ? loose_key(range, key) : model::dynamic_type);
        const std::size_t outer = locals_.size();
        if (node.is(Node::two_variables)) {
            declare(node.a, is_list ? model::integer_type : item);
            declare(node.a + 1, range.kind == Type::Kind::object ? model::dynamic_type : element_of(range));
        } else {
            declare(node.a, item);
        }
        const Type& made = body(node, item);
        locals_.resize(outer);
        return made;
    }

    /// Keys of a map literal may be of any kind; those of objects are names.
    static const Type& loose_key(const Type& range, const Type& key) {
        return range.kind == Type::Kind::object ? key : model::dynamic_type;
    }

    const Type& body(const Node& node, const Type& item) {
        const bool predicate =
            node.op == Op::all || node.op == Op::exists || node.op == Op::exists_one || node.op == Op::filter;
        if (predicate || node.count == 3) expect_boolean(code_.operand(node, 1), visit(code_.operand(node, 1)));
        if (node.op == Op::filter) return make_type(code_.arena, Type::Kind::list, item);
        if (predicate) return model::boolean_type;
        const Type& made = visit(code_.operand(node, node.count - 1));
        if (node.op == Op::map_each) return make_type(code_.arena, Type::Kind::list, made);
        if (node.op == Op::transform_map) return make_type(code_.arena, Type::Kind::map, made);
        return model::dynamic_map_type;
    }

    const Type& binding(const Node& node) {
        const Type& value = visit(code_.operand(node, 0));
        const bool optional = node.op != Op::bind;
        if (optional && value.kind != Type::Kind::optional && !is_dynamic(value))
            report(code_.operand(node, 0), expected_type("optional", value));
        declare(node.a, optional ? element_of(value) : value);
        const Type& made = visit(code_.operand(node, 1));
        locals_.pop_back();
        if (node.op == Op::opt_map) return optional_of(made);
        if (node.op == Op::opt_flat_map && made.kind != Type::Kind::optional && !is_dynamic(made))
            report(code_.operand(node, 1), expected_type("optional", made));
        return made;
    }

    const Type& alternative(const Node& node) {
        const Type& first = visit(code_.operand(node, 0));
        const Type& second = visit(code_.operand(node, 1));
        if (first.kind != Type::Kind::optional && !is_dynamic(first))
            report(code_.operand(node, 0), expected_type("optional", first));
        if (node.op == Op::opt_or_value) return join(element_of(first), second);
        if (second.kind != Type::Kind::optional && !is_dynamic(second))
            report(code_.operand(node, 1), expected_type("optional", second));
        return optional_of(join(element_of(first), element_of(second)));
    }

    // Calls.

    const Type& call(std::uint32_t index) {
        become_qualified(index);
        const Node node = code_.nodes[index];
        std::vector<const Type*> arguments;
        arguments.reserve(node.count);
        for (std::uint32_t position = 0; position < node.count; ++position)
            arguments.push_back(&visit(code_.operand(node, position)));
        CallSite& site = code_.calls[node.a];
        site.first = static_cast<std::uint32_t>(code_.candidates.size());
        for (const auto& table : environment_.tables()) {
            for (const Function& function : table) {
                if (meant(function, site.name, node.is(Node::member), arguments)) code_.candidates.push_back(&function);
            }
        }
        site.count = static_cast<std::uint32_t>(code_.candidates.size()) - site.first;
        if (site.count == 0) {
            report_name(index, no_function(environment_, site.name, node.is(Node::member), arguments));
            return model::dynamic_type;
        }
        check_pattern(node, site);
        return result_of(site, arguments);
    }

    [[nodiscard]] bool meant(const Function& function, std::string_view name, bool member,
                             std::span<const Type* const> arguments) const {
        if (function.member != member || function.arity != arguments.size() || function.name != name) return false;
        if (!options_.checked) return true;
        for (std::size_t index = 0; index < arguments.size(); ++index) {
            if (!fits(*function.parameters[index], *arguments[index])) return false;
        }
        return true;
    }

    /// `math.abs(x)` is written like a member call but names a global function.
    void become_qualified(std::uint32_t index) {
        Node& node = code_.nodes[index];
        if (!node.is(Node::member)) return;
        const std::string space = qualified(code_.operand(node, 0));
        if (space.empty()) return;
        const std::string full = fmt::format("{}.{}", space, code_.calls[node.a].name);
        for (const auto& table : environment_.tables()) {
            const auto found = std::ranges::find_if(
                table, [&full](const Function& function) { return !function.member && function.name == full; });
            if (found == table.end()) continue;
            code_.calls[node.a].name = found->name;
            node.flags = static_cast<std::uint8_t>(node.flags & ~Node::member);
            ++node.first;
            --node.count;
            return;
        }
    }

    void check_pattern(const Node& node, CallSite& site) {
        if (site.name != "matches" || node.count != 2) return;
        const Node& written = code_.nodes[code_.operand(node, 1)];
        if (written.op != Op::constant || !code_.constants[written.a].is(model::Kind::string)) {
            site.patterns = std::make_unique<const RegexCache>();
            return;
        }
        site.regex = std::make_unique<const LazyRegex>(code_.constants[written.a].text());
        if (!options_.check_patterns || !options_.checked) return;
        if (const std::string wrong = site.regex->get().error(); !wrong.empty())
            report(code_.operand(node, 1), wrong_pattern(wrong));
    }

    const Type& result_of(const CallSite& site, std::span<const Type* const> arguments) {
        const Type* all = nullptr;
        for (std::uint32_t index = site.first; index < site.first + site.count; ++index) {
            const Type& made = result_of(*code_.candidates[index], arguments);
            all = all == nullptr ? &made : &join(*all, made);
        }
        return *all;
    }

    const Type& result_of(const Function& function, std::span<const Type* const> arguments) {
        if (function.typing == Typing::fixed || arguments.empty()) return *function.result;
        const Type& first = *arguments[0];
        switch (function.typing) {
            case Typing::same_as_first:
                return first;
            case Typing::element_of_first:
                return element_of(first);
            case Typing::list_of_first:
                return make_type(code_.arena, Type::Kind::list, first);
            case Typing::optional_of_first:
                return optional_of(first);
            case Typing::optional_of_element:
                return optional_of(element_of(first));
            default:
                return element_of(first).kind == Type::Kind::list ? element_of(first) : model::dynamic_list_type;
        }
    }

    Code& code_;
    const Environment& environment_;
    const Options& options_;
    std::vector<Issue>& issues_;
    std::vector<Local> locals_;
};

}  // namespace

const Type* check(Code& code, const Environment& environment, const Options& options, std::vector<Issue>& issues) {
    return Checker(code, environment, options, issues).run();
}

}  // namespace csr::cel
