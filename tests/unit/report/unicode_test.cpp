#include "report/unicode.hpp"

#include <catch2/catch.hpp>

#include "report/layout.hpp"

namespace csr::report {

TEST_CASE("what could deceive a reader is made visible") {
    CHECK(visible("plain 日本語") == "plain 日本語");
    CHECK(visible("a\x1b[31mb\x07") == "a\\x1b[31mb\\x07");
    CHECK(visible("line\r\n\tbreak") == "line\\r\\n\\tbreak");
    CHECK(visible("\xE2\x80\xAEgnp.exe") == "\\u{202e}gnp.exe");
    CHECK(visible("zero\xE2\x80\x8Bwidth") == "zero\\u{200b}width");
    CHECK(visible("\xC2\x85") == "\\x85");
    CHECK(visible("\xFF\xC3") == "\\xff\\xc3");
    CHECK(visible("\xED\xA0\x80") == "\\xed\\xa0\\x80");
    CHECK(visible("\xC0\xAF") == "\\xc0\\xaf");
}

TEST_CASE("a message stays on one line") {
    CHECK(prose("  two\n   lines \t") == "two lines");
    CHECK(prose("a  b") == "a  b");
    CHECK(prose("a\x1b") == "a\\x1b");
}

TEST_CASE("columns are those of a terminal") {
    CHECK(columns_of(std::string_view("abc")) == 3);
    CHECK(columns_of(std::string_view("日本語")) == 6);
    CHECK(columns_of(std::string_view("ﾊﾝｶｸ")) == 4);
    CHECK(columns_of(std::string_view("か\xE3\x82\x99")) == 2);  // a combining voiced sound mark
    CHECK(columns_of(std::string_view("🚀")) == 2);
    CHECK(columns_of(std::string_view("é")) == 1);
    CHECK(columns_of(std::string_view("e\xCC\x81")) == 1);
    CHECK(columns_of(std::string_view("…")) == 1);
}

TEST_CASE("a text is cut between code points") {
    CHECK(shortened("日本語", 9) == "日本語");
    CHECK(shortened("日本語です", 9) == "日本...");
    CHECK(shortened("日本語です", 10) == "日本...");
    CHECK(shortened("abc", 2).empty());
}

TEST_CASE("text is wrapped at spaces and between full-width characters") {
    using Lines = std::vector<std::string>;
    CHECK(wrapped("", 10) == Lines{""});
    CHECK(wrapped("one two three", 8) == Lines{"one two", "three"});
    CHECK(wrapped("averyveryverylongword x", 8) == Lines{"averyveryverylongword", "x"});
    CHECK(wrapped("日本語の文章", 6) == Lines{"日本語", "の文章"});
    // A full stop does not begin a line, an opening bracket does not end one.
    CHECK(wrapped("日本語。文章", 6) == Lines{"日本", "語。文", "章"});
    CHECK(wrapped("日本「語文」章", 6) == Lines{"日本", "「語", "文」章"});
    CHECK(padded("日本", 6) == "日本  ");
}

TEST_CASE("colour is written only when it is on") {
    CHECK(Painter(false)(Tone::error, "x") == "x");
    CHECK(Painter(true)(Tone::error, "x") == "\x1b[1;31mx\x1b[0m");
    CHECK(Painter(true)(Tone::plain, "x") == "x");
}

}  // namespace csr::report
