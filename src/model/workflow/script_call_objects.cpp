#include "model/workflow/script_call_objects.hpp"

#include <algorithm>
#include <optional>

#include "model/node_value.hpp"
#include "model/object_type.hpp"
#include "model/workflow/script_calls.hpp"
#include "syntax/scalar_offset.hpp"

namespace csr::model {

namespace {

constexpr Field file_fields[] = {{"path", &string_type, true}, {"exists", &boolean_type, true}};
const FixedObjectType file_table("FileCall", file_fields);

constexpr Field script_fields[] = {
    {"manager", &string_type, true}, {"script", &string_type, true}, {"selection", &string_type, true},
    {"package", &string_type, true}, {"found", &boolean_type, true}, {"selected", &boolean_type, true},
    {"similar", &string_type, true},
};
const FixedObjectType script_table("PackageScriptCall", script_fields);

/// An object whose fields are worked out beforehand.
class CallMap final : public Map {
  public:
    CallMap(const FixedObjectType& type, std::span<const Value> values, source::Span span)
        : type_(&type), values_(values), span_(span) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (type_->fields()[i].name == key.text()) return values_[i];
        }
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return values_.size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override { return Value::string(type_->fields()[index].name); }
    [[nodiscard]] std::string_view object_type() const override { return type_->name(); }
    [[nodiscard]] const void* identity() const override { return this; }
    [[nodiscard]] source::Span span() const override { return span_; }

  private:
    const FixedObjectType* type_;
    std::span<const Value> values_;
    source::Span span_;
};

/// Makes the objects of one step.
class ObjectMaker {
  public:
    ObjectMaker(const Step& step, const Project& project, base::Arena& arena)
        : step_(step), project_(project), arena_(arena), place_(place_of(step.run ? step.run : step.node)) {}

    [[nodiscard]] Value text(const std::string& letters) const { return Value::string(arena_.copy(letters), place_); }
    [[nodiscard]] Value answer(Answer answer, const std::string& subject) const {
        return value_of(answer, subject, project_, arena_, place_);
    }
    void add(const FixedObjectType& type, std::span<const Value> values, source::Span span) {
        const source::Span bytes{syntax::source_offset(step_.run, span.begin),
                                 syntax::source_offset(step_.run, span.end)};
        items_.push_back(Value::map(*arena_.create<CallMap>(type, arena_.copy(values), bytes), place_));
    }
    [[nodiscard]] Value list() const { return list_of(items_, arena_, place_); }

  private:
    const Step& step_;
    const Project& project_;
    base::Arena& arena_;
    Place place_;
    std::vector<Value> items_;
};

}  // namespace

Value value_of(Answer answer, std::string_view subject, const Project& project, base::Arena& arena, Place place) {
    if (answer != Answer::unknown) return Value::boolean(answer == Answer::yes, place);
    Cause cause;
    using enum CauseKind;
    cause.kind = project.repository().whole() ? repository_file : project.partial() ? partial : no_checkout;
    if (cause.kind != partial) cause.subject = arena.copy(subject);
    cause.place = place;
    return unknown(arena, cause, place);
}

Value file_call_list(const Step& step, const Project& project, base::Arena& arena) {
    ObjectMaker maker(step, project, arena);
    for (const FileCall& call : file_calls(step, project)) {
        const Value values[] = {maker.text(call.path), maker.answer(call.exists, call.path)};
        maker.add(file_table, values, call.span);
    }
    return maker.list();
}

Value package_script_call_list(const Step& step, const Project& project, base::Arena& arena) {
    ObjectMaker maker(step, project, arena);
    for (const PackageScriptCall& call : package_script_calls(step, project)) {
        const Value values[] = {maker.text(call.manager),
                                maker.text(call.script),
                                maker.text(call.selection),
                                maker.text(call.package),
                                maker.answer(call.found, call.script),
                                maker.answer(call.selected, call.selection),
                                maker.text(call.similar)};
        maker.add(script_table, values, call.span);
    }
    return maker.list();
}

const ObjectType& file_call_type() { return file_table; }
const ObjectType& package_script_call_type() { return script_table; }

}  // namespace csr::model
