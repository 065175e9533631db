#pragma once

#include <map>
#include <string>
#include <string_view>

#include "model/cloudformation/assembly.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// The traces in one stack's metadata.
class ConstructTraces {
  public:
    ConstructTraces() = default;
    /// `metadata` maps "/Stack/Bucket/Resource" to a list of {type, data, trace}.
    explicit ConstructTraces(syntax::NodeRef metadata);

    /// Null when the assembly does not say.
    [[nodiscard]] const ConstructTrace* of_logical_id(std::string_view id) const;
    /// The construct path; empty when the assembly does not say.
    [[nodiscard]] std::string_view path_of(std::string_view id) const;
    [[nodiscard]] const ConstructTrace* at_path(std::string_view construct_path) const;

  private:
    void read(std::string_view path, syntax::NodeRef entries);
    void borrow_frames();
    [[nodiscard]] const ConstructTrace* enclosing(std::string_view path) const;

    std::map<std::string, ConstructTrace, std::less<>> by_path_;
    std::map<std::string_view, std::string_view> path_of_id_;
};

}  // namespace csr::model::cloudformation
