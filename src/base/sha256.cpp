#include "base/sha256.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace csr::base {

namespace {

using State = std::array<std::uint32_t, 8>;
constexpr std::size_t block_size = 64;

constexpr std::array<std::uint32_t, 64> round_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t big_endian(const unsigned char* bytes) {
    return (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U) | (std::uint32_t{bytes[2]} << 8U) |
           std::uint32_t{bytes[3]};
}

void digest_block(State& state, const unsigned char* block) {
    std::array<std::uint32_t, 64> words{};
    for (std::size_t i = 0; i < 16; ++i) words[i] = big_endian(block + 4 * i);
    for (std::size_t i = 16; i < 64; ++i) {
        const std::uint32_t before = words[i - 15];
        const std::uint32_t last = words[i - 2];
        words[i] = words[i - 16] + (std::rotr(before, 7) ^ std::rotr(before, 18) ^ (before >> 3U)) + words[i - 7] +
                   (std::rotr(last, 17) ^ std::rotr(last, 19) ^ (last >> 10U));
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < 64; ++i) {
        const std::uint32_t first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) +
                                    round_constants[i] + words[i];
        const std::uint32_t second =
            (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const State sum = {a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += sum[i];
}

void digest_plainly(State& state, const unsigned char* data, std::size_t blocks) {
    for (; blocks > 0; --blocks, data += block_size) digest_block(state, data);
}

using Digest = void (*)(State&, const unsigned char*, std::size_t);

#ifdef __x86_64__
/// The same with the processor's SHA instructions, which keep the state as (a, b, e, f) and (c, d, g, h) and do two
/// rounds at a time.
[[gnu::target("sha,sse4.1")]] void digest_by_instructions(State& state, const unsigned char* data, std::size_t blocks) {
    const auto* in = reinterpret_cast<const __m128i*>(data);
    auto* halves = reinterpret_cast<__m128i*>(state.data());
    const __m128i big_endian_words = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(halves), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(halves + 1), 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    for (; blocks > 0; --blocks, in += 4) {
        const __m128i abef_before = abef;
        const __m128i cdgh_before = cdgh;
        __m128i words[4];
#pragma GCC unroll 16
        for (std::size_t i = 0; i < 16; ++i) {
            __m128i& four = words[i % 4];
            const __m128i& last = words[(i + 3) % 4];
            if (i < 4) {
                four = _mm_shuffle_epi8(_mm_loadu_si128(in + i), big_endian_words);
            } else {
                const __m128i seven_before = _mm_alignr_epi8(last, words[(i + 2) % 4], 4);
                const __m128i partly = _mm_add_epi32(_mm_sha256msg1_epu32(four, words[(i + 1) % 4]), seven_before);
                four = _mm_sha256msg2_epu32(partly, last);
            }
            const auto* constants = reinterpret_cast<const __m128i*>(round_constants.data() + 4 * i);
            const __m128i added = _mm_add_epi32(four, _mm_loadu_si128(constants));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, added);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(added, 0x0E));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128(halves, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(halves + 1, _mm_alignr_epi8(dchg, feba, 8));
}

bool has_sha_instructions() {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    constexpr unsigned ssse3_and_sse41 = bit_SSSE3 | bit_SSE4_1;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & ssse3_and_sse41) != ssse3_and_sse41) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

Digest fastest() {
    static const Digest digest = has_sha_instructions() ? digest_by_instructions : digest_plainly;
    return digest;
}
#else
Digest fastest() { return digest_plainly; }
#endif

void digest_tail(Digest digest, State& state, const unsigned char* tail, std::size_t size, std::uint64_t total) {
    std::array<unsigned char, 2 * block_size> padded{};
    if (size > 0) std::memcpy(padded.data(), tail, size);
    padded[size] = 0x80;
    const std::size_t end = size + 9 <= block_size ? block_size : 2 * block_size;
    for (std::size_t i = 0; i < 8; ++i)
        padded[end - 1 - i] = static_cast<unsigned char>((total * 8) >> (8 * static_cast<unsigned>(i)));
    digest(state, padded.data(), end / block_size);
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    State state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    // The bytes of a text may be read as unsigned char.
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    const Digest digest = fastest();
    const std::size_t done = bytes.size() / block_size * block_size;
    digest(state, data, bytes.size() / block_size);
    digest_tail(digest, state, data + done, bytes.size() - done, bytes.size());

    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    hex.reserve(64);
    for (const std::uint32_t word : state) {
        for (int shift = 28; shift >= 0; shift -= 4) hex += digits[(word >> static_cast<unsigned>(shift)) & 0xfU];
    }
    return hex;
}

}  // namespace csr::base
