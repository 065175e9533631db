#include "policy/exception_metadata.hpp"

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/search.hpp"
#include "model/node_value.hpp"
#include "policy/location.hpp"

namespace csr::policy {

namespace {

using model::cloudformation::Resource;
using model::cloudformation::Template;
using syntax::NodeRef;

std::string_view text_of(NodeRef mapping, std::string_view key) {
    const NodeRef value = mapping.find(key);
    return value.valid() && value.is_scalar() ? value.text() : std::string_view();
}

/// Reads the Metadata of one template or resource.
class MetadataReader {
  public:
    MetadataReader(const Template& document, const Resource* resource, const model::Project& project,
                   std::vector<WrittenException>& found)
        : document_(document), resource_(resource), project_(project), found_(found) {}

    void read(NodeRef metadata) {
        if (!metadata.valid() || !metadata.is_mapping()) return;
        for (const NodeRef::Pair pair : metadata.pairs()) {
            const std::string_view key = pair.key.text();
            const NodeRef value = pair.value;
            if (key == "csr-lint") read_own(value);
            if (key == "cfn-lint") read_list(value.find("config"), "ignore_checks", "cfn-lint");
            if (key == "checkov") read_list(value, "skip", "checkov");
            if (key == "cfn_nag") read_list(value, "rules_to_suppress", "cfn_nag");
            if (key == "cdk_nag") read_list(value, "rules_to_suppress", "cdk-nag");
            if (key == "guard") read_list(value, "SuppressedRules", "guard");
        }
    }

  private:
    WrittenException& add(NodeRef place, std::string_view peer) {
        WrittenException& written = found_.emplace_back();
        written.exception.origin = ExceptionOrigin::metadata;
        written.exception.peer = peer;
        written.exception.location = source_location(model::place_of(place), {&project_});
        written.scope.document = document_.path();
        if (resource_ != nullptr) written.scope.id = resource_->id;
        written.exception.target = resource_ == nullptr ? std::string(document_.path())
                                                        : fmt::format("{}/{}", document_.stack(), resource_->id);
        return written;
    }

    void read_list(NodeRef mapping, std::string_view key, std::string_view peer) {
        const NodeRef list = mapping.valid() ? mapping.find(key) : NodeRef();
        if (!list.valid()) return;
        for (const NodeRef item : list.items()) {
            if (item.is_scalar()) {
                add(item, peer).exception.subject = item.text();
            } else if (item.is_mapping() && !text_of(item, "id").empty()) {
                Exception& exception = add(item.find("id"), peer).exception;
                exception.subject = text_of(item, "id");
                exception.reason = text_of(item, peer == "checkov" ? "comment" : "reason");
            }
        }
    }

    void read_own(NodeRef value) {
        const NodeRef allow = value.is_mapping() ? value.find("allow") : NodeRef();
        if (!allow.valid() || !allow.is_sequence()) {
            invalidate(add(value, "").exception, form());
            return;
        }
        for (const NodeRef item : allow.items()) read_allowed(item);
    }

    static base::Text form() {
        return {"write {allow: [NAME reason]} or {allow: [{rule: NAME, reason: ...}]}",
                "{allow: [名前 理由]} か {allow: [{rule: 名前, reason: ...}]} と書いてください"};
    }

    void read_allowed(NodeRef item) {
        if (item.is_scalar()) {
            Exception& exception = add(item, "").exception;
            const NameAndReason said = split_reason(item.text());
            exception.subject = said.name;
            exception.reason = said.reason;
            return;
        }
        const NodeRef rule = item.is_mapping() ? item.find("rule") : NodeRef();
        if (!rule.valid() || !rule.is_scalar()) {
            invalidate(add(item, "").exception, form());
            return;
        }
        Exception& exception = add(rule, "").exception;
        exception.subject = rule.text();
        exception.reason = text_of(item, "reason");
        exception.owner = text_of(item, "owner");
        exception.ticket = text_of(item, "ticket");
        exception.expires = text_of(item, "expires");
        exception.approver = text_of(item, "approver");
        if (!exception.expires.empty() && !base::parse_day(exception.expires)) {
            invalidate(exception, {fmt::format("\"{}\" is no day; write it as 2027-01-31", exception.expires),
                                   fmt::format("\"{}\" は日付ではありません。2027-01-31 の形で書いてください",
                                               exception.expires)});
        }
    }

    const Template& document_;
    const Resource* resource_;
    const model::Project& project_;
    std::vector<WrittenException>& found_;
};

/// The entries of one construct: [{type, data: {RULE: reason}}].
void read_acknowledged(NodeRef::Pair construct, std::vector<WrittenException>& found) {
    std::string_view path = construct.key.text();
    if (path.starts_with('/')) path.remove_prefix(1);
    for (const NodeRef entry : construct.value.items()) {
        if (text_of(entry, "type") != "aws:cdk:acknowledged-rules") continue;
        const NodeRef data = entry.find("data");
        if (!data.valid()) continue;
        for (const NodeRef::Pair pair : data.pairs()) {
            WrittenException& written = found.emplace_back();
            written.exception.origin = ExceptionOrigin::metadata;
            written.exception.peer = "cdk";
            written.exception.subject = pair.key.text();
            written.exception.reason = pair.value.is_scalar() ? pair.value.text() : std::string_view();
            written.exception.target = path;
            written.exception.location = document_location(model::place_of(pair.key));
            written.scope.construct = path;
        }
    }
}

}  // namespace

void collect_metadata(const Template& document, const model::Project& project, std::vector<WrittenException>& found) {
    MetadataReader(document, nullptr, project, found).read(document.section("Metadata"));
    for (const Resource& resource : document.resources()) {
        MetadataReader(document, &resource, project, found).read(resource.node.find("Metadata"));
    }
}

void collect_acknowledged(const model::Document& document, std::vector<WrittenException>& found) {
    const bool manifest = document.kind() == model::DocumentKind::assembly_manifest;
    if (!manifest && document.kind() != model::DocumentKind::assembly_data) return;
    if (!base::contains(document.source().bytes(), "\"aws:cdk:acknowledged-rules\"")) return;
    const NodeRef root = document.root();
    if (!root.valid()) return;
    if (!manifest) {
        for (const NodeRef::Pair construct : root.pairs()) read_acknowledged(construct, found);
        return;
    }
    const NodeRef artifacts = root.find("artifacts");
    if (!artifacts.valid()) return;
    for (const NodeRef::Pair artifact : artifacts.pairs()) {
        const NodeRef metadata = artifact.value.find("metadata");
        if (!metadata.valid()) continue;
        for (const NodeRef::Pair construct : metadata.pairs()) read_acknowledged(construct, found);
    }
}

}  // namespace csr::policy
