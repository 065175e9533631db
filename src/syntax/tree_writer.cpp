#include "syntax/tree_writer.hpp"

#include <algorithm>
#include <functional>
#include <string>

namespace csr::syntax {

void TreeWriter::count() {
    if (!after_key_ && !open_.empty()) ++builder_.node(open_.back()).size;
    after_key_ = false;
}

void TreeWriter::begin(NodeKind kind, source::Span span) {
    count();
    Node node;
    node.kind = kind;
    node.begin = span.begin;
    node.end = span.end;
    open_.push_back(builder_.add(node));
}

void TreeWriter::end(std::uint32_t end) {
    const std::uint32_t index = open_.back();
    open_.pop_back();
    builder_.close(index, std::max(end, builder_.node(index).begin));
}

void TreeWriter::key(std::string_view name, source::Span span) {
    scalar(NodeKind::string, name, span);
    after_key_ = true;
}

void TreeWriter::integer(std::uint64_t value, source::Span span) {
    scalar(NodeKind::integer, std::to_string(value), span);
}

void TreeWriter::scalar(NodeKind kind, std::string_view text, source::Span span, std::uint16_t tag) {
    count();
    Node node;
    node.kind = kind;
    node.tag = tag;
    node.begin = span.begin;
    node.end = span.end;
    node.size = static_cast<std::uint32_t>(text.size());
    const std::string_view bytes = source_.bytes();
    const bool inside = std::less_equal<>()(bytes.data(), text.data()) &&
                        std::less_equal<>()(text.data() + text.size(), bytes.data() + bytes.size());
    if (inside) {
        node.text_begin = static_cast<std::uint32_t>(text.data() - bytes.data());
    } else {
        node.text_begin = builder_.decoded_begin();
        builder_.decoded() += text;
    }
    builder_.add(node);
}

void TreeWriter::member(std::string_view name, const std::vector<std::string>& values, source::Span span) {
    key(name, span);
    begin_sequence(span);
    for (const std::string& value : values) text(value, span);
    end(span.end);
}

std::uint16_t TreeWriter::tag(std::string_view name) {
    std::vector<std::string>& tags = builder_.tags();
    const auto found = std::ranges::find(tags, name);
    if (found != tags.end()) return static_cast<std::uint16_t>(found - tags.begin());
    tags.emplace_back(name);
    return static_cast<std::uint16_t>(tags.size() - 1);
}

}  // namespace csr::syntax
