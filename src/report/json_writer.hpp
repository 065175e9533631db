#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace csr::report {

/// Writes JSON from front to back. Containers down to `broken_depth` put each member on a line of its own, deeper ones
/// stand on one line, so that a result is a line: small, and readable in a diff. Broken UTF-8 becomes U+FFFD; control,
/// bidirectional and invisible characters are written as \u escapes, which keeps the value and shows it.
class JsonWriter {
  public:
    explicit JsonWriter(std::size_t broken_depth) : broken_depth_(broken_depth) {}

    void begin_object() { open('{'); }
    void begin_object(std::string_view name) { key(name), open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void begin_array(std::string_view name) { key(name), open('['); }
    void end_array() { close(']'); }

    void key(std::string_view name);
    void text(std::string_view value);
    void number(std::uint64_t value);
    void boolean(bool value);
    void null();

    void text(std::string_view name, std::string_view value) { key(name), text(value); }
    /// null for an empty text
    void text_or_null(std::string_view name, std::string_view value);
    /// no member at all for an empty text
    void text_if_any(std::string_view name, std::string_view value);
    void number(std::string_view name, std::uint64_t value) { key(name), number(value); }
    void boolean(std::string_view name, bool value) { key(name), boolean(value); }

    /// The document, with a line break at its end. The writer is empty afterwards.
    [[nodiscard]] std::string take();

  private:
    void open(char bracket);
    void close(char bracket);
    void begin_value();
    void break_line();
    void quote(std::string_view value);

    std::size_t broken_depth_;
    std::vector<bool> has_members_;  ///< per open container
    bool after_key_ = false;
    std::string out_;
};

}  // namespace csr::report
