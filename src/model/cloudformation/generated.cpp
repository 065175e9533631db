#include <algorithm>
#include <array>

#include "model/cloudformation/relations.hpp"

namespace csr::model::cloudformation {

namespace {

/// Names of functions that CDK makes once per stack: the purpose, then a UUID without dashes.
constexpr std::array<std::string_view, 3> singleton_purposes{"LogRetention", "BucketNotificationsHandler", "AWS"};

bool is_singleton(std::string_view segment) {
    constexpr std::size_t uuid = 32;
    if (segment.size() <= uuid) return false;
    const std::string_view digits = segment.substr(segment.size() - uuid);
    const bool hexadecimal = std::ranges::all_of(
        digits, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
    return hexadecimal &&
           std::ranges::find(singleton_purposes, segment.substr(0, segment.size() - uuid)) != singleton_purposes.end();
}

bool is_helper(std::string_view segment, std::string_view parent) {
    return segment.starts_with("Custom::") || segment.starts_with("framework-") || segment == "CDKMetadata" ||
           segment == "waiter-state-machine" || segment == "AutoDeleteObjectsCustomResource" ||
           (segment == "HandlerPolicy" && parent == "Notifications") || is_singleton(segment);
}

}  // namespace

bool generated(const Resource& resource) {
    std::string_view path = resource.construct_path();
    std::string_view parent;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view segment = path.substr(0, slash);
        if (is_helper(segment, parent)) return true;
        if (slash == std::string_view::npos) break;
        parent = segment;
        path.remove_prefix(slash + 1);
    }
    return false;
}

}  // namespace csr::model::cloudformation
