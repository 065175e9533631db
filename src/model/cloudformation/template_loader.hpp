#pragma once

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
    void load_pseudo_parameters();
    void load_conditions();
    void load_transforms();
    void load_resources(syntax::NodeRef mapping, const Loop& loop);
    void load_resource(const syntax::NodeRef::Pair& pair, const Loop& loop);
    void load_loop(const syntax::NodeRef::Pair& pair, const Loop& loop);
    [[nodiscard]] std::vector<std::string_view> loop_items(syntax::NodeRef collection, const Loop& loop);
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

/// The pairs of a mapping with a scalar key; of a key that stands twice the later one.
[[nodiscard]] std::vector<syntax::NodeRef::Pair> effective_pairs(syntax::NodeRef mapping);

}  // namespace csr::model::cloudformation
