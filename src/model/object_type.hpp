#pragma once

#include <span>
#include <string_view>

#include "model/type.hpp"

namespace csr::model {

/// An object type that is a constant table of fields.
class FixedObjectType final : public ObjectType {
  public:
    constexpr FixedObjectType(std::string_view name, std::span<const Field> fields) : name_(name), fields_(fields) {}
    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] std::span<const Field> fields() const override { return fields_; }
    [[nodiscard]] const Field* field(std::string_view name) const override {
        for (const Field& candidate : fields_) {
            if (candidate.name == name) return &candidate;
        }
        return nullptr;
    }

  private:
    std::string_view name_;
    std::span<const Field> fields_;
};

}  // namespace csr::model
