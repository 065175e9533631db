#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace csr::source {

/// A half-open range of byte offsets in one source.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const Span&) const = default;
};

/// A place for people and tools; everything counts from 1. A tab counts as one column.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t byte_column = 1;
    std::uint32_t code_point_column = 1;
    std::uint32_t utf16_column = 1;
    bool operator==(const Position&) const = default;
};

/// Finds lines and columns. Lines end with LF, CRLF or a lone CR. Built only for files that have findings.
/// A position costs a search in the lines and at most 4 KB of counting, however long the line is.
class LineIndex {
  public:
    explicit LineIndex(std::string_view bytes);

    /// The position of byte `offset`; past the end gives the position of the end. An offset inside a code point
    /// gives that code point's column. A byte-order mark at the start takes no column.
    [[nodiscard]] Position position(std::uint32_t offset) const;
    /// The text of the 1-based `line` without its line break; empty past the end.
    [[nodiscard]] std::string_view line(std::uint32_t line) const;
    [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
    /// Byte offset of the first byte of the 1-based `line`; the size of the text past the end.
    [[nodiscard]] std::uint32_t line_start(std::uint32_t line) const;

  private:
    /// A counted place inside of a line.
    struct Checkpoint {
        std::uint32_t offset;
        std::uint32_t code_point_column;
        std::uint32_t utf16_column;
    };

    [[nodiscard]] Checkpoint first_column(std::uint32_t line_start) const;
    [[nodiscard]] Checkpoint advance(Checkpoint from, std::uint32_t offset) const;
    [[nodiscard]] Checkpoint nearest_before(std::uint32_t offset, Checkpoint line) const;
    void add_checkpoints(std::uint32_t line_start, std::size_t line_end);

    std::string_view bytes_;
    std::vector<std::uint32_t> starts_;
    std::vector<Checkpoint> checkpoints_;  ///< by offset; only long lines have some
};

/// One file's bytes under the path that findings show. Immutable; outlives every tree and location made from it.
class Source {
  public:
    /// `path` uses '/', is relative to the repository root where there is one.
    Source(std::string path, std::string bytes) : path_(std::move(path)), bytes_(std::move(bytes)) {}
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    /// Made at the first call; safe to call from several threads.
    [[nodiscard]] const LineIndex& lines() const;

  private:
    std::string path_;
    std::string bytes_;
    mutable std::once_flag lines_once_;
    mutable std::unique_ptr<LineIndex> lines_;
};

}  // namespace csr::source
