#pragma once

#include <span>
#include <string_view>
#include <vector>

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

/// A constant list of texts in one piece: each ends with NUL, and so does the whole.
[[nodiscard]] std::vector<std::string_view> packed_texts(const char* texts);
[[nodiscard]] bool packed_contains(const char* texts, std::string_view sought);

/// A type of the registry with the only values that it allows, see packed_texts; null: any.
struct EnumeratedType : Type {
    const char* allowed = nullptr;
    bool any_object = false;  ///< of a list: any object is taken, too
};

/// The types of all properties, in no order.
[[nodiscard]] std::span<const EnumeratedType> schema_types();

/// The only values that a property's type allows; null: any, also for a type that is not of the registry.
[[nodiscard]] const char* allowed_values(const Type& type);

/// Whether a list type of the registry takes any object as well.
[[nodiscard]] bool takes_any_object(const Type& type);

/// The `Properties` of a resource type as the CloudFormation registry defines them; null for a type it does not know
/// (custom resources among them). Fields that the registry requires are `always`. Nested objects hang on the fields'
/// types and are called "AWS::S3::Bucket.BucketEncryption".
[[nodiscard]] const ObjectType* resource_properties(std::string_view type);

/// All resource types of the registry, sorted by name.
[[nodiscard]] std::span<const TableObjectType> resource_types();

/// What the registry says of a resource type beside its properties. The texts are lists, see packed_texts.
struct ResourceFacts {
    const char* attributes;  ///< what Fn::GetAtt can give
    const char* identifier;  ///< the properties that name one resource of the type
    bool stateful;           ///< it holds data that deleting it loses
};

/// In the order of resource_types().
[[nodiscard]] std::span<const ResourceFacts> resource_facts();

/// Null for a type that the registry does not know.
[[nodiscard]] const ResourceFacts* facts_of(std::string_view type);

}  // namespace csr::model::cloudformation
