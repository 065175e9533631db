#include "base/suggest.hpp"

#include <algorithm>
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

std::size_t edit_distance(std::string_view left, std::string_view right) {
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

std::string_view did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
    constexpr std::size_t longest = 64;
    if (name.size() > longest) return {};
    const std::string wanted = lower(name);
    std::string_view best;
    std::size_t least = std::max<std::size_t>(name.size() / 3, 1) + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > longest || candidate == name) continue;
        const std::size_t found = edit_distance(wanted, lower(candidate));
        if (found >= least) continue;
        least = found;
        best = candidate;
    }
    return best;
}

}  // namespace csr::base
