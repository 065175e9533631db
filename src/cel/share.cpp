#include <algorithm>
#include <cstdint>
#include <vector>

#include "cel/checker.hpp"
#include "cel/library.hpp"

namespace csr::cel {

namespace {

/// What the value of a node hangs on.
struct Needs {
    bool own = false;          ///< something that differs between evaluations
    bool shareable = false;    ///< a shareable function: worth being shared
    std::uint32_t binder = 0;  ///< the last of the macros that bind what it reads
};

/// By number of the macro variable, the macro that binds it.
std::vector<std::uint32_t> binders_of(const Code& code) {
    std::vector<std::uint32_t> binders(code.locals);
    for (std::uint32_t index = 0; index < code.nodes.size(); ++index) {
        const Node& node = code.nodes[index];
        if (node.op < Op::all || node.op == Op::opt_or || node.op == Op::opt_or_value) continue;
        binders[node.a] = index;
        if (node.is(Node::two_variables)) binders[node.a + 1] = index;
    }
    return binders;
}

void add_call(const Code& code, const Node& node, Needs& needs) {
    const CallSite& site = code.calls[node.a];
    for (std::uint32_t index = site.first; index < site.first + site.count; ++index) {
        const Function& function = *code.candidates[index];
        needs.shareable = needs.shareable || function.shareable;
        needs.own = needs.own || (!function.shareable && !is_standard(function));
    }
}

}  // namespace

void mark_shared(Code& code, const Environment& environment) {
    const std::vector<std::uint32_t> binders = binders_of(code);
    std::vector<Needs> all(code.nodes.size());
    for (std::uint32_t index = 0; index < code.nodes.size(); ++index) {
        Node& node = code.nodes[index];
        Needs& needs = all[index];
        if (node.op == Op::variable) needs.own = !environment.variables()[node.a].fixed;
        if (node.op == Op::name) needs.own = true;
        if (node.op == Op::local) needs.binder = binders[node.a];
        if (node.op == Op::call) add_call(code, node, needs);
        for (const std::uint32_t operand : code.operands_of(node)) {
            needs.own = needs.own || all[operand].own;
            needs.shareable = needs.shareable || all[operand].shareable;
            needs.binder = std::max(needs.binder, all[operand].binder);
        }
        if (node.op >= Op::all && needs.shareable && !needs.own && needs.binder <= index) node.flags |= Node::shared;
    }
}

}  // namespace csr::cel
