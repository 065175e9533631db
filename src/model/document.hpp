#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/source.hpp"
#include "syntax/node.hpp"

namespace csr::model {

/// What a file is, by its content.
enum class DocumentKind : std::uint8_t {
    cloudformation_template,
    assembly_manifest,  ///< manifest.json of a CDK cloud assembly
    assembly_data,      ///< another file of an assembly: tree, metadata, assets, validation report
    workflow,
    action,
    dependabot,  ///< dependabot.yml
    pre_commit,  ///< .pre-commit-config.yaml
    production_config,
    parameters,  ///< values for a template's parameters: CloudFormation's list, CodePipeline's object or a flat map
    markdown,
    script,            ///< a POSIX shell script
    environment_file,  ///< .env, .env.production ...
    terraform,
    npm_package,
    cdk_config,  ///< cdk.json
    other,
};

/// The kind's name in reports: "template", "workflow" ...
[[nodiscard]] std::string_view name_of(DocumentKind kind);

/// What the path alone says about a file, before it is read.
enum class PathHint : std::uint8_t { irrelevant, json, yaml, markdown, script, environment_file, terraform };
/// `irrelevant` for files that are never one of ours, such as package-lock.json; templates may have any ending.
[[nodiscard]] PathHint hint_of(std::string_view path);

/// Whether the text may be worth parsing: a large one has to hold a word without which no kind but `other` is possible.
[[nodiscard]] bool may_matter(std::string_view path, std::string_view bytes);

/// Whether the text means to be one of ours, although it could not be parsed far enough to say which.
[[nodiscard]] bool seems_to_matter(std::string_view path, std::string_view bytes);

/// What the parsed file is. `named`: the user gave this very file, so a mapping with `on` and `jobs` is a workflow
/// wherever it lies.
[[nodiscard]] DocumentKind classify(std::string_view path, const syntax::Tree& tree, bool named);

/// One file of the project: its text and its tree. Immutable.
class Document {
  public:
    /// Parses and classifies. YAML or JSON is decided by the ending, else by the first byte.
    Document(std::string path, std::string bytes, bool named);
    /// A file of an assembly other than its manifest and templates, parsed when its tree is first asked for.
    [[nodiscard]] static std::unique_ptr<Document> assembly_data(std::string path, std::string bytes);

    [[nodiscard]] const std::string& path() const { return source_.path(); }
    [[nodiscard]] DocumentKind kind() const { return kind_; }
    [[nodiscard]] const source::Source& source() const { return source_; }
    /// Null for text that was not worth parsing. An assembly's data and what a kind's name alone tells (Markdown,
    /// scripts, environment files, Terraform) is parsed at the first call; safe to call from several threads.
    [[nodiscard]] const syntax::Tree* tree() const;
    /// The first document's root; invalid when there is no tree or it is empty.
    [[nodiscard]] syntax::NodeRef root() const { return tree() != nullptr ? tree()->root() : syntax::NodeRef(); }
    /// Whether the tree is made at the first call of tree().
    [[nodiscard]] bool parsed_late() const;
    /// Whether the bytes are no text at all (a NUL byte, or UTF-16).
    [[nodiscard]] bool binary() const { return binary_; }

  private:
    struct Data {};
    Document(Data, std::string path, std::string bytes);

    source::Source source_;
    mutable std::once_flag parsed_;
    mutable std::optional<syntax::Tree> tree_;
    DocumentKind kind_ = DocumentKind::other;
    bool binary_ = false;
};

}  // namespace csr::model
