#include "model/cloudformation/validation/format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/schema.hpp"
#include "model/cloudformation/validation/mentions.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::array formats{
    Format{"CidrBlock", "", "", "Cidr"},
    Format{"CidrIp", "", "", "Cidr"},
    Format{"GroupSet", "sg-", "AWS::EC2::SecurityGroup", "Group"},
    Format{"ImageId", "ami-", "AWS::EC2::Image", "ImageId"},
    Format{"SecurityGroupIds", "sg-", "AWS::EC2::SecurityGroup", "Group"},
    Format{"SubnetId", "subnet-", "AWS::EC2::Subnet", "SubnetId"},
    Format{"SubnetIds", "subnet-", "AWS::EC2::Subnet", "SubnetId"},
    Format{"VpcId", "vpc-", "AWS::EC2::VPC", "VpcId"},
    Format{"VpcSecurityGroupIds", "sg-", "AWS::EC2::SecurityGroup", "Group"},
};

bool is_hexadecimal(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

bool is_number_to(std::string_view text, unsigned most) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value <= most;
}

bool is_ipv4_range(std::string_view text) {
    for (const char separator : {'.', '.', '.', '/'}) {
        const std::size_t end = text.find(separator);
        if (end == std::string_view::npos || !is_number_to(text.substr(0, end), 255)) return false;
        text.remove_prefix(end + 1);
    }
    return is_number_to(text, 32);
}

/// Whether the registry tells what Ref and GetAtt of a resource give.
bool is_predictable(const Resource& resource) {
    return resource_properties(resource.type) != nullptr && !resource.type.starts_with("AWS::CloudFormation::") &&
           !resource.type.starts_with("AWS::Serverless::") && !resource.type.starts_with("AWS::SSM::") &&
           !resource.type.starts_with("AWS::ServiceCatalog::");
}

void check_reference(const Call& call, const Format& format, const TemplateNames& names, Findings& findings) {
    const bool ref = call.function == Function::ref;
    const AttributeName name =
        ref ? AttributeName{call.argument.is_scalar() ? call.argument.text() : "", {}} : attribute_name(call);
    const Resource* const resource = names.owner().resource(name.resource);
    if (resource == nullptr || !is_predictable(*resource)) return;
    if (ref && resource->type == format.type) return;
    const bool unclear = name.attribute.empty() || name.attribute == "Id" || name.attribute == "Value";
    if (!ref && (unclear || name.attribute.find(format.attribute) != std::string_view::npos)) {
        // Its name is no id, though it has the same word in it.
        if (name.attribute != "GroupName") return;
    }
    findings.add(
        "unfit-reference", call.node,
        fmt::format("{} does not take the {} of {}", format.property, ref ? "Ref" : name.attribute, resource->type),
        fmt::format("{} に {} の {} は指定できません", format.property, resource->type, ref ? "Ref" : name.attribute));
}

}  // namespace

const Format* format_of(std::string_view property) {
    const auto* const found = std::ranges::lower_bound(formats, property, {}, &Format::property);
    return found != formats.end() && found->property == property ? found : nullptr;
}

bool has_format(std::string_view text, const Format& format) {
    if (text.find("{{resolve:") != std::string_view::npos || text.starts_with("resolve:")) return true;
    if (format.prefix.empty()) return is_ipv4_range(text);
    if (!text.starts_with(format.prefix)) return false;
    const std::string_view digits = text.substr(format.prefix.size());
    constexpr std::size_t old_length = 8;
    constexpr std::size_t new_length = 17;
    return (digits.size() == old_length || digits.size() == new_length) && is_hexadecimal(digits);
}

void check_format(syntax::NodeRef node, const Format& format, const TemplateNames& names, Findings& findings) {
    if (const std::optional<Call> call = as_call(node)) {
        if (call->function == Function::ref || call->function == Function::get_att)
            check_reference(*call, format, names, findings);
        return;
    }
    if (!node.is_string() || has_format(node.text(), format)) return;
    if (names.is_loop(node.text()) || node.text().find("${") != std::string_view::npos) return;
    const std::string_view example = format.prefix.empty() ? "10.0.0.0/16" : format.prefix;
    findings.add("wrong-format", node, fmt::format("\"{}\" is no {} ({})", node.text(), format.property, example),
                 fmt::format("\"{}\" は {} の形式 ({}) ではありません", node.text(), format.property, example));
}

}  // namespace csr::model::cloudformation
