#include "model/cloudformation/json_text.hpp"

#include <charconv>
#include <string>

#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/scope.hpp"
#include "model/cloudformation/symbolic_text.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::uint32_t max_depth = 128;
/// Raw control characters cannot stand in JSON text, so this one marks where an unknown piece belongs.
constexpr char marker = '\x01';

/// A text with its unknown pieces replaced by markers, and where its pieces stand.
struct MarkedText {
    std::string text;
    std::vector<Value> unknowns;                        ///< in the order of the markers
    std::vector<std::pair<std::size_t, Place>> places;  ///< from this offset on, the text stands there

    void append(const Value& part, std::string_view piece) {
        places.emplace_back(text.size(), part.place());
        if (part.is(Kind::unknown)) {
            text += marker;
            unknowns.push_back(part);
        } else {
            text += piece;
        }
    }
};

/// Reads JSON (RFC 8259) into values of an arena.
class JsonReader {
  public:
    JsonReader(const MarkedText& marked, const Scope& scope) : marked_(marked), scope_(scope), rest_(marked.text) {}

    std::optional<Value> read() {
        std::optional<Value> value = read_value(0);
        skip_blanks();
        return value && rest_.empty() ? value : std::nullopt;
    }

  private:
    void skip_blanks() {
        const std::size_t at = rest_.find_first_not_of(" \t\r\n");
        rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at);
    }
    bool take(char wanted) {
        skip_blanks();
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    [[nodiscard]] Place place() const {
        const std::size_t offset = marked_.text.size() - rest_.size();
        Place found;
        for (const auto& [begin, where] : marked_.places) {
            if (begin > offset) break;
            found = where;
        }
        return found;
    }

    std::optional<Value> read_value(std::uint32_t depth);
    std::optional<Value> read_list(std::uint32_t depth, Place at);
    std::optional<Value> read_map(std::uint32_t depth, Place at);
    std::optional<Value> read_string(Place at);
    std::optional<Value> read_word(Place at);
    [[nodiscard]] Value open_text(const TextParts& pieces, Place at) const;
    bool read_escape(std::string& text);
    std::optional<std::uint32_t> read_unit();

    const MarkedText& marked_;
    const Scope& scope_;
    std::string_view rest_;
    std::size_t next_unknown_ = 0;
};

std::optional<Value> JsonReader::read_value(std::uint32_t depth) {
    skip_blanks();
    if (rest_.empty() || depth > max_depth) return std::nullopt;
    const Place at = place();
    switch (rest_.front()) {
        case '[':
            return read_list(depth, at);
        case '{':
            return read_map(depth, at);
        case '"':
            return read_string(at);
        case marker:
            rest_.remove_prefix(1);
            return open_text({marked_.unknowns[next_unknown_++]}, at);
        default:
            return read_word(at);
    }
}

std::optional<Value> JsonReader::read_list(std::uint32_t depth, Place at) {
    rest_.remove_prefix(1);
    std::vector<Value> items;
    if (take(']')) return make_list(scope_.arena(), items, at);
    do {
        const std::optional<Value> item = read_value(depth + 1);
        if (!item) return std::nullopt;
        items.push_back(*item);
    } while (take(','));
    if (!take(']')) return std::nullopt;
    return make_list(scope_.arena(), items, at);
}

std::optional<Value> JsonReader::read_map(std::uint32_t depth, Place at) {
    rest_.remove_prefix(1);
    std::vector<ValueMap::Entry> entries;
    if (take('}')) return make_map(scope_.arena(), entries, at);
    do {
        skip_blanks();
        const std::optional<Value> key = rest_.starts_with('"') ? read_string(place()) : std::nullopt;
        if (!key || !take(':')) return std::nullopt;
        const std::optional<Value> value = read_value(depth + 1);
        if (!value) return std::nullopt;
        // A key with an unknown piece names no member that anybody could ask for.
        if (key->is(Kind::string)) entries.push_back({*key, *value});
    } while (take(','));
    if (!take('}')) return std::nullopt;
    return make_map(scope_.arena(), entries, at);
}

std::optional<Value> JsonReader::read_string(Place at) {
    rest_.remove_prefix(1);
    TextParts pieces;
    std::string text;
    const auto end_piece = [&] {
        if (!text.empty()) pieces.push_back(Value::string(scope_.arena().copy(text), at));
        text.clear();
    };
    while (!rest_.empty() && rest_.front() != '"') {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c == marker) {
            end_piece();
            pieces.push_back(marked_.unknowns[next_unknown_++]);
        } else if (c != '\\') {
            text += c;
        } else if (!read_escape(text)) {
            return std::nullopt;
        }
    }
    if (rest_.empty()) return std::nullopt;
    rest_.remove_prefix(1);
    if (pieces.empty()) return Value::string(scope_.arena().copy(text), at);
    end_piece();
    return open_text(pieces, at);
}

/// The value of pieces of which one at least is unknown.
Value JsonReader::open_text(const TextParts& pieces, Place at) const {
    const Value merged = pieces.size() == 1 ? pieces.front() : merge_unknown(scope_, pieces, at);
    Unknown found = merged.as_unknown();
    found.piece = true;
    found.named = symbolic_text(scope_.arena(), pieces, names_the_value).value_or(std::string_view());
    return Value::unknown(*scope_.arena().create<Unknown>(found), merged.place());
}

void append_utf8(std::string& text, std::uint32_t code) {
    const auto tail = [&text](std::uint32_t bits) { text += static_cast<char>(0x80U | (bits & 0x3FU)); };
    if (code < 0x80U) {
        text += static_cast<char>(code);
    } else if (code < 0x800U) {
        text += static_cast<char>(0xC0U | code >> 6U);
        tail(code);
    } else if (code < 0x10000U) {
        text += static_cast<char>(0xE0U | code >> 12U);
        tail(code >> 6U);
        tail(code);
    } else {
        text += static_cast<char>(0xF0U | code >> 18U);
        tail(code >> 12U);
        tail(code >> 6U);
        tail(code);
    }
}

std::optional<std::uint32_t> JsonReader::read_unit() {
    if (rest_.size() < 4) return std::nullopt;
    std::uint32_t unit = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + 4, unit, 16);
    if (error != std::errc() || end != rest_.data() + 4) return std::nullopt;
    rest_.remove_prefix(4);
    return unit;
}

bool JsonReader::read_escape(std::string& text) {
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (rest_.empty()) return false;
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (const std::size_t at = names.find(c); at != std::string_view::npos) return text += meanings[at], true;
    if (c != 'u') return false;
    std::optional<std::uint32_t> code = read_unit();
    if (!code) return false;
    if (*code >= 0xD800U && *code < 0xDC00U && rest_.starts_with("\\u")) {
        rest_.remove_prefix(2);
        const std::optional<std::uint32_t> low = read_unit();
        if (!low || *low < 0xDC00U || *low > 0xDFFFU) return false;
        code = 0x10000U + ((*code - 0xD800U) << 10U) + (*low - 0xDC00U);
    }
    append_utf8(text, *code >= 0xD800U && *code < 0xE000U ? 0xFFFDU : *code);
    return true;
}

std::optional<Value> JsonReader::read_word(Place at) {
    const std::size_t size = std::min(rest_.find_first_of(",]} \t\r\n"), rest_.size());
    const std::string_view word = rest_.substr(0, size);
    std::size_t markers = 0;
    for (const char c : word) markers += c == marker ? 1U : 0U;
    rest_.remove_prefix(size);
    if (markers > 0) {
        const auto first = marked_.unknowns.begin() + static_cast<std::ptrdiff_t>(next_unknown_);
        const std::vector<Value> open(first, first + static_cast<std::ptrdiff_t>(markers));
        next_unknown_ += markers;
        return open_text(open, at);
    }
    if (word == "null") return Value::null(at);
    if (word == "true" || word == "false") return Value::boolean(word == "true", at);
    if (word.starts_with('+') || word.starts_with('.') || word.starts_with("0x") || word.starts_with("0o"))
        return std::nullopt;
    if (const auto number = parse_integer(word)) return Value::integer(*number, at);
    if (const auto number = parse_number(word)) return Value::floating(*number, at);
    return std::nullopt;
}

/// The pieces of `text`: of the function that made it, when its place tells.
TextParts pieces_of(const Deployment* deployment, const Value& text, const Evaluation& evaluation) {
    const Template* const owner =
        deployment != nullptr && text.place().valid() ? deployment->template_of(text.place().tree) : nullptr;
    TextParts parts;
    if (owner != nullptr) {
        const syntax::NodeRef node(*text.place().tree, text.place().node);
        append_text_parts(open_scope(*owner, evaluation), node, parts);
    }
    return parts;
}

}  // namespace

Value json_value(const Deployment* deployment, const Value& text, const Evaluation& evaluation) {
    TextParts parts{text};
    if (text.is(Kind::unknown)) {
        parts = pieces_of(deployment, text, evaluation);
        if (parts.size() < 2) return text;
    }
    MarkedText marked;
    for (const Value& part : parts) {
        const std::optional<std::string_view> piece =
            part.is(Kind::unknown) ? std::string_view() : scalar_text(evaluation.arena, part);
        if (!piece) return Value::optional(nullptr, text.place());
        marked.append(part, *piece);
    }
    Session& session = *evaluation.arena.create<Session>(evaluation);
    const Scope scope{&session};
    const std::optional<Value> value = JsonReader(marked, scope).read();
    return value ? make_optional(evaluation.arena, *value) : Value::optional(nullptr, text.place());
}

}  // namespace csr::model::cloudformation
