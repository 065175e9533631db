#include "model/cloudformation/iam.hpp"

#include <algorithm>
#include <array>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/json_text.hpp"
#include "model/cloudformation/object_types.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/symbolic_text.hpp"

namespace csr::model::cloudformation {

namespace {

/// Properties that hold a policy document, whatever the resource type.
constexpr std::array<std::string_view, 14> document_properties{"PolicyDocument", "AssumeRolePolicyDocument",
                                                               "KeyPolicy",      "ResourcePolicy",
                                                               "Policy",         "AccessPolicies",
                                                               "AccessPolicy",   "RepositoryPolicyText",
                                                               "InlinePolicy",   "FileSystemPolicy",
                                                               "PolicyText",     "PermissionsPolicyDocument",
                                                               "RegistryPolicy", "BackupPolicy"};

/// Only the deployment knows these, but they are never a wildcard.
bool never_a_wildcard(const Cause& cause) {
    return cause.kind == CauseKind::attribute || cause.kind == CauseKind::pseudo_parameter ||
           cause.kind == CauseKind::import_value;
}

class StatementReader {
  public:
    StatementReader(Session& session, const Resource& resource) : session_(session), resource_(resource) {}

    Value read() {
        const Value properties = properties_in(session_, resource_);
        if (properties.is(Kind::unknown)) return properties;
        for (const std::string_view name : document_properties) {
            if (const std::optional<Value> document = member_of(properties, name)) add_document(*document);
        }
        if (const std::optional<Value> policies = member_of(properties, "Policies")) add_inline(*policies);
        if (resource_.type == "AWS::Lambda::Permission") add_permission(properties);
        if (resource_.type == "AWS::Events::EventBusPolicy") add_statements(member_of(properties, "Statement"));
        return make_list(session_.arena(), statements_, properties.place());
    }

  private:
    void add_document(const Value& written);
    void add_inline(const Value& policies);
    void add_permission(const Value& properties);
    void add_statements(const std::optional<Value>& statements);
    void add_statement(const Value& statement);
    [[nodiscard]] Value texts(const std::optional<Value>& written, std::string_view prefix = {}) const;
    [[nodiscard]] Value text(const Value& value, std::string_view prefix) const;
    void append_texts(const std::optional<Value>& written, std::string_view prefix, std::vector<Value>& items) const;
    [[nodiscard]] Value principals(const Value& statement) const;
    void append_principals(const std::optional<Value>& written, std::string_view negation,
                           std::vector<Value>& items) const;

    Session& session_;
    const Resource& resource_;
    std::vector<Value> statements_;
};

void StatementReader::add_document(const Value& written) {
    Value document = written;
    if (written.is(Kind::string) || written.is(Kind::unknown)) {
        const Value read = json_value(resource_.owner->deployment(), written, session_.evaluation());
        if (read.is(Kind::unknown)) statements_.push_back(read);
        if (!read.is(Kind::optional) || read.as_optional() == nullptr) return;
        document = *read.as_optional();
    }
    add_statements(member_of(document, "Statement"));
}

void StatementReader::add_inline(const Value& policies) {
    if (policies.is(Kind::unknown)) statements_.push_back(policies);
    if (!policies.is(Kind::list)) return;
    for (std::size_t i = 0; i < policies.as_list().size(); ++i) {
        const Value policy = policies.as_list().at(i);
        if (policy.is(Kind::unknown)) statements_.push_back(policy);
        if (const std::optional<Value> document = member_of(policy, "PolicyDocument")) add_document(*document);
        add_statements(member_of(policy, "Statement"));
    }
}

void StatementReader::add_statements(const std::optional<Value>& statements) {
    if (!statements) return;
    if (!statements->is(Kind::list)) return add_statement(*statements);
    for (std::size_t i = 0; i < statements->as_list().size(); ++i) add_statement(statements->as_list().at(i));
}

void StatementReader::add_statement(const Value& statement) {
    if (statement.is(Kind::unknown)) statements_.push_back(statement);
    if (!statement.is(Kind::map)) return;
    const std::optional<Value> effect = member_of(statement, "Effect");
    const std::optional<Value> conditions = member_of(statement, "Condition");
    const Place place = statement.place();
    const std::vector<ValueMap::Entry> fields{
        {Value::string("effect"), effect ? *effect : Value::string("", place)},
        {Value::string("actions"), texts(member_of(statement, "Action"))},
        {Value::string("not_actions"), texts(member_of(statement, "NotAction"))},
        {Value::string("resources"), texts(member_of(statement, "Resource"))},
        {Value::string("not_resources"), texts(member_of(statement, "NotResource"))},
        {Value::string("principals"), principals(statement)},
        {Value::string("conditions"), conditions ? *conditions : make_map(session_.arena(), {}, place)},
    };
    statements_.push_back(make_map(session_.arena(), fields, place));
}

void StatementReader::add_permission(const Value& properties) {
    const std::optional<Value> principal = member_of(properties, "Principal");
    const Place place = properties.place();
    std::vector<Value> who;
    if (principal) {
        const bool service = principal->is(Kind::string) && principal->text().find(".amazon") != std::string_view::npos;
        append_texts(principal, service ? "Service:" : "AWS:", who);
    }
    std::vector<ValueMap::Entry> conditions;
    for (const char* const name : {"SourceArn", "SourceAccount", "PrincipalOrgID", "FunctionUrlAuthType"}) {
        if (const std::optional<Value> value = member_of(properties, name))
            conditions.push_back({Value::string(name), *value});
    }
    base::Arena& arena = session_.arena();
    const std::vector<ValueMap::Entry> fields{
        {Value::string("effect"), Value::string("Allow", place)},
        {Value::string("actions"), texts(member_of(properties, "Action"))},
        {Value::string("not_actions"), make_list(arena, {}, place)},
        {Value::string("resources"), texts(member_of(properties, "FunctionName"))},
        {Value::string("not_resources"), make_list(arena, {}, place)},
        {Value::string("principals"), make_list(arena, who, place)},
        {Value::string("conditions"), make_map(arena, conditions, place)},
    };
    statements_.push_back(make_map(arena, fields, place));
}

Value StatementReader::text(const Value& value, std::string_view prefix) const {
    base::Arena& arena = session_.arena();
    TextParts parts{value};
    const bool here = value.place().valid() && value.place().tree == &resource_.owner->tree();
    if (value.is(Kind::unknown) && here) {
        parts.clear();
        append_text_parts(scope_of(resource_, session_), {*value.place().tree, value.place().node}, parts);
    }
    const std::optional<std::string_view> read = symbolic_text(arena, parts, never_a_wildcard);
    if (!read) return value;
    return Value::string(prefix.empty() ? *read : arena.copy(std::string(prefix) + std::string(*read)), value.place());
}

void StatementReader::append_texts(const std::optional<Value>& written, std::string_view prefix,
                                   std::vector<Value>& items) const {
    if (!written) return;
    if (!written->is(Kind::list)) return items.push_back(text(*written, prefix));
    for (std::size_t i = 0; i < written->as_list().size(); ++i) items.push_back(text(written->as_list().at(i), prefix));
}

Value StatementReader::texts(const std::optional<Value>& written, std::string_view prefix) const {
    std::vector<Value> items;
    append_texts(written, prefix, items);
    return make_list(session_.arena(), items, written ? written->place() : Place{});
}

void StatementReader::append_principals(const std::optional<Value>& written, std::string_view negation,
                                        std::vector<Value>& items) const {
    if (!written) return;
    // "*" alone means the same as {"AWS": "*"}.
    if (!written->is(Kind::map)) return append_texts(written, std::string(negation) + "AWS:", items);
    const Map& kinds = written->as_map();
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const Value kind = kinds.key_at(i);
        append_texts(kinds.get(kind), std::string(negation) + std::string(kind.text()) + ":", items);
    }
}

Value StatementReader::principals(const Value& statement) const {
    std::vector<Value> items;
    append_principals(member_of(statement, "Principal"), "", items);
    append_principals(member_of(statement, "NotPrincipal"), "Not", items);
    const std::optional<Value> written = member_of(statement, "Principal");
    return make_list(session_.arena(), items, written ? written->place() : statement.place());
}

}  // namespace

Value statements(const Resource& resource, const Evaluation& evaluation) {
    return StatementReader(*evaluation.arena.create<Session>(evaluation), resource).read();
}

}  // namespace csr::model::cloudformation
