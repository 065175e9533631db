#include "model/workflow/reference.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/lower_case.hpp"
#include "model/object_type.hpp"

namespace csr::model {

namespace {

constexpr std::string_view docker_scheme = "docker://";

bool is_hexadecimal(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

std::string_view kind_name(ActionReference::Kind kind) {
    switch (kind) {
        case ActionReference::Kind::local:
            return "local";
        case ActionReference::Kind::docker:
            return "docker";
        case ActionReference::Kind::repository:
            return "repository";
        case ActionReference::Kind::invalid:
            break;
    }
    return "invalid";
}

/// A small object whose members are already made.
template <std::size_t Size>
class Record final : public Map {
  public:
    Record(const FixedObjectType& type, std::array<Value, Size> members) : type_(&type), members_(members) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        for (std::size_t i = 0; i < Size; ++i) {
            if (type_->fields()[i].name == key.text()) return members_[i];
        }
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return Size; }
    [[nodiscard]] Value key_at(std::size_t index) const override { return Value::string(type_->fields()[index].name); }
    [[nodiscard]] std::string_view object_type() const override { return type_->name(); }
    [[nodiscard]] const void* identity() const override { return this; }

  private:
    const FixedObjectType* type_;
    std::array<Value, Size> members_;
};

constexpr Field reference_fields[] = {
    {"kind", &string_type, true},  {"owner", &string_type, true},   {"repository", &string_type, true},
    {"slug", &string_type, true},  {"path", &string_type, true},    {"ref", &string_type, true},
    {"image", &string_type, true}, {"pinned", &boolean_type, true},
};
constexpr Field image_fields[] = {
    {"name", &string_type, true}, {"tag", &string_type, true}, {"digest", &string_type, true}};
const FixedObjectType reference_table("ActionReference", reference_fields);
const FixedObjectType image_table("ImageReference", image_fields);

}  // namespace

bool ActionReference::pinned() const {
    constexpr std::size_t sha1 = 40;
    constexpr std::size_t sha256 = 64;
    return (ref.size() == sha1 || ref.size() == sha256) && is_hexadecimal(ref);
}

ActionReference parse_action_reference(std::string_view uses) {
    using enum ActionReference::Kind;
    ActionReference made;
    if (uses.starts_with(docker_scheme)) {
        made.kind = docker;
        made.image = uses.substr(docker_scheme.size());
        return made;
    }
    if (uses.starts_with("./") || uses.starts_with("../") || uses.starts_with("$/") || uses == "." || uses == "..") {
        made.kind = local;
        made.path = uses;
        return made;
    }
    const std::size_t at = uses.rfind('@');
    const std::string_view named = uses.substr(0, at);
    if (at != std::string_view::npos) made.ref = uses.substr(at + 1);
    const std::size_t slash = named.find('/');
    if (slash == std::string_view::npos || slash == 0) return made;
    made.owner = named.substr(0, slash);
    const std::string_view rest = named.substr(slash + 1);
    const std::size_t second = rest.find('/');
    made.repository = rest.substr(0, second);
    if (second != std::string_view::npos) made.path = rest.substr(second + 1);
    if (!made.repository.empty()) made.kind = ActionReference::Kind::repository;
    return made;
}

ImageReference parse_image_reference(std::string_view text) {
    ImageReference made;
    if (text.starts_with(docker_scheme)) text.remove_prefix(docker_scheme.size());
    const std::size_t at = text.find('@');
    if (at != std::string_view::npos) {
        made.digest = text.substr(at + 1);
        text = text.substr(0, at);
    }
    // A colon before the last slash belongs to a registry's port.
    const std::size_t slash = text.rfind('/');
    const std::size_t colon = text.find(':', slash == std::string_view::npos ? 0 : slash);
    made.name = text.substr(0, colon);
    if (colon != std::string_view::npos) made.tag = text.substr(colon + 1);
    return made;
}

Value action_reference_object(const Value& text, base::Arena& arena) {
    const ActionReference made = parse_action_reference(text.text());
    const Place place = text.place();
    std::string slug;
    if (made.kind == ActionReference::Kind::repository)
        slug = base::lower_case(made.owner) + "/" + base::lower_case(made.repository);
    const std::array<Value, 8> members{Value::string(kind_name(made.kind), place),
                                       Value::string(made.owner, place),
                                       Value::string(made.repository, place),
                                       Value::string(arena.copy(slug), place),
                                       Value::string(made.path, place),
                                       Value::string(made.ref, place),
                                       Value::string(made.image, place),
                                       Value::boolean(made.pinned(), place)};
    return Value::map(*arena.create<Record<8>>(reference_table, members), place);
}

Value image_reference_object(const Value& text, base::Arena& arena) {
    const ImageReference made = parse_image_reference(text.text());
    const Place place = text.place();
    const std::array<Value, 3> members{Value::string(made.name, place), Value::string(made.tag, place),
                                       Value::string(made.digest, place)};
    return Value::map(*arena.create<Record<3>>(image_table, members), place);
}

const ObjectType& action_reference_type() { return reference_table; }
const ObjectType& image_reference_type() { return image_table; }

}  // namespace csr::model
