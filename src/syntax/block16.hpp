#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace csr::syntax {

/// Sixteen bytes of text, compared at once. Bit i of a mask stands for byte i.
#if defined(__SSE2__)
class Block16 {
  public:
    using Mask = std::uint32_t;
    /// What a comparison gives before it becomes a mask; joined with `|`.
    struct Match {
        __m128i bytes;
        Match operator|(Match other) const { return {_mm_or_si128(bytes, other.bytes)}; }
        [[nodiscard]] Match without(Match other) const { return {_mm_andnot_si128(other.bytes, bytes)}; }
        [[nodiscard]] Mask mask() const { return static_cast<Mask>(_mm_movemask_epi8(bytes)); }
    };

    /// Reads `text[0..15]`, all of which must exist.
    explicit Block16(const char* text) : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(text))) {}
    void store(char* to) const { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes_); }
    [[nodiscard]] Match equal(char byte) const { return {_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(byte))}; }
    /// Bytes that equal `byte` when bit 5 is set in both: '[' and '{', ']' and '}'.
    [[nodiscard]] Match equal_ignoring_bit5(char byte) const {
        return {_mm_cmpeq_epi8(_mm_or_si128(bytes_, _mm_set1_epi8(0x20)), _mm_set1_epi8(byte))};
    }
    /// Control characters (below space).
    [[nodiscard]] Match control() const { return {_mm_cmpeq_epi8(_mm_min_epu8(bytes_, _mm_set1_epi8(0x1F)), bytes_)}; }
    /// Bytes of non-ASCII characters.
    [[nodiscard]] Match non_ascii() const { return {bytes_}; }
    /// Control characters and bytes of non-ASCII characters: as signed numbers, all are below space.
    [[nodiscard]] Match control_or_non_ascii() const { return {_mm_cmplt_epi8(bytes_, _mm_set1_epi8(' '))}; }

  private:
    __m128i bytes_;
};
#else
class Block16 {
  public:
    using Mask = std::uint32_t;
    struct Match {
        Mask bits;
        Match operator|(Match other) const { return {bits | other.bits}; }
        [[nodiscard]] Match without(Match other) const { return {bits & ~other.bits}; }
        [[nodiscard]] Mask mask() const { return bits; }
    };

    explicit Block16(const char* text) { std::memcpy(bytes_, text, sizeof bytes_); }
    void store(char* to) const { std::memcpy(to, bytes_, sizeof bytes_); }
    [[nodiscard]] Match equal(char byte) const {
        return where([byte](unsigned char at) { return at == static_cast<unsigned char>(byte); });
    }
    [[nodiscard]] Match equal_ignoring_bit5(char byte) const {
        return where([byte](unsigned char at) { return (at | 0x20U) == static_cast<unsigned char>(byte); });
    }
    [[nodiscard]] Match control() const {
        return where([](unsigned char at) { return at < 0x20U; });
    }
    [[nodiscard]] Match non_ascii() const {
        return where([](unsigned char at) { return at >= 0x80U; });
    }
    [[nodiscard]] Match control_or_non_ascii() const { return control() | non_ascii(); }

  private:
    template <class Test>
    [[nodiscard]] Match where(Test test) const {
        Mask bits = 0;
        for (unsigned i = 0; i < sizeof bytes_; ++i) bits |= static_cast<Mask>(test(bytes_[i])) << i;
        return {bits};
    }
    unsigned char bytes_[16];
};
#endif

constexpr Block16::Mask all_of_block16 = 0xFFFFU;

/// Behind the spaces at `at`. The byte at `end` can be read and is no space.
[[nodiscard]] inline const char* skip_spaces(const char* at, const char* end) {
    while (end - at >= 16) {
        const auto other = Block16(at).equal(' ').mask() ^ all_of_block16;
        if (other != 0) return at + std::countr_zero(other);
        at += 16;
    }
    while (*at == ' ') ++at;
    return at;
}

}  // namespace csr::syntax
