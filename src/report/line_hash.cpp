#include "report/line_hash.hpp"

#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <unordered_map>
#include <utility>

#include "report/unicode.hpp"

namespace csr::report {

namespace {

constexpr std::size_t block_size = 100;
constexpr std::uint64_t multiplier = 37;
constexpr std::uint16_t end_of_file = 0xFFFF;

constexpr std::uint64_t weight_behind_block() {
    std::uint64_t weight = 1;
    for (std::size_t index = 0; index < block_size; ++index) weight *= multiplier;
    return weight;
}

constexpr std::uint64_t oldest_weight = weight_behind_block();

/// Takes UTF-16 code units, gives a hash per line once the 100 units behind the line's start are known.
class LineHasher {
  public:
    void unit(std::uint16_t unit) {
        if (unit == ' ' || unit == '\t' || (after_carriage_return_ && unit == '\n')) {
            after_carriage_return_ = false;
            return;
        }
        after_carriage_return_ = unit == '\r';
        if (after_carriage_return_) unit = '\n';
        emit_if_start();
        starts_[at_] = at_line_start_;
        at_line_start_ = unit == '\n';
        push(unit);
    }

    std::vector<std::string> finish() {
        unit(end_of_file);
        for (std::size_t index = 0; index < block_size; ++index) {
            emit_if_start();
            push(0);
        }
        return std::move(hashes_);
    }

  private:
    /// Lines start in order and leave the window in order, so the next hash is always the next line's.
    void emit_if_start() {
        if (!starts_[at_]) return;
        starts_[at_] = false;
        hashes_.push_back(fmt::format("{:x}:{}", hash_, ++counts_[hash_]));
    }

    void push(std::uint16_t unit) {
        hash_ = multiplier * hash_ + unit - oldest_weight * window_[at_];
        window_[at_] = unit;
        at_ = (at_ + 1) % block_size;
    }

    std::array<std::uint16_t, block_size> window_{};
    std::array<bool, block_size> starts_{};  ///< whether the unit at this place of the window began a line
    std::size_t at_ = 0;
    std::uint64_t hash_ = 0;
    bool at_line_start_ = true;
    bool after_carriage_return_ = false;
    std::unordered_map<std::uint64_t, std::uint32_t> counts_;
    std::vector<std::string> hashes_;
};

}  // namespace

std::vector<std::string> line_hashes(std::string_view bytes) {
    LineHasher hasher;
    for (std::size_t at = 0; at < bytes.size();) {
        const CodePoint point = decode(bytes, at);
        at += point.size;
        if (point.value < 0x10000) {
            hasher.unit(static_cast<std::uint16_t>(point.value));
        } else {
            hasher.unit(static_cast<std::uint16_t>(0xD800U + ((point.value - 0x10000U) >> 10U)));
            hasher.unit(static_cast<std::uint16_t>(0xDC00U + ((point.value - 0x10000U) & 0x3FFU)));
        }
    }
    return hasher.finish();
}

}  // namespace csr::report
