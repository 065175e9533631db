#include "model/cloudformation/validation/names.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/suggest.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/validation/findings.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::array<std::string_view, 8> pseudo_parameters{"AWS::AccountId", "AWS::NoValue",  "AWS::NotificationARNs",
                                                            "AWS::Partition", "AWS::Region",   "AWS::StackId",
                                                            "AWS::StackName", "AWS::URLSuffix"};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// "EnablePerformanceInsights" in words; a run of capitals is one word.
std::vector<std::string_view> words_of(std::string_view name) {
    std::vector<std::string_view> words;
    std::size_t start = 0;
    for (std::size_t i = 1; i < name.size(); ++i) {
        if (!is_capital(name[i]) || (is_capital(name[i - 1]) && (i + 1 == name.size() || is_capital(name[i + 1]))))
            continue;
        words.push_back(name.substr(start, i - start));
        start = i;
    }
    words.push_back(name.substr(start));
    return words;
}

/// Forms of one word: "Enable" and "Enabled", "Group" and "Groups".
bool alike(std::string_view a, std::string_view b) {
    constexpr std::size_t shortest = 4;
    const std::size_t common = std::min(a.size(), b.size());
    if (a == b) return true;
    return common >= shortest && std::max(a.size(), b.size()) - common <= 2 &&
           a.substr(0, common) == b.substr(0, common);
}

/// The only candidate made of the same words in another order or form.
std::string_view same_words(std::string_view name, std::span<const std::string_view> candidates) {
    const std::vector<std::string_view> wanted = words_of(name);
    std::string_view found;
    for (const std::string_view candidate : candidates) {
        std::vector<std::string_view> words = words_of(candidate);
        if (wanted.size() < 2 || words.size() != wanted.size()) continue;
        const bool same = std::ranges::all_of(wanted, [&words](std::string_view word) {
            const auto match =
                std::ranges::find_if(words, [word](std::string_view other) { return alike(word, other); });
            if (match == words.end()) return false;
            words.erase(match);
            return true;
        });
        if (!same) continue;
        if (!found.empty()) return {};
        found = candidate;
    }
    return found;
}

}  // namespace

base::Text guess(std::string_view name, std::span<const std::string_view> candidates) {
    std::string_view meant = same_words(name, candidates);
    if (meant.empty()) meant = base::did_you_mean(name, candidates);
    if (meant.empty()) return {};
    return {fmt::format("; did you mean {}?", meant), fmt::format("。{} の誤りではありませんか", meant)};
}

bool is_pseudo_parameter(std::string_view name) {
    return std::ranges::find(pseudo_parameters, name) != pseudo_parameters.end();
}

TemplateNames::TemplateNames(const Template& owner) : owner_(&owner) {
    for (const std::string_view transform : owner.transforms()) {
        if (transform.starts_with("AWS::Serverless-")) {
            serverless_ = true;
        } else if (transform == "AWS::LanguageExtensions") {
            language_extensions_ = true;
        } else if (!transform.starts_with("AWS::CodeDeploy") && !transform.starts_with("AWS::SecretsManager")) {
            opaque_ = true;
        }
    }
    scan_functions();
}

void TemplateNames::scan_functions() {
    const syntax::Tree& tree = owner_->tree();
    for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
        const syntax::Node& node = tree.node(i);
        if (node.kind != syntax::NodeKind::mapping && node.tag == 0) continue;
        const syntax::NodeRef ref(tree, i);
        if (ref.tag() == "!Transform") opaque_ = true;
        for (const syntax::NodeRef::Pair pair : ref.pairs()) {
            const std::string_view key = pair.key.text();
            if (!key.starts_with("Fn::")) continue;
            if (key == "Fn::Transform") opaque_ = true;
            const syntax::NodeRef name = key.starts_with("Fn::ForEach::") ? pair.value.at(0) : syntax::NodeRef();
            if (name && name.is_scalar()) loops_.insert(name.text());
        }
    }
}

bool TemplateNames::is_parameter(std::string_view name) const {
    const syntax::NodeRef section = owner_->section("Parameters");
    return section && section.find_key(name);
}

bool TemplateNames::is_loop(std::string_view name) const {
    return loops_.contains(name) || (!loops_.empty() && (name.find("${") != std::string_view::npos ||
                                                         name.find("&{") != std::string_view::npos));
}

bool TemplateNames::may_appear(std::string_view name) const {
    if (opaque_ || is_loop(name)) return true;
    for (const Resource& resource : owner_->resources()) {
        if (resource.type.ends_with("::MODULE") && name.starts_with(resource.id)) return true;
        const bool made_of = resource.type.starts_with("AWS::Serverless::") && name.starts_with(resource.id);
        if (serverless_ && made_of) return true;
    }
    return serverless_ && name.starts_with("Serverless");
}

std::vector<std::string_view> TemplateNames::mentionable() const {
    std::vector<std::string_view> names;
    if (const syntax::NodeRef section = owner_->section("Parameters")) {
        for (const syntax::NodeRef::Pair pair : section.pairs()) names.push_back(pair.key.text());
    }
    for (const Resource& resource : owner_->resources()) names.push_back(resource.id);
    names.insert(names.end(), pseudo_parameters.begin(), pseudo_parameters.end());
    return names;
}

}  // namespace csr::model::cloudformation
