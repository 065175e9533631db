#include "base/suggest.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace csr::base {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

std::string lower(std::string_view text) {
    std::string made(text);
    for (char& c : made) c = lower(c);
    return made;
}

}  // namespace

namespace {

/// The matrix of plain_distance a column at a time, one bit a row: Hyyrö, "A Bit-Vector Algorithm for Computing
/// Levenshtein and Damerau Edit Distances" (2003). `left` has 1 to 64 bytes.
std::size_t bitwise_distance(std::string_view left, std::string_view right) {
    std::array<std::uint64_t, 256> positions{};  // of each byte in `left`
    for (std::size_t row = 0; row < left.size(); ++row)
        positions[static_cast<unsigned char>(left[row])] |= std::uint64_t{1} << row;
    const std::uint64_t last = std::uint64_t{1} << (left.size() - 1);
    std::uint64_t above_plus = ~std::uint64_t{0};
    std::uint64_t above_minus = 0;
    std::uint64_t diagonal = 0;
    std::uint64_t before = 0;
    std::size_t distance = left.size();
    for (const char byte : right) {
        const std::uint64_t here = positions[static_cast<unsigned char>(byte)];
        const std::uint64_t swapped = ((~diagonal & here) << 1) & before;
        diagonal = (((here & above_plus) + above_plus) ^ above_plus) | here | above_minus | swapped;
        const std::uint64_t beside_plus = above_minus | ~(diagonal | above_plus);
        const std::uint64_t beside_minus = diagonal & above_plus;
        if ((beside_plus & last) != 0) ++distance;
        if ((beside_minus & last) != 0) --distance;
        const std::uint64_t next_plus = (beside_plus << 1) | 1;
        above_plus = (beside_minus << 1) | ~(diagonal | next_plus);
        above_minus = next_plus & diagonal;
        before = here;
    }
    return distance;
}

std::size_t plain_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before(right.size() + 1);
    std::vector<std::size_t> last(right.size() + 1);
    std::vector<std::size_t> now(right.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t row = 1; row <= left.size(); ++row) {
        now[0] = row;
        for (std::size_t column = 1; column <= right.size(); ++column) {
            const bool same = left[row - 1] == right[column - 1];
            now[column] = std::min({last[column] + 1, now[column - 1] + 1, last[column - 1] + (same ? 0 : 1)});
            const bool swapped =
                row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
            if (swapped) now[column] = std::min(now[column], before[column - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return last[right.size()];
}

}  // namespace

std::size_t edit_distance(std::string_view left, std::string_view right) {
    if (left.empty()) return right.size();
    return left.size() <= 64 ? bitwise_distance(left, right) : plain_distance(left, right);
}

std::string_view did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
    constexpr std::size_t longest = 64;
    if (name.size() > longest) return {};
    const std::string wanted = lower(name);
    std::string_view best;
    std::size_t least = std::max<std::size_t>(name.size() / 3, 1) + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > longest || candidate == name) continue;
        const std::size_t surplus = std::max(candidate.size(), name.size()) - std::min(candidate.size(), name.size());
        if (surplus >= least) continue;  // so many edits it takes at least
        const std::size_t found = edit_distance(wanted, lower(candidate));
        if (found >= least) continue;
        least = found;
        best = candidate;
    }
    return best;
}

}  // namespace csr::base
