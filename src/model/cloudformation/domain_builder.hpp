#pragma once

#include <functional>
#include <map>
#include <optional>
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
    void scan_rules();
    /// Visits what And, Or and Not combine.
    static void scan_expression(syntax::NodeRef expression, const std::function<void(syntax::NodeRef)>& visit_leaf);
    void scan_leaf(std::uint32_t condition, syntax::NodeRef leaf);
    /// Collects the literals that an Equals or a function of Rules compares parameters with.
    void scan_comparison(syntax::NodeRef leaf);
    /// The parameter that an operand is; empty when it is none.
    [[nodiscard]] std::string_view parameter_in(syntax::NodeRef operand) const;
    /// The text that an operand is, the variable of a loop included.
    [[nodiscard]] std::optional<std::string_view> literal_in(syntax::NodeRef operand) const;
    [[nodiscard]] std::optional<std::string_view> bound_text(std::string_view name) const;
    void scan_equals(syntax::NodeRef left, syntax::NodeRef right);
    void scan_mappings();
    void scan_find_in_map(const Call& call);
    void scan_keys(const Call& call, syntax::NodeRef map, bool closed);
    void merge_compared();
    void make_domains();
    void make_domain(Parameter& parameter);
    void make_atoms();
    void add_atom(std::uint32_t node, std::string_view name, bool whole, std::map<std::string, std::uint32_t>& alike);
    [[nodiscard]] bool settled_by_parameters(syntax::NodeRef leaf) const;
    void report_cycles();

    Template& template_;
    const Binding* bindings_ = nullptr;  ///< of the condition that is looked at
    std::map<std::string_view, Domain> domains_;
    std::vector<std::pair<std::string_view, std::string_view>> compared_;  // parameters compared with each other
    std::vector<std::pair<std::uint32_t, syntax::NodeRef>> leaves_;        // of a condition
    std::vector<Edge> edges_;                                              // condition -> condition it uses
};

}  // namespace csr::model::cloudformation
