#include "base/suggest.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace {

/// The distance by the definition: optimal string alignment.
std::size_t by_definition(const std::string& left, const std::string& right) {
    std::vector<std::vector<std::size_t>> distance(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
    for (std::size_t i = 0; i <= left.size(); ++i) {
        for (std::size_t j = 0; j <= right.size(); ++j) {
            std::size_t& here = distance[i][j];
            if (i == 0 || j == 0) {
                here = i + j;
                continue;
            }
            const std::size_t changed = left[i - 1] == right[j - 1] ? 0 : 1;
            here = std::min({distance[i - 1][j] + 1, distance[i][j - 1] + 1, distance[i - 1][j - 1] + changed});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                here = std::min(here, distance[i - 2][j - 2] + 1);
        }
    }
    return distance[left.size()][right.size()];
}

}  // namespace

TEST_CASE("the edit distance counts insertions, deletions, changes and swaps", "[suggest]") {
    CHECK(csr::base::edit_distance("", "") == 0);
    CHECK(csr::base::edit_distance("", "abc") == 3);
    CHECK(csr::base::edit_distance("abc", "") == 3);
    CHECK(csr::base::edit_distance("checkout", "chekcout") == 1);
    CHECK(csr::base::edit_distance("ca", "abc") == 3);
}

TEST_CASE("the edit distance is that of the definition", "[suggest]") {
    std::uint32_t state = 1;
    const auto next = [&state](std::uint32_t bound) {
        state = state * 1664525U + 1013904223U;
        return (state >> 16) % bound;
    };
    const auto text = [&next](std::size_t size) {
        std::string made(size, 'a');
        for (char& letter : made) letter = static_cast<char>('a' + next(3));
        return made;
    };
    for (int round = 0; round < 2000; ++round) {
        const std::string left = text(round % 40 == 0 ? 60 + next(10) : next(12));
        const std::string right = text(next(14));
        REQUIRE(csr::base::edit_distance(left, right) == by_definition(left, right));
    }
}

TEST_CASE("the nearest name is meant, if any is near", "[suggest]") {
    const std::vector<std::string_view> names{"Parameters", "Resources", "Outputs"};
    CHECK(csr::base::did_you_mean("resuorces", names) == "Resources");
    CHECK(csr::base::did_you_mean("Ouputs", names) == "Outputs");
    CHECK(csr::base::did_you_mean("Conditions", names).empty());
    CHECK(csr::base::did_you_mean("X", names).empty());
}
