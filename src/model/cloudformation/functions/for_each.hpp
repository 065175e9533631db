#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation::functions {

/// Fn::ForEach (AWS::LanguageExtensions): the pairs of `body`, once for each item of `collection`.
struct Loop {
    syntax::NodeRef variable;
    syntax::NodeRef collection;
    syntax::NodeRef body;
};

/// What bounds the work that loops make.
struct LoopLimits {
    static constexpr std::uint32_t depth = 8;
    static constexpr std::size_t items = 1000;
};

[[nodiscard]] inline bool is_loop_key(std::string_view key) { return key.starts_with("Fn::ForEach::"); }
/// The loop under such a key; nothing when it is not written as one.
[[nodiscard]] std::optional<Loop> as_loop(syntax::NodeRef written);
/// What the variable stands for, round by round; nothing when the collection cannot be known, with the value that says
/// why in `unknown`.
[[nodiscard]] std::optional<std::vector<std::string_view>> loop_items(const Loop& loop, const Scope& scope,
                                                                      Value* unknown = nullptr);

}  // namespace csr::model::cloudformation::functions
