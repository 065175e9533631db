#include "model/cloudformation/functions/for_each.hpp"

namespace csr::model::cloudformation::functions {

std::optional<Loop> as_loop(syntax::NodeRef written) {
    const Loop loop{written.at(0), written.at(1), written.at(2)};
    if (!loop.variable || !loop.variable.is_scalar() || !loop.body || !loop.body.is_mapping()) return std::nullopt;
    return loop;
}

std::optional<std::vector<std::string_view>> loop_items(const Loop& loop, const Scope& scope, Value* unknown) {
    const Type list{Type::Kind::list, &string_type};
    const Value value = resolve_present(scope, loop.collection, &list);
    if (unknown != nullptr) *unknown = value;
    if (!value.is(Kind::list)) return std::nullopt;
    std::vector<std::string_view> items;
    const List& made = value.as_list();
    for (std::size_t i = 0; i < made.size() && i < LoopLimits::items; ++i) {
        const Value item = made.at(i);
        if (item.is(Kind::list)) {  // a list parameter as one of several items
            for (std::size_t j = 0; j < item.as_list().size() && items.size() < LoopLimits::items; ++j) {
                if (const Value inner = item.as_list().at(j); inner.is(Kind::string)) items.push_back(inner.text());
            }
        } else if (item.is(Kind::string)) {
            items.push_back(item.text());
        } else {
            if (unknown != nullptr) *unknown = item;
            return std::nullopt;
        }
    }
    return items;
}

}  // namespace csr::model::cloudformation::functions
