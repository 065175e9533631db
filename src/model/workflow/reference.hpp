#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "model/type.hpp"
#include "model/value.hpp"

/// What `uses` and container images name.
namespace csr::model {

/// A parsed `uses`. The texts are views into what was parsed; empty where nothing stands.
struct ActionReference {
    enum class Kind : std::uint8_t {
        invalid,
        local,       ///< ./path, ../path or $/path
        docker,      ///< docker://image
        repository,  ///< owner/repository[/path]@ref
    };
    Kind kind = Kind::invalid;
    std::string_view owner;
    std::string_view repository;
    std::string_view path;   ///< below the repository without the first slash, or the local path
    std::string_view ref;    ///< behind the last @
    std::string_view image;  ///< of a docker reference, behind docker://

    /// Whether `ref` is a whole commit id.
    [[nodiscard]] bool pinned() const;
};

[[nodiscard]] ActionReference parse_action_reference(std::string_view uses);

/// A parsed image name: [registry/]name[:tag][@digest].
struct ImageReference {
    std::string_view name;  ///< with its registry
    std::string_view tag;
    std::string_view digest;  ///< "sha256:..."
};

/// `text` may begin with docker://.
[[nodiscard]] ImageReference parse_image_reference(std::string_view text);

/// The references as a rule sees them (docs/model.md), at the place of `text`.
[[nodiscard]] Value action_reference_object(const Value& text, base::Arena& arena);
[[nodiscard]] Value image_reference_object(const Value& text, base::Arena& arena);
[[nodiscard]] const ObjectType& action_reference_type();
[[nodiscard]] const ObjectType& image_reference_type();

}  // namespace csr::model
