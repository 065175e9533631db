#include "model/workflow/proof/shell_script.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace csr::model {

namespace {

constexpr int deepest_nesting = 40;
constexpr std::size_t longest_script = 20'000;

struct Token {
    enum class Kind : std::uint8_t { word, sign, line, end, strange };
    Kind kind = Kind::end;
    std::string sign = {};  ///< ; && || | ( ) { } >> > ;;
    ShellWord word = {};
};

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// Cuts a script into words and signs.
class ShellLexer {
  public:
    explicit ShellLexer(std::string_view text) : text_(text) {}

    Token next() {
        skip_blanks();
        if (position_ >= text_.size()) return {};
        const char c = text_[position_];
        if (c == '\n') {
            ++position_;
            return {.kind = Token::Kind::line};
        }
        for (const std::string_view sign : {";;", "&&", "||", ">>", ";", "|", "(", ")", ">", "<", "&"}) {
            if (!text_.substr(position_).starts_with(sign)) continue;
            position_ += sign.size();
            if (sign == "<" || sign == "&") return {.kind = Token::Kind::strange};
            if (sign == ">" && position_ < text_.size() && text_[position_] == '&') return redirection_to_stream();
            return {.kind = Token::Kind::sign, .sign = std::string(sign)};
        }
        return word();
    }

  private:
    Token redirection_to_stream() {
        ++position_;
        while (position_ < text_.size() && is_name(text_[position_])) ++position_;
        return next();
    }

    void skip_blanks() {
        while (position_ < text_.size()) {
            const std::string_view rest = text_.substr(position_);
            if (rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r') {
                ++position_;
            } else if (rest.starts_with("\\\n")) {
                position_ += 2;
            } else if (rest[0] == '#') {
                position_ = std::min(text_.find('\n', position_), text_.size());
            } else {
                return;
            }
        }
    }

    void add_letter(ShellWord& word, char c) {
        if (word.pieces.empty() || word.pieces.back().kind != ShellPiece::Kind::letters) word.pieces.emplace_back();
        word.pieces.back().text += c;
    }

    Token word() {
        Token token{.kind = Token::Kind::word};
        bool in_double = false;
        while (position_ < text_.size()) {
            const char c = text_[position_];
            if (c == '"') {
                in_double = !in_double;
                ++position_;
                if (token.word.pieces.empty()) token.word.pieces.emplace_back();
            } else if (c == '\'' && !in_double) {
                if (!single_quoted(token.word)) return {.kind = Token::Kind::strange};
            } else if (c == '\\' && position_ + 1 < text_.size()) {
                add_letter(token.word, text_[position_ + 1]);
                position_ += 2;
            } else if (c == '`') {
                return {.kind = Token::Kind::strange};
            } else if (c == '$') {
                if (!in_double) token.word.quoted = false;
                if (!dollar(token.word)) return {.kind = Token::Kind::strange};
            } else if (!in_double && std::string_view(" \t\r\n;&|()<>").find(c) != std::string_view::npos) {
                break;
            } else {
                if (!in_double && (c == '*' || c == '?')) token.word.quoted = false;
                add_letter(token.word, c);
                ++position_;
            }
        }
        if (in_double) return {.kind = Token::Kind::strange};
        const std::string_view letters = token.word.letters();
        const bool stream = (letters == "2" || letters == "1") && position_ < text_.size() && text_[position_] == '>';
        return stream ? next() : token;
    }

    bool single_quoted(ShellWord& word) {
        const std::size_t end = text_.find('\'', position_ + 1);
        if (end == std::string_view::npos) return false;
        if (word.pieces.empty()) word.pieces.emplace_back();
        std::string_view inner = text_.substr(position_ + 1, end - position_ - 1);
        for (const EmbeddedExpression& part : embedded_expressions(inner)) {
            // Quotes inside the expression end the shell's quotes only in the eyes of this lexer.
            if (!part.expression.valid()) return quoted_expression(word);
        }
        std::size_t done = 0;
        for (EmbeddedExpression& part : embedded_expressions(inner)) {
            for (const char c : inner.substr(done, part.begin - done)) add_letter(word, c);
            word.pieces.push_back({ShellPiece::Kind::expression, {}, std::move(part.expression), {}});
            done = part.end;
        }
        for (const char c : inner.substr(done)) add_letter(word, c);
        position_ = end + 1;
        return true;
    }

    /// '...${{ a == 'b' }}...': GitHub replaces first, so the expression is one piece.
    bool quoted_expression(ShellWord& word) {
        ++position_;
        while (position_ < text_.size() && text_[position_] != '\'') {
            if (text_.substr(position_).starts_with("${{")) {
                if (!dollar(word)) return false;
            } else {
                add_letter(word, text_[position_++]);
            }
        }
        ++position_;
        return position_ <= text_.size();
    }

    bool dollar(ShellWord& word) {
        const std::string_view rest = text_.substr(position_);
        if (rest.starts_with("${{")) {
            std::vector<EmbeddedExpression> found = embedded_expressions(rest);
            if (found.empty() || found[0].begin != 0 || !found[0].expression.valid()) return false;
            word.pieces.push_back({ShellPiece::Kind::expression, {}, std::move(found[0].expression), {}});
            position_ += found[0].end;
            return true;
        }
        if (rest.starts_with("$(")) return substitution(word);
        if (rest.starts_with("${")) return braces(word);
        std::size_t end = 1;
        while (end < rest.size() && is_name(rest[end])) ++end;
        ShellPiece piece{end > 1 ? ShellPiece::Kind::variable : ShellPiece::Kind::unknown,
                         std::string(rest.substr(1, end - 1)),
                         {},
                         {}};
        if (end == 1) end = std::min<std::size_t>(2, rest.size());
        word.pieces.push_back(std::move(piece));
        position_ += end;
        return true;
    }

    bool braces(ShellWord& word) {
        const std::size_t close = text_.find('}', position_);
        if (close == std::string_view::npos) return false;
        const std::string_view inner = text_.substr(position_ + 2, close - position_ - 2);
        std::size_t end = 0;
        while (end < inner.size() && is_name(inner[end])) ++end;
        ShellPiece piece{ShellPiece::Kind::variable, std::string(inner.substr(0, end)), {}, {}};
        const std::string_view rest = inner.substr(end);
        if (rest == ",,") {
            piece.kind = ShellPiece::Kind::variable_in_small_letters;
        } else if (rest.starts_with(":-") && rest.find('$') == std::string_view::npos) {
            piece.fallback = rest.substr(2);
        } else if (!rest.empty() && rest != ":-") {
            piece.kind = ShellPiece::Kind::unknown;
        }
        word.pieces.push_back(std::move(piece));
        position_ = close + 1;
        return true;
    }

    bool substitution(ShellWord& word) {
        int depth = 0;
        for (std::size_t i = position_ + 1; i < text_.size(); ++i) {
            if (text_[i] == '(') ++depth;
            if (text_[i] == ')' && --depth == 0) {
                position_ = i + 1;
                word.pieces.push_back({ShellPiece::Kind::unknown, {}, {}, {}});
                return true;
            }
        }
        return false;
    }

    std::string_view text_;
    std::size_t position_ = 0;
};

constexpr std::array<std::string_view, 11> not_understood = {"for",  "while",  "until", "function", "select", "trap",
                                                             "eval", "source", "exec",  "do",       "done"};
constexpr std::array<std::string_view, 7> closing_words = {"then", "elif", "else", "fi", "esac", "}", ";;"};

class ShellParser {
  public:
    explicit ShellParser(std::string_view text) : lexer_(text) { advance(); }

    std::optional<ShellList> run() {
        ShellList commands = list();
        if (failed_ || token_.kind != Token::Kind::end) return std::nullopt;
        return commands;
    }

  private:
    void advance() {
        token_ = lexer_.next();
        if (token_.kind == Token::Kind::strange) failed_ = true;
    }
    [[nodiscard]] bool sign(std::string_view text) const {
        return token_.kind == Token::Kind::sign && token_.sign == text;
    }
    [[nodiscard]] bool word(std::string_view text) const {
        return token_.kind == Token::Kind::word && token_.word.letters() == text;
    }
    [[nodiscard]] bool separator() const { return token_.kind == Token::Kind::line || sign(";"); }
    void skip_separators() {
        while (!failed_ && separator()) advance();
    }
    void skip_lines() {
        while (!failed_ && token_.kind == Token::Kind::line) advance();
    }
    void expect(std::string_view text) {
        if (!word(text)) failed_ = true;
        advance();
    }

    [[nodiscard]] bool closes() const {
        if (token_.kind == Token::Kind::end || sign(")") || sign(";;")) return true;
        return token_.kind == Token::Kind::word &&
               std::find(closing_words.begin(), closing_words.end(), token_.word.letters()) != closing_words.end();
    }

    ShellList list() {
        ShellList commands;
        if (++depth_ > deepest_nesting) failed_ = true;
        skip_separators();
        while (!failed_ && !closes()) {
            commands.push_back(command());
            if (sign("&&") || sign("||")) {
                commands.back().link = sign("&&") ? ShellCommand::Link::and_then : ShellCommand::Link::or_else;
                advance();
                skip_lines();
                if (closes()) failed_ = true;
                continue;
            }
            if (!separator() && !closes()) failed_ = true;
            skip_separators();
        }
        --depth_;
        return commands;
    }

    ShellCommand command() {
        ShellCommand made;
        if (word("!")) {
            made = (advance(), command());
            made.negated = !made.negated;
            return made;
        }
        if (word("if")) return branch();
        if (word("case")) return either();
        if (word("{")) return group("}");
        if (word("[[")) return double_brackets();
        if (sign("(")) failed_ = true;  // a subshell's exit does not end the script
        while (!failed_ && token_.kind == Token::Kind::word) {
            made.words.push_back(std::move(token_.word));
            advance();
            if (sign("(")) failed_ = true;  // a function or an array
        }
        if (!made.words.empty() &&
            std::find(not_understood.begin(), not_understood.end(), made.words[0].letters()) != not_understood.end())
            failed_ = true;
        if (made.words.size() == 1 && made.words[0].letters().starts_with("((")) failed_ = true;
        redirections(made);
        while (!failed_ && sign("|")) {
            advance();
            made = command();
            made.piped = true;
        }
        return made;
    }

    /// [[ a && b ]] is read as [[ a ]] && [[ b ]]; && and || are not mixed.
    ShellCommand double_brackets() {
        ShellCommand made{.kind = ShellCommand::Kind::group};
        made.lists.emplace_back();
        ShellList& tests = made.lists[0];
        const ShellWord open = token_.word;
        std::string link;
        advance();
        while (!failed_) {
            ShellCommand& test = tests.emplace_back();
            test.words.push_back(open);
            while (!failed_ && token_.kind == Token::Kind::word && !word("]]")) {
                test.words.push_back(std::move(token_.word));
                advance();
            }
            ShellWord close;
            close.pieces.push_back({ShellPiece::Kind::letters, "]]", {}, {}});
            test.words.push_back(std::move(close));
            if (word("]]")) break;
            const bool linked = sign("&&") || sign("||");
            if (!linked || (!link.empty() && link != token_.sign)) failed_ = true;
            link = token_.sign;
            test.link = link == "&&" ? ShellCommand::Link::and_then : ShellCommand::Link::or_else;
            advance();
            skip_lines();
        }
        advance();
        return made;
    }

    void redirections(ShellCommand& made) {
        while (!failed_ && (sign(">>") || sign(">"))) {
            advance();
            if (token_.kind != Token::Kind::word) failed_ = true;
            made.target.assign(1, token_.word);
            advance();
            // Further words belong to the command, too.
            while (!failed_ && token_.kind == Token::Kind::word) {
                made.words.push_back(std::move(token_.word));
                advance();
            }
        }
    }

    ShellCommand branch() {
        ShellCommand made{.kind = ShellCommand::Kind::branch};
        do {
            advance();  // if, elif
            made.lists.push_back(list());
            expect("then");
            made.lists.push_back(list());
        } while (!failed_ && word("elif"));
        if (word("else")) {
            advance();
            made.lists.push_back(list());
        }
        expect("fi");
        return made;
    }

    ShellCommand group(std::string_view end) {
        ShellCommand made{.kind = ShellCommand::Kind::group};
        advance();
        made.lists.push_back(list());
        expect(end);
        redirections(made);
        return made;
    }

    ShellCommand either() {
        ShellCommand made{.kind = ShellCommand::Kind::either};
        advance();
        if (token_.kind != Token::Kind::word) failed_ = true;
        made.subject = std::move(token_.word);
        advance();
        expect("in");
        skip_separators();
        while (!failed_ && !word("esac")) {
            if (sign("(")) advance();
            made.patterns.emplace_back();
            while (!failed_ && !sign(")")) {
                if (token_.kind == Token::Kind::word)
                    made.patterns.back().push_back(std::move(token_.word));
                else if (!sign("|"))
                    failed_ = true;
                advance();
            }
            advance();
            made.lists.push_back(list());
            if (sign(";;")) advance();
            skip_separators();
        }
        expect("esac");
        return made;
    }

    ShellLexer lexer_;
    Token token_;
    int depth_ = 0;
    bool failed_ = false;
};

}  // namespace

std::string_view ShellWord::letters() const {
    const bool plain = pieces.size() == 1 && pieces[0].kind == ShellPiece::Kind::letters;
    return plain ? std::string_view(pieces[0].text) : std::string_view();
}

ShellScript parse_shell(std::string_view text) {
    ShellScript script;
    if (text.size() > longest_script) return script;
    if (std::optional<ShellList> commands = ShellParser(text).run()) {
        script.understood = true;
        script.commands = std::move(*commands);
    }
    return script;
}

}  // namespace csr::model
