#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "cel/parser.hpp"

namespace csr::cel {

namespace {

using Expanded = std::expected<std::optional<std::uint32_t>, Issue>;

/// A macro over the items of a list or the keys of a map.
struct LoopMacro {
    std::string_view name;
    Op op;
    std::size_t variables;
    std::size_t arguments;  ///< with the variables
};

constexpr std::array<LoopMacro, 17> loop_macros{{{"all", Op::all, 1, 2},
                                                 {"all", Op::all, 2, 3},
                                                 {"exists", Op::exists, 1, 2},
                                                 {"exists", Op::exists, 2, 3},
                                                 {"exists_one", Op::exists_one, 1, 2},
                                                 {"exists_one", Op::exists_one, 2, 3},
                                                 {"existsOne", Op::exists_one, 1, 2},
                                                 {"existsOne", Op::exists_one, 2, 3},
                                                 {"map", Op::map_each, 1, 2},
                                                 {"map", Op::map_each, 1, 3},
                                                 {"filter", Op::filter, 1, 2},
                                                 {"transformList", Op::map_each, 2, 3},
                                                 {"transformList", Op::map_each, 2, 4},
                                                 {"transformMap", Op::transform_map, 2, 3},
                                                 {"transformMap", Op::transform_map, 2, 4},
                                                 {"transformMapEntry", Op::transform_map_entry, 2, 3},
                                                 {"transformMapEntry", Op::transform_map_entry, 2, 4}}};

Issue needs_variable(const Code& code, std::uint32_t argument, std::string_view macro) {
    return {code.spans[argument],
            {fmt::format("{}() needs a plain name as its variable here", macro),
             fmt::format("{}() のここには変数名だけを書く", macro)},
            {}};
}

bool is_name(const Code& code, std::uint32_t node) {
    return code.nodes[node].op == Op::name && !code.nodes[node].is(Node::global);
}

/// A macro's node: the names of its variables are kept until the checker has resolved them.
std::uint32_t add_binding(NodeBuilder& builder, Op op, const WrittenCall& call, std::uint32_t first_operand,
                          std::span<const std::uint32_t> variables, std::span<const std::uint32_t> rest) {
    Code& code = builder.code();
    std::vector<std::uint32_t> operands{first_operand};
    operands.insert(operands.end(), rest.begin(), rest.end());
    const std::uint32_t local = code.locals;
    code.locals += static_cast<std::uint32_t>(variables.size());
    for (const std::uint32_t variable : variables) code.local_names.push_back(code.name(code.nodes[variable]));
    const std::uint8_t flags = variables.size() == 2 ? Node::two_variables : std::uint8_t{0};
    const std::uint32_t made = builder.add(op, call.span, operands, local, flags);
    code.name_spans[made] = call.name_span;
    return made;
}

Expanded loop(NodeBuilder& builder, const WrittenCall& call, const LoopMacro& macro) {
    const auto variables = call.arguments.first(macro.variables);
    for (const std::uint32_t variable : variables) {
        if (!is_name(builder.code(), variable))
            return std::unexpected(needs_variable(builder.code(), variable, call.name));
    }
    return add_binding(builder, macro.op, call, *call.receiver, variables, call.arguments.subspan(macro.variables));
}

Expanded has(NodeBuilder& builder, const WrittenCall& call) {
    Code& code = builder.code();
    const std::uint32_t argument = call.arguments[0];
    const Node selected = code.nodes[argument];
    if (selected.op != Op::select || selected.is(Node::optional)) {
        return std::unexpected(Issue{code.spans[argument],
                                     {"has() needs a field: has(x.name)", "has() にはフィールドを書く: has(x.name)"},
                                     {"for a key of a map write: 'key' in x", "マップのキーは 'key' in x と書く"}});
    }
    const std::array<std::uint32_t, 1> operands{code.operand(selected, 0)};
    const std::uint32_t made = builder.add(Op::has, call.span, operands, selected.a);
    code.name_spans[made] = code.name_spans[argument];
    return made;
}

/// Packs the arguments of math.greatest and math.least into one list.
std::uint32_t pack_arguments(NodeBuilder& builder, const WrittenCall& call) {
    Code& code = builder.code();
    const source::Span packed_span{code.spans[call.arguments.front()].begin, code.spans[call.arguments.back()].end};
    const std::uint32_t packed = builder.add(Op::list, packed_span, call.arguments);
    CallSite site;
    site.name = call.name;
    site.name_span = call.name_span;
    code.calls.push_back(std::move(site));
    const std::array<std::uint32_t, 2> operands{*call.receiver, packed};
    const std::uint32_t made =
        builder.add(Op::call, call.span, operands, static_cast<std::uint32_t>(code.calls.size() - 1), Node::member);
    code.name_spans[made] = call.name_span;
    return made;
}

bool is_namespace(const Code& code, const WrittenCall& call, std::string_view name) {
    return call.receiver && is_name(code, *call.receiver) && code.name(code.nodes[*call.receiver]) == name;
}

}  // namespace

Expanded expand_macro(NodeBuilder& builder, const WrittenCall& call) {
    Code& code = builder.code();
    if (!call.receiver) {
        if (call.name == "has" && call.arguments.size() == 1) return has(builder, call);
        return std::nullopt;
    }
    const bool bind = call.name == "bind" && call.arguments.size() == 3 && is_namespace(code, call, "cel");
    if (bind) {
        if (!is_name(code, call.arguments[0])) return std::unexpected(needs_variable(code, call.arguments[0], "bind"));
        return add_binding(builder, Op::bind, call, call.arguments[1], call.arguments.first(1),
                           call.arguments.subspan(2));
    }
    if ((call.name == "or" || call.name == "orValue") && call.arguments.size() == 1) {
        const std::array<std::uint32_t, 2> operands{*call.receiver, call.arguments[0]};
        const std::uint32_t made = builder.add(call.name == "or" ? Op::opt_or : Op::opt_or_value, call.span, operands);
        code.name_spans[made] = call.name_span;
        return made;
    }
    const bool flat = call.name == "optFlatMap";
    if ((flat || call.name == "optMap") && call.arguments.size() == 2) {
        if (!is_name(code, call.arguments[0]))
            return std::unexpected(needs_variable(code, call.arguments[0], call.name));
        return add_binding(builder, flat ? Op::opt_flat_map : Op::opt_map, call, *call.receiver,
                           call.arguments.first(1), call.arguments.subspan(1));
    }
    const bool extreme = call.name == "greatest" || call.name == "least";
    if (extreme && call.arguments.size() > 1 && is_namespace(code, call, "math")) return pack_arguments(builder, call);
    const auto found = std::ranges::find_if(loop_macros, [&call](const LoopMacro& macro) {
        return macro.name == call.name && macro.arguments == call.arguments.size();
    });
    if (found == loop_macros.end()) return std::nullopt;
    return loop(builder, call, *found);
}

}  // namespace csr::cel
