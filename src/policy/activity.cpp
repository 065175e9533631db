#include "policy/activity.hpp"

#include <algorithm>
#include <mutex>
#include <re2/re2.h>
#include <vector>

namespace csr::policy {

struct ActivityMatcher::Compiled {
    const ActivityPatterns patterns;
    std::once_flag once = {};
    std::vector<std::unique_ptr<re2::RE2>> run = {};
    std::vector<std::unique_ptr<re2::RE2>> uses = {};

    void compile() {
        std::call_once(once, [this] {
            for (const std::string& text : patterns.run)
                run.push_back(std::make_unique<re2::RE2>(text, re2::RE2::Quiet));
            for (const std::string& text : patterns.uses)
                uses.push_back(std::make_unique<re2::RE2>(text, re2::RE2::Quiet));
        });
    }
};

namespace {

bool any_matches(const std::vector<std::unique_ptr<re2::RE2>>& patterns, std::string_view text) {
    return std::ranges::any_of(patterns, [&](const auto& pattern) {
        return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern);
    });
}

}  // namespace

ActivityMatcher::ActivityMatcher(const Activities& activities) {
    for (const auto& [name, patterns] : activities) activities_.emplace(name, std::make_unique<Compiled>(patterns));
}

ActivityMatcher::~ActivityMatcher() = default;

bool ActivityMatcher::knows(std::string_view activity) const { return activities_.contains(activity); }

bool ActivityMatcher::does(const model::Step& step, std::string_view activity) const {
    const auto found = activities_.find(activity);
    if (found == activities_.end()) return false;
    Compiled& compiled = *found->second;
    compiled.compile();
    if (step.uses.valid() && step.uses.is_scalar()) return any_matches(compiled.uses, step.action());
    if (!step.run.valid() || !step.run.is_scalar()) return false;
    return any_matches(compiled.run, without_comment_lines(step.run.text()));
}

std::string without_comment_lines(std::string_view script) {
    std::string kept;
    while (!script.empty()) {
        const std::size_t end = std::min(script.find('\n'), script.size() - 1) + 1;
        const std::string_view line = script.substr(0, end);
        script.remove_prefix(end);
        const std::size_t first = line.find_first_not_of(" \t");
        if (first == std::string_view::npos || line[first] != '#') kept += line;
    }
    return kept;
}

}  // namespace csr::policy
