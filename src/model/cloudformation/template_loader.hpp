#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "model/cloudformation/template.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// Fills a template from its tree.
class TemplateLoader {
  public:
    explicit TemplateLoader(Template& target) : template_(target) {}
    void load();

  private:
    struct Loop {
        const Binding* bindings;
        std::uint32_t depth;
    };

    void load_parameters();
    void load_parameter(const syntax::NodeRef::Pair& pair);
    /// Gives a parameter the values of the parameter sets; false when none speaks of it.
    bool take_from_sets(Parameter& parameter);
    void load_pseudo_parameters();
    void load_conditions();
    using Visitor = std::function<void(const syntax::NodeRef::Pair&, const Binding*)>;

    void load_transforms();
    void load_transform(syntax::NodeRef written);
    void load_rules();
    void load_resources();
    void load_resource(const syntax::NodeRef::Pair& pair, const Binding* bindings);
    /// Visits the pairs of a mapping, those that loops make instead of the loops.
    void each_pair(syntax::NodeRef mapping, const Loop& loop, const Visitor& visit);
    void unroll(const syntax::NodeRef::Pair& pair, const Loop& outer, const Visitor& visit);
    void load_outputs();
    void index_resources();
    void index_references();
    void collect_references(std::uint32_t from, syntax::NodeRef root, const Binding* bindings);
    void add_reference(std::uint32_t from, syntax::NodeRef node, const Binding* bindings);
    void add_sub_references(std::uint32_t from, syntax::NodeRef node, syntax::NodeRef argument,
                            const Binding* bindings);

    [[nodiscard]] syntax::NodeRef mapping_section(std::string_view name);
    void problem(syntax::NodeRef node, std::string en, std::string ja);

    Template& template_;
};

}  // namespace csr::model::cloudformation
