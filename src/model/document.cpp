#include "model/document.hpp"

#include "model/markdown.hpp"
#include "source/path.hpp"

namespace csr::model {

namespace {

constexpr std::size_t sniffed = 8 * 1024;

/// A NUL byte near the start: UTF-16, or no text.
bool is_binary(std::string_view bytes) {
    return bytes.substr(0, sniffed).find('\0') != std::string_view::npos || bytes.starts_with("\xff\xfe") ||
           bytes.starts_with("\xfe\xff");
}

bool is_json(std::string_view path, std::string_view bytes) {
    const PathHint hint = hint_of(path);
    if (hint == PathHint::json) return true;
    const std::string_view ending = source::extension(path);
    if (ending == ".yaml" || ending == ".yml") return false;
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (bytes[first] == '{' || bytes[first] == '[');
}

}  // namespace

Document::Document(std::string path, std::string bytes, bool named) : source_(std::move(path), std::move(bytes)) {
    std::call_once(parsed_, [] {});  // parsed here or never
    const std::string_view text = source_.bytes();
    binary_ = is_binary(text);
    if (binary_) return;
    if (hint_of(source_.path()) == PathHint::markdown) {
        kind_ = DocumentKind::markdown;
        headings_ = markdown_headings(text);
        return;
    }
    if (!named && !may_matter(source_.path(), text)) return;
    tree_.emplace(is_json(source_.path(), text) ? syntax::parse_json(source_) : syntax::parse_yaml(source_));
    kind_ = classify(source_.path(), *tree_, named);
}

Document::Document(Data, std::string path, std::string bytes)
    : source_(std::move(path), std::move(bytes)), kind_(DocumentKind::assembly_data) {}

std::unique_ptr<Document> Document::assembly_data(std::string path, std::string bytes) {
    return std::unique_ptr<Document>(new Document(Data(), std::move(path), std::move(bytes)));
}

const syntax::Tree* Document::tree() const {
    std::call_once(parsed_, [this] { tree_.emplace(syntax::parse_json(source_)); });
    return tree_ ? &*tree_ : nullptr;
}

}  // namespace csr::model
