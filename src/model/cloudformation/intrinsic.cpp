#include "model/cloudformation/intrinsic.hpp"

#include <algorithm>
#include <array>

#include "model/cloudformation/sub_text.hpp"

namespace csr::model::cloudformation {

namespace {

struct Named {
    std::string_view name;  ///< long form without "Fn::"; the short form with '!' before it
    Function function;
};

constexpr std::array functions{
    Named{"And", Function::and_},
    Named{"Base64", Function::base64},
    Named{"Cidr", Function::cidr},
    Named{"Contains", Function::contains},
    Named{"EachMemberEquals", Function::each_member_equals},
    Named{"EachMemberIn", Function::each_member_in},
    Named{"Equals", Function::equals},
    Named{"FindInMap", Function::find_in_map},
    Named{"GetAZs", Function::get_azs},
    Named{"GetAtt", Function::get_att},
    Named{"GetStackOutput", Function::get_stack_output},
    Named{"If", Function::if_},
    Named{"ImportValue", Function::import_value},
    Named{"Join", Function::join},
    Named{"Length", Function::length},
    Named{"Not", Function::not_},
    Named{"Or", Function::or_},
    Named{"RefAll", Function::ref_all},
    Named{"Select", Function::select},
    Named{"Split", Function::split},
    Named{"Sub", Function::sub},
    Named{"ToJsonString", Function::to_json_string},
    Named{"Transform", Function::transform},
    Named{"ValueOf", Function::value_of},
    Named{"ValueOfAll", Function::value_of_all},
};

Function function_named(std::string_view name) {
    const auto* const found = std::ranges::find(functions, name, &Named::name);
    return found == functions.end() ? Function::unsupported : found->function;
}

/// Tags that say how a scalar is to be read, not what is to be done with it.
bool is_plain_tag(std::string_view tag) { return tag.empty() || tag == "!" || tag.starts_with("tag:yaml.org,2002:"); }

std::optional<Call> tagged_call(syntax::NodeRef node) {
    const std::string_view tag = node.tag();
    if (is_plain_tag(tag)) return std::nullopt;
    Call call{Function::unsupported, tag, node, node, true};
    if (tag == "!Ref") {
        call.function = Function::ref;
    } else if (tag == "!Condition") {
        call.function = Function::condition;
    } else if (tag.starts_with('!')) {
        call.function = function_named(tag.substr(1));
    }
    return call;
}

std::optional<Call> mapping_call(syntax::NodeRef node, bool in_condition) {
    if (!node.is_mapping() || node.size() != 1) return std::nullopt;
    const syntax::NodeRef::Pair pair = *node.pairs().begin();
    if (!pair.key.is_scalar()) return std::nullopt;
    const std::string_view key = pair.key.text();
    if (key == "Ref") return Call{Function::ref, key, node, pair.value, false};
    if (key == "Condition" && in_condition) return Call{Function::condition, key, node, pair.value, false};
    if (!key.starts_with("Fn::")) return std::nullopt;
    return Call{function_named(key.substr(4)), key, node, pair.value, false};
}

}  // namespace

std::optional<Call> as_call(syntax::NodeRef node) {
    if (std::optional<Call> call = tagged_call(node)) return call;
    return mapping_call(node, false);
}

std::optional<Call> as_condition_call(syntax::NodeRef node) {
    if (std::optional<Call> call = tagged_call(node)) return call;
    return mapping_call(node, true);
}

std::optional<Call> as_untagged_call(syntax::NodeRef node) { return mapping_call(node, false); }

std::string_view ref_target(syntax::NodeRef node) {
    const std::optional<Call> call = as_call(node);
    if (!call || call->function != Function::ref || !call->argument.is_scalar()) return {};
    return call->argument.text();
}

std::string_view sole_reference(syntax::NodeRef node) {
    for (int depth = 0; depth < 8; ++depth) {
        const std::optional<Call> call = as_call(node);
        if (!call) return {};
        if (call->function == Function::ref) return ref_target(node);
        if (call->function == Function::sub && call->argument.is_scalar()) {
            SubReader reader(call->argument.text());
            const std::optional<SubReader::Piece> piece = reader.next();
            const bool sole = piece && piece->name && !reader.next() && piece->text.find('.') == std::string_view::npos;
            return sole ? piece->text : std::string_view();
        }
        if (call->function != Function::join || call->argument.size() != 2) return {};
        const syntax::NodeRef list = call->argument.at(1);
        if (!list.is_sequence() || list.size() != 1 || as_call(list)) return {};
        node = list.at(0);
    }
    return {};
}

std::string_view macro_name(syntax::NodeRef written) {
    const syntax::NodeRef name = written.is_mapping() ? written.find("Name") : written;
    return name && name.is_string() && !as_call(name) ? name.text() : std::string_view();
}

}  // namespace csr::model::cloudformation
