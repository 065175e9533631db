#include "report/excerpt.hpp"

#include <catch2/catch.hpp>

#include "report/uri.hpp"
#include "unit/report/sample_run.hpp"

namespace csr::report {

TEST_CASE("the mark stands under what it means") {
    const source::Source source("a.yaml", "\tname: 「本番」 🚀 x\r\nnext\n");
    const Excerpt excerpt = excerpt_of(test::at(source, "🚀"), 80);
    CHECK(excerpt.text() == "    name: 「本番」 🚀 x");
    CHECK(excerpt.mark_begin == 4 + 6 + 8 + 1);
    CHECK(excerpt.mark_columns == 2);
    CHECK(excerpt.line == 1);
    CHECK(excerpt.last_line == 1);
}

TEST_CASE("a place over several lines marks its first line") {
    const source::Source source("a.json", "{\n  \"a\": {\n  }\n}\n");
    const Excerpt excerpt = excerpt_of(test::at(source, "{\n  }"), 80);
    CHECK(excerpt.line == 2);
    CHECK(excerpt.last_line == 3);
    CHECK(excerpt.marked == "{");
    const Excerpt whole_line = excerpt_of(test::at(source, "{\n"), 80);
    CHECK(whole_line.last_line == 1);
}

TEST_CASE("a long line is cut around the place") {
    const std::string filler(5000, 'x');
    const source::Source source("a.json", filler + "HERE" + filler);
    const Excerpt excerpt = excerpt_of(test::at(source, "HERE"), 60);
    CHECK(excerpt.marked == "HERE");
    CHECK(excerpt.before.starts_with("..."));
    CHECK(excerpt.after.ends_with("..."));
    CHECK(excerpt.text().size() <= 66);
    CHECK(excerpt.mark_begin == excerpt.before.size());
    const Excerpt wide = excerpt_of({&source, {0, 9000}}, 60);
    CHECK(wide.mark_begin == 0);
    CHECK(wide.text().size() <= 66);
}

TEST_CASE("an excerpt survives places at the edges") {
    const source::Source empty("empty", "");
    CHECK(excerpt_of({&empty, {0, 0}}, 80).mark_columns == 1);
    CHECK(excerpt_of({&empty, {5, 9}}, 80).text().empty());
    const source::Source mark("bom",
                              "\xEF\xBB\xBF"
                              "a: 1\n");
    CHECK(excerpt_of(test::at(mark, "1"), 80).mark_begin == 3);
    CHECK(excerpt_of({&mark, {8, 8}}, 80).line == 2);
}

TEST_CASE("paths become URI references") {
    CHECK(uri_of("a/b-c_d.~1") == "a/b-c_d.~1");
    CHECK(uri_of("deploy 本番.yml") == "deploy%20%E6%9C%AC%E7%95%AA.yml");
    CHECK(uri_of("./a:b%[c]#d?e") == "a%3Ab%25%5Bc%5D%23d%3Fe");
    CHECK(uri_of("/tmp/x") == "file:///tmp/x");
    CHECK(uri_of("") == ".");
}

}  // namespace csr::report
