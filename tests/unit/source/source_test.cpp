#include "source/source.hpp"

#include <catch2/catch.hpp>
#include <thread>

using csr::source::LineIndex;
using csr::source::Position;
using csr::source::Source;

TEST_CASE("columns count bytes, code points and UTF-16 units") {
    const LineIndex index("a: 1\nキー: 値😀x\n");
    CHECK(index.position(0) == Position{1, 1, 1, 1});
    CHECK(index.position(3) == Position{1, 4, 4, 4});
    CHECK(index.position(5) == Position{2, 1, 1, 1});
    CHECK(index.position(8) == Position{2, 4, 2, 2});
    CHECK(index.position(13) == Position{2, 9, 5, 5});
    CHECK(index.position(16) == Position{2, 12, 6, 6});
    CHECK(index.position(20) == Position{2, 16, 7, 8});
}

TEST_CASE("an offset inside a code point has the code point's column") {
    const LineIndex index("é😀");
    CHECK(index.position(1) == index.position(0));
    for (const std::uint32_t offset : {3U, 4U, 5U}) CHECK(index.position(offset) == index.position(2));
}

TEST_CASE("a byte-order mark takes no column") {
    const LineIndex index("\xEF\xBB\xBF{}\n{}");
    CHECK(index.position(0) == Position{1, 1, 1, 1});
    CHECK(index.position(3) == Position{1, 1, 1, 1});
    CHECK(index.position(4) == Position{1, 2, 2, 2});
    CHECK(index.line(1) == "{}");
    CHECK(index.position(6) == Position{2, 1, 1, 1});
}

TEST_CASE("columns in long lines are the same as counted from the line's start") {
    const std::string piece = "aé値😀,";  // 1 + 2 + 3 + 4 + 1 bytes, 5 code points, 6 UTF-16 units
    const std::uint32_t pieces = 3000;
    std::string text = "\xEF\xBB\xBF";
    for (std::uint32_t i = 0; i < pieces; ++i) text += piece;
    text += "\nx\n";
    const auto second = static_cast<std::uint32_t>(text.size());
    for (std::uint32_t i = 0; i < pieces; ++i) text += piece;
    const LineIndex index(text);
    for (std::uint32_t i = 0; i < pieces; ++i) {
        const Position first{1, i * 11 + 1, i * 5 + 1, i * 6 + 1};
        REQUIRE(index.position(3 + i * 11) == first);
        REQUIRE(index.position(second + i * 11) == Position{3, i * 11 + 1, i * 5 + 1, i * 6 + 1});
        const Position face{3, i * 11 + 7, i * 5 + 4, i * 6 + 4};
        for (std::uint32_t inside = 6; inside < 10; ++inside) {
            REQUIRE(index.position(second + i * 11 + inside) == face);
        }
    }
    CHECK(index.position(second - 2) == Position{2, 1, 1, 1});
}

// Were each position counted from the line's start, this would not finish.
TEST_CASE("positions in a line of megabytes cost little") {
    const std::string text(8U << 20U, 'x');
    const LineIndex index(text);
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < 20000; ++i) sum += index.position(i * 400).byte_column - 1;
    CHECK(sum == 400ULL * 20000 * 19999 / 2);
}

TEST_CASE("lines end with LF, CRLF or CR") {
    const LineIndex index("a\r\nb\rc\n\nd");
    REQUIRE(index.line_count() == 5);
    CHECK(index.line(1) == "a");
    CHECK(index.line(2) == "b");
    CHECK(index.line(3) == "c");
    CHECK(index.line(4).empty());
    CHECK(index.line(5) == "d");
    CHECK(index.line(0).empty());
    CHECK(index.line(6).empty());
    CHECK(index.line_start(2) == 3);
    CHECK(index.line_start(6) == 9);
    CHECK(index.position(3).line == 2);
    CHECK(index.position(5).line == 3);
}

TEST_CASE("past the end is the end") {
    const LineIndex index("ab\nc");
    CHECK(index.position(4) == Position{2, 2, 2, 2});
    CHECK(index.position(400) == Position{2, 2, 2, 2});
    CHECK(LineIndex("").position(7) == Position{1, 1, 1, 1});
    CHECK(LineIndex("").line_count() == 1);
}

TEST_CASE("the lines of a source are made once, from any thread") {
    const Source source("a.yaml", "a\nb\n");
    const LineIndex* first = nullptr;
    const LineIndex* second = nullptr;
    std::thread one([&] { first = &source.lines(); });
    std::thread two([&] { second = &source.lines(); });
    one.join();
    two.join();
    CHECK(first == second);
    CHECK(first->line_count() == 3);
}
