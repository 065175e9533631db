#include "base/stable_sort.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using Item = std::pair<int, std::string>;

}  // namespace

TEST_CASE("stable_sort leaves equal items in the order they had") {
    std::vector<Item> items{{2, "a"}, {1, "b"}, {2, "c"}, {1, "d"}, {0, "e"}};
    csr::base::stable_sort(items, &Item::first);
    CHECK(items == std::vector<Item>{{0, "e"}, {1, "b"}, {1, "d"}, {2, "a"}, {2, "c"}});
}

TEST_CASE("stable_sort sorts by several keys at once") {
    std::vector<Item> items{{2, "a"}, {1, "d"}, {1, "b"}};
    csr::base::stable_sort(items, [](const Item& item) { return std::tie(item.first, item.second); });
    CHECK(items == std::vector<Item>{{1, "b"}, {1, "d"}, {2, "a"}});
}

TEST_CASE("stable_sort moves what cannot be copied") {
    std::vector<std::unique_ptr<int>> items;
    for (const int value : {3, 1, 2}) items.push_back(std::make_unique<int>(value));
    csr::base::stable_sort(items, [](const auto& item) { return *item; });
    std::vector<int> values;
    for (const auto& item : items) values.push_back(*item);
    CHECK(values == std::vector<int>{1, 2, 3});
    items.clear();
    csr::base::stable_sort(items, [](const auto& item) { return *item; });
    CHECK(items.empty());
}
