#include "report/fingerprint.hpp"

#include <cstdint>
#include <fmt/format.h>
#include <string_view>

#include "report/place.hpp"

namespace csr::report {

namespace {

/// Two FNV-1a hashes with different starts. An identity, not a protection.
class Hasher {
  public:
    void field(std::string_view text) {
        for (const char character : text) byte(static_cast<unsigned char>(character));
        byte(0xFF);  // never part of UTF-8, so it separates
    }
    [[nodiscard]] std::string hex() const { return fmt::format("{:016x}{:016x}", first_, second_); }

  private:
    void byte(unsigned char value) {
        constexpr std::uint64_t prime = 0x100000001B3;
        first_ = (first_ ^ value) * prime;
        second_ = (second_ ^ value) * prime;
        second_ ^= second_ >> 29U;
    }
    std::uint64_t first_ = 0xCBF29CE484222325;
    std::uint64_t second_ = 0x9E3779B97F4A7C15;
};

}  // namespace

std::string fingerprint_of(const policy::Verdict& verdict) {
    Hasher hasher;
    hasher.field(verdict.rule->id);
    hasher.field(verdict.target.document);
    hasher.field(verdict.target.kind);
    hasher.field(verdict.target.id);
    hasher.field(verdict.target.stack);
    for (const base::Text& choice : verdict.scenario) hasher.field(choice.en);
    const Place place = place_of(verdict.location);
    const std::string_view bytes = verdict.location.source->bytes();
    hasher.field(bytes.substr(place.span.begin, place.span.end - place.span.begin));
    return hasher.hex();
}

}  // namespace csr::report
