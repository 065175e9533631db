#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace re2 {
class RE2;
}

namespace csr::cel {

/// A compiled pattern; see matches().
class Regex {
  public:
    explicit Regex(std::string_view pattern);
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;
    ~Regex();

    /// What is wrong with the pattern; empty when nothing is.
    [[nodiscard]] std::string error() const;
    /// Whether the pattern is found anywhere in `text`. The pattern is valid.
    [[nodiscard]] bool found_in(std::string_view text) const;

  private:
    std::unique_ptr<const re2::RE2> pattern_;
};

/// A literal pattern: compiled once, when it is first needed, by whichever thread needs it.
class LazyRegex {
  public:
    explicit LazyRegex(std::string_view pattern) : pattern_(pattern) {}
    [[nodiscard]] const Regex& get() const;

  private:
    std::string pattern_;
    mutable std::once_flag once_;
    mutable std::unique_ptr<const Regex> regex_;
};

/// The patterns that the evaluations of one call have made up; bounded. Safe to use from several threads.
class RegexCache {
  public:
    [[nodiscard]] std::shared_ptr<const Regex> get(std::string_view pattern) const;

  private:
    static constexpr std::size_t most = 16;
    mutable std::mutex mutex_;
    mutable std::vector<std::pair<std::string, std::shared_ptr<const Regex>>> entries_;
    mutable std::size_t oldest_ = 0;
};

}  // namespace csr::cel
