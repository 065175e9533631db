#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/template.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// Finds out, once per template, between which values its parameters and conditions decide, and makes the variables.
class DomainBuilder {
  public:
    explicit DomainBuilder(Template& target) : template_(target) {}
    void build();

  private:
    /// The literals a parameter meets in comparisons, and whether other values are impossible.
    struct Domain {
        std::vector<std::string_view> texts;
        bool closed = false;
    };
    using Edge = std::pair<std::uint32_t, std::uint32_t>;

    void scan_conditions();
    void scan_expression(std::uint32_t condition, syntax::NodeRef expression);
    void scan_leaf(std::uint32_t condition, syntax::NodeRef leaf);
    void scan_equals(syntax::NodeRef left, syntax::NodeRef right);
    void scan_mappings();
    void scan_find_in_map(const Call& call);
    void merge_compared();
    void make_domains();
    void make_domain(Parameter& parameter);
    void make_atoms();
    void add_atom(std::uint32_t node, std::string_view name, bool whole, std::map<std::string, std::uint32_t>& alike);
    [[nodiscard]] bool settled_by_parameters(syntax::NodeRef leaf) const;
    void report_cycles();

    Template& template_;
    std::map<std::string_view, Domain> domains_;
    std::vector<std::pair<std::string_view, std::string_view>> compared_;  // parameters compared with each other
    std::vector<std::pair<std::uint32_t, syntax::NodeRef>> leaves_;        // of a condition
    std::vector<Edge> edges_;                                              // condition -> condition it uses
};

}  // namespace csr::model::cloudformation
