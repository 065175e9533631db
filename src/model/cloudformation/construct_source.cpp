#include "model/cloudformation/construct_source.hpp"

#include <utility>

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

std::optional<ConstructSources::Place> ConstructSources::find(const Resource& resource,
                                                              std::string_view property) const {
    const Deployment* deployment = resource.owner->deployment();
    const Assembly* assembly = deployment == nullptr ? nullptr : deployment->assembly();
    const Stack* stack = assembly == nullptr ? nullptr : assembly->stack_of_template(resource.owner->path());
    const ConstructTrace* trace = stack == nullptr ? nullptr : assembly->trace(*stack, resource.id);
    if (trace == nullptr) return std::nullopt;

    const std::lock_guard lock(mutex_);
    Checkout& checkout = checkout_of(*assembly, resource);
    if (checkout.from.empty()) settle(checkout, *trace);
    if (checkout.from.empty()) return std::nullopt;
    for (const Frame& frame : trace->frames) {
        if (!frame.path.starts_with(checkout.from)) continue;
        const File* found = file(checkout.to + frame.path.substr(checkout.from.size()));
        if (found == nullptr || !found->parsed) continue;
        const auto call = found->parsed->call_at(frame.line, frame.column);
        if (!call) continue;
        for (const std::string& name : construct_property_names(resource.type, property)) {
            if (const auto span = found->parsed->property(*call, name)) return Place{&found->source, *span, true};
        }
        return Place{&found->source, call->head, false};
    }
    return std::nullopt;
}

}  // namespace csr::model::cloudformation
