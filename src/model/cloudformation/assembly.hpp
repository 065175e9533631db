#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/cloudformation/template.hpp"

namespace csr::model::cloudformation {

/// A line of the program that made a construct.
struct Frame {
    std::string path;          ///< absolute, on the machine that synthesized
    std::uint32_t line = 0;    ///< 1-based
    std::uint32_t column = 0;  ///< 1-based
    std::string function;      ///< "new DatabaseStack"; may be empty
    bool operator==(const Frame&) const = default;
};

/// Where in the CDK application a construct was made: the frames of the project itself, innermost first.
struct ConstructTrace {
    std::string construct_path;
    std::vector<Frame> frames;
    bool enclosing = false;  ///< the frames are those of the nearest enclosing construct: its own are all of libraries
};

/// A stack of an assembly.
struct Stack {
    std::string id;            ///< of the artifact
    std::string name;          ///< of the stack in CloudFormation
    std::string display_name;  ///< "Stage/Stack"
    std::string template_path;
    std::optional<std::string> account;
    std::optional<std::string> region;
    std::map<std::string, std::string, std::less<>> tags;
    std::vector<std::string> dependencies;  ///< artifact ids of other stacks
    Place place;                            ///< the artifact in the manifest
    /// Of a nested stack: the artifact id of the stack around it, that stack's template and the logical id of the
    /// resource there; empty otherwise.
    std::string parent;
    std::string parent_template;
    std::string logical_id;
};

/// Gives the tree of a file by its path, or null when there is no such file. Trees outlive the assembly.
/// Called while reading the manifest, and later from any thread for metadata files.
using Documents = std::function<const syntax::Tree*(std::string_view path)>;

/// A cloud assembly (cdk.out) of schema 36 and newer, with its nested assemblies and
/// nested stacks.
class Assembly {
  public:
    /// `manifest` is manifest.json; paths in the assembly are relative to its directory.
    [[nodiscard]] static std::unique_ptr<Assembly> read(const syntax::Tree& manifest, Documents documents);
    Assembly(const Assembly&) = delete;
    Assembly& operator=(const Assembly&) = delete;
    ~Assembly();

    /// In the order of the manifests, nested assemblies and nested stacks where they
    /// stand.
    [[nodiscard]] const std::vector<Stack>& stacks() const;
    /// Null when no stack has that template.
    [[nodiscard]] const Stack* stack_of_template(std::string_view template_path) const;
    /// The cloud assembly schema's version, e.g. "55.0.0".
    [[nodiscard]] std::string_view version() const;
    /// Where the resource was made; null when the assembly does not say. Reads the stack's metadata file when first
    /// asked.
    [[nodiscard]] const ConstructTrace* trace(const Stack& stack, std::string_view logical_id) const;
    /// The path of the construct that made the resource, from the assembly's metadata; empty when it does not say.
    [[nodiscard]] std::string_view construct_path(const Stack& stack, std::string_view logical_id) const;
    /// The same by construct path ("Stack/Bucket/Resource"), which also tells the resources of nested stacks apart.
    [[nodiscard]] const ConstructTrace* trace_at(const Stack& stack, std::string_view construct_path) const;
    [[nodiscard]] const std::vector<Problem>& problems() const;
    /// What is known about the deployment of a stack's template.
    [[nodiscard]] static TemplateOptions template_options(const Stack& stack);

  private:
    struct State;
    explicit Assembly(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Reads one line of a stack trace: "func (/abs/file.ts:1:2)", "at func (/abs/file.ts:1:2)", "at /abs/file.ts:1:2".
/// Nothing for a folded line, a file of node itself or a library.
[[nodiscard]] std::optional<Frame> parse_frame(std::string_view line);

}  // namespace csr::model::cloudformation
