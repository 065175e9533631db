#include <string>

#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

namespace {

std::string encode(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string encoded;
    encoded.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::string_view group = bytes.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8U | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) encoded += i > group.size() ? '=' : digits[bits >> (18U - 6U * i) & 63U];
    }
    return encoded;
}

}  // namespace

Value base64(const Call& call, const Scope& scope) {
    const std::optional<Value> text = argument_value(call, scope, &string_type);
    const Place place = place_of(call.node);
    if (text && text->is(Kind::unknown)) return text->placed(place);
    if (!text || !text->is(Kind::string)) return malformed(call, scope);
    return Value::string(scope.arena().copy(encode(text->text())), place);
}

}  // namespace csr::model::cloudformation::functions
