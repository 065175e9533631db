#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/arena.hpp"
#include "base/text.hpp"
#include "source/source.hpp"
#include "syntax/node.hpp"

namespace csr::model {

/// Where a value was said: a node of one of the project's documents.
struct Place {
    const syntax::Tree* tree = nullptr;
    std::uint32_t node = 0;

    [[nodiscard]] bool valid() const { return tree != nullptr; }
    bool operator==(const Place&) const = default;
};

class Value;

/// Something that a deployment decides and the files leave open: a parameter's value, or a condition that hangs on one.
/// Splitting a variable into its choices turns an unknown value into several known ones. See Assignment.
struct Variable {
    std::uint32_t id = 0;   ///< unique in the project
    std::string_view name;  ///< the parameter's or condition's logical id
    std::string_view template_path;
    std::uint32_t choices = 0;                    ///< how many; at least 1
    std::optional<std::uint32_t> default_choice;  ///< the choice a deployment takes when nobody says otherwise
};

/// Why a value cannot be known from the files.
enum class CauseKind : std::uint8_t {
    parameter,          ///< subject: a parameter without value; settled by --parameters
    parameter_default,  ///< subject: a parameter whose default may be overridden; settled by --parameters or
                        ///< --use-defaults
    condition,          ///< subject: a condition
    import_value,       ///< subject: an export name that no stack of the project has
    dynamic_reference,  ///< subject: the {{resolve:...}} text
    attribute,          ///< subject: LOGICAL_ID.ATTRIBUTE, known only after the deployment
    pseudo_parameter,   ///< subject: AWS::Region and the like
    mapping,            ///< subject: the mapping whose key cannot be known
    transform,          ///< subject: the macro or transform
    unsupported,        ///< subject: an intrinsic function or tag that is not understood
    expression,         ///< subject: a GitHub Actions expression
    invalid,            ///< subject: what is wrong with the document here
    limit,              ///< subject: the limit that was reached
    no_assembly,        ///< subject: the CDK application that has not been synthesized
    stale_assembly,     ///< subject: the CDK application that changed after it was synthesized
    outside,            ///< subject: what lies outside the files that were given
    partial,            ///< only single files of the repository were given; no subject
    broken_file,        ///< subject: a file that could not be read, or not to its end
    rejected,           ///< subject: a workflow that GitHub rejects as a whole
    job_order,          ///< subject: a job of which neither the one nor the other can be proved
    stored_parameter,   ///< subject: a parameter whose value stands in the account's parameter store
    stack_output,       ///< subject: STACK.OUTPUT of a stack that is not among the files
    wrong_type,         ///< subject: the value that is not of the type that belongs there, or its JSON pointer
    called_workflow,    ///< subject: a workflow that calls one outside the repository
    repository_file,    ///< subject: what the repository may have when the workflow runs
    no_checkout,        ///< subject: what a whole checkout of the repository may have
};

/// One reason for an unknown value.
struct Cause {
    CauseKind kind = CauseKind::invalid;
    std::string_view subject;
    Place place;
    const Variable* variable = nullptr;  ///< set when splitting it settles this cause
    /// How the variable was met: true when a condition chose between values (each branch is really deployed somewhere),
    /// false when the parameter is the value itself (nobody knows whether a bad choice is ever made).
    bool through_condition = false;
};

/// Everything that keeps one value from being known. Lives in an arena.
struct Unknown {
    std::span<const Cause> causes;
    /// Not even known whether it is there: a list item or a member that may not exist. has() of it is unknown; of any
    /// other unknown member it is true.
    bool maybe_absent = false;
    /// A piece of a longer text, which stands at the value's place.
    bool piece = false;
    /// Of a piece: its text, in which "${Name}" stands for what is unknown; empty where that has no name.
    std::string_view named = {};
};

enum class Kind : std::uint8_t {
    error,    ///< an evaluation error of CEL: see Value::text
    unknown,  ///< see Value::unknown
    null,
    boolean,
    integer,
    unsigned_integer,
    floating,
    string,
    bytes,
    list,
    map,
    type,      ///< a CEL type value; text is its name
    optional,  ///< a CEL optional
};

/// A list whose items are made when they are read. Lives in an arena.
class List {
  public:
    virtual ~List() = default;
    [[nodiscard]] virtual std::size_t size() const = 0;
    /// `index` < size().
    [[nodiscard]] virtual Value at(std::size_t index) const = 0;
};

/// A map or an object whose members are made when they are read. Lives in an arena.
class Map {
  public:
    virtual ~Map() = default;
    /// Nothing when the key is absent. An unknown value when it cannot be known whether or what.
    [[nodiscard]] virtual std::optional<Value> get(const Value& key) const = 0;
    [[nodiscard]] virtual std::size_t size() const = 0;
    /// `index` < size(); in document order.
    [[nodiscard]] virtual Value key_at(std::size_t index) const = 0;
    /// A name for a model object ("Resource", "Job"); empty for a plain map. Model objects compare by identity().
    [[nodiscard]] virtual std::string_view object_type() const { return {}; }
    /// What makes two model objects the same thing; null for a plain map, which compares by content.
    [[nodiscard]] virtual const void* identity() const { return nullptr; }
    /// The bytes of the place's document that the object stands for, where they are not those of the place's node: a
    /// part of a text. Empty otherwise.
    [[nodiscard]] virtual source::Span span() const { return {}; }
    /// How a message shows the object; empty for its type's name or, of a plain map, its members.
    [[nodiscard]] virtual std::string_view shown(base::Language) const { return {}; }
};

/// A value of the model as CEL sees it: a small handle (no ownership) that knows where it was said.
/// What it points to lives in the project's trees or in the arena of the running evaluation.
class Value {
  public:
    Value() = default;  ///< null

    static Value null(Place place = {}) { return Value(Kind::null, place); }
    static Value boolean(bool value, Place place = {}) {
        Value made(Kind::boolean, place);
        made.boolean_ = value;
        return made;
    }
    static Value integer(std::int64_t value, Place place = {}) {
        Value made(Kind::integer, place);
        made.integer_ = value;
        return made;
    }
    static Value unsigned_integer(std::uint64_t value, Place place = {}) {
        Value made(Kind::unsigned_integer, place);
        made.unsigned_ = value;
        return made;
    }
    static Value floating(double value, Place place = {}) {
        Value made(Kind::floating, place);
        made.floating_ = value;
        return made;
    }
    static Value string(std::string_view value, Place place = {}) { return with_text(Kind::string, value, place); }
    static Value bytes(std::string_view value, Place place = {}) { return with_text(Kind::bytes, value, place); }
    static Value type(std::string_view name) { return with_text(Kind::type, name, {}); }
    static Value error(std::string_view message, Place place = {}) { return with_text(Kind::error, message, place); }
    static Value list(const List& value, Place place = {}) {
        Value made(Kind::list, place);
        made.list_ = &value;
        return made;
    }
    static Value map(const Map& value, Place place = {}) {
        Value made(Kind::map, place);
        made.map_ = &value;
        return made;
    }
    static Value unknown(const Unknown& value, Place place = {}) {
        Value made(Kind::unknown, place);
        made.unknown_ = &value;
        return made;
    }
    /// An optional holding `*value`, or nothing when `value` is null.
    static Value optional(const Value* value, Place place = {}) {
        Value made(Kind::optional, place);
        made.optional_ = value;
        return made;
    }

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is(Kind kind) const { return kind_ == kind; }
    [[nodiscard]] bool as_boolean() const { return boolean_; }
    [[nodiscard]] std::int64_t as_integer() const { return integer_; }
    [[nodiscard]] std::uint64_t as_unsigned() const { return unsigned_; }
    [[nodiscard]] double as_floating() const { return floating_; }
    /// Of a string, bytes, type or error.
    [[nodiscard]] std::string_view text() const { return {text_, text_size_}; }
    [[nodiscard]] const List& as_list() const { return *list_; }
    [[nodiscard]] const Map& as_map() const { return *map_; }
    [[nodiscard]] const Unknown& as_unknown() const { return *unknown_; }
    [[nodiscard]] const Value* as_optional() const { return optional_; }

    /// Where this was said; invalid for computed values and literals of a rule.
    [[nodiscard]] Place place() const { return place_; }
    [[nodiscard]] Value placed(Place place) const {
        Value moved = *this;
        moved.place_ = place;
        return moved;
    }

  private:
    Value(Kind kind, Place place) : kind_(kind), place_(place) {}
    static Value with_text(Kind kind, std::string_view text, Place place) {
        Value made(kind, place);
        made.text_ = text.data();
        made.text_size_ = static_cast<std::uint32_t>(text.size());
        return made;
    }

    Kind kind_ = Kind::null;
    std::uint32_t text_size_ = 0;
    union {
        bool boolean_;
        std::int64_t integer_ = 0;
        std::uint64_t unsigned_;
        double floating_;
        const char* text_;
        const List* list_;
        const Map* map_;
        const Unknown* unknown_;
        const Value* optional_;
    };
    Place place_;
};

/// An unknown value with one cause.
[[nodiscard]] inline Value unknown(base::Arena& arena, const Cause& cause, Place place = {},
                                   bool maybe_absent = false) {
    const std::span<const Cause> causes = arena.copy(std::span<const Cause>(&cause, 1));
    return Value::unknown(*arena.create<Unknown>(causes, maybe_absent), place.valid() ? place : cause.place);
}

}  // namespace csr::model
