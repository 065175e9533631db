// Compiles any text as an expression and as a message, and evaluates what compiles on a small value with unknown parts.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cel/cel.hpp"
#include "cel/containers.hpp"

namespace {

namespace cel = csr::cel;
namespace model = csr::model;
using model::Value;

Value sample(csr::base::Arena& arena) {
    model::Cause cause;
    cause.kind = model::CauseKind::parameter;
    cause.subject = "P";
    const std::array<Value, 4> items{Value::integer(1), Value::string("a"), model::unknown(arena, cause),
                                     model::unknown(arena, cause, {}, true)};
    const std::array<cel::ArrayMap::Entry, 4> entries{{{Value::string("n"), Value::integer(-3)},
                                                       {Value::string("s"), Value::string("text")},
                                                       {Value::string("u"), items[2]},
                                                       {Value::string("l"), cel::make_list(arena, items)}}};
    return cel::make_map(arena, entries);
}

void evaluate(const cel::Program& program, const Value& value, const model::Evaluation& evaluation) {
    constexpr cel::Budget budget{20'000};
    const Value traced = program.evaluate(std::span(&value, 1), evaluation, nullptr, budget).value;
    const Value plain = program.value(std::span(&value, 1), evaluation, nullptr, budget);
    // Naming what decided may cost steps, but never changes an answer.
    const bool limited = traced.is(model::Kind::unknown) || plain.is(model::Kind::unknown);
    if (!limited && traced.kind() != plain.kind()) std::abort();
    static_cast<void>(cel::to_text(traced, csr::base::Language::english));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 4096) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    cel::Environment environment;
    environment.declare("x", model::dynamic_type);
    csr::base::Arena arena;
    const model::Assignment assignment;
    const model::Evaluation evaluation{arena, assignment};
    const Value value = sample(arena);
    for (const bool checked : {true, false}) {
        cel::Options options;
        options.checked = checked;
        if (const auto program = cel::compile(text, environment, options)) evaluate(*program, value, evaluation);
    }
    if (const auto message = cel::parse_template(text, environment))
        static_cast<void>(message->render(std::span(&value, 1), evaluation, nullptr, csr::base::Language::japanese));
    return 0;
}
