#include "model/workflow/cron.hpp"

#include <catch2/catch.hpp>

using namespace csr::model;

TEST_CASE("schedules that GitHub accepts") {
    const char* cron =
        GENERATE("*/5 * * * *", "0 3 * * 1-5", "30 4,17 * jan-mar sun", "0-59/15 0 1 1 0", "5  4  *  *  *");
    CHECK_FALSE(cron_error(cron));
}

TEST_CASE("schedules that it does not accept") {
    const char* cron = GENERATE("", "@daily", "* * * *", "60 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *",
                                "0 0 * * 7", "*/0 * * * *", "5-1 * * * *", "1, * * * *", "a * * * *", "$cron-weekly");
    CHECK(cron_error(cron));
    CHECK(shortest_interval(cron) == 0);
}

TEST_CASE("the least time between two runs") {
    CHECK(shortest_interval("* * * * *") == 1);
    CHECK(shortest_interval("*/5 * * * *") == 5);
    CHECK(shortest_interval("0,58 * * * *") == 2);
    CHECK(shortest_interval("0,58 */2 * * *") == 58);
    CHECK(shortest_interval("0 3 * * *") == 24 * 60);
}

TEST_CASE("names of time zones") {
    CHECK(is_timezone_name("Asia/Tokyo"));
    CHECK(is_timezone_name("America/Argentina/Salta"));
    CHECK(is_timezone_name("UTC"));
    CHECK_FALSE(is_timezone_name("JST"));
    CHECK_FALSE(is_timezone_name("Not/A/Zone"));
    CHECK_FALSE(is_timezone_name("Asia/"));
}
