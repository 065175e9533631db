#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/cloudformation/deployment.hpp"
#include "source/file_system.hpp"
#include "source/source.hpp"
#include "syntax/typescript.hpp"

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
        bool around = false;    ///< the call of a construct around the one that makes the resource
    };

    /// `root`: the absolute path that findings' paths are relative to. `files` outlives this object.
    ConstructSources(const source::FileSystem& files, std::string root);
    ~ConstructSources();
    ConstructSources(const ConstructSources&) = delete;
    ConstructSources& operator=(const ConstructSources&) = delete;

    /// Where `resource` was made and, when the construct call says it in so many words, where its `property` ("A/B",
    /// below Properties; may be empty) was set. Without a recorded line the call is looked for by the construct's path.
    /// Nothing when the template is hand-written or the checkout does not have the file: a coarse place is better than
    /// a wrong one.
    [[nodiscard]] std::optional<Place> find(const Resource& resource, std::string_view property) const;

  private:
    struct File;
    struct ConstructCall {
        const File* file;
        syntax::TypeScriptFile::Construct construct;
    };
    using ConstructCalls = std::multimap<std::string_view, ConstructCall>;
    /// Where the application of one assembly lies here, as far as that has been found out.
    struct Checkout {
        std::string directory;  ///< of the application
        std::string from;       ///< the directory on the machine that synthesized; empty until it is known
        std::string to;         ///< what that directory is here
        std::unordered_set<std::string_view> strangers;  ///< paths of frames that told nothing
        std::unordered_set<std::string_view> absent;     ///< paths of frames of which no ending is a file here
        /// The constructs of the application by id; made when a path is first looked for.
        std::optional<ConstructCalls> calls;
    };

    /// A construct call that a path leads to.
    struct Found {
        const File* file = nullptr;
        syntax::TypeScriptFile::Call call;
        bool main = false;  ///< the resource is the construct's own, not one that it makes beside
    };

    const File* file(const std::string& path) const;
    Checkout& checkout_of(const Assembly& assembly, const Resource& resource) const;
    void settle(Checkout& checkout, const ConstructTrace& trace) const;
    void settle_by_suffix(Checkout& checkout, const ConstructTrace& trace) const;
    [[nodiscard]] std::optional<Found> by_trace(Checkout& checkout, const ConstructTrace& trace,
                                                std::string_view path) const;
    [[nodiscard]] std::optional<Found> by_path(Checkout& checkout, const Stack& stack, std::string_view path) const;
    [[nodiscard]] Place place_in(const Found& found, const Resource& resource, std::string_view property) const;

    const source::FileSystem* files_;
    std::string root_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::unique_ptr<File>> by_path_;  ///< null: there is no such file
    mutable std::map<const Assembly*, Checkout> checkouts_;
};

}  // namespace csr::model::cloudformation
