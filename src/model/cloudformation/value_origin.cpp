#include "model/cloudformation/value_origin.hpp"

#include <algorithm>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/mapping_pairs.hpp"
#include "model/cloudformation/scope.hpp"
#include "model/cloudformation/sub_text.hpp"
#include "model/object_type.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr Field parameter_fields[] = {
    {"name", &string_type, true},         {"type", &string_type, true},     {"no_echo", &boolean_type, true},
    {"stored", &boolean_type, true},      {"default", &string_type, false}, {"allowed_values", &string_list_type, true},
    {"description", &string_type, false},
};
constinit const FixedObjectType parameter_object("Parameter", parameter_fields);

constexpr Field reference_fields[] = {
    {"kind", &string_type, true},      {"name", &string_type, true},   {"version", &string_type, false},
    {"json_key", &string_type, false}, {"stage", &string_type, false}, {"text", &string_type, true},
};
constinit const FixedObjectType reference_object("DynamicReference", reference_fields);

/// An object with the fields of a type, made at once.
class Record final : public ValueMap {
  public:
    Record(const FixedObjectType& type, std::span<const Entry> entries, const void* identity)
        : ValueMap(entries), type_(&type), identity_(identity) {}
    [[nodiscard]] std::string_view object_type() const override { return type_->name(); }
    [[nodiscard]] const void* identity() const override { return identity_; }

  private:
    const FixedObjectType* type_;
    const void* identity_;
};

class RecordMaker {
  public:
    RecordMaker(base::Arena& arena, Place place) : arena_(arena), place_(place) {}

    void add(std::string_view name, const Value& value) { entries_.push_back({Value::string(name), value}); }
    void add_text(std::string_view name, std::string_view text) { add(name, Value::string(text, place_)); }
    [[nodiscard]] Value make(const FixedObjectType& type, const void* identity) {
        const auto entries = arena_.copy(std::span<const ValueMap::Entry>(entries_));
        return Value::map(*arena_.create<Record>(type, entries, identity), place_);
    }

  private:
    base::Arena& arena_;
    Place place_;
    std::vector<ValueMap::Entry> entries_;
};

Value parameter_record(base::Arena& arena, const Parameter& parameter) {
    const Place place = place_of(parameter.node);
    RecordMaker record(arena, place);
    const auto text = [&](std::string_view key) {
        const syntax::NodeRef found = member(parameter.node, key);
        return found && found.is_scalar() ? node_text(found) : std::string_view();
    };
    record.add_text("name", parameter.name);
    record.add_text("type", text("Type"));
    record.add("no_echo", Value::boolean(text("NoEcho") == "true", place));
    record.add("stored", Value::boolean(parameter.shape == ParameterShape::stored, place));
    if (parameter.default_value)
        record.add("default", Value::string(node_text(parameter.default_value), place_of(parameter.default_value)));
    std::vector<Value> allowed;
    if (const syntax::NodeRef values = member(parameter.node, "AllowedValues")) {
        for (const syntax::NodeRef value : values.items()) {
            if (value.is_scalar()) allowed.push_back(Value::string(node_text(value), place_of(value)));
        }
    }
    record.add("allowed_values", make_list(arena, allowed, place));
    if (member(parameter.node, "Description")) record.add_text("description", text("Description"));
    return record.make(parameter_object, &parameter);
}

/// Collects the declared parameters that texts refer to, each once.
class Collector {
  public:
    void add(const Template& owner, std::string_view name) {
        const Parameter* const parameter = owner.parameters().find(name);
        if (parameter == nullptr || parameter->pseudo || !parameter->node) return;
        if (std::ranges::find(found_, parameter) == found_.end()) found_.push_back(parameter);
    }

    /// Every Ref and Sub of the node and below it.
    void add_below(const Template& owner, Place place) {
        const std::uint32_t end = place.tree->node(place.node).next;
        for (std::uint32_t index = place.node; index < end; ++index) {
            const std::optional<Call> call = as_call({*place.tree, index});
            if (!call) continue;
            const syntax::NodeRef argument = call->argument;
            if (call->function == Function::ref && argument.is_scalar()) add(owner, argument.text());
            if (call->function == Function::sub) add_sub(owner, argument.is_sequence() ? argument.at(0) : argument);
        }
    }

    [[nodiscard]] const std::vector<const Parameter*>& found() const { return found_; }

  private:
    void add_sub(const Template& owner, syntax::NodeRef text) {
        if (!text || !text.is_scalar()) return;
        SubReader reader(text.text());
        while (const std::optional<SubReader::Piece> piece = reader.next()) {
            if (piece->name) add(owner, piece->text);
        }
    }

    std::vector<const Parameter*> found_;
};

bool names_parameter(CauseKind kind) {
    return kind == CauseKind::parameter || kind == CauseKind::parameter_default || kind == CauseKind::stored_parameter;
}

/// The text of a dynamic reference in a value: what makes it unknown, or a text that nothing resolved.
std::string_view reference_text(const Value& value) {
    if (value.is(Kind::string)) return value.text();
    if (!value.is(Kind::unknown)) return {};
    const std::span<const Cause> causes = value.as_unknown().causes;
    const auto found = std::ranges::find(causes, CauseKind::dynamic_reference, &Cause::kind);
    return found == causes.end() ? std::string_view() : found->subject;
}

/// Takes the text up to the next colon; a secret's ARN has colons of its own.
std::string_view take_part(std::string_view& rest) {
    std::size_t end = rest.find(':');
    if (rest.starts_with("arn:")) {
        for (int colon = 0; colon < 6 && end != std::string_view::npos; ++colon) end = rest.find(':', end + 1);
    }
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return part;
}

}  // namespace

Value parameters_of(const Deployment* deployment, const Value& value, const Evaluation& evaluation) {
    Collector collector;
    const auto owner_at = [&](Place place) {
        return deployment == nullptr || !place.valid() ? nullptr : deployment->template_of(place.tree);
    };
    if (const Template* const owner = owner_at(value.place())) collector.add_below(*owner, value.place());
    if (value.is(Kind::unknown)) {
        for (const Cause& cause : value.as_unknown().causes) {
            const Template* const owner = names_parameter(cause.kind) ? owner_at(cause.place) : nullptr;
            if (owner != nullptr) collector.add(*owner, cause.subject);
        }
    }
    std::vector<Value> items;
    for (const Parameter* const parameter : collector.found())
        items.push_back(parameter_record(evaluation.arena, *parameter));
    return make_list(evaluation.arena, items, value.place());
}

const ObjectType& parameter_object_type() { return parameter_object; }

Value dynamic_reference_of(const Value& value, const Evaluation& evaluation) {
    constexpr std::string_view opening = "{{resolve:";
    const std::string_view text = reference_text(value);
    const std::size_t begin = text.find(opening);
    if (begin == std::string_view::npos) {
        // What a parameter holds, or another stack says, may be a reference; what a deployment makes is none.
        const auto made = [](const Cause& cause) {
            return cause.kind == CauseKind::attribute || cause.kind == CauseKind::pseudo_parameter;
        };
        const bool open = value.is(Kind::unknown) && !std::ranges::all_of(value.as_unknown().causes, made);
        return open ? value : Value::optional(nullptr, value.place());
    }
    const std::size_t end = text.find("}}", begin);
    const std::string_view whole = text.substr(begin, end == std::string_view::npos ? end : end + 2 - begin);
    std::string_view rest =
        text.substr(begin + opening.size(), end == std::string_view::npos ? end : end - begin - opening.size());
    RecordMaker record(evaluation.arena, value.place());
    const std::string_view kind = take_part(rest);
    record.add_text("kind", kind);
    if (kind == "secretsmanager") {
        record.add_text("name", take_part(rest));
        static_cast<void>(take_part(rest));  // "SecretString", the only part of a secret that can be asked for
        if (const std::string_view key = take_part(rest); !key.empty()) record.add_text("json_key", key);
        if (const std::string_view stage = take_part(rest); !stage.empty()) record.add_text("stage", stage);
        if (!rest.empty()) record.add_text("version", rest);
    } else {
        record.add_text("name", take_part(rest));
        if (!rest.empty()) record.add_text("version", rest);
    }
    record.add_text("text", whole);
    return make_optional(evaluation.arena, record.make(reference_object, nullptr));
}

const ObjectType& dynamic_reference_object_type() { return reference_object; }

}  // namespace csr::model::cloudformation
