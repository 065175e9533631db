#include "model/cloudformation/recognition.hpp"

namespace csr::model::cloudformation {

namespace {

/// Something with a string `Type` as every resource has, or a loop or macro that makes some.
bool looks_like_resource(const syntax::NodeRef::Pair& pair) {
    if (!pair.key.is_scalar()) return false;
    if (pair.key.text().starts_with("Fn::")) return true;
    if (!pair.value.is_mapping()) return false;
    const syntax::NodeRef type = pair.value.find("Type");
    return type && type.is_string() && type.text().find("::") != std::string_view::npos;
}

}  // namespace

bool looks_like_template(const syntax::Tree& tree) {
    const syntax::NodeRef root = tree.root();
    if (!root || !root.is_mapping()) return false;
    if (root.find("AWSTemplateFormatVersion")) return true;
    const syntax::NodeRef resources = root.find("Resources");
    if (!resources) return false;
    for (const syntax::NodeRef::Pair pair : resources.pairs()) {
        if (looks_like_resource(pair)) return true;
    }
    return false;
}

bool looks_like_manifest(const syntax::Tree& tree) {
    const syntax::NodeRef root = tree.root();
    if (!root || !root.is_mapping()) return false;
    const syntax::NodeRef version = root.find("version");
    const syntax::NodeRef artifacts = root.find("artifacts");
    if (!version || !version.is_string() || !artifacts || !artifacts.is_mapping()) return false;
    for (const syntax::NodeRef::Pair pair : artifacts.pairs()) {
        const syntax::NodeRef type = pair.value.find("type");
        if (!type || !type.is_string()) return false;
    }
    return true;
}

}  // namespace csr::model::cloudformation
