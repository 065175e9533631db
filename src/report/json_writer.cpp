#include "report/json_writer.hpp"

#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "report/unicode.hpp"

namespace csr::report {

namespace {

bool is_plain(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte >= 0x20U && byte < 0x7FU && character != '"' && character != '\\';
}

void append_unit(std::string& out, std::uint32_t unit) { fmt::format_to(std::back_inserter(out), "\\u{:04x}", unit); }

void append_escaped(std::string& out, char32_t value) {
    if (value == U'"' || value == U'\\') {
        out.push_back('\\');
        out.push_back(static_cast<char>(value));
    } else if (value == U'\n') {
        out += "\\n";
    } else if (value == U'\t') {
        out += "\\t";
    } else if (value == U'\r') {
        out += "\\r";
    } else if (value < 0x10000) {
        append_unit(out, value);
    } else {
        append_unit(out, 0xD800U + ((value - 0x10000U) >> 10U));
        append_unit(out, 0xDC00U + ((value - 0x10000U) & 0x3FFU));
    }
}

}  // namespace

void JsonWriter::key(std::string_view name) {
    begin_value();
    quote(name);
    out_ += ": ";
    after_key_ = true;
}

void JsonWriter::text(std::string_view value) {
    begin_value();
    quote(value);
}

void JsonWriter::number(std::uint64_t value) {
    begin_value();
    fmt::format_to(std::back_inserter(out_), "{}", value);
}

void JsonWriter::boolean(bool value) {
    begin_value();
    out_ += value ? "true" : "false";
}

void JsonWriter::null() {
    begin_value();
    out_ += "null";
}

void JsonWriter::text_or_null(std::string_view name, std::string_view value) {
    key(name);
    if (value.empty()) {
        null();
    } else {
        text(value);
    }
}

void JsonWriter::text_if_any(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
}

std::string JsonWriter::take() {
    out_.push_back('\n');
    return std::exchange(out_, {});
}

void JsonWriter::open(char bracket) {
    begin_value();
    out_.push_back(bracket);
    has_members_.push_back(false);
}

void JsonWriter::close(char bracket) {
    const bool had_members = has_members_.back();
    const bool was_broken = has_members_.size() <= broken_depth_;
    has_members_.pop_back();
    if (had_members && was_broken) break_line();
    out_.push_back(bracket);
}

void JsonWriter::begin_value() {
    if (std::exchange(after_key_, false) || has_members_.empty()) return;
    const bool is_broken = has_members_.size() <= broken_depth_;
    if (has_members_.back()) out_ += is_broken ? "," : ", ";
    has_members_.back() = true;
    if (is_broken) break_line();
}

void JsonWriter::break_line() {
    out_.push_back('\n');
    out_.append(has_members_.size() * 2, ' ');
}

void JsonWriter::quote(std::string_view value) {
    out_.push_back('"');
    for (std::size_t at = 0; at < value.size();) {
        std::size_t plain = at;
        while (plain < value.size() && is_plain(value[plain])) ++plain;
        out_.append(value.substr(at, plain - at));
        at = plain;
        if (at == value.size()) break;
        const CodePoint point = decode(value, at);
        if (point.value == U'"' || point.value == U'\\' || is_deceptive(point.value)) {
            append_escaped(out_, point.value);
        } else {
            append_utf8(out_, point.value);
        }
        at += point.size;
    }
    out_.push_back('"');
}

}  // namespace csr::report
