#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "cel/cel.hpp"
#include "cel/regex.hpp"

namespace csr::cel {

/// What a node of an expression does. `a` and the operands of each are told behind it.
enum class Op : std::uint8_t {
    constant,     ///< a: index of the constant
    name,         ///< a: index of the name; resolved by the checker, left over only in unchecked programs
    variable,     ///< a: slot
    local,        ///< a: number of the macro variable
    select,       ///< a: name; operand
    has,          ///< a: name; operand: has(operand.name)
    index,        ///< container, index
    call,         ///< a: call site; arguments, the receiver first
    list,         ///< items
    map,          ///< key, value, key, value ...
    present,      ///< operand: the `?` before a list item or a map's value
    negate,       ///< operand
    logical_not,  ///< operand
    add,          ///< this and what follows up to `in`: left, right
    subtract,
    multiply,
    divide,
    modulo,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    in,
    logical_and,  ///< two operands or more
    logical_or,   ///< two operands or more
    conditional,  ///< condition, then, otherwise
    // Macros; a is the number of the first macro variable.
    all,                  ///< range, predicate
    exists,               ///< range, predicate
    exists_one,           ///< range, predicate
    map_each,             ///< range, [filter,] transformation
    filter,               ///< range, predicate
    transform_map,        ///< range, [filter,] value
    transform_map_entry,  ///< range, [filter,] map of one entry
    bind,                 ///< value, body
    opt_map,              ///< optional, body
    opt_flat_map,         ///< optional, body
    opt_or,               ///< optional, another optional
    opt_or_value,         ///< optional, value
};

struct Node {
    static constexpr std::uint8_t optional = 1;        ///< select, index: written `.?` or `[?`
    static constexpr std::uint8_t two_variables = 2;   ///< macro: index or key in the first, value in the second
    static constexpr std::uint8_t global = 4;          ///< name: written with a leading dot
    static constexpr std::uint8_t member = 8;          ///< call: written receiver.name(...)
    static constexpr std::uint8_t may_be_absent = 16;  ///< select: of a declared field that is not always there
    static constexpr std::uint8_t shared = 32;         ///< macro: evaluated once for all who share its value

    Op op = Op::constant;
    std::uint8_t flags = 0;
    std::uint16_t depth = 1;
    std::uint32_t a = 0;
    std::uint32_t first = 0;  ///< index of the first operand in Code::operands
    std::uint32_t count = 0;  ///< number of operands

    [[nodiscard]] bool is(std::uint8_t flag) const { return (flags & flag) != 0; }
};
static_assert(sizeof(Node) == 16);

/// One call: the overloads that may be meant.
struct CallSite {
    std::string_view name;
    source::Span name_span;
    std::uint32_t first = 0;  ///< in Code::candidates
    std::uint32_t count = 0;
    std::unique_ptr<const LazyRegex> regex;      ///< of matches() with a literal pattern
    std::unique_ptr<const RegexCache> patterns;  ///< of matches() with another one
};

/// A compiled expression. Nodes stand behind their operands. Only compile() changes it.
struct Code {
    std::string text;
    base::Arena arena;  ///< decoded strings, folded lists and maps
    std::vector<Node> nodes;
    std::vector<source::Span> spans;       ///< of each node
    std::vector<source::Span> name_spans;  ///< of the name of a select, has or call; else as `spans`
    std::vector<std::uint32_t> operands;
    std::vector<std::string_view> names;
    std::vector<model::Value> constants;
    std::vector<CallSite> calls;
    std::vector<const Function*> candidates;
    std::vector<bool> read_slots;
    std::vector<std::string> guaranteed;        ///< paths of optional fields that are there when the result is true
    std::vector<std::string_view> local_names;  ///< of the macro variables
    std::uint32_t locals = 0;                   ///< how many macro variables there are
    std::uint32_t root = 0;
    const model::Type* result = &model::dynamic_type;  ///< in the arena, or a constant

    [[nodiscard]] std::span<const std::uint32_t> operands_of(const Node& node) const {
        return {operands.data() + node.first, node.count};
    }
    [[nodiscard]] std::span<const std::uint32_t> operands_of(std::uint32_t index) const {
        return operands_of(nodes[index]);
    }
    [[nodiscard]] std::uint32_t operand(const Node& node, std::uint32_t position) const {
        return operands[node.first + position];
    }
    [[nodiscard]] std::string_view name(const Node& node) const { return names[node.a]; }
};

}  // namespace csr::cel
