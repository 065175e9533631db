#include "model/workflow/expression_part.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include "base/stable_sort.hpp"
#include "model/node_value.hpp"
#include "model/object_type.hpp"
#include "model/workflow/expression_flow.hpp"

namespace csr::model {

namespace {

extern const Type part_object;
extern const Type part_list;

constexpr Field part_fields[] = {
    {"kind", &string_type, true},      {"text", &string_type, true},      {"name", &string_type, true},
    {"context", &string_type, true},   {"value", &dynamic_type},          {"falsy", &boolean_type, true},
    {"constant", &boolean_type, true}, {"computed", &boolean_type, true}, {"operands", &part_list, true},
};
const FixedObjectType part_table("ExpressionPart", part_fields);
const Type part_object{Type::Kind::object, nullptr, &part_table};
const Type part_list{Type::Kind::list, &part_object};

// What they give depends on nothing but their arguments.
constexpr std::array<std::string_view, 7> pure_functions = {"contains", "endswith",   "format", "fromjson",
                                                            "join",     "startswith", "tojson"};

bool is_literal(const ExpressionNode& node) { return node.kind <= ExpressionKind::string; }

bool reads_member(const ExpressionNode& node) {
    return node.kind == ExpressionKind::property || node.kind == ExpressionKind::index ||
           node.kind == ExpressionKind::every;
}

std::string_view kind_name(const ExpressionNode& node) {
    switch (node.kind) {
        case ExpressionKind::name:
            return "context";
        case ExpressionKind::property:
        case ExpressionKind::index:
        case ExpressionKind::every:
            return "member";
        case ExpressionKind::call:
            return "call";
        case ExpressionKind::logical_not:
            return "not";
        case ExpressionKind::logical_and:
            return "and";
        case ExpressionKind::logical_or:
            return "or";
        case ExpressionKind::equal:
            return "equal";
        case ExpressionKind::not_equal:
            return "not_equal";
        case ExpressionKind::less:
        case ExpressionKind::less_equal:
        case ExpressionKind::greater:
        case ExpressionKind::greater_equal:
            return "order";
        default:
            return "literal";
    }
}

/// What is known of one node.
struct Facts {
    std::string_view context;  ///< of the topmost node of a context
    bool inner = false;        ///< a piece of a context, no part of its own
    bool constant = false;
    bool computed = false;  ///< a member is chosen by something that is no literal
};

/// What the parts of one expression share.
struct Shared {
    const ExpressionSite* site;
    std::span<const Facts> facts;  ///< by node
    base::Arena* arena;

    [[nodiscard]] const ExpressionNode& node(std::uint32_t index) const { return site->expression.node(index); }
};

Value object_at(const Shared& shared, std::uint32_t index);

class PartMap final : public Map {
  public:
    PartMap(const Shared& shared, std::uint32_t index) : shared_(shared), index_(index) {}

    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        return key.is(Kind::string) ? field(key.text()) : std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return std::size(part_fields) - (is_literal(node()) ? 0 : 1); }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        const bool without_value = !is_literal(node()) && index >= value_position;
        return Value::string(part_fields[index + (without_value ? 1 : 0)].name);
    }
    [[nodiscard]] std::string_view object_type() const override { return part_table.name(); }
    [[nodiscard]] const void* identity() const override { return &node(); }
    [[nodiscard]] source::Span span() const override { return shared_.site->locate(node().begin, node().end); }

  private:
    static constexpr std::size_t value_position = 4;

    [[nodiscard]] const ExpressionNode& node() const { return shared_.node(index_); }
    [[nodiscard]] const Facts& facts() const { return shared_.facts[index_]; }
    [[nodiscard]] Place place() const { return place_of(shared_.site->scalar); }

    [[nodiscard]] std::optional<Value> field(std::string_view name) const {
        if (name == "kind") return Value::string(facts().context.empty() ? kind_name(node()) : "context", place());
        if (name == "text")
            return Value::string(shared_.site->text().substr(node().begin, node().end - node().begin), place());
        if (name == "name") {
            const bool call = node().kind == ExpressionKind::call;
            return Value::string(call ? shared_.arena->copy(lower_case(node().text)) : std::string_view(), place());
        }
        if (name == "context") return Value::string(facts().context, place());
        if (name == "value" && is_literal(node())) return literal();
        if (name == "falsy") return Value::boolean(is_literal(node()) && is_falsy(), place());
        if (name == "constant") return Value::boolean(facts().constant, place());
        if (name == "computed") return Value::boolean(facts().computed, place());
        if (name == "operands") return operands();
        return std::nullopt;
    }

    [[nodiscard]] Value literal() const {
        switch (node().kind) {
            case ExpressionKind::boolean:
                return Value::boolean(node().boolean, place());
            case ExpressionKind::number:
                return Value::floating(node().number, place());
            case ExpressionKind::string:
                return Value::string(node().text, place());
            default:
                return Value::null(place());
        }
    }

    [[nodiscard]] bool is_falsy() const {
        switch (node().kind) {
            case ExpressionKind::boolean:
                return !node().boolean;
            case ExpressionKind::number:
                return !(node().number < 0 || node().number > 0);
            case ExpressionKind::string:
                return node().text.empty();
            default:
                return true;
        }
    }

    /// Of a context nothing: it is one part.
    [[nodiscard]] Value operands() const {
        std::vector<Value> items;
        if (facts().context.empty()) {
            for (const std::uint32_t child : node().children) items.push_back(object_at(shared_, child));
        }
        return list_of(items, *shared_.arena, place());
    }

    Shared shared_;
    std::uint32_t index_;
};

Value object_at(const Shared& shared, std::uint32_t index) {
    return Value::map(*shared.arena->create<PartMap>(shared, index), place_of(shared.site->scalar));
}

bool is_constant(const ExpressionNode& node, const std::vector<Facts>& facts) {
    if (is_literal(node)) return true;
    if (node.kind == ExpressionKind::name || reads_member(node)) return false;
    const bool pure = node.kind != ExpressionKind::call ||
                      std::ranges::find(pure_functions, lower_case(node.text)) != pure_functions.end();
    return pure && std::ranges::all_of(node.children, [&](std::uint32_t child) { return facts[child].constant; });
}

std::vector<Facts> analyse(const Expression& expression, base::Arena& arena) {
    std::vector<Facts> facts(expression.nodes().size());
    for (const ContextPath& path : context_paths(expression)) {
        facts[path.node].context = arena.copy(path.to_string());
        for (std::uint32_t index = path.node; reads_member(expression.node(index));) {
            const ExpressionNode& node = expression.node(index);
            if (node.kind == ExpressionKind::index) {
                const bool literal = is_literal(expression.node(node.children.back()));
                facts[node.children.back()].inner = literal;
                facts[path.node].computed = facts[path.node].computed || !literal;
            }
            index = node.children.front();
            facts[index].inner = true;
        }
    }
    for (std::uint32_t index = 0; index < facts.size(); ++index)
        facts[index].constant = is_constant(expression.node(index), facts);
    return facts;
}

}  // namespace

Value parts_of(const ExpressionSite& site, base::Arena& arena) {
    const Place place = place_of(site.scalar);
    if (!site.expression.valid()) return list_of({}, arena, place);
    const std::vector<Facts> facts = analyse(site.expression, arena);
    const Shared shared{&site, arena.copy(std::span<const Facts>(facts)), &arena};
    std::vector<std::uint32_t> order;
    for (std::uint32_t index = 0; index < facts.size(); ++index) {
        if (!facts[index].inner) order.push_back(index);
    }
    // An outer part begins no later than its operands and has the larger index.
    base::stable_sort(order, [&](std::uint32_t index) {
        return std::tuple(site.expression.node(index).begin, facts.size() - index);
    });
    std::vector<Value> items;
    for (const std::uint32_t index : order) items.push_back(object_at(shared, index));
    return list_of(items, arena, place);
}

const ObjectType& expression_part_type() { return part_table; }

}  // namespace csr::model
