#include "model/workflow/expression.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>

#include "model/workflow/expression_lexer.hpp"
#include "model/workflow/expression_value.hpp"

namespace csr::model {

namespace {

constexpr int deepest_nesting = 200;    // of what is read by recursion, parentheses counted
constexpr int deepest_expression = 50;  // GitHub's own limits
constexpr std::size_t longest_expression = 21000;

struct Operator {
    ExpressionToken::Kind token;
    ExpressionKind kind;
    int binding;  ///< the larger, the tighter
};

using Token = ExpressionToken::Kind;
constexpr std::array<Operator, 8> operators = {{{Token::or_, ExpressionKind::logical_or, 1},
                                                {Token::and_, ExpressionKind::logical_and, 2},
                                                {Token::equal, ExpressionKind::equal, 3},
                                                {Token::not_equal, ExpressionKind::not_equal, 3},
                                                {Token::less, ExpressionKind::less, 4},
                                                {Token::less_equal, ExpressionKind::less_equal, 4},
                                                {Token::greater, ExpressionKind::greater, 4},
                                                {Token::greater_equal, ExpressionKind::greater_equal, 4}}};

const Operator* operator_of(Token token) {
    const auto* found =
        std::find_if(operators.begin(), operators.end(), [&](const Operator& one) { return one.token == token; });
    return found == operators.end() ? nullptr : found;
}

constexpr std::array<std::string_view, 4> status_functions = {"success", "failure", "always", "cancelled"};

}  // namespace

/// Recursive descent; every level is counted.
class ExpressionParser {
  public:
    ExpressionParser(Expression& made, std::string_view text) : made_(made), lexer_(text), token_(lexer_.next()) {}

    void run() {
        if (token_.kind == Token::end) {
            made_.root_ = add({.kind = ExpressionKind::null});
            return;
        }
        made_.root_ = binary(0);
        if (!failed() && token_.kind != Token::end) fail_unexpected();
        if (!failed()) check_depth();
    }

  private:
    [[nodiscard]] bool failed() const { return !made_.errors_.empty(); }

    // A chain of && or || is one operation for GitHub, everything else one level each.
    void check_depth() {
        std::vector<int> depths(made_.nodes_.size(), 1);
        for (std::size_t i = made_.nodes_.size(); i-- > 0;) {  // parents come behind their children
            const ExpressionNode& node = made_.nodes_[i];
            if (depths[i] > deepest_expression && !failed())
                made_.errors_.push_back(
                    {node.begin,
                     node.end,
                     {fmt::format("the expression is nested deeper than {} levels, which GitHub refuses",
                                  deepest_expression),
                      fmt::format("式の入れ子が GitHub の上限 {} 段を超えています", deepest_expression)}});
            for (const std::uint32_t child : node.children) {
                const bool chained =
                    made_.nodes_[child].kind == node.kind &&
                    (node.kind == ExpressionKind::logical_and || node.kind == ExpressionKind::logical_or);
                depths[child] = depths[i] + (chained ? 0 : 1);
            }
        }
    }

    std::uint32_t add(ExpressionNode node) {
        made_.nodes_.push_back(std::move(node));
        return static_cast<std::uint32_t>(made_.nodes_.size() - 1);
    }

    void fail(base::Text message) {
        if (!failed()) made_.errors_.push_back({token_.begin, token_.end, std::move(message)});
    }

    std::uint32_t fail_unexpected() {
        if (token_.kind == Token::invalid) {
            fail(token_.problem);
        } else if (token_.kind == Token::end) {
            // The end itself shows nothing: the last word is marked.
            if (!failed())
                made_.errors_.push_back(
                    {last_begin_, last_end_, {"the expression ends too early", "式が途中で終わっています"}});
        } else {
            fail({fmt::format("unexpected '{}'", token_.text), fmt::format("予期しない '{}' です", token_.text)});
        }
        return add_missing();
    }

    /// Stands for what could not be read, at the place of the error.
    std::uint32_t add_missing() {
        return add({.kind = ExpressionKind::null, .begin = token_.begin, .end = token_.end});
    }

    void advance() {
        last_begin_ = token_.begin;
        last_end_ = token_.end;
        token_ = lexer_.next();
    }

    bool expect(Token kind) {
        if (token_.kind != kind) {
            fail_unexpected();
            return false;
        }
        advance();
        return true;
    }

    /// Operators that bind tighter than `least`.
    std::uint32_t binary(int least) {
        std::uint32_t left = unary();
        while (!failed()) {
            const Operator* found = operator_of(token_.kind);
            if (found == nullptr || found->binding <= least) break;
            advance();
            const std::uint32_t right = binary(found->binding);
            left = add({.kind = found->kind,
                        .begin = made_.nodes_[left].begin,
                        .end = made_.nodes_[right].end,
                        .children = {left, right}});
        }
        return left;
    }

    std::uint32_t unary() {
        if (++depth_ > deepest_nesting) {
            fail({"the expression is nested too deeply", "式の入れ子が深すぎます"});
            return add_missing();
        }
        std::uint32_t result = 0;
        if (token_.kind == Token::not_) {
            const std::uint32_t begin = token_.begin;
            advance();
            const std::uint32_t operand = unary();
            result = add({.kind = ExpressionKind::logical_not,
                          .begin = begin,
                          .end = made_.nodes_[operand].end,
                          .children = {operand}});
        } else {
            result = postfix();
        }
        --depth_;
        return result;
    }

    std::uint32_t postfix() {
        std::uint32_t value = primary();
        // A literal has no members.
        const ExpressionKind kind = made_.nodes_[value].kind;
        const bool literal = kind <= ExpressionKind::string && !grouped_;
        grouped_ = false;
        while (!failed() && !literal) {
            if (token_.kind == Token::dot) {
                value = property(value);
            } else if (token_.kind == Token::open_bracket) {
                value = index(value);
            } else {
                break;
            }
        }
        return value;
    }

    std::uint32_t property(std::uint32_t value) {
        const std::uint32_t begin = made_.nodes_[value].begin;
        advance();
        ExpressionNode node{.begin = begin, .end = token_.end, .children = {value}};
        if (token_.kind == Token::star) {
            node.kind = ExpressionKind::every;
        } else if (token_.is_word()) {
            node.kind = ExpressionKind::property;
            node.text = token_.text;
        } else {
            return fail_unexpected();
        }
        advance();
        return add(std::move(node));
    }

    std::uint32_t index(std::uint32_t value) {
        const std::uint32_t begin = made_.nodes_[value].begin;
        advance();
        ExpressionNode node{.kind = ExpressionKind::index, .begin = begin, .children = {value}};
        if (token_.kind == Token::star) {
            node.kind = ExpressionKind::every;
            advance();
        } else {
            node.children.push_back(binary(0));
        }
        node.end = token_.end;
        if (!failed()) expect(Token::close_bracket);
        return add(std::move(node));
    }

    std::uint32_t primary() {
        const ExpressionToken token = token_;
        ExpressionNode node{.begin = token.begin, .end = token.end};
        switch (token.kind) {
            case Token::open_parenthesis:
                return group();
            case Token::name:
                advance();
                if (token_.kind == Token::open_parenthesis) return call(token);
                node.kind = ExpressionKind::name;
                node.text = token.text;
                return add(std::move(node));
            case Token::null:
                node.kind = ExpressionKind::null;
                break;
            case Token::true_:
            case Token::false_:
                node.kind = ExpressionKind::boolean;
                node.boolean = token.kind == Token::true_;
                break;
            case Token::number:
                node.kind = ExpressionKind::number;
                node.number = token.number;
                break;
            case Token::string:
                node.kind = ExpressionKind::string;
                node.text = token.decoded;
                break;
            default:
                return fail_unexpected();
        }
        advance();
        return add(std::move(node));
    }

    std::uint32_t group() {
        advance();
        const std::uint32_t value = binary(0);
        if (!failed()) expect(Token::close_parenthesis);
        grouped_ = true;
        return value;
    }

    std::uint32_t call(const ExpressionToken& name) {
        ExpressionNode node{.kind = ExpressionKind::call, .begin = name.begin, .text = std::string(name.text)};
        advance();
        while (!failed() && token_.kind != Token::close_parenthesis) {
            node.children.push_back(binary(0));
            if (failed() || token_.kind == Token::close_parenthesis) break;
            if (!expect(Token::comma)) break;
            if (token_.kind == Token::close_parenthesis) fail_unexpected();
        }
        node.end = token_.end;
        if (!failed()) expect(Token::close_parenthesis);
        return add(std::move(node));
    }

    Expression& made_;
    ExpressionLexer lexer_;
    ExpressionToken token_;
    std::uint32_t last_begin_ = 0;
    std::uint32_t last_end_ = 0;
    int depth_ = 0;
    bool grouped_ = false;  ///< the primary just read stood in parentheses
};

Expression Expression::parse(std::string_view text) {
    Expression made;
    if (text.size() > longest_expression) {
        made.nodes_.emplace_back();
        made.errors_.push_back(
            {0,
             static_cast<std::uint32_t>(text.size()),
             {fmt::format("the expression is longer than {} characters, which GitHub refuses", longest_expression),
              fmt::format("式の長さが GitHub の上限 {} 文字を超えています", longest_expression)}});
        return made;
    }
    ExpressionParser(made, text).run();
    return made;
}

bool Expression::calls(std::string_view function) const {
    return std::any_of(nodes_.begin(), nodes_.end(), [&](const ExpressionNode& node) {
        return node.kind == ExpressionKind::call && lower_case(node.text) == function;
    });
}

bool Expression::has_status_function() const {
    return std::any_of(status_functions.begin(), status_functions.end(),
                       [&](std::string_view name) { return calls(name); });
}

namespace {

std::string_view operator_name(ExpressionKind kind) {
    switch (kind) {
        case ExpressionKind::property:
            return "prop";
        case ExpressionKind::index:
            return "index";
        case ExpressionKind::every:
            return "every";
        case ExpressionKind::call:
            return "call";
        case ExpressionKind::logical_not:
            return "not";
        case ExpressionKind::logical_and:
            return "and";
        case ExpressionKind::logical_or:
            return "or";
        case ExpressionKind::equal:
            return "eq";
        case ExpressionKind::not_equal:
            return "ne";
        case ExpressionKind::less:
            return "lt";
        case ExpressionKind::less_equal:
            return "le";
        case ExpressionKind::greater:
            return "gt";
        case ExpressionKind::greater_equal:
            return "ge";
        default:
            return "";
    }
}

std::string leaf(const ExpressionNode& node) {
    switch (node.kind) {
        case ExpressionKind::boolean:
            return node.boolean ? "true" : "false";
        case ExpressionKind::number:
            return fmt::format("{}", node.number);
        case ExpressionKind::string:
            return "'" + node.text + "'";
        case ExpressionKind::name:
            return node.text;
        default:
            return "null";
    }
}

}  // namespace

std::string Expression::to_string() const {
    if (!valid()) return "error at " + fmt::format("{}", errors_.front().begin);
    std::vector<std::string> texts;  // of every node: children come first
    for (const ExpressionNode& node : nodes_) {
        const std::string_view name = operator_name(node.kind);
        if (name.empty()) {
            texts.push_back(leaf(node));
            continue;
        }
        std::string text = "(" + std::string(name);
        if (node.kind == ExpressionKind::call) text += " " + node.text;
        for (const std::uint32_t child : node.children) text += " " + texts[child];
        if (node.kind == ExpressionKind::property) text += " " + node.text;
        texts.push_back(text + ")");
    }
    return texts[root_];
}

bool has_expression(std::string_view text) { return text.find("${{") != std::string_view::npos; }

namespace {

/// Where the "}}" is that ends an expression which begins at `from`; npos when none does.
std::size_t find_end(std::string_view text, std::size_t from) {
    bool quoted = false;
    for (std::size_t i = from; i < text.size(); ++i) {
        if (text[i] == '\'') quoted = !quoted;
        if (!quoted && text.substr(i).starts_with("}}")) return i;
    }
    return std::string_view::npos;
}

}  // namespace

std::vector<EmbeddedExpression> embedded_expressions(std::string_view text) {
    constexpr std::size_t marker = 3;
    std::vector<EmbeddedExpression> found;
    for (std::size_t begin = text.find("${{"); begin != std::string_view::npos;) {
        const std::size_t inner = begin + marker;
        const std::size_t close = find_end(text, inner);
        const std::size_t end = close == std::string_view::npos ? text.size() : close + 2;
        EmbeddedExpression one;
        one.begin = static_cast<std::uint32_t>(begin);
        one.end = static_cast<std::uint32_t>(end);
        one.text_begin = static_cast<std::uint32_t>(inner);
        one.expression = close == std::string_view::npos ? Expression::unclosed(text.size() - inner)
                                                         : Expression::parse(text.substr(inner, close - inner));
        const bool blank = text.substr(inner, end - inner).find_first_not_of(" \t\r\n") + 2 == end - inner;
        if (close != std::string_view::npos && blank) one.expression = Expression::blank(close - inner);
        found.push_back(std::move(one));
        begin = text.find("${{", end);
    }
    return found;
}

Expression Expression::unclosed(std::size_t size) {
    Expression made;
    made.nodes_.emplace_back();
    made.errors_.push_back(
        {0, static_cast<std::uint32_t>(size), {"this ${{ has no }}", "この ${{ に対応する }} がありません"}});
    return made;
}

Expression Expression::blank(std::size_t size) {
    Expression made;
    made.nodes_.emplace_back();
    made.errors_.push_back(
        {0, static_cast<std::uint32_t>(size), {"there is no expression in ${{ }}", "${{ }} の中に式がありません"}});
    return made;
}

bool is_whole_expression(std::string_view text) {
    if (!text.starts_with("${{")) return false;
    const std::size_t close = find_end(text, 3);
    return close != std::string_view::npos && close + 2 == text.size();
}

}  // namespace csr::model
