#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace csr::model::cloudformation {

/// The names under which the properties object of a CDK construct may set a property of the resource, likeliest first:
/// for ("AWS::Logs::LogGroup", "RetentionInDays") "retention", "logRetention" and "retentionInDays". "a/b" is b in the
/// object a. `own`: the construct stands for this resource; one that only makes it beside others sets no more of it
/// than it has a name of its own for.
[[nodiscard]] std::vector<std::string> construct_property_names(std::string_view resource_type,
                                                                std::string_view property, bool own = true);

}  // namespace csr::model::cloudformation
