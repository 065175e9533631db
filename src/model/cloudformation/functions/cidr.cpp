#include <array>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <string>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

namespace {

/// An address of either family in groups of 16 bits, the first one first; IPv4 has two of them.
struct Block {
    std::array<std::uint16_t, 8> groups{};
    std::uint32_t bits = 32;
    std::uint32_t prefix = 0;
};

std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t most, int base = 10) {
    std::uint32_t value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || value > most) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    return value;
}

std::optional<Block> parse_ipv4(std::string_view text) {
    Block block;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::optional<std::uint32_t> part = take_number(text, 255);
        if (!part || (i < 3 && !text.starts_with('.'))) return std::nullopt;
        if (i < 3) text.remove_prefix(1);
        block.groups[i / 2] = static_cast<std::uint16_t>(static_cast<std::uint32_t>(block.groups[i / 2]) << 8U | *part);
    }
    return text.empty() ? std::optional(block) : std::nullopt;
}

/// The groups of one side of "::"; nothing when it is not written as one.
std::optional<std::vector<std::uint16_t>> parse_groups(std::string_view text) {
    std::vector<std::uint16_t> groups;
    while (!text.empty()) {
        const std::optional<std::uint32_t> group = take_number(text, 0xFFFF, 16);
        if (!group || groups.size() == 8) return std::nullopt;
        groups.push_back(static_cast<std::uint16_t>(*group));
        if (text.empty()) break;
        if (!text.starts_with(':') || text.size() == 1) return std::nullopt;
        text.remove_prefix(1);
    }
    return groups;
}

std::optional<Block> parse_ipv6(std::string_view text) {
    const std::size_t gap = text.find("::");
    const auto head = parse_groups(text.substr(0, gap));
    const auto tail = gap == std::string_view::npos ? std::optional(std::vector<std::uint16_t>())
                                                    : parse_groups(text.substr(gap + 2));
    if (!head || !tail) return std::nullopt;
    const std::size_t count = head->size() + tail->size();
    if (gap == std::string_view::npos ? count != 8 : count > 7) return std::nullopt;
    Block block;
    block.bits = 128;
    std::ranges::copy(*head, block.groups.begin());
    std::ranges::copy(*tail, block.groups.end() - static_cast<std::ptrdiff_t>(tail->size()));
    return block;
}

std::optional<Block> parse_block(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    std::string_view prefix = text.substr(slash + 1);
    const std::string_view address = text.substr(0, slash);
    std::optional<Block> block =
        address.find(':') == std::string_view::npos ? parse_ipv4(address) : parse_ipv6(address);
    const std::optional<std::uint32_t> length = block ? take_number(prefix, block->bits) : std::nullopt;
    if (!length || !prefix.empty()) return std::nullopt;
    block->prefix = *length;
    for (std::uint32_t bit = block->prefix; bit < block->bits; ++bit)
        block->groups[bit / 16] &= static_cast<std::uint16_t>(~(0x8000U >> bit % 16));
    return block;
}

/// Adds `number` << `shift` to the address.
void advance(Block& block, std::uint32_t number, std::uint32_t shift) {
    const std::uint32_t groups = block.bits / 16;
    std::uint32_t carry = number << shift % 16;
    for (std::uint32_t i = groups - shift / 16; i-- > 0 && carry != 0;) {
        const std::uint32_t sum = block.groups[i] + (carry & 0xFFFFU);
        block.groups[i] = static_cast<std::uint16_t>(sum);
        carry = (carry >> 16U) + (sum >> 16U);
    }
}

/// IPv6 in its short form (RFC 5952).
std::string ipv6_text(const Block& block) {
    std::size_t start = 8;
    std::size_t length = 1;  // a single zero group is written out
    for (std::size_t i = 0; i < 8;) {
        std::size_t end = i;
        while (end < 8 && block.groups[end] == 0) ++end;
        if (end - i > length) {
            start = i;
            length = end - i;
        }
        i = end == i ? i + 1 : end;
    }
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == start) {
            text += "::";
            i += length - 1;
            continue;
        }
        if (!text.empty() && !text.ends_with(':')) text += ':';
        text += fmt::format("{:x}", block.groups[i]);
    }
    return text;
}

std::string block_text(const Block& block, std::uint32_t prefix) {
    if (block.bits == 128) return fmt::format("{}/{}", ipv6_text(block), prefix);
    return fmt::format("{}.{}.{}.{}/{}", block.groups[0] >> 8U, block.groups[0] & 255U, block.groups[1] >> 8U,
                       block.groups[1] & 255U, prefix);
}

}  // namespace

Value cidr(const Call& call, const Scope& scope) {
    const auto items = argument_items(call);
    if (!items || items->size() < 2 || items->size() > 3) return malformed(call, scope);
    const Value given[] = {resolve_present(scope, (*items)[0], &string_type),
                           resolve_present(scope, (*items)[1], &integer_type),
                           items->size() == 3 ? resolve_present(scope, (*items)[2], &integer_type) : Value::integer(8)};
    for (const Value& value : given) {
        if (value.is(Kind::unknown)) return merge_unknown(scope, given, place_of(call.node));
    }
    if (!given[0].is(Kind::string) || !given[1].is(Kind::integer) || !given[2].is(Kind::integer))
        return malformed(call, scope);
    const std::optional<Block> block = parse_block(given[0].text());
    const std::int64_t count = given[1].as_integer();
    const std::int64_t bits = given[2].as_integer();
    if (!block || bits < 1 || bits > block->bits || count < 1 || count > 256) return malformed(call, scope);
    const std::int64_t room = std::int64_t{block->bits} - bits - block->prefix;
    if (room < 0 || (room < 9 && count > std::int64_t{1} << room)) return malformed(call, scope);
    const auto shift = static_cast<std::uint32_t>(bits);
    std::vector<Value> blocks;
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(count); ++i) {
        Block made = *block;
        if (shift < block->bits) advance(made, i, shift);
        blocks.push_back(Value::string(scope.arena().copy(block_text(made, block->bits - shift)), place_of(call.node)));
    }
    return make_list(scope.arena(), blocks, place_of(call.node));
}

}  // namespace csr::model::cloudformation::functions
