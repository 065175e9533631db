#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"
#include "syntax/node.hpp"

/// Reading the YAML files that people write for csr-lint: rules, packs, catalogues, configurations. Every mistake is
/// reported with its place and a way out; reading goes on behind it.
namespace csr::policy {

/// Collects the mistakes of one or more files.
class Mistakes {
  public:
    /// A mistake at `place`.
    void add(syntax::NodeRef place, base::Text message, base::Text hint = {});
    /// A mistake at one byte of a file.
    void add(const source::Source& source, std::uint32_t offset, base::Text message, base::Text hint = {});
    /// A mistake about a whole file.
    void add(std::string path, base::Text message, base::Text hint = {});
    /// The syntax errors and the doubled keys of a file.
    void add_syntax(const syntax::Tree& tree);

    [[nodiscard]] bool empty() const { return errors_.empty(); }
    [[nodiscard]] std::size_t size() const { return errors_.size(); }
    /// In the order of path, line and column.
    [[nodiscard]] std::vector<base::Error> take();

  private:
    std::vector<base::Error> errors_;
};

/// Reads one mapping key by key; `finish` reports the keys that nobody asked for.
class MappingReader {
  public:
    /// A node that is no mapping is a mistake and then reads as an empty one; so does an invalid node, silently.
    MappingReader(syntax::NodeRef node, Mistakes& mistakes);

    /// The value under `key`; invalid when it is absent.
    [[nodiscard]] syntax::NodeRef take(std::string_view key);
    /// The value under `key`; its absence is a mistake.
    [[nodiscard]] syntax::NodeRef require(std::string_view key);
    /// Reports the keys that were not taken, with the one that was probably meant.
    void finish();

    [[nodiscard]] syntax::NodeRef node() const { return node_; }
    [[nodiscard]] bool is_mapping() const { return mapping_; }

  private:
    syntax::NodeRef node_;
    Mistakes* mistakes_;
    bool mapping_;
    std::vector<std::string_view> known_;
};

/// A name and the value it stands for, for read_choice.
template <class Value>
struct Choice {
    std::string_view name;
    Value value;
};

/// "did you mean X?" for the candidate nearest to `name`; empty when none is near.
[[nodiscard]] base::Text suggestion(std::string_view name, std::span<const std::string_view> candidates);
/// "one of a, b, c", or the nearest of them.
[[nodiscard]] base::Text choice_hint(std::string_view name, std::span<const std::string_view> candidates);

/// A non-empty string; anything else is a mistake. An invalid node gives nothing, silently, as for all of these.
[[nodiscard]] std::optional<std::string> read_string(syntax::NodeRef node, Mistakes& mistakes);
[[nodiscard]] std::optional<bool> read_boolean(syntax::NodeRef node, Mistakes& mistakes);
/// A list of non-empty strings, or one string for a list of one.
[[nodiscard]] std::vector<std::string> read_strings(syntax::NodeRef node, Mistakes& mistakes);
/// A text in both languages: {en: ..., ja: ...}.
[[nodiscard]] base::Text read_text(syntax::NodeRef node, Mistakes& mistakes);

/// One of the named values.
template <class Value>
[[nodiscard]] std::optional<Value> read_choice(syntax::NodeRef node, std::span<const Choice<Value>> choices,
                                               Mistakes& mistakes) {
    const std::optional<std::string> name = read_string(node, mistakes);
    if (!name) return std::nullopt;
    std::vector<std::string_view> names;
    for (const Choice<Value>& choice : choices) {
        if (choice.name == *name) return choice.value;
        names.push_back(choice.name);
    }
    mistakes.add(node, {"unknown value \"" + *name + "\"", "不明な値です: \"" + *name + "\""},
                 choice_hint(*name, names));
    return std::nullopt;
}

}  // namespace csr::policy
