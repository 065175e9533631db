#include "base/sha1.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace {

std::string hex(std::string_view bytes) {
    std::string out;
    for (const std::uint8_t byte : csr::base::sha1(bytes)) out += fmt::format("{:02x}", byte);
    return out;
}

}  // namespace

TEST_CASE("SHA-1 of the standard's examples", "[sha1]") {
    CHECK(hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK(hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    CHECK(hex(std::string(1'000'000, 'a')) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST_CASE("a name gives a UUID of version 5", "[sha1]") {
    // python3: uuid.uuid5(uuid.NAMESPACE_URL, "urn:csr-lint/x")
    CHECK(csr::base::uuid_of("x") == "45ef1c54-b3bb-5571-9612-be41600fbd3d");
    CHECK(csr::base::uuid_of("x") != csr::base::uuid_of("y"));
}
