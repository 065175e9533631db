#include "model/cloudformation/serverless_globals.hpp"

#include "model/cloudformation/mapping_pairs.hpp"

namespace csr::model::cloudformation {

syntax::NodeRef serverless_globals(const Template& owner, std::string_view type) {
    constexpr std::string_view prefix = "AWS::Serverless::";
    if (!type.starts_with(prefix)) return {};
    const syntax::NodeRef globals = member(owner.section("Globals"), type.substr(prefix.size()));
    return globals && globals.is_mapping() ? globals : syntax::NodeRef();
}

}  // namespace csr::model::cloudformation
