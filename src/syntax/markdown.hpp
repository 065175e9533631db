#pragma once

#include "syntax/node.hpp"

namespace csr::syntax {

/// Reads a Markdown text: {path, headings: [texts], sections: [...], links: [...]}.
///
/// Headings are lines with # to ######, and lines underlined with === or ---; fenced code, HTML comments and front
/// matter hold none. A section reaches to the next heading of its level or a higher one: {heading, level, under:
/// [headings of the sections it lies in], text, filled (says something: more than headings and words such as TODO),
/// items, tables, code (how many list items, tables and code blocks it holds)}. A link is {target, path}; `path` is the
/// target seen from where the document's own path begins, empty for other targets than files.
[[nodiscard]] Tree parse_markdown(const source::Source& source);

}  // namespace csr::syntax
