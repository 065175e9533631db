#include "model/cloudformation/validation/dependencies.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace csr::model::cloudformation {

namespace {

/// Whether a value of a serverless resource becomes part of another resource that the transform makes beside it.
bool expands_elsewhere(const Resource& resource, syntax::NodeRef node) {
    if (!resource.type.starts_with("AWS::Serverless::") || !resource.properties) return false;
    for (const char* const name : {"DeploymentPreference", "Events", "EventInvokeConfig"}) {
        const syntax::NodeRef part = resource.properties.find(name);
        if (part && node.index() >= part.index() && node.index() < part.tree().node(part.index()).next) return true;
    }
    return false;
}

}  // namespace

void DependencyCheck::run() {
    edges_.resize(names_.owner().resources().size());
    for (const Resource& resource : names_.owner().resources()) {
        findings_.enter(&resource);
        depends_on(resource);
        conditional(resource);
        for (const ResourceMention& mention : mentions_[resource.index]) {
            if (!expands_elsewhere(resource, mention.node)) edges_[resource.index].push_back(mention.to->index);
        }
    }
    cycles();
    findings_.enter(nullptr);
}

void DependencyCheck::depends_on(const Resource& resource) {
    const syntax::NodeRef names = resource.node.find("DependsOn");
    if (!names) return;
    if (names.is_sequence()) {
        for (const syntax::NodeRef name : names.items()) depends_on_name(resource, name);
    } else {
        depends_on_name(resource, names);
    }
}

void DependencyCheck::depends_on_name(const Resource& resource, syntax::NodeRef name) {
    if (!name.is_string() || as_call(name)) {
        if (!as_call(name) || !names_.language_extensions())
            findings_.add("undefined-dependency", name, "DependsOn takes the name of a resource or a list of names",
                          "DependsOn にはリソースの論理 ID またはそのリストを書きます");
        return;
    }
    const Resource* const to = names_.owner().resource(name.text());
    if (to == nullptr) {
        if (names_.may_appear(name.text())) return;
        std::vector<std::string_view> known;
        for (const Resource& candidate : names_.owner().resources()) known.push_back(candidate.id);
        const base::Text meant = guess(name.text(), known);
        findings_.add("undefined-dependency", name, fmt::format("there is no resource {}{}", name.text(), meant.en),
                      fmt::format("{} というリソースはありません{}", name.text(), meant.ja));
        return;
    }
    if (may_lack(resource, {}, *to))
        findings_.add("undefined-dependency", name,
                      fmt::format("{} is not there when condition {} is false", to->id, to->condition),
                      fmt::format("条件 {} が偽のとき {} は存在しません", to->condition, to->id));
    edges_[resource.index].push_back(to->index);
    const auto enforced = [to](const ResourceMention& mention) { return mention.to == to && mention.guards.empty(); };
    if (!names_.owner().options().assembly && std::ranges::any_of(mentions_[resource.index], enforced))
        findings_.add("obsolete-dependency", name, fmt::format("a reference to {} says this already", to->id),
                      fmt::format("{} への参照があるため、この DependsOn は不要です", to->id));
}

bool DependencyCheck::may_lack(const Resource& from, const std::vector<Guard>& guards, const Resource& to) const {
    if (to.condition.empty() || to.condition == from.condition) return false;
    std::vector<Guard> wanted = guards;
    if (!from.condition.empty()) wanted.push_back({from.condition, true});
    if (std::ranges::find(wanted, Guard{to.condition, true}) != wanted.end()) return false;
    wanted.push_back({to.condition, false});
    return surely_possible(names_.owner(), wanted);
}

void DependencyCheck::conditional(const Resource& resource) {
    for (const ResourceMention& mention : mentions_[resource.index]) {
        if (!may_lack(resource, mention.guards, *mention.to)) continue;
        findings_.add("conditional-reference", mention.node,
                      fmt::format("{} is not there when condition {} is false", mention.to->id, mention.to->condition),
                      fmt::format("条件 {} が偽のとき {} は存在しません", mention.to->condition, mention.to->id));
    }
}

void DependencyCheck::cycles() {
    // What depends on nothing that is left cannot be in a cycle.
    std::vector<std::vector<std::uint32_t>> users(edges_.size());
    std::vector<std::size_t> open(edges_.size());
    std::vector<std::uint32_t> ready;
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
        std::ranges::sort(edges_[i]);
        edges_[i].erase(std::unique(edges_[i].begin(), edges_[i].end()), edges_[i].end());
        open[i] = edges_[i].size();
        for (const std::uint32_t used : edges_[i]) users[used].push_back(i);
        if (open[i] == 0) ready.push_back(i);
    }
    std::vector<bool> left(edges_.size(), true);
    while (!ready.empty()) {
        const std::uint32_t done = ready.back();
        ready.pop_back();
        left[done] = false;
        for (const std::uint32_t user : users[done]) {
            if (--open[user] == 0) ready.push_back(user);
        }
    }
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
        if (left[i]) report_cycle(i, left);
    }
}

void DependencyCheck::report_cycle(std::uint32_t start, std::vector<bool>& left) {
    std::vector<std::uint32_t> path;
    std::vector<std::size_t> position(edges_.size(), edges_.size());
    std::uint32_t at = start;
    while (position[at] == edges_.size()) {
        position[at] = path.size();
        path.push_back(at);
        const auto next = std::ranges::find_if(edges_[at], [&](std::uint32_t to) { return left[to]; });
        if (next == edges_[at].end()) return;
        at = *next;
    }
    std::vector<std::uint32_t> cycle(path.begin() + static_cast<std::ptrdiff_t>(position[at]), path.end());
    for (const std::uint32_t member : path) left[member] = false;
    std::ranges::rotate(cycle, std::ranges::min_element(cycle));
    std::string route;
    const auto& resources = names_.owner().resources();
    for (const std::uint32_t member : cycle) route += fmt::format("{} -> ", resources[member].id);
    route += resources[cycle.front()].id;
    findings_.enter(&resources[cycle.front()]);
    findings_.add("circular-dependency", resources[cycle.front()].key,
                  fmt::format("the resources depend on each other: {}", route),
                  fmt::format("リソースの依存関係が循環しています: {}", route));
}

}  // namespace csr::model::cloudformation
