#include "model/node_value.hpp"

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <string>

#include "syntax/terraform.hpp"

namespace csr::model {

namespace {

class NodeList final : public List {
  public:
    NodeList(syntax::NodeRef node, base::Arena& arena) : node_(node), arena_(&arena) {}
    [[nodiscard]] std::size_t size() const override { return node_.size(); }
    [[nodiscard]] Value at(std::size_t index) const override {
        return value_of(node_.at(static_cast<std::uint32_t>(index)), *arena_);
    }

  private:
    syntax::NodeRef node_;
    base::Arena* arena_;
};

class NodeMap final : public Map {
  public:
    NodeMap(syntax::NodeRef node, base::Arena& arena) : node_(node), arena_(&arena) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        const syntax::NodeRef found = node_.find(key.text());
        if (!found) return std::nullopt;
        return value_of(found, *arena_);
    }
    [[nodiscard]] std::size_t size() const override { return node_.size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        for (const syntax::NodeRef::Pair pair : node_.pairs()) {
            if (index-- == 0) return Value::string(pair.key.text(), place_of(pair.key));
        }
        return Value::null();
    }

  private:
    syntax::NodeRef node_;
    base::Arena* arena_;
};

class EmptyMap final : public Map {
  public:
    [[nodiscard]] std::optional<Value> get(const Value&) const override { return std::nullopt; }
    [[nodiscard]] std::size_t size() const override { return 0; }
    [[nodiscard]] Value key_at(std::size_t) const override { return Value::null(); }
};

class ValueList final : public List {
  public:
    explicit ValueList(std::span<const Value> items) : items_(items) {}
    [[nodiscard]] std::size_t size() const override { return items_.size(); }
    [[nodiscard]] Value at(std::size_t index) const override { return items_[index]; }

  private:
    std::span<const Value> items_;
};

bool is_true(std::string_view text) { return text == "true" || text == "True" || text == "TRUE"; }

// The forms of the YAML 1.2 core schema; JSON's are among them.
Value integer_of(std::string_view text, Place place) {
    int base = 10;
    std::string_view digits = text;
    if (digits.starts_with("0x")) base = 16;
    if (digits.starts_with("0o")) base = 8;
    if (base != 10) digits.remove_prefix(2);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (problem == std::errc() && end == digits.data() + digits.size()) return Value::integer(value, place);
    double rough = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), rough,
                    base == 16 ? std::chars_format::hex : std::chars_format::general);
    return Value::floating(rough, place);
}

Value floating_of(std::string_view text, Place place) {
    std::string_view digits = text;
    const bool negative = digits.starts_with('-');
    if (negative || digits.starts_with('+')) digits.remove_prefix(1);
    double value = 0;
    if (digits == ".inf" || digits == ".Inf" || digits == ".INF") {
        value = std::numeric_limits<double>::infinity();
    } else if (digits == ".nan" || digits == ".NaN" || digits == ".NAN") {
        value = std::numeric_limits<double>::quiet_NaN();
    } else {
        const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        // from_chars leaves the value alone when it does not fit.
        if (problem == std::errc::result_out_of_range) value = std::strtod(std::string(digits).c_str(), nullptr);
    }
    return Value::floating(negative ? -value : value, place);
}

Value computed(syntax::NodeRef node, base::Arena& arena) {
    Cause cause;
    cause.kind = CauseKind::unsupported;
    cause.subject = node.text();
    cause.place = place_of(node);
    return unknown(arena, cause);
}

}  // namespace

Value value_of(syntax::NodeRef node, base::Arena& arena) {
    if (!node) return Value::null();
    const Place place = place_of(node);
    switch (node.kind()) {
        case syntax::NodeKind::boolean:
            return Value::boolean(is_true(node.text()), place);
        case syntax::NodeKind::integer:
            return integer_of(node.text(), place);
        case syntax::NodeKind::floating:
            return floating_of(node.text(), place);
        case syntax::NodeKind::string:
            if (!node.tag().empty() && node.tag() == syntax::terraform_expression_tag) return computed(node, arena);
            return Value::string(node.text(), place);
        case syntax::NodeKind::sequence:
            return Value::list(*arena.create<NodeList>(node, arena), place);
        case syntax::NodeKind::mapping:
            return Value::map(*arena.create<NodeMap>(node, arena), place);
        case syntax::NodeKind::null:
        case syntax::NodeKind::alias:  // only an alias of nothing reports itself
            break;
    }
    return Value::null(place);
}

Value empty_map(Place place) {
    static const EmptyMap empty;
    return Value::map(empty, place);
}

Value list_of(std::span<const Value> items, base::Arena& arena, Place place) {
    return Value::list(*arena.create<ValueList>(arena.copy(items)), place);
}

}  // namespace csr::model
