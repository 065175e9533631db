#pragma once

#include <optional>

#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation: one function of CloudFormation each. They give nothing for AWS::NoValue.

namespace csr::model::cloudformation::functions {

/// The argument's value, whatever the form of the call.
[[nodiscard]] std::optional<Value> argument_value(const Call& call, const Scope& scope, const Type* type);
/// An unknown value: the call is not written as CloudFormation wants it.
[[nodiscard]] Value malformed(const Call& call, const Scope& scope);
/// The items of the call's argument when it is a list that is written out.
[[nodiscard]] std::optional<std::vector<syntax::NodeRef>> argument_items(const Call& call);

[[nodiscard]] std::optional<Value> ref(const Call& call, const Scope& scope, const Type* type);
[[nodiscard]] std::optional<Value> get_att(const Call& call, const Scope& scope, const Type* type);
[[nodiscard]] Value sub(const Call& call, const Scope& scope);
[[nodiscard]] Value join(const Call& call, const Scope& scope);
[[nodiscard]] std::optional<Value> select(const Call& call, const Scope& scope, const Type* type);
[[nodiscard]] Value split(const Call& call, const Scope& scope);
[[nodiscard]] std::optional<Value> if_(const Call& call, const Scope& scope, const Type* type);
[[nodiscard]] std::optional<Value> find_in_map(const Call& call, const Scope& scope, const Type* type);
[[nodiscard]] Value base64(const Call& call, const Scope& scope);
[[nodiscard]] std::optional<Value> import_value(const Call& call, const Scope& scope, const Type* type);
[[nodiscard]] std::optional<Value> get_stack_output(const Call& call, const Scope& scope, const Type* type);
[[nodiscard]] Value cidr(const Call& call, const Scope& scope);
[[nodiscard]] Value get_azs(const Call& call, const Scope& scope);
[[nodiscard]] Value length(const Call& call, const Scope& scope);
[[nodiscard]] Value to_json_string(const Call& call, const Scope& scope);

/// The pieces of a Join or Sub; see append_text_parts. False when the call has no pieces of its own.
[[nodiscard]] bool join_parts(const Call& call, const Scope& scope, TextParts& parts);
[[nodiscard]] bool sub_parts(const Call& call, const Scope& scope, TextParts& parts);

}  // namespace csr::model::cloudformation::functions
