#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace csr::model::cloudformation {

/// The names under which the properties object of a CDK construct may set a property of the resource, likeliest first:
/// for
/// ("AWS::Logs::LogGroup", "RetentionInDays") "retention", "logRetention" and "retentionInDays".
[[nodiscard]] std::vector<std::string> construct_property_names(std::string_view resource_type,
                                                                std::string_view property);

}  // namespace csr::model::cloudformation
