#include "model/workflow/schema_check.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>

#include "model/workflow/check.hpp"
#include "model/workflow/expression.hpp"

namespace csr::model {

namespace {

using syntax::NodeKind;
using syntax::NodeRef;

constexpr unsigned deepest = 100;  // of parallel steps within each other, which aliases can pile up

constexpr std::array<std::string_view, 8> filter_keys = {"branches", "branches-ignore", "tags",  "tags-ignore",
                                                         "paths",    "paths-ignore",    "types", "workflows"};
constexpr std::array<std::string_view, 3> positive_keys = {"timeout-minutes", "cancel-timeout-minutes", "max-parallel"};

template <class Names>
bool contains(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What a kind of node is called.
base::Text name_of(SchemaKind kind) {
    switch (kind) {
        case SchemaKind::null:
            return {"nothing", "空"};
        case SchemaKind::boolean:
            return {"true or false", "true または false"};
        case SchemaKind::number:
            return {"a number", "数値"};
        case SchemaKind::sequence:
            return {"a list", "リスト"};
        case SchemaKind::mapping:
            return {"a mapping", "マッピング"};
        default:
            return {"a text", "文字列"};
    }
}

base::Text name_of(NodeRef node) {
    switch (node.kind()) {
        case NodeKind::null:
            return {"nothing", "空"};
        case NodeKind::boolean:
            return {"a boolean", "真偽値"};
        case NodeKind::integer:
        case NodeKind::floating:
            return {"a number", "数値"};
        case NodeKind::sequence:
            return {"a list", "リスト"};
        case NodeKind::mapping:
            return {"a mapping", "マッピング"};
        default:
            return {"a text", "文字列"};
    }
}

/// Where in the file a value stands.
struct Site {
    NodeRef key;               ///< the key whose value it is, or that the list is under; invalid at the root
    std::string_view section;  ///< the text of that key
    bool expressions = false;  ///< whether an expression may stand here
    unsigned depth = 0;
    bool item = false;  ///< an item of the list under the key
};

class SchemaChecker {
  public:
    SchemaChecker(const SchemaTable& table, std::vector<Diagnostic>& found) : table_(table), found_(found) {}

    void check(NodeRef node, std::uint16_t index, const Site& site) {
        if (site.depth > deepest || is_done(node, index)) return;
        const SchemaDefinition& definition = table_.definitions[index];
        Site here = site;
        here.expressions = site.expressions || definition.has_context;
        ++here.depth;
        if (definition.kind == SchemaKind::any) return;
        if (node.is_scalar() && has_expression(node.text())) return check_expression(node, definition, here);
        switch (definition.kind) {
            case SchemaKind::one_of:
                return check_one_of(node, definition, here);
            case SchemaKind::mapping:
                return check_mapping(node, definition, here);
            case SchemaKind::sequence:
                return check_sequence(node, definition, here);
            default:
                return check_scalar(node, definition, here);
        }
    }

  private:
    /// What an alias stands for is compared once, where several aliases lead to it.
    bool is_done(NodeRef node, std::uint16_t index) {
        if (node.tree().node(node.index()).kind != NodeKind::alias || node.is_scalar()) return false;
        return !done_.insert({node.tree().node(node.index()).text_begin, index}).second;
    }

    void note(std::string_view code, NodeRef node, base::Text message) {
        report(found_, code, node, std::move(message));
    }

    /// At the key when there is one: an absent value has no place of its own.
    void note_at_key(std::string_view code, NodeRef node, const Site& site, base::Text message) {
        note(code, site.key ? site.key : node, std::move(message));
    }

    /// The alternatives, those of alternatives included.
    void flatten(const SchemaDefinition& definition, std::vector<std::uint16_t>& all) const {
        for (const std::uint16_t index : table_.alternatives_of(definition)) {
            const SchemaDefinition& option = table_.definitions[index];
            if (option.kind == SchemaKind::one_of)
                flatten(option, all);
            else
                all.push_back(index);
        }
    }

    [[nodiscard]] std::vector<std::uint16_t> options_of(const SchemaDefinition& definition, SchemaKind kind) const {
        std::vector<std::uint16_t> all;
        flatten(definition, all);
        std::erase_if(all, [&](std::uint16_t index) { return table_.definitions[index].kind != kind; });
        return all;
    }

    void check_expression(NodeRef node, const SchemaDefinition& definition, const Site& site) {
        if (!site.expressions || is_whole_expression(trimmed(node.text()))) return;
        const bool container = definition.kind == SchemaKind::mapping || definition.kind == SchemaKind::sequence;
        const bool scalar = definition.kind == SchemaKind::boolean || definition.kind == SchemaKind::number;
        if (container || scalar) wrong_type(node, {&definition, 1}, site);
    }

    static std::string_view trimmed(std::string_view text) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos) return {};
        return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
    }

    void wrong_type(NodeRef node, std::span<const SchemaDefinition> expected, const Site& site) {
        base::Text wanted;
        std::set<std::string> named;
        for (const SchemaDefinition& definition : expected) {
            const base::Text name = name_of(definition.kind);
            if (!named.insert(name.en).second) continue;
            wanted.en += (wanted.en.empty() ? "" : " or ") + name.en;
            wanted.ja += (wanted.ja.empty() ? "" : "または") + name.ja;
        }
        const base::Text got = name_of(node);
        const base::Text at = {site.section.empty() ? "" : fmt::format("'{}' takes ", site.section),
                               site.section.empty() ? "" : fmt::format("'{}' の値は", site.section)};
        note("type-mismatch", node,
             {fmt::format("{}{}{}, not {}", at.en, wanted.en, site.section.empty() ? " is expected here" : "", got.en),
              fmt::format("{}{}でなければなりません({}が指定されています)", at.ja, wanted.ja, got.ja)});
    }

    void empty(NodeRef node, const Site& site) {
        const bool null = node.is_null();
        const std::string_view section = site.section.empty() ? std::string_view("the file") : site.section;
        base::Text message = {fmt::format("'{}' must not be empty", section), fmt::format("'{}' が空です", section)};
        if (null && site.key && !site.item)
            note("empty-value", site.key, std::move(message));
        else
            note("empty-value", node, std::move(message));
    }

    // ---- scalars

    [[nodiscard]] std::span<const std::string_view> known_texts(const SchemaDefinition& definition) const {
        return definition.constant.empty() ? table_.values_of(definition) : std::span(&definition.constant, 1);
    }

    [[nodiscard]] bool accepts(NodeRef node, const SchemaDefinition& definition) const {
        switch (definition.kind) {
            case SchemaKind::null:
                return node.is_null();
            case SchemaKind::boolean:
                return node.kind() == NodeKind::boolean;
            case SchemaKind::number:
                return node.kind() == NodeKind::integer || node.kind() == NodeKind::floating;
            case SchemaKind::string:
                return accepts_text(node.text(), node, definition);
            case SchemaKind::allowed_values:
                return contains(table_.values_of(definition), node.text());
            default:
                return definition.kind == SchemaKind::any;
        }
    }

    static bool accepts_text(std::string_view text, NodeRef node, const SchemaDefinition& definition) {
        if (!definition.constant.empty()) return text == definition.constant;
        return !definition.non_empty || !(text.empty() || node.is_null());
    }

    void check_scalar(NodeRef node, const SchemaDefinition& definition, const Site& site) {
        if (definition.kind == SchemaKind::null && node.is_mapping()) return no_filters(node, site);
        if (!node.is_scalar()) return wrong_type(node, {&definition, 1}, site);
        if (accepts(node, definition)) return check_range(node, definition, site);
        if (node.is_null() || node.text().empty()) return empty(node, site);
        if (definition.kind == SchemaKind::allowed_values || !definition.constant.empty())
            return unknown_value(node, {&definition, 1}, definition, site);
        wrong_type(node, {&definition, 1}, site);
    }

    void check_range(NodeRef node, const SchemaDefinition& definition, const Site& site) {
        if (definition.kind != SchemaKind::number || !contains(positive_keys, site.section)) return;
        if (site.section == "max-parallel" && node.kind() == NodeKind::floating) {
            note("type-mismatch", node,
                 {"'max-parallel' takes a whole number", "'max-parallel' は整数でなければなりません"});
        } else if (node.text().starts_with('-') || node.text().find_first_of("123456789") == std::string_view::npos) {
            note("out-of-range", node,
                 {fmt::format("'{}' must be greater than zero", site.section),
                  fmt::format("'{}' は 0 より大きくなければなりません", site.section)});
        }
    }

    void unknown_value(NodeRef node, std::span<const SchemaDefinition> expected, const SchemaDefinition& whole,
                       const Site& site) {
        std::vector<std::string_view> values;
        for (const SchemaDefinition& definition : expected) {
            for (const std::string_view value : known_texts(definition)) values.push_back(value);
        }
        const base::Text hint = meant(node.text(), values);
        const std::string list = values.size() <= 12 ? quoted_list(values) : std::string();
        const base::Text known = {list.empty() ? "" : fmt::format("; known are {}", list),
                                  list.empty() ? "" : fmt::format("。使えるのは {} です", list)};
        if (whole.name == "on-strict" || whole.name == "on-string-strict")
            return note("event-unknown", node,
                        {fmt::format("there is no event '{}'{}", node.text(), hint.en),
                         fmt::format("'{}' というイベントはありません{}", node.text(), hint.ja)});
        if (whole.name.ends_with("-activity") || whole.name.ends_with("-activity-type"))
            return note(
                "event-type-unknown", node,
                {fmt::format("the event has no type '{}'{}{}", node.text(), hint.en, hint.en.empty() ? known.en : ""),
                 fmt::format("このイベントに '{}' という type はありません{}{}", node.text(), hint.ja,
                             hint.ja.empty() ? known.ja : "")});
        const bool permission = whole.name.starts_with("permission");
        note(permission ? "permission-invalid" : "unknown-value", node,
             {fmt::format("'{}' cannot be '{}'{}", site.section, node.text(), known.en),
              fmt::format("'{}' に '{}' は指定できません{}", site.section, node.text(), known.ja)});
    }

    // ---- alternatives

    void check_one_of(NodeRef node, const SchemaDefinition& definition, const Site& site) {
        if (node.is_mapping()) return check_as(node, definition, SchemaKind::mapping, site);
        if (node.is_sequence()) return check_as(node, definition, SchemaKind::sequence, site);
        // A written null says that there is none.
        if (definition.name == "container" && node.is_null() && !node.text().empty()) return;
        std::vector<std::uint16_t> all;
        flatten(definition, all);
        std::vector<SchemaDefinition> texts;
        std::vector<SchemaDefinition> others;
        for (const std::uint16_t index : all) {
            const SchemaDefinition& option = table_.definitions[index];
            if (accepts(node, option)) return check_range(node, option, site);
            const bool listed = option.kind == SchemaKind::allowed_values || !option.constant.empty();
            (listed ? texts : others).push_back(option);
        }
        if (node.is_null() || node.text().empty()) return empty_one_of(node, definition, site);
        if (!texts.empty()) return unknown_value(node, texts, definition, site);
        wrong_type(node, others, site);
    }

    void empty_one_of(NodeRef node, const SchemaDefinition& definition, const Site& site) {
        if (definition.name == "permissions")
            return note("permission-invalid", site.key ? site.key : node,
                        {"'permissions' is empty; write {} to give none",
                         "'permissions' が空です。何も与えない場合は {} と書きます"});
        if (definition.name == "steps-item") return incomplete_step(node);
        empty(node, site);
    }

    void check_as(NodeRef node, const SchemaDefinition& definition, SchemaKind kind, const Site& site) {
        const std::vector<std::uint16_t> options = options_of(definition, kind);
        if (options.empty()) {
            std::vector<std::uint16_t> all;
            flatten(definition, all);
            if (kind == SchemaKind::mapping && all.size() == 1 && table_.definitions[all[0]].kind == SchemaKind::null)
                return no_filters(node, site);
            std::vector<SchemaDefinition> expected;
            for (const std::uint16_t index : all) expected.push_back(table_.definitions[index]);
            return wrong_type(node, expected, site);
        }
        const std::uint16_t chosen = options.size() == 1 ? options.front() : choose(node, options, definition);
        if (chosen == no_definition) return;
        check(node, chosen, site);
    }

    /// The alternative that the keys of the mapping speak for: the one that requires the last key by which the
    /// alternatives differ. Reports and gives nothing when there is none.
    std::uint16_t choose(NodeRef node, std::span<const std::uint16_t> options, const SchemaDefinition& definition) {
        std::uint16_t chosen = no_definition;
        for (const NodeRef::Pair pair : node.pairs()) {
            if (!pair.key.is_scalar()) continue;
            for (const std::uint16_t option : options) {
                if (definition.name == "job" && table_.definitions[option].name != "workflow-job") continue;
                if (is_telling(option, options, pair.key.text())) chosen = option;
            }
        }
        if (definition.name == "steps-item") {
            if (chosen == no_definition) incomplete_step(node);
            return chosen;
        }
        return chosen == no_definition ? options.front() : chosen;
    }

    /// Whether this alternative requires the key and no other one does.
    [[nodiscard]] bool is_telling(std::uint16_t option, std::span<const std::uint16_t> options,
                                  std::string_view key) const {
        const auto requires_key = [&](std::uint16_t index) {
            const auto properties = table_.properties_of(table_.definitions[index]);
            return std::any_of(properties.begin(), properties.end(), [&](const SchemaProperty& property) {
                return property.required && property.name == key;
            });
        };
        return requires_key(option) && std::count_if(options.begin(), options.end(), requires_key) == 1;
    }

    void incomplete_step(NodeRef node) {
        note("step-incomplete", node, {"the step has neither run nor uses", "ステップに run も uses もありません"});
    }

    // ---- mappings

    void no_filters(NodeRef node, const Site& site) {
        for (const NodeRef::Pair pair : node.pairs()) {
            if (pair.key.is_scalar()) unknown_filter(pair, site);
        }
    }

    void unknown_filter(const NodeRef::Pair& pair, const Site& site) {
        const std::string_view key = pair.key.text();
        if (!contains(filter_keys, key)) return unknown_key(pair.key, {}, site);
        if (pair.value.is_sequence() && pair.value.size() == 0) return empty(pair.value, {pair.key, key});
        note("event-filter-unavailable", pair.key,
             {fmt::format("'{}' does not apply to the event '{}'", key, site.section),
              fmt::format("'{}' はイベント '{}' では使えません", key, site.section)});
    }

    void unknown_key(NodeRef key, std::span<const SchemaProperty> properties, const Site& site) {
        std::vector<std::string_view> names;
        for (const SchemaProperty& property : properties) names.push_back(property.name);
        const base::Text hint = meant(key.text(), names);
        const base::Text where = {site.section.empty() ? "a workflow" : fmt::format("'{}'", site.section),
                                  site.section.empty() ? "ワークフロー" : fmt::format("'{}'", site.section)};
        note("unknown-key", key,
             {fmt::format("{} has no key '{}'{}", where.en, key.text(), hint.en),
              fmt::format("{}に '{}' というキーはありません{}", where.ja, key.text(), hint.ja)});
    }

    void check_mapping(NodeRef node, const SchemaDefinition& definition, const Site& site) {
        const std::span<const SchemaProperty> properties = table_.properties_of(definition);
        const bool requires_some =
            std::any_of(properties.begin(), properties.end(), [](const auto& p) { return p.required; });
        if (node.is_null() && requires_some && site.key) return missing_keys(node, definition, site);
        if (node.is_null()) return may_be_null(definition) ? void() : empty(node, site);
        if (!node.is_mapping()) return wrong_type(node, {&definition, 1}, site);
        if (node.size() == 0 && !may_be_empty(definition)) empty(node, site);
        seen_in(node, site);
        for (const NodeRef::Pair pair : node.pairs()) check_pair(pair, definition, site);
        missing_keys(node, definition, site);
    }

    /// Sections of an event, and inputs of workflow_dispatch, that nothing is said about.
    [[nodiscard]] static bool may_be_null(const SchemaDefinition& definition) {
        static constexpr std::array<std::string_view, 3> sections = {"workflow-call-inputs", "workflow-call-outputs",
                                                                     "workflow-call-secrets"};
        return definition.name.starts_with("workflow-dispatch-input") || contains(sections, definition.name);
    }

    /// Empty mappings that say something, or that everyone may leave so.
    [[nodiscard]] static bool may_be_empty(const SchemaDefinition& definition) {
        static constexpr std::array<std::string_view, 5> kinds = {"permissions-mapping", "workflow-dispatch-mapping",
                                                                  "workflow-call-mapping", "matrix-filter-item",
                                                                  "mapping"};
        return contains(kinds, definition.name) || definition.name.ends_with("-inputs") ||
               definition.name.ends_with("-secrets") || definition.name.ends_with("-outputs") ||
               definition.name.ends_with("env") || definition.name.ends_with("with") ||
               (definition.name.ends_with("-mapping") && definition.begin != definition.end &&
                definition.name != "container-mapping" && definition.name != "service-container-mapping");
    }

    /// Keys that stand twice, without regard to case, as GitHub reads every mapping.
    void seen_in(NodeRef node, const Site& site) {
        std::map<std::string, NodeRef> first;
        for (const NodeRef::Pair pair : node.pairs()) {
            if (!pair.key.is_scalar()) continue;
            const auto [place, is_new] = first.try_emplace(lower_case(pair.key.text()), pair.key);
            if (is_new || is_merge_key(pair.key)) continue;
            const source::Position before = node.tree().source().lines().position(place->second.span().begin);
            note("duplicate-key", pair.key,
                 {fmt::format("'{}' stands twice{}; first in line {} (upper and lower case count as the same)",
                              pair.key.text(), site.section.empty() ? "" : fmt::format(" in '{}'", site.section),
                              before.line),
                  fmt::format("{}'{}' が重複しています。最初は {} 行目です(大文字と小文字は区別されません)",
                              site.section.empty() ? "" : fmt::format("'{}' で ", site.section), pair.key.text(),
                              before.line)});
        }
    }

    static bool is_merge_key(NodeRef key) { return key.text() == "<<" && key.style() == syntax::Style::plain; }

    void check_pair(const NodeRef::Pair& pair, const SchemaDefinition& definition, const Site& site) {
        if (!pair.key.is_scalar())
            return note("type-mismatch", pair.key, {"a key has to be a text", "キーは文字列でなければなりません"});
        const std::string_view key = pair.key.text();
        if (is_merge_key(pair.key))
            return note("merge-key", pair.key,
                        {"GitHub does not know the merge key '<<'", "GitHub はマージキー '<<' に対応していません"});
        const Site below{pair.key, key, site.expressions, site.depth};
        for (const SchemaProperty& property : table_.properties_of(definition)) {
            if (property.name == key) return check(pair.value, property.definition, below);
        }
        if (definition.item != no_definition) return check(pair.value, definition.item, below);
        if (has_expression(key) && site.expressions) return;
        reject_key(pair, definition, site);
    }

    void reject_key(const NodeRef::Pair& pair, const SchemaDefinition& definition, const Site& site) {
        const std::string_view key = pair.key.text();
        if (key == "description" || key == "deprecationMessage") {
            if (definition.name.find("-definition") != std::string_view::npos ||
                definition.name == "workflow-dispatch-input")
                return;
        }
        const std::span<const SchemaProperty> properties = table_.properties_of(definition);
        if (definition.name == "on-mapping-strict" || definition.name == "permissions-mapping")
            return unknown_name(pair.key, definition);
        if (is_webhook(definition)) return unknown_filter_of(pair, properties, site);
        if (const base::Text reason = conflict(definition.name, key); !reason.empty())
            return note("conflicting-keys", pair.key, reason);
        unknown_key(pair.key, properties, site);
    }

    /// Whether it describes an event that takes filters or types.
    [[nodiscard]] bool is_webhook(const SchemaDefinition& definition) const {
        const auto properties = table_.properties_of(definition);
        return definition.name != "image-version-mapping" && definition.name.ends_with("-mapping") &&
               std::any_of(properties.begin(), properties.end(), [](const SchemaProperty& property) {
                   return property.name == "types" || property.name == "branches";
               });
    }

    void unknown_filter_of(const NodeRef::Pair& pair, std::span<const SchemaProperty> properties, const Site& site) {
        if (contains(filter_keys, pair.key.text())) return unknown_filter(pair, site);
        unknown_key(pair.key, properties, site);
    }

    void unknown_name(NodeRef key, const SchemaDefinition& definition) {
        std::vector<std::string_view> names;
        for (const SchemaProperty& property : table_.properties_of(definition)) names.push_back(property.name);
        const base::Text hint = meant(key.text(), names);
        if (definition.name == "on-mapping-strict")
            return note("event-unknown", key,
                        {fmt::format("there is no event '{}'{}", key.text(), hint.en),
                         fmt::format("'{}' というイベントはありません{}", key.text(), hint.ja)});
        note("permission-unknown", key,
             {fmt::format("there is no permission '{}'{}", key.text(), hint.en),
              fmt::format("'{}' という権限はありません{}", key.text(), hint.ja)});
    }

    /// Why a key cannot stand beside what the mapping has; empty when it is simply unknown.
    static base::Text conflict(std::string_view definition, std::string_view key) {
        const auto text = [&](std::string_view other) {
            return base::Text{fmt::format("'{}' cannot stand beside '{}'", key, other),
                              fmt::format("'{}' と '{}' は同時に指定できません", key, other)};
        };
        static constexpr std::array<std::string_view, 3> of_run = {"shell", "working-directory", "run"};
        static constexpr std::array<std::string_view, 2> of_uses = {"with", "uses"};
        static constexpr std::array<std::string_view, 9> of_steps = {
            "runs-on",     "steps",           "container",         "services", "env",
            "environment", "timeout-minutes", "continue-on-error", "defaults"};
        if (definition == "regular-step" && contains(of_run, key)) return text("uses");
        if (definition == "run-step" && contains(of_uses, key)) return text("run");
        if (definition == "workflow-job" && (contains(of_steps, key) || key == "outputs")) return text("uses");
        if (definition == "job-factory" && (key == "with" || key == "secrets"))
            return {fmt::format("'{}' needs 'uses', which the job does not have", key),
                    fmt::format("'{}' には 'uses' が必要ですが、このジョブにはありません", key)};
        return {};
    }

    void missing_keys(NodeRef node, const SchemaDefinition& definition, const Site& site) {
        for (const SchemaProperty& property : table_.properties_of(definition)) {
            if (!property.required || node.find(property.name)) continue;
            const base::Text where = {site.section.empty() ? "the workflow" : fmt::format("'{}'", site.section),
                                      site.section.empty() ? "ワークフロー" : fmt::format("'{}'", site.section)};
            base::Text message = {fmt::format("{} needs the key '{}'", where.en, property.name),
                                  fmt::format("{}に必須のキー '{}' がありません", where.ja, property.name)};
            if (site.item || !site.key)
                note("missing-key", first_of(node), std::move(message));
            else
                note_at_key("missing-key", node, site, std::move(message));
        }
    }

    /// The first key of a mapping: a whole file is no place to point at.
    static NodeRef first_of(NodeRef node) {
        for (const NodeRef::Pair pair : node.pairs()) return pair.key;
        return node;
    }

    // ---- lists

    void check_sequence(NodeRef node, const SchemaDefinition& definition, const Site& site) {
        if (node.is_null()) return empty(node, site);
        if (!node.is_sequence()) return wrong_type(node, {&definition, 1}, site);
        if (node.size() == 0) return empty(node, site);
        Site inside = site;
        inside.item = true;
        for (const NodeRef item : node.items()) check(item, definition.item, inside);
    }

    const SchemaTable& table_;
    std::vector<Diagnostic>& found_;
    std::set<std::pair<std::uint32_t, std::uint16_t>> done_;
};

}  // namespace

void check_schema(const SchemaTable& table, std::string_view root_definition, NodeRef root,
                  std::vector<Diagnostic>& found) {
    const std::uint16_t index = table.find(root_definition);
    if (index == no_definition || !root) return;
    SchemaChecker(table, found).check(root, index, {});
}

}  // namespace csr::model
