#include "model/cloudformation/sub_text.hpp"

namespace csr::model::cloudformation {

namespace {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::optional<SubReader::Piece> SubReader::next() {
    if (rest_.empty()) return std::nullopt;
    const std::size_t open = rest_.find("${");
    if (open == 0) {
        if (rest_.starts_with("${!")) {
            const Piece literal{rest_.substr(0, 2), false};
            rest_.remove_prefix(3);
            return literal;
        }
        const std::size_t close = rest_.find('}');
        if (close != std::string_view::npos) {
            const Piece name{trimmed(rest_.substr(2, close - 2)), true};
            rest_.remove_prefix(close + 1);
            return name;
        }
    }
    // Without its closing brace "${" is text like any other.
    const std::size_t size = open == 0 || open == std::string_view::npos ? rest_.size() : open;
    const Piece literal{rest_.substr(0, size), false};
    rest_.remove_prefix(size);
    return literal;
}

}  // namespace csr::model::cloudformation
