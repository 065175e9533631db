#include "model/cloudformation/construct_traces.hpp"

namespace csr::model::cloudformation {

namespace {

std::vector<Frame> frames_in(syntax::NodeRef lines) {
    std::vector<Frame> frames;
    if (!lines) return frames;
    for (const syntax::NodeRef line : lines.items()) {
        if (!line.is_string()) continue;
        if (std::optional<Frame> frame = parse_frame(line.text())) frames.push_back(std::move(*frame));
    }
    return frames;
}

bool is_type(syntax::NodeRef entry, std::string_view wanted) {
    const syntax::NodeRef type = entry.find("type");
    return type && type.is_scalar() && type.text() == wanted;
}

std::string_view without_slash(std::string_view path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    return path;
}

}  // namespace

ConstructTraces::ConstructTraces(syntax::NodeRef metadata) {
    if (!metadata) return;
    for (const syntax::NodeRef::Pair pair : metadata.pairs()) {
        if (pair.key.is_scalar()) read(without_slash(pair.key.text()), pair.value);
    }
    borrow_frames();
}

void ConstructTraces::read(std::string_view path, syntax::NodeRef entries) {
    ConstructTrace trace{std::string(path), {}, false};
    std::string_view id;
    for (const syntax::NodeRef entry : entries.items()) {
        const syntax::NodeRef data = entry.find("data");
        if (is_type(entry, "aws:cdk:logicalId") && data && data.is_scalar()) {
            id = data.text();
            // Older assemblies keep the trace with the logical id, when they keep it at all.
            if (trace.frames.empty()) trace.frames = frames_in(entry.find("trace"));
        } else if (is_type(entry, "aws:cdk:creationStack")) {
            trace.frames = frames_in(data);
        }
    }
    if (id.empty() && trace.frames.empty()) return;
    const auto place = by_path_.insert_or_assign(trace.construct_path, std::move(trace)).first;
    if (!id.empty()) path_of_id_.try_emplace(id, place->first);
}

void ConstructTraces::borrow_frames() {
    std::vector<std::pair<ConstructTrace*, const ConstructTrace*>> borrowed;
    for (auto& [path, trace] : by_path_) {
        if (!trace.frames.empty()) continue;
        if (const ConstructTrace* const found = enclosing(path)) borrowed.emplace_back(&trace, found);
    }
    for (const auto& [trace, lender] : borrowed) {
        trace->frames = lender->frames;
        trace->enclosing = true;
    }
}

const ConstructTrace* ConstructTraces::enclosing(std::string_view path) const {
    for (std::size_t slash = path.rfind('/'); slash != std::string_view::npos; slash = path.rfind('/')) {
        path = path.substr(0, slash);
        // A construct's main resource is its child "Resource"; only resources have entries.
        for (const std::string& candidate : {std::string(path) + "/Resource", std::string(path)}) {
            const auto found = by_path_.find(candidate);
            if (found != by_path_.end() && !found->second.frames.empty()) return &found->second;
        }
    }
    return nullptr;
}

std::string_view ConstructTraces::path_of(std::string_view id) const {
    const auto found = path_of_id_.find(id);
    return found == path_of_id_.end() ? std::string_view() : found->second;
}

const ConstructTrace* ConstructTraces::of_logical_id(std::string_view id) const {
    const auto found = path_of_id_.find(id);
    return found == path_of_id_.end() ? nullptr : at_path(found->second);
}

const ConstructTrace* ConstructTraces::at_path(std::string_view construct_path) const {
    const auto found = by_path_.find(without_slash(construct_path));
    return found == by_path_.end() || found->second.frames.empty() ? nullptr : &found->second;
}

}  // namespace csr::model::cloudformation
