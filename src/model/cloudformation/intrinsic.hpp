#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "syntax/node.hpp"

namespace csr::model::cloudformation {

/// The functions of CloudFormation.
enum class Function : std::uint8_t {
    ref,
    get_att,
    sub,
    join,
    select,
    split,
    if_,
    find_in_map,
    base64,
    import_value,
    cidr,
    get_azs,
    get_stack_output,
    and_,
    or_,
    not_,
    equals,
    condition,
    length,
    to_json_string,
    contains,  ///< this and the next five only in Rules
    each_member_equals,
    each_member_in,
    ref_all,
    value_of,
    value_of_all,
    transform,
    unsupported
};

/// A function call in either form: {"Fn::Sub": x} or !Sub x.
struct Call {
    Function function = Function::unsupported;
    std::string_view name;     ///< "Ref", "Fn::Sub", or an unknown tag as written
    syntax::NodeRef node;      ///< the whole call
    syntax::NodeRef argument;  ///< of the short form: the node itself, whose tag does not count
    bool short_form = false;
};

/// The call that `node` is; nothing when it is a plain value. {"Condition": x} is a call only for as_condition_call.
[[nodiscard]] std::optional<Call> as_call(syntax::NodeRef node);
[[nodiscard]] std::optional<Call> as_condition_call(syntax::NodeRef node);
/// The call that `node` is when its own tag is left out of account.
[[nodiscard]] std::optional<Call> as_untagged_call(syntax::NodeRef node);
/// The logical id of {"Ref": id}; empty for anything else.
[[nodiscard]] std::string_view ref_target(syntax::NodeRef node);
/// The name that `node` stands for and nothing else: of a Ref, `!Sub "${Name}"`, or a Fn::Join of one such item; empty
/// for anything else.
[[nodiscard]] std::string_view sole_reference(syntax::NodeRef node);
/// The macro that a Fn::Transform call, or an entry of the section Transform, names; empty when it names none.
[[nodiscard]] std::string_view macro_name(syntax::NodeRef written);

}  // namespace csr::model::cloudformation
