#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "model/cloudformation/parameter_values.hpp"
#include "policy/pack.hpp"
#include "policy/selection.hpp"

namespace csr::policy {

/// From which severity on a finding makes the run fail.
enum class FailOn : std::uint8_t { note, warning, error, never };

/// Reads "error", "warning", "note" or "never".
[[nodiscard]] std::optional<FailOn> fail_on_from(std::string_view name);
/// Reads "error", "warning" or "note".
[[nodiscard]] std::optional<Severity> severity_from(std::string_view name);

/// A user's .csr-lint.yaml (schemas/csr-lint-config.schema.json). Nodes point into `tree`.
struct Configuration {
    std::unique_ptr<const source::Source> source;
    std::unique_ptr<const syntax::Tree> tree;
    Selection selection;
    Activities activities;
    std::string exceptions_register;              ///< relative to the configuration; empty: the usual name
    std::vector<std::string> refused_exceptions;  ///< see ExceptionPolicy
    /// What is known of the deployments of templates (docs/parameters.md).
    model::cloudformation::ParameterValues template_parameters;
    std::vector<std::string> parameter_files;  ///< relative to the configuration
    bool parameters_beside = true;             ///< use the files that lie beside hand-written templates
    bool use_defaults = false;                 ///< take the parameters' defaults as their values
    std::vector<std::string> excluded;         ///< patterns of paths that are left out, as in .gitignore
    std::optional<base::Language> language;
    std::optional<FailOn> fail_on;
    bool check_scripts = false;  ///< by shellcheck and pyflakes
};

/// The name of the file that is searched for.
inline constexpr const char* configuration_name = ".csr-lint.yaml";

/// Reads a configuration; `path` is what mistakes name.
[[nodiscard]] Configuration read_configuration(std::string path, std::string bytes, Mistakes& mistakes);

}  // namespace csr::policy
