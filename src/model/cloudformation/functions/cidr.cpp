#include <charconv>
#include <cstdint>
#include <fmt/format.h>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

namespace {

struct Block {
    std::uint32_t address;
    std::uint32_t prefix;
};

std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t most) {
    std::uint32_t value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || value > most) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    return value;
}

std::optional<Block> parse_block(std::string_view text) {
    Block block{0, 0};
    for (int i = 0; i < 4; ++i) {
        const std::optional<std::uint32_t> part = take_number(text, 255);
        if (!part || !text.starts_with(i < 3 ? '.' : '/')) return std::nullopt;
        text.remove_prefix(1);
        block.address = block.address << 8U | *part;
    }
    const std::optional<std::uint32_t> prefix = take_number(text, 32);
    if (!prefix || !text.empty()) return std::nullopt;
    block.prefix = *prefix;
    return block;
}

std::string block_text(std::uint32_t address, std::uint32_t prefix) {
    return fmt::format("{}.{}.{}.{}/{}", address >> 24U, address >> 16U & 255U, address >> 8U & 255U, address & 255U,
                       prefix);
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
    if (!block) return unknown_at(scope, CauseKind::unsupported, "Fn::Cidr", call.node);  // IPv6
    const std::int64_t room = 32 - bits - block->prefix;
    if (bits < 1 || room < 0 || count < 1 || count > 256 || count > std::int64_t{1} << room)
        return malformed(call, scope);
    std::vector<Value> blocks;
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(count); ++i) {
        const std::uint32_t address = block->address + (i << static_cast<std::uint32_t>(bits));
        const std::string text = block_text(address, 32 - static_cast<std::uint32_t>(bits));
        blocks.push_back(Value::string(scope.arena().copy(text), place_of(call.node)));
    }
    return make_list(scope.arena(), blocks, place_of(call.node));
}

}  // namespace csr::model::cloudformation::functions
