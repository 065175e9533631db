#include "unit/model/cloudformation/support.hpp"

#include <charconv>
#include <fmt/format.h>

namespace csr::model::cloudformation::test {

namespace {

constexpr const char* cause_names[] = {
    "parameter",    "parameter_default", "condition",   "import_value", "dynamic_reference",
    "attribute",    "pseudo_parameter",  "mapping",     "transform",    "unsupported",
    "expression",   "invalid",           "limit",       "no_assembly",  "stale_assembly",
    "outside",      "partial",           "broken_file", "job_order",    "stored_parameter",
    "stack_output", "wrong_type"};

std::string show_list(const List& list) {
    std::string text;
    for (std::size_t i = 0; i < list.size(); ++i) text += (i > 0 ? ", " : "") + show(list.at(i));
    return "[" + text + "]";
}

std::string show_map(const Map& map) {
    if (!map.object_type().empty()) {
        const auto id = map.get(Value::string("id"));
        return fmt::format("{} {}", map.object_type(), id ? id->text() : std::string_view());
    }
    std::string text;
    for (std::size_t i = 0; i < map.size(); ++i)
        text += fmt::format("{}{}: {}", i > 0 ? ", " : "", map.key_at(i).text(), show(map.get(map.key_at(i))));
    return "{" + text + "}";
}

struct Outcome {
    std::string group;
    std::string verdict;
    bool by_default;
};

std::string outcome_of(Loaded& loaded, const Resource& resource, std::string_view path,
                       const std::function<bool(const std::optional<Value>&)>& holds, const Unknown*& open) {
    const Value exists = condition_of(resource, loaded.evaluation());
    if (exists.is(Kind::unknown)) return open = &exists.as_unknown(), "unknown";
    if (!exists.as_boolean()) return "not applicable";
    const std::optional<Value> value = loaded.property(resource.id, path);
    if (value && value->is(Kind::unknown)) return open = &value->as_unknown(), "unknown";
    return holds(value) ? "pass" : "fail";
}

void explore(Loaded& loaded, const Resource& resource, std::string_view path,
             const std::function<bool(const std::optional<Value>&)>& holds, std::vector<Outcome>& outcomes) {
    const Unknown* open = nullptr;
    const std::string found = outcome_of(loaded, resource, path, holds, open);
    if (open != nullptr) {
        for (const Cause& cause : open->causes) {
            if (cause.variable == nullptr) continue;
            for (std::uint32_t choice = 0; choice < cause.variable->choices; ++choice) {
                loaded.assignment().push({cause.variable, choice, cause.through_condition});
                explore(loaded, resource, path, holds, outcomes);
                loaded.assignment().pop();
            }
            return;
        }
    }
    Outcome outcome{{}, found, true};
    for (const Assignment::Step& step : loaded.assignment().steps()) {
        const auto text = loaded.deployment().describe(*step.variable, step.choice);
        if (step.through_condition) {
            outcome.group += (outcome.group.empty() ? "" : ", ") + (text ? text->en : "?");
        } else {
            outcome.by_default &= step.variable->default_choice == step.choice;
        }
    }
    outcomes.push_back(outcome);
}

std::string fold_group(const std::vector<Outcome>& outcomes, const std::string& group) {
    std::map<std::string, std::size_t> counts;
    std::size_t size = 0;
    for (const Outcome& outcome : outcomes) {
        if (outcome.group != group) continue;
        if (outcome.by_default && outcome.verdict == "fail") return "fail";
        ++counts[outcome.verdict];
        ++size;
    }
    return counts.begin()->second == size ? counts.begin()->first : "unknown";
}

}  // namespace

std::optional<Value> member(const Value& value, std::string_view path) {
    if (path.empty()) return value;
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    const std::string_view rest = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (value.is(Kind::optional)) return value.as_optional() ? member(*value.as_optional(), path) : std::nullopt;
    if (value.is(Kind::list)) {
        std::size_t index = 0;
        std::from_chars(name.data(), name.data() + name.size(), index);
        return index < value.as_list().size() ? member(value.as_list().at(index), rest) : std::nullopt;
    }
    if (value.is(Kind::unknown)) return value;
    if (!value.is(Kind::map)) return std::nullopt;
    const std::optional<Value> found = value.as_map().get(Value::string(name));
    return found ? member(*found, rest) : std::nullopt;
}

std::string show(const std::optional<Value>& value) {
    if (!value) return "absent";
    switch (value->kind()) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return value->as_boolean() ? "true" : "false";
        case Kind::integer:
            return fmt::format("{}", value->as_integer());
        case Kind::floating:
            return fmt::format("{}", value->as_floating());
        case Kind::string:
            return fmt::format("\"{}\"", value->text());
        case Kind::list:
            return show_list(value->as_list());
        case Kind::map:
            return show_map(value->as_map());
        case Kind::optional:
            return value->as_optional() ? "some " + show(*value->as_optional()) : "none";
        case Kind::unknown:
            break;
        default:
            return "?";
    }
    std::string text;
    for (const Cause& cause : value->as_unknown().causes) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", cause_names[static_cast<std::size_t>(cause.kind)],
                            cause.subject);
        if (cause.variable != nullptr) text += cause.through_condition ? " chosen" : " split";
    }
    return "unknown(" + text + ")";
}

std::optional<Value> Loaded::property(std::string_view id, std::string_view path) {
    return member(properties_of(resource(id), evaluation()), path);
}

void Loaded::choose(std::string_view description) {
    for (const auto& owner : deployment_->templates()) {
        const auto choose_in = [&](const Variable& variable) {
            for (std::uint32_t choice = 0; choice < variable.choices; ++choice) {
                if (owner->describe(variable, choice)->en == description) assignment_.push({&variable, choice, true});
            }
        };
        for (const Parameter& parameter : owner->parameters().all()) choose_in(parameter.variable);
        for (const Atom& atom : owner->conditions().atoms()) choose_in(atom.variable);
        if (const Variable* const caller = owner->caller_variable()) choose_in(*caller);
    }
}

std::string verdict(Loaded& loaded, std::string_view id, std::string_view path,
                    const std::function<bool(const std::optional<Value>&)>& holds) {
    std::vector<Outcome> outcomes;
    explore(loaded, loaded.resource(id), path, holds, outcomes);
    std::string folded = "not applicable";
    for (const Outcome& outcome : outcomes) {
        const std::string group = fold_group(outcomes, outcome.group);
        if (group == "fail") return outcome.group.empty() ? "fail" : "fail when " + outcome.group;
        if (group == "unknown" || (group == "pass" && folded == "not applicable")) folded = group;
    }
    return folded;
}

}  // namespace csr::model::cloudformation::test
