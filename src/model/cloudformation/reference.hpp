#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "syntax/node.hpp"

namespace csr::model::cloudformation {

/// One mention of something else inside a resource or an output.
struct Reference {
    enum class Kind : std::uint8_t { ref, get_att, sub, import_value };

    std::uint32_t from = 0;  ///< index of the resource, or of the output counted behind the resources
    std::uint32_t node = 0;  ///< the intrinsic function; of an import: its argument
    Kind kind = Kind::ref;
    std::string_view target;     ///< the logical id; empty for an import
    std::string_view attribute;  ///< what of it; empty for Ref
};

/// Every mention in a template's resources and outputs, made once when it is loaded.
class ReferenceIndex {
  public:
    /// The mentions inside resource or output number `from`, in document order.
    [[nodiscard]] std::span<const Reference> from(std::uint32_t from) const;
    /// In the order of `from`.
    [[nodiscard]] const std::vector<Reference>& all() const { return references_; }
    /// The mentions at the nodes [first, last), in the order of the nodes.
    [[nodiscard]] std::span<const Reference> within(std::uint32_t first, std::uint32_t last) const;

  private:
    friend class TemplateLoader;
    std::vector<Reference> references_;  // sorted by `from`
    std::vector<Reference> by_node_;     // the same, sorted by `node`
};

}  // namespace csr::model::cloudformation
