#include "cli/message.hpp"

#include <fmt/format.h>
#include <ostream>

namespace csr::cli {

namespace {

/// What a terminal would act on is shown instead.
std::string visible(std::string_view text) {
    std::string shown;
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if ((code < 0x20 && byte != '\n') || code == 0x7F)
            shown += fmt::format("\\x{:02x}", code);
        else
            shown += byte;
    }
    return shown;
}

}  // namespace

std::string format_error(const base::Error& error, base::Language language) {
    std::string text;
    if (!error.path.empty()) text += error.path;
    if (!error.path.empty() && error.line > 0) text += fmt::format(":{}", error.line);
    if (!error.path.empty() && error.column > 0) text += fmt::format(":{}", error.column);
    if (!text.empty()) text += ": ";
    const bool japanese = language == base::Language::japanese;
    text += (japanese ? "エラー: " : "error: ") + error.message.in(language) + "\n";
    if (!error.hint.in(language).empty())
        text += (japanese ? "  ヒント: " : "  hint: ") + error.hint.in(language) + "\n";
    return visible(text);
}

void print_errors(std::ostream& out, std::span<const base::Error> errors, base::Language language) {
    for (const base::Error& error : errors) out << format_error(error, language);
}

}  // namespace csr::cli
