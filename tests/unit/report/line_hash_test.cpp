#include "report/line_hash.hpp"

#include <catch2/catch.hpp>

namespace csr::report {

// The expected values are the public test vectors of GitHub's upload action.
TEST_CASE("line hashes are GitHub's") {
    using Hashes = std::vector<std::string>;
    CHECK(line_hashes("") == Hashes{"c129715d7a2bc9a3:1"});
    CHECK(line_hashes(" a\nb\n  \t\tc\n d") ==
          Hashes{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"});
    CHECK(line_hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End") ==
          Hashes{"8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1",
                 "b86d3392aea1be30:1", "e6ceba753e1a442:1"});
    const Hashes with_last_break = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1",
                                    "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
                                    "c129715d7a2bc9a3:1"};
    CHECK(line_hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n") == with_last_break);
    CHECK(line_hashes(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r") == with_last_break);
    CHECK(line_hashes(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n") == with_last_break);
}

TEST_CASE("equal lines are counted, and every line has a hash") {
    const std::string line(300, 'x');
    const std::vector<std::string> hashes = line_hashes(line + "\n" + line + "\n" + line);
    REQUIRE(hashes.size() == 3);
    CHECK(hashes[0].ends_with(":1"));
    CHECK(hashes[1].ends_with(":2"));
    CHECK(hashes[1].substr(0, hashes[1].size() - 2) == hashes[0].substr(0, hashes[0].size() - 2));
}

}  // namespace csr::report
