#include "model/workflow/check.hpp"

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "model/node_value.hpp"

namespace csr::model {

void report(std::vector<Diagnostic>& found, std::string_view code, syntax::NodeRef node, base::Text message) {
    report(found, code, node, node.span(), std::move(message));
}

void report(std::vector<Diagnostic>& found, std::string_view code, syntax::NodeRef node, source::Span span,
            base::Text message) {
    found.push_back({code, place_of(node), span, std::move(message)});
}

base::Text meant(std::string_view name, std::span<const std::string_view> candidates) {
    const std::string_view near = base::did_you_mean(name, candidates);
    if (near.empty()) return {};
    return {fmt::format("; did you mean '{}'?", near), fmt::format("('{}' の誤りではありませんか)", near)};
}

std::string quoted_list(std::span<const std::string_view> names) {
    std::string list;
    for (const std::string_view name : names)
        fmt::format_to(std::back_inserter(list), "{}'{}'", list.empty() ? "" : ", ", name);
    return list;
}

}  // namespace csr::model
