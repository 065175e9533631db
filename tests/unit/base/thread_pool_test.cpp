#include "base/thread_pool.hpp"

#include <catch2/catch.hpp>
#include <vector>

TEST_CASE("every index is worked on once, whatever the number of threads", "[thread_pool]") {
    for (const unsigned threads : {1U, 2U, 7U}) {
        std::vector<int> seen(1000, 0);
        csr::base::ThreadPool(threads).for_each_index(seen.size(), [&](std::size_t i) { ++seen[i]; });
        CHECK(seen == std::vector<int>(1000, 1));
    }
    csr::base::ThreadPool(4).for_each_index(0, [](std::size_t) { FAIL("there is no work"); });
}
