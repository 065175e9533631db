#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/cloudformation/template.hpp"
#include "model/document.hpp"
#include "model/type.hpp"
#include "model/value.hpp"

namespace csr::model {

/// A file of parameter values as its place and name say whose it is (docs/parameters.md).
struct ParameterDocument {
    const Document* document = nullptr;
    std::string_view directory;  ///< of the templates it is for
    std::string_view label;  ///< what the name says beside "parameters": a template's name, an environment, or nothing
    cloudformation::ParameterValues values;
    std::size_t uses = 0;  ///< templates that take values from it
};

/// Whether the path alone says that the file may hold values for templates beside it.
[[nodiscard]] bool may_hold_parameters(std::string_view path);
/// Whether files in the directory may hold values for the templates of the directory above.
[[nodiscard]] bool is_parameter_directory(std::string_view directory);

/// The files of parameter values among `documents` that lie where templates find them.
[[nodiscard]] std::vector<ParameterDocument> find_parameter_documents(std::span<const Document* const> documents);

/// What rules see of such a file: `path` and `values`.
[[nodiscard]] const ObjectType& parameter_file_type();
[[nodiscard]] Value object_of(const ParameterDocument& file, base::Arena& arena);

/// The deployments of a hand-written template that the files beside it describe: one for each environment they name,
/// or one; empty when no file names a parameter of it. `templates` are all hand-written ones.
[[nodiscard]] std::vector<cloudformation::ParameterSet> parameter_sets(const Document& document,
                                                                       std::span<const Document* const> templates,
                                                                       std::span<ParameterDocument> files);

}  // namespace csr::model
