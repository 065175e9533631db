#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "model/cloudformation/deployment.hpp"
#include "source/file_system.hpp"
#include "source/source.hpp"

namespace csr::model::cloudformation {

/// Finds the line of the CDK application that said something (design section 4). Files are read and parsed when they
/// are first asked for. Safe to use from several threads.
class ConstructSources {
  public:
    /// A place in the application's TypeScript.
    struct Place {
        const source::Source* source = nullptr;  ///< lives as long as the ConstructSources
        source::Span span;
        bool property = false;  ///< the property itself; otherwise the construct call
    };

    /// `root`: the absolute path that findings' paths are relative to. `files` outlives this object.
    ConstructSources(const source::FileSystem& files, std::string root);
    ~ConstructSources();
    ConstructSources(const ConstructSources&) = delete;
    ConstructSources& operator=(const ConstructSources&) = delete;

    /// Where `resource` was made and, when the construct call says it in so many words, where its `property` ("A/B",
    /// below Properties; may be empty) was set. Nothing when the template is hand-written, the assembly records no
    /// line, or the checkout does not have the file: a coarse place is better than a wrong one.
    [[nodiscard]] std::optional<Place> find(const Resource& resource, std::string_view property) const;

  private:
    struct File;

    const File* file(const std::string& path) const;
    std::optional<std::string> checkout_path(const Assembly& assembly, std::string_view directory,
                                             const ConstructTrace& trace, const Frame& frame) const;

    const source::FileSystem* files_;
    std::string root_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::unique_ptr<File>> by_path_;  ///< null: there is no such file
    /// The directory on the machine that synthesized -> the one of the checkout.
    struct Mapping {
        std::string from;
        std::string to;
    };
    mutable std::map<const Assembly*, Mapping> mappings_;
};

}  // namespace csr::model::cloudformation
