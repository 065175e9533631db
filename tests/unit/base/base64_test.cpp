#include "base/base64.hpp"

#include <catch2/catch.hpp>

#include "base/sha256.hpp"

using csr::base::base64_of_hex;

TEST_CASE("hexadecimal digits become Base64", "[base64]") {
    CHECK(base64_of_hex("").empty());
    CHECK(base64_of_hex("66") == "Zg==");
    CHECK(base64_of_hex("666f") == "Zm8=");
    CHECK(base64_of_hex("666f6f") == "Zm9v");
    CHECK(base64_of_hex("666f6f62") == "Zm9vYg==");
    CHECK(base64_of_hex(csr::base::sha256_hex("")) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}
