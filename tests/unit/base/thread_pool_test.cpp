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

TEST_CASE("each thread can keep something for itself", "[thread_pool]") {
    const csr::base::ThreadPool pool(3);
    CHECK(pool.workers(2) == 2);
    CHECK(pool.workers(1000) == 3);
    std::vector<std::size_t> counts(pool.workers(1000), 0);
    pool.for_each_index(1000, [&](std::size_t, std::size_t worker) { ++counts[worker]; });
    CHECK(counts[0] + counts[1] + counts[2] == 1000);
}
