#include "syntax/utf8.hpp"

#include "syntax/block16.hpp"

namespace csr::syntax {

namespace {

bool between(char byte, unsigned low, unsigned high) {
    const auto value = static_cast<unsigned char>(byte);
    return value >= low && value <= high;
}

/// Length of the sequence and the range of its second byte by the first one (Unicode 15, table 3-7).
struct Lead {
    std::size_t length = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
};

Lead classify(unsigned char byte) {
    if (byte < 0x80) return {.length = 1};
    if (byte < 0xC2) return {};
    if (byte < 0xE0) return {.length = 2};
    if (byte < 0xF0) {
        return {.length = 3, .low = byte == 0xE0 ? 0xA0U : 0x80U, .high = byte == 0xED ? 0x9FU : 0xBFU};
    }
    if (byte < 0xF5) {
        return {.length = 4, .low = byte == 0xF0 ? 0x90U : 0x80U, .high = byte == 0xF4 ? 0x8FU : 0xBFU};
    }
    return {};
}

}  // namespace

std::size_t utf8_sequence(std::string_view text) {
    if (text.empty()) return 0;
    const Lead lead = classify(static_cast<unsigned char>(text[0]));
    if (lead.length <= 1) return lead.length;
    if (text.size() < lead.length || !between(text[1], lead.low, lead.high)) return 0;
    for (std::size_t i = 2; i < lead.length; ++i) {
        if (!between(text[i], 0x80, 0xBF)) return 0;
    }
    return lead.length;
}

std::size_t valid_utf8_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (at + 16 <= text.size()) {
            const auto mask = Block16(text.data() + at).non_ascii().mask();
            if (mask == 0) {
                at += 16;
                continue;
            }
            at += static_cast<std::size_t>(std::countr_zero(mask));
        }
        const std::size_t length = utf8_sequence(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return at;
}

void append_utf8(std::string& text, std::uint32_t code_point) {
    const auto push = [&text](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (code_point < 0x80) {
        push(code_point);
    } else if (code_point < 0x800) {
        push(0xC0U | (code_point >> 6U));
        push(0x80U | (code_point & 0x3FU));
    } else if (code_point < 0x10000) {
        push(0xE0U | (code_point >> 12U));
        push(0x80U | ((code_point >> 6U) & 0x3FU));
        push(0x80U | (code_point & 0x3FU));
    } else {
        push(0xF0U | (code_point >> 18U));
        push(0x80U | ((code_point >> 12U) & 0x3FU));
        push(0x80U | ((code_point >> 6U) & 0x3FU));
        push(0x80U | (code_point & 0x3FU));
    }
}

}  // namespace csr::syntax
