#include <algorithm>

#include "cel/cel.hpp"
#include "cel/lexer.hpp"

namespace csr::cel {

namespace {

/// Cuts a message text into literal text and expressions.
class TemplateReader {
  public:
    TemplateReader(std::string_view text, const Environment& environment) : text_(text), environment_(environment) {
        options_.guarded = false;
    }

    std::expected<Template, std::vector<Issue>> run() {
        while (position_ < text_.size()) {
            const char c = text_[position_];
            const bool twice = position_ + 1 < text_.size() && text_[position_ + 1] == c;
            if ((c == '{' || c == '}') && twice) {
                literal_ += c;
                position_ += 2;
            } else if (c == '}') {
                report({position_, position_ + 1}, {"this brace closes nothing", "対応する { がない"},
                       {"write }} for a brace", "波括弧そのものは }} と書く"});
                ++position_;
            } else if (c == '{') {
                expression();
            } else {
                literal_ += c;
                ++position_;
            }
        }
        flush();
        if (!issues_.empty()) return std::unexpected(std::move(issues_));
        return Template(std::move(parts_));
    }

  private:
    void report(source::Span span, base::Text message, base::Text hint) {
        issues_.push_back({span, std::move(message), std::move(hint)});
    }

    void flush() {
        if (!literal_.empty()) parts_.push_back({std::move(literal_), {}});
        literal_.clear();
    }

    /// The offset of the brace that closes the expression at `begin`; braces of maps and in strings belong to it.
    [[nodiscard]] std::optional<std::size_t> end_of(std::size_t begin) const {
        Lexer lexer(text_.substr(begin));
        int open = 0;
        while (true) {
            const auto token = lexer.next();
            if (!token || token->kind == TokenKind::end) return std::nullopt;
            if (token->kind == TokenKind::left_brace) ++open;
            if (token->kind == TokenKind::right_brace && open-- == 0) return begin + token->span.begin;
        }
    }

    void expression() {
        const std::uint32_t opened = position_;
        const std::size_t begin = position_ + 1U;
        const auto end = end_of(begin);
        if (!end) {
            report({opened, opened + 1},
                   {"this brace is not closed, or its expression cannot be read",
                    "波括弧が閉じられていないか、中の式が読めない"},
                   {"write {{ for a brace", "波括弧そのものは {{ と書く"});
            position_ = static_cast<std::uint32_t>(text_.size());
            return;
        }
        auto program = compile(text_.substr(begin, *end - begin), environment_, options_);
        position_ = static_cast<std::uint32_t>(*end + 1);
        if (program) {
            flush();
            parts_.push_back({{}, std::move(*program)});
            return;
        }
        for (Issue& issue : program.error()) {
            issue.span.begin += static_cast<std::uint32_t>(begin);
            issue.span.end += static_cast<std::uint32_t>(begin);
            issues_.push_back(std::move(issue));
        }
    }

    std::string_view text_;
    const Environment& environment_;
    Options options_;
    std::uint32_t position_ = 0;
    std::string literal_;
    std::vector<Template::Part> parts_;
    std::vector<Issue> issues_;
};

}  // namespace

std::expected<Template, std::vector<Issue>> parse_template(std::string_view text, const Environment& environment) {
    return TemplateReader(text, environment).run();
}

std::string Template::render(std::span<const model::Value> variables, const model::Evaluation& evaluation,
                             const void* user, base::Language language) const {
    std::string made;
    for (const Part& part : parts_) {
        if (part.program.empty()) {
            made += part.text;
        } else {
            made += to_text(part.program.value(variables, evaluation, user), language);
        }
    }
    return made;
}

}  // namespace csr::cel
