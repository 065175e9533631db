#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/lower_case.hpp"
#include "base/text.hpp"

namespace csr::model {

/// What a node of a GitHub Actions expression is.
enum class ExpressionKind : std::uint8_t {
    null,
    boolean,
    number,
    string,
    name,      ///< a context: github, needs, inputs ...
    property,  ///< child 0 `.text`
    index,     ///< child 0 [ child 1 ]
    every,     ///< child 0 `.*` or [*]
    call,      ///< `text`(children)
    logical_not,
    logical_and,
    logical_or,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
};

/// One node of an expression. Offsets count from the beginning of the text that was parsed.
struct ExpressionNode {
    ExpressionKind kind = ExpressionKind::null;
    bool boolean = false;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    double number = 0;
    std::string text = {};                     ///< of a string (quotes undone), name, property or call, as written
    std::vector<std::uint32_t> children = {};  ///< indices of nodes; always smaller than the node's own
};

/// Why a text is no expression.
struct ExpressionError {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    base::Text message;
};

/// A parsed GitHub Actions expression: what stands between ${{ and }}, or a bare `if`.
class Expression {
  public:
    /// Never fails as a whole: see errors(). An empty text is null, as for GitHub. Nesting is bounded.
    [[nodiscard]] static Expression parse(std::string_view text);
    /// What stands for `size` blanks between "${{" and "}}".
    [[nodiscard]] static Expression blank(std::size_t size);
    /// What stands for `size` bytes behind a "${{" without "}}".
    [[nodiscard]] static Expression unclosed(std::size_t size);

    [[nodiscard]] const std::vector<ExpressionNode>& nodes() const { return nodes_; }
    [[nodiscard]] const ExpressionNode& node(std::uint32_t index) const { return nodes_[index]; }
    /// The index of the topmost node; only when there are no errors.
    [[nodiscard]] std::uint32_t root() const { return root_; }
    [[nodiscard]] bool valid() const { return errors_.empty(); }
    [[nodiscard]] const std::vector<ExpressionError>& errors() const { return errors_; }
    /// Whether a function of this name (lower case) is called anywhere.
    [[nodiscard]] bool calls(std::string_view function) const;
    /// Whether success(), failure(), always() or cancelled() is called anywhere.
    [[nodiscard]] bool has_status_function() const;
    /// A short text form for tests: (and (call success) (eq (prop github "ref") 'x')).
    [[nodiscard]] std::string to_string() const;

  private:
    friend class ExpressionParser;
    std::vector<ExpressionNode> nodes_;
    std::vector<ExpressionError> errors_;
    std::uint32_t root_ = 0;
};

using base::lower_case;  // GitHub compares names without regard to case

/// One ${{ }} in a text. Offsets count from the beginning of that text.
struct EmbeddedExpression {
    std::uint32_t begin = 0;       ///< of "${{"
    std::uint32_t end = 0;         ///< behind "}}"
    std::uint32_t text_begin = 0;  ///< of what stands between
    Expression expression;
};

/// The expressions in `text`; "}}" inside a quoted string does not end one. An unclosed "${{" is an expression with an
/// error that reaches to the end.
[[nodiscard]] std::vector<EmbeddedExpression> embedded_expressions(std::string_view text);
/// Whether `text` holds a "${{".
[[nodiscard]] bool has_expression(std::string_view text);
/// Whether `text` is nothing but one ${{ }}.
[[nodiscard]] bool is_whole_expression(std::string_view text);

}  // namespace csr::model
