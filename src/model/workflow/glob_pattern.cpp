#include "model/workflow/glob_pattern.hpp"

#include <fmt/format.h>

namespace csr::model {

namespace {

class GlobReader {
  public:
    GlobReader(std::string_view pattern, GlobSubject subject) : pattern_(pattern), subject_(subject) {}

    std::optional<GlobError> run() {
        if (pattern_.empty()) return GlobError{0, 0, {"the pattern is empty", "パターンが空です"}};
        if (pattern_.front() == '!') at_ = 1;
        if (at_ == pattern_.size()) return error(0, 1, {"nothing follows '!'", "'!' の後に何もありません"});
        if (auto found = subject_ == GlobSubject::path ? path_shape() : reference_shape()) return found;
        while (at_ < pattern_.size()) {
            if (auto found = next()) return found;
        }
        return std::nullopt;
    }

  private:
    static std::optional<GlobError> error(std::size_t begin, std::size_t end, base::Text message) {
        return GlobError{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), std::move(message)};
    }

    [[nodiscard]] std::optional<GlobError> path_shape() const {
        const std::string_view path = pattern_.substr(at_);
        if (path.front() == ' ' || path.back() == ' ')
            return error(at_, pattern_.size(),
                         {"a path with a space at its beginning or end matches nothing",
                          "先頭または末尾に空白のあるパスは何にも一致しません"});
        for (const std::string_view start : {std::string_view("./"), std::string_view("../")}) {
            if (path.starts_with(start) || path == start.substr(0, start.size() - 1))
                return error(
                    at_, at_ + start.size(),
                    {fmt::format(
                         "paths are relative to the repository's root; one that starts with '{}' matches nothing",
                         start),
                     fmt::format("パスはリポジトリのルートからの相対です。'{}' で始まるパスは何にも一致しません",
                                 start)});
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<GlobError> reference_shape() const {
        const std::string_view name = pattern_.substr(at_);
        if (name.front() == '/')
            return error(at_, at_ + 1,
                         {"a branch or tag does not start with '/'", "ブランチ名やタグ名は '/' で始まりません"});
        if (name.back() == '/' || name.back() == '.')
            return error(pattern_.size() - 1, pattern_.size(),
                         {fmt::format("a branch or tag does not end with '{}'", name.back()),
                          fmt::format("ブランチ名やタグ名は '{}' で終わりません", name.back())});
        return std::nullopt;
    }

    std::optional<GlobError> next() {
        const char c = pattern_[at_];
        switch (c) {
            case '\\':
                return escape();
            case '[':
                return range();
            case '?':
            case '+':
                return repetition(c);
            case '*':
                repeatable_ = false;
                break;
            case '\r':
            case '\n':
                return error(at_, at_ + 1, {"a pattern has no line break", "パターンに改行は使えません"});
            default:
                if (auto found = reference_character(c)) return found;
                repeatable_ = true;
                break;
        }
        ++at_;
        return std::nullopt;
    }

    [[nodiscard]] std::optional<GlobError> reference_character(char c) const {
        if (subject_ != GlobSubject::reference) return std::nullopt;
        if (std::string_view(" \t~^:").find(c) != std::string_view::npos)
            return error(at_, at_ + 1,
                         {fmt::format("git allows no '{}' in a branch or tag", c),
                          fmt::format("git のブランチ名やタグ名に '{}' は使えません", c)});
        return std::nullopt;
    }

    std::optional<GlobError> escape() {
        const char escaped = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
        if (std::string_view("[?+*\\!").find(escaped) != std::string_view::npos && escaped != '\0') {
            at_ += 2;
            repeatable_ = true;
            return std::nullopt;
        }
        if (subject_ == GlobSubject::path && escaped != '\0') {
            at_ += 2;
            repeatable_ = true;
            return std::nullopt;
        }
        return error(at_, at_ + 1,
                     {R"('\' stands only before [ ? + * \ and !; a pattern is no regular expression)",
                      R"('\' は [ ? + * \ ! の前にだけ使えます。パターンは正規表現ではありません)"});
    }

    std::optional<GlobError> repetition(char c) {
        if (!repeatable_)
            return error(at_, at_ + 1,
                         {fmt::format("'{}' repeats the character before it, and there is none to repeat", c),
                          fmt::format("'{}' は直前の文字の繰り返しを表しますが、直前に文字がありません", c)});
        repeatable_ = false;
        ++at_;
        return std::nullopt;
    }

    std::optional<GlobError> range() {
        const std::size_t begin = at_;
        const std::size_t close = pattern_.find(']', at_ + 1);
        if (close == std::string_view::npos) return error(begin, begin + 1, {"']' is missing", "']' がありません"});
        if (close == begin + 1) return error(begin, close + 1, {"'[]' matches nothing", "'[]' は何にも一致しません"});
        for (std::size_t i = begin + 1; i < close; ++i) {
            const bool dash = i + 1 < close && pattern_[i + 1] == '-';
            if (!dash) {
                if (auto found = range_character(i)) return found;
                continue;
            }
            if (i + 2 == close) return error(i, close, {"the end of the range is missing", "範囲の終わりがありません"});
            if (pattern_[i] >= pattern_[i + 2])
                return error(i, i + 3,
                             {fmt::format("the range '{}' runs backwards", pattern_.substr(i, 3)),
                              fmt::format("範囲 '{}' の順序が逆です", pattern_.substr(i, 3))});
            i += 2;
        }
        at_ = close + 1;
        repeatable_ = true;
        return std::nullopt;
    }

    [[nodiscard]] std::optional<GlobError> range_character(std::size_t position) const {
        if (subject_ == GlobSubject::reference &&
            std::string_view(" \t~^:\\?*[").find(pattern_[position]) != std::string_view::npos)
            return error(position, position + 1,
                         {fmt::format("git allows no '{}' in a branch or tag", pattern_[position]),
                          fmt::format("git のブランチ名やタグ名に '{}' は使えません", pattern_[position])});
        return std::nullopt;
    }

    std::string_view pattern_;
    GlobSubject subject_;
    std::size_t at_ = 0;
    bool repeatable_ = false;  ///< the part before can be repeated
};

}  // namespace

std::optional<GlobError> glob_error(std::string_view pattern, GlobSubject subject) {
    return GlobReader(pattern, subject).run();
}

}  // namespace csr::model
