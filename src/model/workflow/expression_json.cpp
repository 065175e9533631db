#include "model/workflow/expression_json.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "source/source.hpp"
#include "syntax/node.hpp"

namespace csr::model {

namespace {

using Kind = ExpressionValue::Kind;

// The depth of what is read is bounded by the JSON parser, and so is every value that is made of it.
constexpr std::uint32_t deepest_json = 100;

ExpressionValue value_of_json(syntax::NodeRef node) {
    switch (node.kind()) {
        case syntax::NodeKind::boolean:
            return ExpressionValue::of(node.text() == "true");
        case syntax::NodeKind::integer:
        case syntax::NodeKind::floating:
            return ExpressionValue::of(number_from(node.text()));
        case syntax::NodeKind::string:
            return ExpressionValue::of(std::string(node.text()));
        case syntax::NodeKind::sequence: {
            std::vector<ExpressionValue> items;
            for (const syntax::NodeRef item : node.items()) items.push_back(value_of_json(item));
            return ExpressionValue::array(std::move(items));
        }
        case syntax::NodeKind::mapping: {
            std::vector<std::string> keys;
            std::vector<ExpressionValue> items;
            for (const syntax::NodeRef::Pair pair : node.pairs()) {
                keys.emplace_back(pair.key.text());
                items.push_back(value_of_json(pair.value));
            }
            return ExpressionValue::object(std::move(keys), std::move(items));
        }
        default:
            return ExpressionValue::null();
    }
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\b':
                out += "\\b";
                break;
            case '\f':
                out += "\\f";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

void append(std::string& out, const ExpressionValue& value, std::size_t indent) {
    if (value.kind == Kind::null) {
        out += "null";
    } else if (value.kind == Kind::string) {
        append_quoted(out, value.text);
    } else if (!value.is_container()) {
        out += text_of(value);
    } else if (value.items.empty()) {
        out += value.kind == Kind::array ? "[]" : "{}";
    } else {
        out += value.kind == Kind::array ? '[' : '{';
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            out += i == 0 ? "\n" : ",\n";
            out.append(indent + 2, ' ');
            if (value.kind == Kind::object) {
                append_quoted(out, value.keys[i]);
                out += ": ";
            }
            append(out, value.items[i], indent + 2);
        }
        out += '\n';
        out.append(indent, ' ');
        out += value.kind == Kind::array ? ']' : '}';
    }
}

}  // namespace

ExpressionValue from_json(std::string_view text) {
    const source::Source source("fromJSON", std::string(text));
    syntax::Limits limits;
    limits.depth = deepest_json;
    const syntax::Tree tree = syntax::parse_json(source, limits);
    if (!tree.errors().empty()) return ExpressionValue::failure(tree.errors().front().message.en);
    if (!tree.root()) return ExpressionValue::failure("the text is empty");
    return value_of_json(tree.root());
}

std::string to_json(const ExpressionValue& value) {
    std::string text;
    append(text, value, 0);
    return text;
}

bool is_known(const ExpressionValue& value) {
    return !value.is_unknown() && std::all_of(value.items.begin(), value.items.end(), is_known);
}

}  // namespace csr::model
