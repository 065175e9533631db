#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/validation/condition_logic.hpp"
#include "model/cloudformation/validation/findings.hpp"
#include "model/cloudformation/validation/names.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// One resource that another mentions, and the conditions around the mention.
struct ResourceMention {
    const Resource* to;
    syntax::NodeRef node;
    std::vector<Guard> guards;
};

/// Walks everything under one node in which CloudFormation evaluates functions: checks each function's shape and
/// whether what it mentions exists, and collects the resources that are mentioned.
class MentionWalk {
  public:
    MentionWalk(const TemplateNames& names, Findings& findings) : names_(names), findings_(findings) {}

    void run(syntax::NodeRef root, bool in_condition = false);
    [[nodiscard]] const std::vector<ResourceMention>& mentions() const { return mentions_; }
    void clear() { mentions_.clear(); }

  private:
    void walk(syntax::NodeRef node, std::uint32_t depth);
    void call(const Call& call, std::uint32_t depth);
    void branches(const Call& call, std::uint32_t depth);
    void ref(const Call& call);
    void get_att(const Call& call);
    void attribute(const Call& call, const Resource& resource, std::string_view name);
    void sub(const Call& call);
    void sub_name(const Call& call, std::string_view name);
    void find_in_map(const Call& call);
    void condition(syntax::NodeRef node);
    void mention(const Resource& resource, syntax::NodeRef node) { mentions_.push_back({&resource, node, guards_}); }

    static constexpr std::uint32_t most_depth = 256;

    const TemplateNames& names_;
    Findings& findings_;
    std::vector<ResourceMention> mentions_;
    std::vector<Guard> guards_;
    std::set<std::uint32_t> seen_;
    bool in_condition_ = false;
};

/// Reports a function whose arguments have not the shape that it takes. See function_shape.cpp.
void check_function_shape(const Call& call, const TemplateNames& names, Findings& findings);
/// The part of a GetAtt's argument before and behind the first dot; empty where a function makes it.
struct AttributeName {
    std::string_view resource;
    std::string_view attribute;
};
[[nodiscard]] AttributeName attribute_name(const Call& call);

}  // namespace csr::model::cloudformation
