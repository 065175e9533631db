#include "model/cloudformation/exports.hpp"

#include <algorithm>

#include "source/path.hpp"

namespace csr::model::cloudformation {

namespace {

/// Whether two stacks may lie in one account and region: exports reach no further.
bool same_environment(const TemplateOptions& a, const TemplateOptions& b) {
    const bool other_region = a.region && b.region && *a.region != *b.region;
    const bool other_account = a.account && b.account && *a.account != *b.account;
    return !other_region && !other_account;
}

}  // namespace

const Export* visible_export(const Deployment& deployment, std::string_view name, const Template& importer) {
    const auto range = std::ranges::equal_range(deployment.exports(), name, {}, &Export::name);
    const Export* visible = nullptr;
    for (const Export& candidate : range) {
        if (!same_environment(candidate.owner->options(), importer.options())) continue;
        if (source::parent_path(candidate.owner->path()) == source::parent_path(importer.path())) return &candidate;
        if (visible == nullptr) visible = &candidate;
    }
    return visible;
}

}  // namespace csr::model::cloudformation
