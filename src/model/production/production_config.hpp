#pragma once

#include <span>
#include <string_view>

#include "base/arena.hpp"
#include "model/document.hpp"
#include "model/type.hpp"
#include "model/value.hpp"

namespace csr::model {

/// One setting of the normalised configuration and the places where the known shapes of the file keep it.
struct Setting {
    std::string_view name;                           ///< "database.min_capacity"
    const Type* type;                                ///< what it should be; a wrong value is given as written
    std::span<const std::string_view> alternatives;  ///< dotted paths in the file, the first one present counts
};

/// Every setting, in the order of docs/model.md.
[[nodiscard]] std::span<const Setting> settings();

/// A production configuration (production.json) seen through settings that do not depend on its shape.
class ProductionConfig {
  public:
    /// `document` outlives this object.
    explicit ProductionConfig(const Document& document) : document_(&document) {}

    [[nodiscard]] const Document& document() const { return *document_; }
    /// The node under the first alternative of `setting` that is present and not null; invalid when none is.
    [[nodiscard]] syntax::NodeRef find(const Setting& setting) const;
    /// `self` of a config target: the normalised settings.
    [[nodiscard]] Value self(base::Arena& arena) const;
    /// `config` of a config target: path and raw.
    [[nodiscard]] Value object(base::Arena& arena) const;

  private:
    const Document* document_;
};

/// The type of `self` of a config target.
[[nodiscard]] const ObjectType& settings_type();
/// The type of `config`.
[[nodiscard]] const ObjectType& config_type();

}  // namespace csr::model
