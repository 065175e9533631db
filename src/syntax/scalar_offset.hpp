#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "syntax/node.hpp"

namespace csr::syntax {

/// Finds where bytes of a scalar's decoded text stand in the source, also inside quoted, folded and literal scalars.
/// Costs one walk over the scalar when the offsets ascend.
class ScalarOffsets {
  public:
    explicit ScalarOffsets(NodeRef scalar);

    /// The byte of the source that byte `offset` of the decoded text comes from. Offsets must not descend.
    [[nodiscard]] std::uint32_t find(std::uint32_t offset);
    /// Goes on from a place that find() gave before for a byte that is no blank.
    void resume(std::uint32_t offset, std::uint32_t position);

  private:
    [[nodiscard]] bool at_escape() const;
    void skip_line();
    void skip_blanks();
    void step();
    void step_over_escape();

    std::string_view written_;
    std::string_view decoded_;
    Style style_;
    std::size_t position_ = 0;  ///< in the source
    std::size_t end_ = 0;       ///< of the scalar in the source
    std::uint32_t at_ = 0;      ///< in the decoded text
    bool as_written_ = false;   ///< nothing was decoded
};

/// The byte of the source that byte `offset` of a scalar's decoded text comes from.
[[nodiscard]] std::uint32_t source_offset(NodeRef scalar, std::uint32_t offset);

}  // namespace csr::syntax
