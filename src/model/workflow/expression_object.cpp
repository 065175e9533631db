#include "model/workflow/expression_object.hpp"

#include <optional>
#include <set>

#include "model/node_value.hpp"
#include "model/object_type.hpp"
#include "model/workflow/expression_flow.hpp"
#include "model/workflow/workflow_object.hpp"

namespace csr::model {

namespace {

constexpr Field fields[] = {
    {"text", &string_type, true},       {"key", &string_type, true},
    {"whole", &boolean_type, true},     {"condition", &boolean_type, true},
    {"valid", &boolean_type, true},     {"contexts", &string_list_type, true},
    {"flows", &string_list_type, true}, {"functions", &string_list_type, true},
    {"job", &job_object_type},          {"step", &step_object_type},
};

const FixedObjectType table("Expression", fields);

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

class ExpressionMap final : public Map {
  public:
    ExpressionMap(const ExpressionSite& site, base::Arena& arena) : site_(&site), arena_(&arena) {}

    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        return key.is(Kind::string) ? field(key.text()) : std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return keys().size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override { return Value::string(keys()[index]); }
    [[nodiscard]] std::string_view object_type() const override { return table.name(); }
    [[nodiscard]] const void* identity() const override { return site_; }
    [[nodiscard]] source::Span span() const override { return site_->span; }
    [[nodiscard]] std::string_view shown(base::Language) const override { return trimmed(site_->text()); }

  private:
    [[nodiscard]] Place place() const { return place_of(site_->scalar); }

    [[nodiscard]] std::vector<std::string_view> keys() const {
        std::vector<std::string_view> present;
        for (const Field& candidate : fields) {
            if (candidate.always || field(candidate.name)) present.push_back(candidate.name);
        }
        return present;
    }

    [[nodiscard]] std::optional<Value> field(std::string_view name) const {
        if (name == "text") return Value::string(trimmed(site_->text()), place());
        if (name == "key") return Value::string(site_->key, place());
        if (name == "whole") return Value::boolean(site_->whole, place());
        if (name == "condition") return Value::boolean(site_->condition, place());
        if (name == "valid") return Value::boolean(site_->expression.valid(), place());
        if (name == "contexts") return paths(context_paths(site_->expression));
        if (name == "flows") return paths(flowing_paths(site_->expression));
        if (name == "functions") return functions();
        if (name == "job" && site_->job != nullptr) return object_of(*site_->job, *arena_);
        if (name == "step" && site_->step != nullptr) return object_of(*site_->step, *arena_);
        return std::nullopt;
    }

    [[nodiscard]] Value paths(const std::vector<ContextPath>& found) const {
        std::vector<Value> items;
        for (const ContextPath& path : found) items.push_back(Value::string(arena_->copy(path.to_string()), place()));
        return list_of(items, *arena_, place());
    }

    /// Each once, in lower case, in the order of the alphabet.
    [[nodiscard]] Value functions() const {
        std::set<std::string> names;
        for (const ExpressionNode& node : site_->expression.nodes()) {
            if (node.kind == ExpressionKind::call) names.insert(lower_case(node.text));
        }
        std::vector<Value> items;
        for (const std::string& name : names) items.push_back(Value::string(arena_->copy(name), place()));
        return list_of(items, *arena_, place());
    }

    const ExpressionSite* site_;
    base::Arena* arena_;
};

}  // namespace

const Type expression_object_type{Type::Kind::object, nullptr, &table};
const Type expression_list_type{Type::Kind::list, &expression_object_type};

Value object_of(const ExpressionSite& site, base::Arena& arena) {
    return Value::map(*arena.create<ExpressionMap>(site, arena), place_of(site.scalar));
}

const ExpressionSite* expression_behind(const Value& value) {
    if (!value.is(Kind::map) || value.as_map().object_type() != table.name()) return nullptr;
    return static_cast<const ExpressionSite*>(value.as_map().identity());
}

}  // namespace csr::model
