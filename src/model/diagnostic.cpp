#include "model/diagnostic.hpp"

#include <optional>

#include "model/object_type.hpp"

namespace csr::model {

namespace {

constexpr Field text_fields[] = {{"en", &string_type, true}, {"ja", &string_type, true}};
const FixedObjectType text_table("Text", text_fields);
const Type text_object{Type::Kind::object, nullptr, &text_table};

constexpr Field diagnostic_fields[] = {{"code", &string_type, true}, {"message", &text_object, true}};
const FixedObjectType diagnostic_table("Diagnostic", diagnostic_fields);

/// A text that messages show in their own language.
class TextMap final : public Map {
  public:
    explicit TextMap(const base::Text& text) : text_(&text) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        if (key.text() == "en") return Value::string(text_->en);
        if (key.text() == "ja") return Value::string(text_->ja);
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return std::size(text_fields); }
    [[nodiscard]] Value key_at(std::size_t index) const override { return Value::string(text_fields[index].name); }
    [[nodiscard]] std::string_view object_type() const override { return text_table.name(); }
    [[nodiscard]] const void* identity() const override { return text_; }
    [[nodiscard]] std::string_view shown(base::Language language) const override {
        return language == base::Language::japanese ? text_->ja : text_->en;
    }

  private:
    const base::Text* text_;
};

class DiagnosticMap final : public Map {
  public:
    DiagnosticMap(const Diagnostic& diagnostic, base::Arena& arena) : diagnostic_(&diagnostic), arena_(&arena) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        if (key.text() == "code") return Value::string(diagnostic_->code, diagnostic_->place);
        if (key.text() == "message")
            return Value::map(*arena_->create<TextMap>(diagnostic_->message), diagnostic_->place);
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return std::size(diagnostic_fields); }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        return Value::string(diagnostic_fields[index].name);
    }
    [[nodiscard]] std::string_view object_type() const override { return diagnostic_table.name(); }
    [[nodiscard]] const void* identity() const override { return diagnostic_; }
    [[nodiscard]] source::Span span() const override { return diagnostic_->span; }
    [[nodiscard]] std::string_view shown(base::Language language) const override {
        return language == base::Language::japanese ? diagnostic_->message.ja : diagnostic_->message.en;
    }

  private:
    const Diagnostic* diagnostic_;
    base::Arena* arena_;
};

}  // namespace

Value object_of(const Diagnostic& diagnostic, base::Arena& arena) {
    return Value::map(*arena.create<DiagnosticMap>(diagnostic, arena), diagnostic.place);
}

const ObjectType& diagnostic_type() { return diagnostic_table; }

}  // namespace csr::model
