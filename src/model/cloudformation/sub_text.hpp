#pragma once

#include <optional>
#include <string_view>

namespace csr::model::cloudformation {

/// Takes the text of a Fn::Sub apart: literal text and the names in ${...}.
class SubReader {
  public:
    struct Piece {
        std::string_view text;  ///< literal text, or the name without ${ and }
        bool name = false;
    };

    explicit SubReader(std::string_view text) : rest_(text) {}
    /// The next piece; nothing at the end. "${!Literal}" gives the literal text "${" and "Literal}".
    [[nodiscard]] std::optional<Piece> next();

  private:
    std::string_view rest_;
};

}  // namespace csr::model::cloudformation
