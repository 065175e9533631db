#include "base/date.hpp"

#include <catch2/catch.hpp>

using csr::base::day_of;
using csr::base::day_text;
using csr::base::parse_day;

TEST_CASE("a day is read and written", "[date]") {
    CHECK(parse_day("1970-01-01") == 0);
    CHECK(parse_day("2027-01-31") == 20849);
    CHECK(day_text(20849) == "2027-01-31");
    CHECK(parse_day("2028-02-29").has_value());
}

TEST_CASE("what is no day is refused", "[date]") {
    for (const char* text : {"", "2027-1-31", "2027-02-29", "2027-13-01", "2027-00-01", "2027-01-31T00", "20270131xx",
                             "2027/01/31", "2027-01-3x"}) {
        CHECK_FALSE(parse_day(text).has_value());
    }
}

TEST_CASE("a second lies in a day", "[date]") {
    CHECK(day_of(0) == 0);
    CHECK(day_of(86399) == 0);
    CHECK(day_of(86400) == 1);
    CHECK(day_of(-1) == -1);
}
