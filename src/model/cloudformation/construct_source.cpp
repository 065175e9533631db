#include "model/cloudformation/construct_source.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "model/cdk_application.hpp"
#include "model/cloudformation/construct_property.hpp"
#include "source/path.hpp"
#include "syntax/typescript.hpp"

namespace csr::model::cloudformation {

namespace {

/// The directory beside the assembly that `template_path` is in; nested assemblies lie in directories of the outer one.
std::string application_directory(const source::FileSystem& files, const std::string& template_path) {
    std::string_view assembly = source::parent_path(template_path);
    while (files.status(source::join_path(source::parent_path(assembly), "manifest.json")))
        assembly = source::parent_path(assembly);
    return std::string(source::parent_path(assembly));
}

std::vector<std::string_view> components(std::string_view path) {
    std::vector<std::string_view> names;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        if (slash != 0) names.push_back(path.substr(0, slash));
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return names;
}

/// Under these ids constructs keep the one resource they stand for.
bool is_own_child(std::string_view id) { return id == "Resource" || id == "Default"; }

/// Whether the construct of that id is the one that stands for the resource at `path`, and none around it.
bool is_own_path(std::string_view path, std::string_view id) {
    std::vector<std::string_view> names = components(path);
    if (!names.empty() && is_own_child(names.back())) names.pop_back();
    return !names.empty() && names.back() == id;
}

/// The only call that gives a construct that id below another one, in the same class. Null when there are none or
/// several.
template <typename Calls>
const typename Calls::mapped_type* only_inner_call(const Calls& calls, std::string_view id, std::string_view owner) {
    const typename Calls::mapped_type* inside = nullptr;
    const auto [first, last] = calls.equal_range(id);
    for (auto found = first; found != last; ++found) {
        const auto& construct = found->second.construct;
        if (construct.owner != owner || construct.scope_is_this) continue;
        if (inside != nullptr) return nullptr;
        inside = &found->second;
    }
    return inside;
}

/// The only call that makes a construct of that id in the class; without a class, or when the class has none, in the
/// whole application. Null when there are none or several.
template <typename Calls>
const typename Calls::mapped_type* only_call(const Calls& calls, std::string_view id, std::string_view owner) {
    const typename Calls::mapped_type* anywhere = nullptr;
    const typename Calls::mapped_type* inside = nullptr;
    std::size_t count = 0;
    std::size_t count_inside = 0;
    const auto [first, last] = calls.equal_range(id);
    for (auto found = first; found != last; ++found) {
        anywhere = &found->second;
        ++count;
        if (owner.empty() || found->second.construct.owner != owner) continue;
        inside = &found->second;
        ++count_inside;
    }
    if (count_inside > 0) return count_inside == 1 ? inside : nullptr;
    return count == 1 ? anywhere : nullptr;
}

/// Whether the application has a class of that name which makes constructs.
template <typename Calls>
bool is_owner(const Calls& calls, std::string_view type) {
    return std::ranges::any_of(calls, [type](const auto& entry) { return entry.second.construct.owner == type; });
}

}  // namespace

struct ConstructSources::File {
    source::Source source;
    std::optional<syntax::TypeScriptFile> parsed;

    File(std::string path, std::string bytes)
        : source(std::move(path), std::move(bytes)), parsed(syntax::TypeScriptFile::parse(source)) {}
};

ConstructSources::ConstructSources(const source::FileSystem& files, std::string root)
    : files_(&files), root_(std::move(root)) {}
ConstructSources::~ConstructSources() = default;

/// Null when there is no such file. Called under the lock.
const ConstructSources::File* ConstructSources::file(const std::string& path) const {
    const auto [found, is_new] = by_path_.try_emplace(path);
    if (is_new) {
        base::Result<std::string> bytes = files_->read_file(path);
        if (bytes)
            found->second = std::make_unique<File>(std::string(source::relative_path(path, root_)), std::move(*bytes));
    }
    return found->second.get();
}

/// Called under the lock.
ConstructSources::Checkout& ConstructSources::checkout_of(const Assembly& assembly, const Resource& resource) const {
    const auto [found, is_new] = checkouts_.try_emplace(&assembly);
    if (is_new) {
        const std::string path = source::join_path(root_, resource.owner->path());
        found->second.directory = application_directory(*files_, path);
    }
    return found->second;
}

/// The application's directory (the one that holds the assembly) ends in the same names here and on the machine that
/// synthesized; the longest such ending that some frame of the trace confirms says what the rest of the paths is here.
/// Called under the lock.
void ConstructSources::settle(Checkout& checkout, const ConstructTrace& trace) const {
    std::vector<const Frame*> candidates;
    for (const Frame& frame : trace.frames) {
        if (checkout.strangers.insert(frame.path).second) candidates.push_back(&frame);
    }
    if (candidates.empty()) return;
    for (std::string_view ancestor = source::parent_path(checkout.directory); source::is_within(ancestor, root_);
         ancestor = source::parent_path(ancestor)) {
        const std::string middle = "/" + std::string(source::relative_path(checkout.directory, ancestor)) + "/";
        for (const Frame* candidate : candidates) {
            const std::size_t at = candidate->path.rfind(middle);
            if (at == std::string::npos) continue;
            if (!files_->status(std::string(ancestor) + candidate->path.substr(at))) continue;
            checkout.from = candidate->path.substr(0, at) + "/";
            checkout.to = std::string(ancestor) + "/";
        }
        if (ancestor == root_ || ancestor == "/") break;
    }
}

/// An application in the repository's root has no directory that both machines know: the longest ending of a frame's
/// path that is a file here, and has a call at the frame's place, says it. Called under the lock.
void ConstructSources::settle_by_suffix(Checkout& checkout, const ConstructTrace& trace) const {
    for (const Frame& frame : trace.frames) {
        if (checkout.absent.contains(frame.path)) continue;
        bool is_here = false;
        for (std::size_t slash = frame.path.find('/'); slash != std::string::npos && !is_here;
             slash = frame.path.find('/', slash + 1)) {
            const std::string here = source::join_path(checkout.directory, frame.path.substr(slash + 1));
            if (!files_->status(here)) continue;
            is_here = true;
            const File* const found = file(here);
            if (found == nullptr || !found->parsed || !found->parsed->call_at(frame.line, frame.column)) continue;
            checkout.from = frame.path.substr(0, slash + 1);
            checkout.to = checkout.directory + (checkout.directory.ends_with('/') ? "" : "/");
            return;
        }
        if (!is_here) checkout.absent.insert(frame.path);
    }
}

/// The call at the innermost line of the application. Called under the lock.
std::optional<ConstructSources::Found> ConstructSources::by_trace(Checkout& checkout, const ConstructTrace& trace,
                                                                  std::string_view path) const {
    if (checkout.from.empty()) settle(checkout, trace);
    if (checkout.from.empty()) settle_by_suffix(checkout, trace);
    if (checkout.from.empty()) return std::nullopt;
    for (const Frame& frame : trace.frames) {
        if (!frame.path.starts_with(checkout.from)) continue;
        const File* found = file(checkout.to + frame.path.substr(checkout.from.size()));
        if (found == nullptr || !found->parsed) continue;
        const auto call = found->parsed->call_at(frame.line, frame.column);
        if (!call) continue;
        const bool main = !trace.enclosing && (call->id.empty() || is_own_path(path, call->id));
        return Found{found, *call, main};
    }
    return std::nullopt;
}

/// Follows the path from the stack inwards, as far as one call alone makes the next construct. Called under the lock.
std::optional<ConstructSources::Found> ConstructSources::by_path(Checkout& checkout, const Stack& stack,
                                                                 std::string_view path) const {
    if (!checkout.calls) {
        checkout.calls.emplace();
        for (const std::string& source : application_sources(*files_, checkout.directory)) {
            const File* const found = source::extension(source) == ".json" ? nullptr : file(source);
            if (found == nullptr || !found->parsed) continue;
            for (const syntax::TypeScriptFile::Construct& construct : found->parsed->constructs())
                checkout.calls->emplace(construct.call.id, ConstructCall{found, construct});
        }
    }
    const std::vector<std::string_view> names = components(path);
    std::size_t next = path.starts_with(stack.display_name + "/") ? components(stack.display_name).size() : 1;
    const ConstructCall* reached = nullptr;
    if (next <= names.size()) reached = only_call(*checkout.calls, names[next - 1], {});
    std::string_view inside = reached == nullptr ? std::string_view() : reached->construct.type;
    bool of_library = false;  // it makes its children itself; only others that it is given as scope are made here
    for (; next < names.size() && !is_own_child(names[next]); ++next) {
        const ConstructCall* const found = of_library ? only_inner_call(*checkout.calls, names[next], inside)
                                                      : only_call(*checkout.calls, names[next], inside);
        if (found == nullptr) break;
        reached = found;
        of_library = !is_owner(*checkout.calls, found->construct.type);
        inside = of_library ? found->construct.owner : found->construct.type;
    }
    if (reached == nullptr) return std::nullopt;
    return Found{reached->file, reached->construct.call,
                 next >= names.size() || is_own_path(path, reached->construct.call.id)};
}

/// Called under the lock.
ConstructSources::Place ConstructSources::place_in(const Found& found, const Resource& resource,
                                                   std::string_view property) const {
    for (const std::string& name : construct_property_names(resource.type, property, found.main)) {
        if (const auto span = found.file->parsed->property(found.call, name))
            return Place{&found.file->source, *span, true, false};
    }
    return Place{&found.file->source, found.call.head, false, !found.main};
}

std::optional<ConstructSources::Place> ConstructSources::find(const Resource& resource,
                                                              std::string_view property) const {
    const Deployment* deployment = resource.owner->deployment();
    const Assembly* assembly = deployment == nullptr ? nullptr : deployment->assembly();
    const Stack* stack = assembly == nullptr ? nullptr : assembly->stack_of_template(resource.owner->path());
    if (stack == nullptr) return std::nullopt;
    // The resources of nested stacks share their parent's metadata, so only the path tells them apart.
    std::string_view path = resource.construct_path();
    if (path.empty() && stack->parent.empty()) path = assembly->construct_path(*stack, resource.id);
    const ConstructTrace* trace = path.empty() ? nullptr : assembly->trace_at(*stack, path);
    if (trace == nullptr && stack->parent.empty()) trace = assembly->trace(*stack, resource.id);

    const std::lock_guard lock(mutex_);
    Checkout& checkout = checkout_of(*assembly, resource);
    std::optional<Found> found;
    if (trace != nullptr) found = by_trace(checkout, *trace, path.empty() ? trace->construct_path : path);
    if (!found && !path.empty()) found = by_path(checkout, *stack, path);
    return found ? std::optional(place_in(*found, resource, property)) : std::nullopt;
}

}  // namespace csr::model::cloudformation
