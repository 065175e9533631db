#pragma once

#include <span>
#include <string_view>

#include "model/type.hpp"

namespace csr::model::cloudformation {

/// An object type whose fields are a constant table, sorted by name.
class TableObjectType final : public ObjectType {
  public:
    constexpr TableObjectType(std::string_view name, const Field* fields, std::size_t count)
        : name_(name), fields_(fields), count_(count) {}

    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] const Field* field(std::string_view name) const override;
    [[nodiscard]] std::span<const Field> fields() const override { return {fields_, count_}; }

  private:
    std::string_view name_;
    const Field* fields_;
    std::size_t count_;
};

/// The `Properties` of a resource type as the CloudFormation registry defines them; null for a type it does not know
/// (custom resources among them). Fields that the registry requires are `always`. Nested objects hang on the fields'
/// types and are called "AWS::S3::Bucket.BucketEncryption".
[[nodiscard]] const ObjectType* resource_properties(std::string_view type);

/// All resource types of the registry, sorted by name.
[[nodiscard]] std::span<const TableObjectType> resource_types();

}  // namespace csr::model::cloudformation
