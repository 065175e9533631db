#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace csr::report {

/// `text` with spaces behind it, up to `columns` of a terminal.
[[nodiscard]] std::string padded(std::string_view text, std::size_t columns);

/// `text` in lines of at most `columns`: broken at spaces and between full-width characters, where Japanese
/// typography allows it. A word longer than a line stays whole.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

/// What a piece of text means to the reader, for its colour.
enum class Tone : unsigned char { plain, strong, faint, frame, error, warning, note, good, open };

/// Colours text, or leaves it alone.
class Painter {
  public:
    explicit Painter(bool on) : on_(on) {}
    [[nodiscard]] std::string operator()(Tone tone, std::string_view text) const;

  private:
    bool on_;
};

}  // namespace csr::report
