#include "model/workflow/command.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "model/node_value.hpp"
#include "model/object_type.hpp"
#include "model/workflow/step_commands.hpp"
#include "syntax/scalar_offset.hpp"

namespace csr::model {

namespace {

constexpr Field command_fields[] = {
    {"name", &string_type, true},           {"arguments", &string_list_type, true}, {"words", &string_list_type, true},
    {"redirects", &string_list_type, true}, {"literal", &boolean_type, true},       {"text", &string_type, true},
    {"unheeded", &boolean_type, true},
};
const FixedObjectType command_table("Command", command_fields);

class CommandMap final : public Map {
  public:
    CommandMap(std::span<const Value> words, Value redirects, bool literal, bool unheeded, std::string_view text,
               Place place, source::Span span, base::Arena& arena)
        : words_(words),
          redirects_(redirects),
          literal_(literal),
          unheeded_(unheeded),
          text_(text),
          place_(place),
          span_(span),
          arena_(&arena) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        const std::string_view name = key.text();
        if (name == "name") return words_.front();
        if (name == "arguments") return list_of(words_.subspan(1), *arena_, place_);
        if (name == "words") return list_of(words_, *arena_, place_);
        if (name == "redirects") return redirects_;
        if (name == "literal") return Value::boolean(literal_, place_);
        if (name == "unheeded") return Value::boolean(unheeded_, place_);
        if (name == "text") return Value::string(text_, place_);
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return std::size(command_fields); }
    [[nodiscard]] Value key_at(std::size_t index) const override { return Value::string(command_fields[index].name); }
    [[nodiscard]] std::string_view object_type() const override { return command_table.name(); }
    [[nodiscard]] const void* identity() const override { return this; }
    [[nodiscard]] source::Span span() const override { return span_; }

  private:
    std::span<const Value> words_;
    Value redirects_;
    bool literal_;
    bool unheeded_;
    std::string_view text_;
    Place place_;
    source::Span span_;
    base::Arena* arena_;
};

}  // namespace

Value commands_of(const Step& step, base::Arena& arena) {
    std::vector<Value> items;
    const Place place = place_of(step.run ? step.run : step.node);
    if (!step.run || !step.run.is_scalar()) return list_of(items, arena, place);
    syntax::ScalarOffsets begins(step.run);
    for (const StepCommand& command : step_commands(step)) {
        std::vector<Value> words;
        for (const std::string& word : command.words) words.push_back(Value::string(arena.copy(word), place));
        std::vector<Value> redirects;
        for (const std::string& target : command.redirects)
            redirects.push_back(Value::string(arena.copy(target), place));
        source::Span span{begins.find(command.span.begin), 0};
        span.end = std::max(span.begin, syntax::source_offset(step.run, command.span.end));
        items.push_back(Value::map(
            *arena.create<CommandMap>(arena.copy(std::span<const Value>(words)), list_of(redirects, arena, place),
                                      command.literal, command.unheeded, command.written, place, span, arena),
            place));
    }
    return list_of(items, arena, place);
}

const ObjectType& command_type() { return command_table; }

}  // namespace csr::model
