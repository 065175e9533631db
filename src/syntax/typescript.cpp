#include "syntax/typescript.hpp"

#include <string>
#include <utility>
#include <vector>

#include "syntax/tree_sitter.hpp"

extern "C" const TSLanguage* tree_sitter_typescript();

namespace csr::syntax {

namespace {

constexpr std::size_t max_bytes = 8U << 20U;
constexpr std::uint64_t max_parse_microseconds = 2'000'000;
constexpr int max_indirections = 8;

TSNode field(TSNode node, std::string_view name) {
    return ts_node_child_by_field_name(node, name.data(), static_cast<std::uint32_t>(name.size()));
}

bool is_call(TSNode node) { return is(node, "new_expression") || is(node, "call_expression"); }

/// What is known of a name in an object literal.
struct Lookup {
    enum class State : std::uint8_t { found, absent, unclear };
    State state;
    TSNode member;
};

/// The byte offset of a 1-based line and 1-based UTF-16 column; nothing when the file has no such place.
std::optional<std::uint32_t> offset_of(const source::Source& source, std::uint32_t line, std::uint32_t column) {
    const source::LineIndex& lines = source.lines();
    if (line == 0 || column == 0 || line > lines.line_count()) return std::nullopt;
    const std::string_view text = lines.line(line);
    std::uint32_t units = 1;
    std::uint32_t i = 0;
    while (i < text.size() && units < column) {
        const auto lead = static_cast<unsigned char>(text[i]);
        units += lead >= 0xF0 ? 2 : 1;
        i += lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    }
    if (units < column) return std::nullopt;
    return lines.line_start(line) + i;
}

}  // namespace

struct TypeScriptFile::Implementation {
    const source::Source* source = nullptr;
    GrammarTree tree;

    [[nodiscard]] std::string_view text(TSNode node) const {
        const source::Span span = span_of(node);
        return source->bytes().substr(span.begin, span.end - span.begin);
    }

    /// The text of a plain string literal without escapes; empty for anything else.
    [[nodiscard]] std::string_view literal(TSNode node) const {
        if (!is(node, "string") || ts_node_named_child_count(node) != 1) return {};
        const TSNode fragment = ts_node_named_child(node, 0);
        return is(fragment, "string_fragment") ? text(fragment) : std::string_view();
    }

    [[nodiscard]] Call describe(TSNode call) const;
    [[nodiscard]] TSNode constant(std::string_view name) const;
    [[nodiscard]] Lookup find(TSNode value, std::string_view name, int indirections) const;
    [[nodiscard]] std::string_view key(TSNode member) const;
};

TypeScriptFile::Call TypeScriptFile::Implementation::describe(TSNode call) const {
    const TSNode arguments = field(call, "arguments");
    Call result{span_of(call), span_of(call), {}};
    if (!ts_node_is_null(arguments)) result.head.end = ts_node_start_byte(arguments);
    if (is(call, "call_expression")) {
        const TSNode function = field(call, "function");
        if (is(function, "member_expression")) result.head.begin = ts_node_start_byte(field(function, "property"));
        return result;
    }
    if (ts_node_is_null(arguments) || ts_node_named_child_count(arguments) < 2) return result;
    const TSNode id = ts_node_named_child(arguments, 1);
    result.id = literal(id);
    if (!result.id.empty()) result.head.end = ts_node_end_byte(id);
    return result;
}

/// The initialiser of the only `const NAME = ...` of the file; null when there is none or more than one.
TSNode TypeScriptFile::Implementation::constant(std::string_view name) const {
    TSNode found{};
    std::vector<TSNode> open{ts_tree_root_node(tree.get())};
    while (!open.empty()) {
        const TSNode node = open.back();
        open.pop_back();
        if (is(node, "variable_declarator") && text(field(node, "name")) == name) {
            if (!ts_node_is_null(found)) return TSNode{};
            found = field(node, "value");
        }
        for (std::uint32_t i = ts_node_named_child_count(node); i > 0; --i)
            open.push_back(ts_node_named_child(node, i - 1));
    }
    return found;
}

std::string_view TypeScriptFile::Implementation::key(TSNode member) const {
    if (is(member, "shorthand_property_identifier")) return text(member);
    if (!is(member, "pair")) return {};
    const TSNode name = field(member, "key");
    return is(name, "property_identifier") ? text(name) : literal(name);
}

Lookup TypeScriptFile::Implementation::find(TSNode value, std::string_view name, int indirections) const {
    const Lookup unclear{Lookup::State::unclear, TSNode{}};
    if (indirections > max_indirections) return unclear;
    while (is(value, "as_expression") || is(value, "satisfies_expression") || is(value, "parenthesized_expression")) {
        value = ts_node_named_child(value, 0);
    }
    if (is(value, "identifier")) {
        const TSNode initialiser = constant(text(value));
        return ts_node_is_null(initialiser) ? unclear : find(initialiser, name, indirections + 1);
    }
    if (!is(value, "object")) return unclear;
    // The last member that gives the name counts, and a spread gives any name it holds.
    for (std::uint32_t i = ts_node_named_child_count(value); i > 0; --i) {
        const TSNode member = ts_node_named_child(value, i - 1);
        if (is(member, "spread_element")) {
            const Lookup inner = find(ts_node_named_child(member, 0), name, indirections + 1);
            if (inner.state != Lookup::State::absent) return inner;
        } else if (key(member) == name) {
            return {Lookup::State::found, member};
        }
    }
    return {Lookup::State::absent, TSNode{}};
}

TypeScriptFile::TypeScriptFile(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}
TypeScriptFile::TypeScriptFile(TypeScriptFile&&) noexcept = default;
TypeScriptFile& TypeScriptFile::operator=(TypeScriptFile&&) noexcept = default;
TypeScriptFile::~TypeScriptFile() = default;

std::optional<TypeScriptFile> TypeScriptFile::parse(const source::Source& source) {
    if (source.bytes().size() > max_bytes) return std::nullopt;
    auto made = std::make_unique<Implementation>();
    made->source = &source;
    made->tree = parse_grammar(tree_sitter_typescript(), source.bytes(), max_parse_microseconds);
    if (!made->tree) return std::nullopt;
    return TypeScriptFile(std::move(made));
}

std::optional<TypeScriptFile::Call> TypeScriptFile::call_at(std::uint32_t line, std::uint32_t column) const {
    const std::optional<std::uint32_t> offset = offset_of(*implementation_->source, line, column);
    if (!offset) return std::nullopt;
    const TSNode root = ts_tree_root_node(implementation_->tree.get());
    TSNode node = ts_node_descendant_for_byte_range(root, *offset, *offset);
    while (!ts_node_is_null(node) && !is_call(node)) node = ts_node_parent(node);
    if (ts_node_is_null(node)) return std::nullopt;
    return implementation_->describe(node);
}

std::optional<source::Span> TypeScriptFile::property(const Call& call, std::string_view name) const {
    const TSNode root = ts_tree_root_node(implementation_->tree.get());
    TSNode node = ts_node_named_descendant_for_byte_range(root, call.whole.begin, call.whole.end);
    while (!ts_node_is_null(node) && !is_call(node)) node = ts_node_parent(node);
    const TSNode arguments = ts_node_is_null(node) ? node : field(node, "arguments");
    const std::uint32_t count = ts_node_is_null(arguments) ? 0 : ts_node_named_child_count(arguments);
    if (count == 0) return std::nullopt;
    TSNode value = ts_node_named_child(arguments, count - 1);
    while (true) {
        const std::size_t slash = name.find('/');
        const Lookup found = implementation_->find(value, name.substr(0, slash), 0);
        if (found.state != Lookup::State::found) return std::nullopt;
        if (slash == std::string_view::npos) return span_of(found.member);
        name.remove_prefix(slash + 1);
        value = is(found.member, "pair") ? field(found.member, "value") : found.member;
    }
}

std::vector<TypeScriptFile::Construct> TypeScriptFile::constructs() const {
    std::vector<Construct> found;
    struct Open {
        TSNode node;
        std::string_view owner;
    };
    std::vector<Open> open{{ts_tree_root_node(implementation_->tree.get()), {}}};
    while (!open.empty()) {
        auto [node, owner] = open.back();
        open.pop_back();
        if (is(node, "class_declaration") || is(node, "class") || is(node, "abstract_class_declaration")) {
            const TSNode name = field(node, "name");
            owner = ts_node_is_null(name) ? std::string_view() : implementation_->text(name);
        }
        if (is(node, "new_expression")) {
            const Call call = implementation_->describe(node);
            const TSNode type = field(node, "constructor");
            const TSNode name = is(type, "member_expression") ? field(type, "property") : type;
            if (!call.id.empty()) {
                const TSNode scope = ts_node_named_child(field(node, "arguments"), 0);
                found.push_back({call, implementation_->text(name), owner, is(scope, "this")});
            }
        }
        for (std::uint32_t i = ts_node_named_child_count(node); i > 0; --i)
            open.push_back({ts_node_named_child(node, i - 1), owner});
    }
    return found;
}

std::vector<source::Span> TypeScriptFile::comments() const {
    std::vector<source::Span> found;
    std::vector<TSNode> open{ts_tree_root_node(implementation_->tree.get())};
    while (!open.empty()) {
        const TSNode node = open.back();
        open.pop_back();
        if (is(node, "comment")) found.push_back(span_of(node));
        for (std::uint32_t i = ts_node_child_count(node); i > 0; --i) open.push_back(ts_node_child(node, i - 1));
    }
    return found;
}

source::Span TypeScriptFile::construct_on_line(std::uint32_t line) const {
    const source::LineIndex& lines = implementation_->source->lines();
    const std::string_view text = lines.line(line);
    const std::size_t indent = text.find_first_not_of(" \t");
    if (indent == std::string_view::npos) return {};
    const auto begin = lines.line_start(line) + static_cast<std::uint32_t>(indent);
    const TSNode root = ts_tree_root_node(implementation_->tree.get());
    TSNode node = ts_node_named_descendant_for_byte_range(root, begin, begin + 1);
    if (ts_node_is_null(node) || is(node, "comment") || ts_node_start_byte(node) != begin) return {};
    while (true) {
        const TSNode parent = ts_node_parent(node);
        if (ts_node_is_null(parent) || ts_node_eq(parent, root) || ts_node_start_byte(parent) != begin) break;
        node = parent;
    }
    return ts_node_eq(node, root) ? source::Span{} : span_of(node);
}

}  // namespace csr::syntax
