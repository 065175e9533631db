#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace csr::source {

/// One pattern of git's wildcard language, matched in time linear in pattern times path, without recursion.
class GitPattern {
  public:
    /// `pattern` without a leading '!' and without a trailing '/'. `whole_path`: it is compared with the path and '*'
    /// does not cross '/'; otherwise with the last name.
    explicit GitPattern(std::string_view pattern, bool whole_path);

    /// `path` is relative to the directory of the pattern's file.
    [[nodiscard]] bool matches(std::string_view path) const;

  private:
    enum class Op : std::uint8_t { character, any, set, star, directories, directories_body, everything, never };
    struct Item {
        Op op;
        char character = 0;
        std::uint32_t set = 0;  ///< index into sets_
    };
    friend class GitPatternCompiler;
    void classify();
    [[nodiscard]] bool accepts(const Item& item, char c) const;
    [[nodiscard]] bool simulate(std::string_view text) const;
    void follow_empty(std::vector<char>& states) const;

    std::vector<Item> items_;
    std::vector<std::array<bool, 256>> sets_;
    std::string literal_;  ///< all of the pattern, or what follows its only '*'
    enum class Shape : std::uint8_t { literal, suffix, general } shape_ = Shape::general;
    bool whole_path_;
};

/// The rules of one .gitignore (or .git/info/exclude) file.
class GitIgnoreFile {
  public:
    /// `directory`: the one the rules are relative to, seen from the repository's root; empty for the root itself.
    GitIgnoreFile(std::string directory, std::string_view text);

    enum class Decision : std::uint8_t { none, ignored, included };
    /// What the last matching rule says about `path`, which is relative to the repository's root.
    [[nodiscard]] Decision decide(std::string_view path, bool is_directory) const;

  private:
    struct Rule {
        GitPattern pattern;
        bool negated;
        bool directory_only;
    };
    void add_rule(std::string_view line);

    std::string directory_;
    std::vector<Rule> rules_;
};

/// Which paths git ignores: the files' rules from the outermost directory to the innermost.
class GitIgnore {
  public:
    /// Files are added from the weakest to the strongest: info/exclude, the root's .gitignore, deeper ones.
    void push(GitIgnoreFile file) { files_.push_back(std::move(file)); }
    void pop() { files_.pop_back(); }
    [[nodiscard]] std::size_t depth() const { return files_.size(); }
    /// Whether `path` (relative to the repository's root) itself is ignored. That nothing below an ignored directory
    /// can be included again is for the caller, who does not enter it.
    [[nodiscard]] bool is_ignored(std::string_view path, bool is_directory) const;

  private:
    std::vector<GitIgnoreFile> files_;
};

}  // namespace csr::source
