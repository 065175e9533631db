#include "syntax/scalar_offset.hpp"

#include <algorithm>

namespace csr::syntax {

namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

/// How many bytes the escape at the start of `text` takes in a double-quoted scalar.
std::uint32_t escape_size(std::string_view text) {
    if (text.size() < 2) return 1;
    switch (text[1]) {
        case 'x':
            return 4;
        case 'u':
            return 6;
        case 'U':
            return 10;
        default:
            return 2;
    }
}

std::uint32_t code_point_size(char first) {
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0xC0) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

}  // namespace

// Walks the scalar as it is written beside its decoded text: blanks may differ, everything else corresponds.
ScalarOffsets::ScalarOffsets(NodeRef scalar)
    : written_(scalar.tree().source().bytes()), decoded_(scalar.text()), style_(scalar.style()) {
    position_ = scalar.span().begin;
    end_ = std::min<std::size_t>(scalar.span().end, written_.size());
    if (scalar.tree().node(scalar.index()).kind == NodeKind::alias) {
        end_ = position_;  // all of its text comes from elsewhere
        return;
    }
    // Text that was not decoded is a view into the source.
    as_written_ = !decoded_.empty() && decoded_.data() >= written_.data() &&
                  decoded_.data() + decoded_.size() <= written_.data() + written_.size();
    if (as_written_) {
        position_ = static_cast<std::size_t>(decoded_.data() - written_.data());
        end_ = position_ + decoded_.size();
        return;
    }
    const bool block = style_ == Style::literal || style_ == Style::folded;
    const bool quoted = style_ == Style::double_quoted || style_ == Style::single_quoted;
    if (block && position_ < end_ && (written_[position_] == '|' || written_[position_] == '>'))
        skip_line();
    else if (quoted && position_ < end_)
        ++position_;
}

std::uint32_t ScalarOffsets::find(std::uint32_t offset) {
    if (as_written_) return static_cast<std::uint32_t>(std::min(position_ + offset, end_));
    while (at_ < offset && at_ < decoded_.size() && position_ < end_) step();
    if (at_ < decoded_.size() && !is_blank(decoded_[at_])) skip_blanks();
    return static_cast<std::uint32_t>(std::min(position_, end_));
}

void ScalarOffsets::resume(std::uint32_t offset, std::uint32_t position) {
    if (as_written_) return;
    at_ = offset;
    position_ = position;
}

void ScalarOffsets::skip_line() {
    while (position_ < end_ && written_[position_] != '\n') ++position_;
    if (position_ < end_) ++position_;
}

void ScalarOffsets::skip_blanks() {
    while (position_ < end_ && is_blank(written_[position_])) ++position_;
}

bool ScalarOffsets::at_escape() const {
    return style_ == Style::double_quoted && position_ < end_ && written_[position_] == '\\';
}

void ScalarOffsets::step_over_escape() {
    const std::string_view rest = written_.substr(position_);
    const bool joins_lines = rest.size() > 1 && (rest[1] == '\n' || rest[1] == '\r');
    position_ += escape_size(rest);
    if (joins_lines)
        skip_blanks();
    else
        at_ += code_point_size(decoded_[at_]);
}

void ScalarOffsets::step() {
    if (at_escape()) return step_over_escape();
    if (is_blank(decoded_[at_])) {
        if (position_ < end_ && is_blank(written_[position_])) ++position_;
        ++at_;
        return;
    }
    if (position_ < end_ && is_blank(written_[position_])) return skip_blanks();
    position_ += style_ == Style::single_quoted && written_[position_] == '\'' ? 2U : 1U;
    ++at_;
}

std::uint32_t source_offset(NodeRef scalar, std::uint32_t offset) { return ScalarOffsets(scalar).find(offset); }

}  // namespace csr::syntax
