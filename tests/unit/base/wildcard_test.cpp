#include "base/wildcard.hpp"

#include <catch2/catch.hpp>

using csr::base::matches_wildcard;

TEST_CASE("a pattern without a star is the text itself", "[wildcard]") {
    CHECK(matches_wildcard("", ""));
    CHECK(matches_wildcard("Bucket", "Bucket"));
    CHECK_FALSE(matches_wildcard("Bucket", "Buckets"));
    CHECK_FALSE(matches_wildcard("Bucket", "bucket"));
    CHECK_FALSE(matches_wildcard("", "x"));
}

TEST_CASE("a star takes any number of characters", "[wildcard]") {
    CHECK(matches_wildcard("*", ""));
    CHECK(matches_wildcard("*", "cdk.out/a/b.json"));
    CHECK(matches_wildcard("cdk.out/*.json", "cdk.out/a/b.json"));
    CHECK(matches_wildcard("a*b*c", "axxbyybzc"));
    CHECK_FALSE(matches_wildcard("a*b*c", "axxbyybz"));
    CHECK(matches_wildcard("**a**", "bab"));
    CHECK_FALSE(matches_wildcard("*a", "ab"));
}
