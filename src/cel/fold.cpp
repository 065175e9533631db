#include <algorithm>
#include <cstddef>

#include "cel/checker.hpp"
#include "cel/evaluator.hpp"
#include "cel/library.hpp"

namespace csr::cel {

namespace {

constexpr Budget fold_budget{1000};

/// Whether a node whose operands are constants gives the same value whenever it is evaluated.
bool is_pure(const Code& code, const Node& node) {
    switch (node.op) {
        case Op::name:
        case Op::variable:
        case Op::local:
        case Op::constant:
            return false;
        case Op::present:
            return false;
        case Op::call:
            break;
        default:
            return node.op < Op::all;
    }
    const CallSite& site = code.calls[node.a];
    if (site.count == 0 || site.regex != nullptr) return false;
    for (std::uint32_t index = site.first; index < site.first + site.count; ++index) {
        if (!is_standard(*code.candidates[index])) return false;
    }
    return true;
}

}  // namespace

void fold_constants(Code& code) {
    const model::Assignment nothing;
    const model::Evaluation evaluation{code.arena, nothing};
    for (std::uint32_t index = 0; index < code.nodes.size(); ++index) {
        const Node node = code.nodes[index];
        const auto operands = code.operands_of(node);
        const bool constant = std::ranges::all_of(
            operands, [&code](std::uint32_t operand) { return code.nodes[operand].op == Op::constant; });
        if (!constant || !is_pure(code, node)) continue;
        const Result made = Evaluator(code, {}, evaluation, nullptr, fold_budget, false).run(index);
        if (made.value.is(model::Kind::error) || made.value.is(model::Kind::unknown)) continue;
        code.constants.push_back(made.value);
        code.nodes[index].op = Op::constant;
        code.nodes[index].a = static_cast<std::uint32_t>(code.constants.size() - 1);
        code.nodes[index].count = 0;
    }
}

}  // namespace csr::cel
