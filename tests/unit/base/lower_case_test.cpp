#include "base/lower_case.hpp"

#include <catch2/catch.hpp>

using csr::base::lower_case;

TEST_CASE("only the letters A to Z are made small") {
    CHECK(lower_case("AbZ-@[`{09") == "abz-@[`{09");
    CHECK(lower_case("\xC3\x84 \xE3\x81\x82 K") == "\xC3\x84 \xE3\x81\x82 k");
    CHECK(lower_case("").empty());
}
