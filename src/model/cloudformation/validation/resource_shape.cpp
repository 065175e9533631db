#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/schema.hpp"
#include "model/cloudformation/validation/sections.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::array<std::string_view, 10> attributes{
    "Condition",  "CreationPolicy", "DeletionPolicy",      "DependsOn",    "Metadata",
    "Properties", "Type",           "UpdateReplacePolicy", "UpdatePolicy", "Version"};
/// What AWS::Serverless resources have beside the others.
constexpr std::array<std::string_view, 2> serverless_attributes{"Connectors", "IgnoreGlobals"};

class ResourceShape {
  public:
    ResourceShape(const TemplateNames& names, const Resource& resource, Findings& findings)
        : names_(names), resource_(resource), findings_(findings) {}

    void run() {
        attribute_names();
        type();
        policies();
        module();
        if (const syntax::NodeRef condition = resource_.node.find("Condition")) check_condition(condition);
    }

  private:
    void attribute_names() {
        for (const syntax::NodeRef::Pair pair : resource_.node.pairs()) {
            const std::string_view key = pair.key.text();
            if (std::ranges::find(attributes, key) != attributes.end() || key.starts_with("Fn::") || key == "<<")
                continue;
            const bool serverless = std::ranges::find(serverless_attributes, key) != serverless_attributes.end();
            if ((serverless && names_.serverless()) || names_.opaque()) continue;
            const base::Text meant = guess(key, attributes);
            findings_.add("invalid-resource", pair.key, fmt::format("a resource has no attribute {}{}", key, meant.en),
                          fmt::format("リソースに {} という属性はありません{}", key, meant.ja));
        }
    }

    void type() {
        const syntax::NodeRef node = resource_.node.find("Type");
        if (!node || !node.is_string()) return;  // said with the section: nothing of the resource is judged
        const std::string_view name = resource_.type;
        const bool registered = name.starts_with("AWS::") || name.starts_with("Alexa::");
        if (name.starts_with("Custom::") || name.ends_with("::MODULE") || names_.is_loop(name)) return;
        // CDK adds its own resource to every stack.
        if (resource_properties(name) != nullptr || name == "AWS::CDK::Metadata") return;
        const bool serverless = name.starts_with("AWS::Serverless::");
        const bool foreign = !registered && std::ranges::count(name, ':') == 4;  // a type of the account's own registry
        if (foreign || serverless || names_.opaque()) return;
        std::vector<std::string_view> known;
        for (const TableObjectType& candidate : resource_types()) known.push_back(candidate.name());
        const base::Text meant = guess(name, known);
        findings_.add("unknown-resource-type", node,
                      fmt::format("CloudFormation has no resource type {}{}", name, meant.en),
                      fmt::format("CloudFormation に {} というリソースタイプはありません{}", name, meant.ja));
    }

    void policies() {
        for (const std::string_view key : {"DeletionPolicy", "UpdateReplacePolicy"}) {
            const syntax::NodeRef node = resource_.node.find(key);
            if (!node || (as_call(node) && names_.language_extensions())) continue;
            const bool text = node.is_string() && !as_call(node);
            const std::string_view value = text ? node.text() : std::string_view();
            const bool known = value == "Retain" || value == "Delete" || value == "Snapshot" ||
                               (value == "RetainExceptOnCreate" && key == "DeletionPolicy");
            if (!known)
                findings_.add("invalid-policy", node, fmt::format("{} is Delete, Retain or Snapshot", key),
                              fmt::format("{} に書けるのは Delete、Retain、Snapshot のいずれかです", key));
        }
        for (const std::string_view key : {"UpdatePolicy", "CreationPolicy"}) {
            const syntax::NodeRef node = resource_.node.find(key);
            const std::optional<Call> call = node ? as_call(node) : std::nullopt;
            if (call && call->function != Function::if_)
                findings_.add("function-misplaced", node,
                              fmt::format("{} has to be written out; only Fn::If may choose", key),
                              fmt::format("{} は直接書く必要があります。選択に使えるのは Fn::If だけです", key));
        }
    }

    void module() {
        if (!resource_.type.ends_with("::MODULE")) return;
        const auto refuse = [this](syntax::NodeRef node, std::string_view what) {
            findings_.add("invalid-module", node, fmt::format("a module takes no {}", what),
                          fmt::format("モジュールに {} は指定できません", what));
        };
        for (const std::string_view key : {"UpdatePolicy", "CreationPolicy"}) {
            if (const syntax::NodeRef node = resource_.node.find_key(key)) refuse(node, key);
        }
        const syntax::NodeRef tags = resource_.properties ? resource_.properties.find_key("Tags") : syntax::NodeRef();
        if (tags) refuse(tags, "Tags");
    }

    void check_condition(syntax::NodeRef node) {
        if (!node.is_string() || as_call(node)) {
            findings_.add("invalid-resource", node, "Condition takes the name of a condition",
                          "Condition には条件の名前を書きます");
            return;
        }
        if (names_.owner().conditions().find(node.text()) != nullptr || names_.opaque() || names_.is_loop(node.text()))
            return;
        std::vector<std::string_view> known;
        for (const Condition& candidate : names_.owner().conditions().all()) known.push_back(candidate.name);
        const base::Text meant = guess(node.text(), known);
        findings_.add("undefined-condition", node, fmt::format("condition {} is not defined{}", node.text(), meant.en),
                      fmt::format("条件 {} は定義されていません{}", node.text(), meant.ja));
    }

    const TemplateNames& names_;
    const Resource& resource_;
    Findings& findings_;
};

}  // namespace

void check_resource_shape(const TemplateNames& names, const Resource& resource, Findings& findings) {
    ResourceShape(names, resource, findings).run();
}

}  // namespace csr::model::cloudformation
