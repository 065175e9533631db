#include "model/document.hpp"

#include "source/path.hpp"
#include "syntax/environment_file.hpp"
#include "syntax/markdown.hpp"
#include "syntax/script.hpp"
#include "syntax/terraform.hpp"

namespace csr::model {

namespace {

constexpr std::size_t sniffed = 8 * 1024;

/// A NUL byte near the start: UTF-16, or no text.
bool is_binary(std::string_view bytes) {
    return bytes.substr(0, sniffed).find('\0') != std::string_view::npos || bytes.starts_with("\xff\xfe") ||
           bytes.starts_with("\xfe\xff");
}

/// The kind that the name alone tells; `other` where the content decides.
DocumentKind kind_by_name(PathHint hint) {
    switch (hint) {
        case PathHint::markdown:
            return DocumentKind::markdown;
        case PathHint::script:
            return DocumentKind::script;
        case PathHint::environment_file:
            return DocumentKind::environment_file;
        case PathHint::terraform:
            return DocumentKind::terraform;
        default:
            return DocumentKind::other;
    }
}

syntax::Tree parse_late(DocumentKind kind, const source::Source& source) {
    switch (kind) {
        case DocumentKind::markdown:
            return syntax::parse_markdown(source);
        case DocumentKind::script:
            return syntax::parse_script(source);
        case DocumentKind::environment_file:
            return syntax::parse_environment_file(source);
        case DocumentKind::terraform:
            return syntax::parse_terraform(source);
        default:
            return syntax::parse_json(source);
    }
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
    const std::string_view text = source_.bytes();
    binary_ = is_binary(text);
    if (!binary_) kind_ = kind_by_name(hint_of(source_.path()));
    if (parsed_late()) return;
    std::call_once(parsed_, [] {});  // parsed here or never
    if (binary_) return;
    if (!named && !may_matter(source_.path(), text)) return;
    tree_.emplace(is_json(source_.path(), text) ? syntax::parse_json(source_) : syntax::parse_yaml(source_));
    kind_ = classify(source_.path(), *tree_, named);
}

Document::Document(Data, std::string path, std::string bytes)
    : source_(std::move(path), std::move(bytes)), kind_(DocumentKind::assembly_data) {}

std::unique_ptr<Document> Document::assembly_data(std::string path, std::string bytes) {
    return std::unique_ptr<Document>(new Document(Data(), std::move(path), std::move(bytes)));
}

bool Document::parsed_late() const {
    return kind_ == DocumentKind::assembly_data || kind_ == DocumentKind::markdown || kind_ == DocumentKind::script ||
           kind_ == DocumentKind::environment_file || kind_ == DocumentKind::terraform;
}

const syntax::Tree* Document::tree() const {
    std::call_once(parsed_, [this] { tree_.emplace(parse_late(kind_, source_)); });
    return tree_ ? &*tree_ : nullptr;
}

}  // namespace csr::model
