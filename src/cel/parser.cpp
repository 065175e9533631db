#include "cel/parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <utility>

#include "cel/lexer.hpp"

namespace csr::cel {

std::uint32_t NodeBuilder::add(Op op, source::Span span, std::span<const std::uint32_t> operands, std::uint32_t a,
                               std::uint8_t flags) {
    Node node;
    node.op = op;
    node.flags = flags;
    node.a = a;
    node.first = static_cast<std::uint32_t>(code_.operands.size());
    node.count = static_cast<std::uint32_t>(operands.size());
    for (const std::uint32_t operand : operands) {
        node.depth = std::max<std::uint16_t>(node.depth, static_cast<std::uint16_t>(code_.nodes[operand].depth + 1));
    }
    if (node.depth > most_depth) too_deep_ = true;
    code_.operands.insert(code_.operands.end(), operands.begin(), operands.end());
    code_.nodes.push_back(node);
    code_.spans.push_back(span);
    code_.name_spans.push_back(span);
    return static_cast<std::uint32_t>(code_.nodes.size() - 1);
}

std::uint32_t NodeBuilder::constant(const model::Value& value, source::Span span) {
    code_.constants.push_back(value);
    return add(Op::constant, span, {}, static_cast<std::uint32_t>(code_.constants.size() - 1));
}

std::uint32_t NodeBuilder::name(std::string_view text) {
    const auto found = std::ranges::find(code_.names, text);
    if (found != code_.names.end()) return static_cast<std::uint32_t>(found - code_.names.begin());
    code_.names.push_back(text);
    return static_cast<std::uint32_t>(code_.names.size() - 1);
}

namespace {

using Parsed = std::expected<std::uint32_t, Issue>;

struct BinaryOperator {
    Op op;
    int precedence;
};

std::optional<BinaryOperator> binary_operator(TokenKind kind) {
    switch (kind) {
        case TokenKind::logical_or:
            return BinaryOperator{Op::logical_or, 1};
        case TokenKind::logical_and:
            return BinaryOperator{Op::logical_and, 2};
        case TokenKind::equal:
            return BinaryOperator{Op::equal, 3};
        case TokenKind::not_equal:
            return BinaryOperator{Op::not_equal, 3};
        case TokenKind::less:
            return BinaryOperator{Op::less, 3};
        case TokenKind::less_equal:
            return BinaryOperator{Op::less_equal, 3};
        case TokenKind::greater:
            return BinaryOperator{Op::greater, 3};
        case TokenKind::greater_equal:
            return BinaryOperator{Op::greater_equal, 3};
        case TokenKind::in_word:
            return BinaryOperator{Op::in, 3};
        case TokenKind::plus:
            return BinaryOperator{Op::add, 4};
        case TokenKind::minus:
            return BinaryOperator{Op::subtract, 4};
        case TokenKind::star:
            return BinaryOperator{Op::multiply, 5};
        case TokenKind::slash:
            return BinaryOperator{Op::divide, 5};
        case TokenKind::percent:
            return BinaryOperator{Op::modulo, 5};
        default:
            return std::nullopt;
    }
}

/// Recursive descent with one token of look-ahead; nesting is bounded by NodeBuilder::most_depth.
class Parser {
  public:
    explicit Parser(Code& code) : code_(code), builder_(code), lexer_(code.text) {}

    std::optional<Issue> run() {
        if (auto failed = advance()) return failed;
        if (at(TokenKind::end)) return Issue{token_.span, {"the expression is empty", "式が空である"}, {}};
        const Parsed root = expression();
        if (!root) return root.error();
        if (!at(TokenKind::end)) return unexpected();
        if (builder_.too_deep()) return too_deep(code_.spans[*root]);
        code_.root = *root;
        return std::nullopt;
    }

  private:
    [[nodiscard]] bool at(TokenKind kind) const { return token_.kind == kind; }
    [[nodiscard]] source::Span span_from(std::uint32_t begin) const { return {begin, last_end_}; }
    [[nodiscard]] std::uint32_t begin_of(std::uint32_t node) const { return code_.spans[node].begin; }

    std::optional<Issue> advance() {
        last_end_ = token_.span.end;
        auto next = lexer_.next();
        if (!next) return next.error();
        token_ = *next;
        return std::nullopt;
    }

    [[nodiscard]] static Issue too_deep(source::Span span) {
        return {span,
                {fmt::format("the expression nests deeper than {} levels", NodeBuilder::most_depth),
                 fmt::format("式の入れ子が {} 段を超えている", NodeBuilder::most_depth)},
                {"split it with cel.bind(name, value, expression)", "cel.bind(名前, 値, 式) で分ける"}};
    }

    [[nodiscard]] Issue unexpected(std::string_view wanted = {}) const {
        if (at(TokenKind::end)) {
            if (wanted.empty()) return {token_.span, {"the expression ends too early", "式が途中で終わっている"}, {}};
            return {token_.span,
                    {fmt::format("the expression ends where {} is expected", wanted),
                     fmt::format("{} が必要なところで式が終わっている", wanted)},
                    {}};
        }
        const std::string text(token_.text);
        if (at(TokenKind::reserved_word))
            return {token_.span,
                    {fmt::format("'{}' is a reserved word", text), fmt::format("'{}' は予約語である", text)},
                    {"choose another name", "別の名前にする"}};
        if (wanted.empty())
            return {token_.span, {fmt::format("unexpected '{}'", text), fmt::format("予期しない '{}'", text)}, {}};
        return {token_.span,
                {fmt::format("expected {} instead of '{}'", wanted, text),
                 fmt::format("'{}' ではなく {} が必要である", text, wanted)},
                {}};
    }

    std::optional<Issue> expect(TokenKind kind, std::string_view shown) {
        if (!at(kind)) return unexpected(shown);
        return advance();
    }

    /// A whole expression, with the conditional operator.
    Parsed expression() {
        if (++nesting_ > NodeBuilder::most_depth) return std::unexpected(too_deep(token_.span));
        Parsed condition = binary(1);
        if (condition && at(TokenKind::question)) condition = conditional(*condition);
        --nesting_;
        return condition;
    }

    Parsed conditional(std::uint32_t condition) {
        if (auto failed = advance()) return std::unexpected(*failed);
        const Parsed then = binary(1);
        if (!then) return then;
        if (auto failed = expect(TokenKind::colon, "':'")) return std::unexpected(*failed);
        const Parsed otherwise = expression();
        if (!otherwise) return otherwise;
        const std::array<std::uint32_t, 3> operands{condition, *then, *otherwise};
        return builder_.add(Op::conditional, span_from(begin_of(condition)), operands);
    }

    /// Binary operators of at least this precedence; `&&` and `||` take all their operands into one node.
    Parsed binary(int least) {
        Parsed left = unary();
        while (left) {
            const auto found = binary_operator(token_.kind);
            if (!found || found->precedence < least) return left;
            const bool logical = found->op == Op::logical_and || found->op == Op::logical_or;
            left = logical ? chain(*left, *found) : pair(*left, *found);
        }
        return left;
    }

    Parsed pair(std::uint32_t left, const BinaryOperator& found) {
        if (auto failed = advance()) return std::unexpected(*failed);
        const Parsed right = binary(found.precedence + 1);
        if (!right) return right;
        const std::array<std::uint32_t, 2> operands{left, *right};
        return builder_.add(found.op, span_from(begin_of(left)), operands);
    }

    Parsed chain(std::uint32_t left, const BinaryOperator& found) {
        std::vector<std::uint32_t> operands{left};
        const TokenKind kind = token_.kind;
        while (at(kind)) {
            if (auto failed = advance()) return std::unexpected(*failed);
            const Parsed right = binary(found.precedence + 1);
            if (!right) return right;
            operands.push_back(*right);
        }
        return builder_.add(found.op, span_from(begin_of(left)), operands);
    }

    Parsed unary() {
        if (!at(TokenKind::bang) && !at(TokenKind::minus)) return member();
        const TokenKind kind = token_.kind;
        const std::uint32_t begin = token_.span.begin;
        bool odd = false;
        while (at(kind)) {
            odd = !odd;
            if (auto failed = advance()) return std::unexpected(*failed);
            const bool number = at(TokenKind::integer) || at(TokenKind::floating);
            if (kind == TokenKind::minus && odd && number && token_.span.begin == last_end_)
                return members(literal_number(begin, true));
        }
        if (++nesting_ > NodeBuilder::most_depth) return std::unexpected(too_deep(token_.span));
        const Parsed operand = at(TokenKind::bang) || at(TokenKind::minus) ? unary() : member();
        --nesting_;
        if (!operand || !odd) return operand;
        const std::array<std::uint32_t, 1> operands{*operand};
        return builder_.add(kind == TokenKind::bang ? Op::logical_not : Op::negate, span_from(begin), operands);
    }

    Parsed member() { return members(primary()); }

    /// Selections, indexes and calls behind a primary expression.
    Parsed members(Parsed node) {
        while (node) {
            if (at(TokenKind::dot)) {
                node = dot(*node);
            } else if (at(TokenKind::left_bracket)) {
                node = index(*node);
            } else if (at(TokenKind::left_brace) && code_.nodes[*node].op != Op::constant) {
                return std::unexpected(message_type(*node));
            } else {
                return node;
            }
        }
        return node;
    }

    [[nodiscard]] Issue message_type(std::uint32_t node) const {
        return {code_.spans[node],
                {"messages cannot be made: this language has no message types", "メッセージ型は使えない"},
                {"write a map: {'name': value}", "マップを使う: {'name': 値}"}};
    }

    Parsed dot(std::uint32_t operand) {
        if (auto failed = advance()) return std::unexpected(*failed);
        std::uint8_t flags = 0;
        if (at(TokenKind::question)) {
            flags = Node::optional;
            if (auto failed = advance()) return std::unexpected(*failed);
        }
        const bool word = at(TokenKind::identifier) || at(TokenKind::reserved_word);
        if (!word && !at(TokenKind::quoted_identifier)) return std::unexpected(unexpected("a name"));
        const Token selected = token_;
        if (auto failed = advance()) return std::unexpected(*failed);
        if (word && flags == 0 && at(TokenKind::left_parenthesis)) return call(selected, operand, begin_of(operand));
        const std::array<std::uint32_t, 1> operands{operand};
        const std::uint32_t made =
            builder_.add(Op::select, span_from(begin_of(operand)), operands, builder_.name(selected.text), flags);
        code_.name_spans[made] = selected.span;
        return made;
    }

    Parsed index(std::uint32_t operand) {
        if (auto failed = advance()) return std::unexpected(*failed);
        std::uint8_t flags = 0;
        if (at(TokenKind::question)) {
            flags = Node::optional;
            if (auto failed = advance()) return std::unexpected(*failed);
        }
        const Parsed key = expression();
        if (!key) return key;
        if (auto failed = expect(TokenKind::right_bracket, "']'")) return std::unexpected(*failed);
        const std::array<std::uint32_t, 2> operands{operand, *key};
        return builder_.add(Op::index, span_from(begin_of(operand)), operands, 0, flags);
    }

    Parsed call(const Token& name, std::optional<std::uint32_t> receiver, std::uint32_t begin) {
        std::vector<std::uint32_t> arguments;
        if (auto failed = advance()) return std::unexpected(*failed);
        while (!at(TokenKind::right_parenthesis)) {
            const Parsed argument = expression();
            if (!argument) return argument;
            arguments.push_back(*argument);
            if (!at(TokenKind::comma)) break;
            if (auto failed = advance()) return std::unexpected(*failed);
        }
        if (auto failed = expect(TokenKind::right_parenthesis, "')'")) return std::unexpected(*failed);
        const WrittenCall written{name.text, name.span, span_from(begin), receiver, arguments};
        auto macro = expand_macro(builder_, written);
        if (!macro) return std::unexpected(macro.error());
        if (*macro) return **macro;
        if (receiver) arguments.insert(arguments.begin(), *receiver);
        CallSite site;
        site.name = name.text;
        site.name_span = name.span;
        code_.calls.push_back(std::move(site));
        const auto number = static_cast<std::uint32_t>(code_.calls.size() - 1);
        const std::uint32_t made =
            builder_.add(Op::call, written.span, arguments, number, receiver ? Node::member : std::uint8_t{0});
        code_.name_spans[made] = name.span;
        return made;
    }

    Parsed primary() {
        switch (token_.kind) {
            case TokenKind::identifier:
                return name(0);
            case TokenKind::dot:
                if (auto failed = advance()) return std::unexpected(*failed);
                if (!at(TokenKind::identifier)) return std::unexpected(unexpected("a name"));
                return name(Node::global);
            case TokenKind::left_parenthesis:
                return parenthesis();
            case TokenKind::left_bracket:
                return list();
            case TokenKind::left_brace:
                return map();
            case TokenKind::integer:
            case TokenKind::unsigned_integer:
            case TokenKind::floating:
                return literal_number(token_.span.begin, false);
            case TokenKind::string:
            case TokenKind::bytes:
                return literal_text();
            case TokenKind::true_word:
                return literal(model::Value::boolean(true));
            case TokenKind::false_word:
                return literal(model::Value::boolean(false));
            case TokenKind::null_word:
                return literal(model::Value::null());
            default:
                return std::unexpected(unexpected(at(TokenKind::end) ? "a value" : ""));
        }
    }

    Parsed name(std::uint8_t flags) {
        const Token word = token_;
        if (auto failed = advance()) return std::unexpected(*failed);
        if (at(TokenKind::left_parenthesis)) return call(word, std::nullopt, word.span.begin);
        return builder_.add(Op::name, word.span, {}, builder_.name(word.text), flags);
    }

    Parsed parenthesis() {
        if (auto failed = advance()) return std::unexpected(*failed);
        const Parsed inner = expression();
        if (!inner) return inner;
        if (auto failed = expect(TokenKind::right_parenthesis, "')'")) return std::unexpected(*failed);
        return inner;
    }

    /// An item, or `?` and an item.
    Parsed item() {
        if (!at(TokenKind::question)) return expression();
        const std::uint32_t begin = token_.span.begin;
        if (auto failed = advance()) return std::unexpected(*failed);
        const Parsed inner = expression();
        if (!inner) return inner;
        const std::array<std::uint32_t, 1> operands{*inner};
        return builder_.add(Op::present, span_from(begin), operands);
    }

    Parsed list() {
        const std::uint32_t begin = token_.span.begin;
        if (auto failed = advance()) return std::unexpected(*failed);
        std::vector<std::uint32_t> items;
        while (!at(TokenKind::right_bracket)) {
            const Parsed made = item();
            if (!made) return made;
            items.push_back(*made);
            if (!at(TokenKind::comma)) break;
            if (auto failed = advance()) return std::unexpected(*failed);
        }
        if (auto failed = expect(TokenKind::right_bracket, "']'")) return std::unexpected(*failed);
        return builder_.add(Op::list, span_from(begin), items);
    }

    Parsed map() {
        const std::uint32_t begin = token_.span.begin;
        if (auto failed = advance()) return std::unexpected(*failed);
        std::vector<std::uint32_t> items;
        while (!at(TokenKind::right_brace)) {
            const bool optional = at(TokenKind::question);
            const std::uint32_t mark = token_.span.begin;
            if (optional) {
                if (auto failed = advance()) return std::unexpected(*failed);
            }
            const Parsed key = expression();
            if (!key) return key;
            if (auto failed = expect(TokenKind::colon, "':'")) return std::unexpected(*failed);
            Parsed value = expression();
            if (!value) return value;
            if (optional) {
                const std::array<std::uint32_t, 1> operands{*value};
                value = builder_.add(Op::present, span_from(mark), operands);
            }
            items.push_back(*key);
            items.push_back(*value);
            if (!at(TokenKind::comma)) break;
            if (auto failed = advance()) return std::unexpected(*failed);
        }
        if (auto failed = expect(TokenKind::right_brace, "'}'")) return std::unexpected(*failed);
        return builder_.add(Op::map, span_from(begin), items);
    }

    Parsed literal(const model::Value& value) {
        const source::Span span = token_.span;
        if (auto failed = advance()) return std::unexpected(*failed);
        return builder_.constant(value, span);
    }

    Parsed literal_text() {
        const bool bytes = at(TokenKind::bytes);
        auto decoded = unescape(token_);
        if (!decoded) return std::unexpected(decoded.error());
        const std::string_view kept = builder_.keep(*decoded);
        return literal(bytes ? model::Value::bytes(kept) : model::Value::string(kept));
    }

    Parsed literal_number(std::uint32_t begin, bool negative) {
        std::string text(token_.text);
        const source::Span span{begin, token_.span.end};
        const TokenKind kind = token_.kind;
        if (auto failed = advance()) return std::unexpected(*failed);
        if (kind == TokenKind::floating) {
            const double value = std::strtod(text.c_str(), nullptr);
            return builder_.constant(model::Value::floating(negative ? -value : value), span);
        }
        if (kind == TokenKind::unsigned_integer) text.pop_back();
        const bool hexadecimal = text.size() > 1 && (text[1] | 0x20) == 'x';
        std::uint64_t value = 0;
        const char* first = text.data() + (hexadecimal ? 2 : 0);
        const auto read = std::from_chars(first, text.data() + text.size(), value, hexadecimal ? 16 : 10);
        const std::uint64_t most = std::uint64_t{1} << 63U;
        const bool fits = kind == TokenKind::unsigned_integer || value < most || (negative && value == most);
        if (read.ec != std::errc() || !fits)
            return std::unexpected(Issue{span, {"the number is too large", "数値が大きすぎる"}, {}});
        if (kind == TokenKind::unsigned_integer) return builder_.constant(model::Value::unsigned_integer(value), span);
        return builder_.constant(model::Value::integer(static_cast<std::int64_t>(negative ? 0 - value : value)), span);
    }

    Code& code_;
    NodeBuilder builder_;
    Lexer lexer_;
    Token token_;
    std::uint32_t last_end_ = 0;
    int nesting_ = 0;
};

}  // namespace

std::optional<Issue> parse(Code& code) { return Parser(code).run(); }

}  // namespace csr::cel
