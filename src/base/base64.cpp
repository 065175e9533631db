#include "base/base64.hpp"

#include <cstdint>

namespace csr::base {

namespace {

std::uint32_t digit(char c) { return static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10); }

}  // namespace

std::string base64_of_hex(std::string_view hex) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    const std::size_t bytes = hex.size() / 2;
    for (std::size_t at = 0; at < bytes; at += 3) {
        std::uint32_t group = 0;
        for (std::size_t index = at; index < at + 3; ++index) {
            group <<= 8U;
            if (index < bytes) group |= (digit(hex[2 * index]) << 4U) | digit(hex[2 * index + 1]);
        }
        for (std::size_t place = 0; place < 4; ++place) {
            const bool padding = at + place > bytes;  // the last group of 1 byte has 2 letters, of 2 bytes 3
            out += padding ? '=' : letters[(group >> (18U - 6U * place)) & 63U];
        }
    }
    return out;
}

}  // namespace csr::base
