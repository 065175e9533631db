// One row per line of the measured table of values that cannot be known: what a requirement "StorageEncrypted is true"
// comes to.
#include <catch2/catch.hpp>

#include "model/object_type.hpp"
#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr Field database_fields[] = {{"StorageEncrypted", &boolean_type, false}, {"Port", &integer_type, false}};
const FixedObjectType database("AWS::RDS::DBInstance", database_fields);

const ObjectType* schema(std::string_view type) { return type == database.name() ? &database : nullptr; }

/// A database whose StorageEncrypted is `value` (YAML in flow style), with more top-level sections before it.
std::string database_with(const std::string& value, const std::string& sections = "") {
    const std::string property = value.empty() ? "" : ", StorageEncrypted: " + value;
    return sections + "\nResources:\n  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql" + property + "}}\n";
}

std::string judge(const std::string& text, bool use_defaults = false, const std::string& given = "") {
    TemplateOptions options;
    options.schema = schema;
    options.use_defaults = use_defaults;
    if (!given.empty()) options.parameters["Encrypt"] = given;
    test::Loaded loaded(text, options);
    return test::verdict(loaded, "Db", "StorageEncrypted", [](const std::optional<Value>& value) {
        return value && value->is(Kind::boolean) && value->as_boolean();
    });
}

const std::string conditions =
    "Parameters: {Env: {Type: String}}\nConditions: {IsProd: {'Fn::Equals': [{Ref: Env}, prod]}}";

std::string parameter(const std::string& more) { return "Parameters: {Encrypt: {Type: String" + more + "}}"; }

}  // namespace

TEST_CASE("a parameter as the value") {
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(""))) == "unknown");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", Default: 'true'"))) == "unknown");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", Default: 'true'")), true) == "pass");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", Default: 'true'")), false, "true") == "pass");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", Default: 'true'")), false, "false") == "fail");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", Default: 'false'"))) == "fail");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", Default: false"))) == "fail");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", AllowedValues: ['true']"))) == "pass");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", AllowedValues: [true, false]"))) == "unknown");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", AllowedValues: [true, false], Default: false"))) ==
          "fail");
    CHECK(judge(database_with("{Ref: Encrypt}", parameter(", AllowedValues: ['false']"))) == "fail");
    CHECK(judge(database_with("!Ref Encrypt", parameter(", Default: 'false'"))) == "fail");
}

TEST_CASE("a condition that chooses") {
    CHECK(judge(database_with("{'Fn::If': [IsProd, true, false]}", conditions)) == "fail when Env is not \"prod\"");
    CHECK(judge(database_with("{'Fn::If': [IsProd, false, true]}", conditions)) == "fail when Env = \"prod\"");
    CHECK(judge(database_with("!If [IsProd, false, true]", conditions)) == "fail when Env = \"prod\"");
    CHECK(judge(database_with("{'Fn::If': [IsProd, true, true]}", conditions)) == "pass");
    CHECK(judge(database_with("{'Fn::If': [IsProd, true, {Ref: AWS::NoValue}]}", conditions)) ==
          "fail when Env is not \"prod\"");
}

TEST_CASE("an unsatisfiable branch is no scenario") {
    const std::string exclusive =
        "Parameters: {Env: {Type: String}}\n"
        "Conditions: {IsProd: {'Fn::Equals': [{Ref: Env}, prod]}, IsDev: {'Fn::Equals': [dev, {Ref: Env}]}}";
    CHECK(judge(database_with("!If [IsProd, !If [IsDev, false, true], true]", exclusive)) == "pass");
    CHECK(judge(database_with("!If [IsProd, true, !If [IsDev, false, true]]", exclusive)) == "fail when Env = \"dev\"");
    const std::string allowed =
        "Parameters: {Env: {Type: String, AllowedValues: [prod]}}\nConditions: {IsProd: !Equals [!Ref Env, prod]}";
    CHECK(judge(database_with("!If [IsProd, true, false]", allowed)) == "pass");
}

TEST_CASE("absence and coercion") {
    CHECK(judge(database_with("")) == "fail");
    CHECK(judge(database_with("{Ref: AWS::NoValue}")) == "fail");
    CHECK(judge(database_with("!Ref AWS::NoValue")) == "fail");
    CHECK(judge(database_with("'false'")) == "fail");
    CHECK(judge(database_with("'true'")) == "pass");
    CHECK(judge(database_with("yes")) == "pass");
    CHECK(judge(database_with("null")) == "fail");
    CHECK(judge(database_with("true")) == "pass");
}

TEST_CASE("a mapping") {
    const std::string map = "Mappings: {M: {a: {Encrypted: true}, b: {Encrypted: 'false'}}}";
    CHECK(judge(database_with("{'Fn::FindInMap': [M, a, Encrypted]}", map)) == "pass");
    CHECK(judge(database_with("!FindInMap [M, b, Encrypted]", map)) == "fail");
    CHECK(judge(database_with("!FindInMap [M, c, Encrypted]", map)) == "unknown");
    CHECK(judge(database_with("!FindInMap [M, c, Encrypted, {DefaultValue: true}]", map)) == "pass");
    CHECK(judge(database_with("!FindInMap [M, !Ref Env, Encrypted]", "Parameters: {Env: {Type: String}}\n" + map)) ==
          "fail when Env = \"b\"");
}

TEST_CASE("values from outside") {
    CHECK(judge(database_with("{'Fn::ImportValue': elsewhere}")) == "unknown");
    CHECK(judge(database_with("'{{resolve:ssm:/encrypt}}'")) == "unknown");
    CHECK(judge(database_with("!Ref Encrypt",
                              "Parameters: {Encrypt: {Type: 'AWS::SSM::Parameter::Value<String>', "
                              "Default: /encrypt}}")) == "unknown");
    CHECK(judge(database_with("!OwnTag x")) == "unknown");
    CHECK(judge(database_with("{'Fn::Transform': {Name: X}}")) == "unknown");
}

TEST_CASE("a resource whose condition is false is not applicable there") {
    const std::string text = conditions +
                             "\nResources:\n  Db: {Type: AWS::RDS::DBInstance, Condition: IsProd, Properties: "
                             "{StorageEncrypted: !If [IsProd, true, false]}}\n";
    CHECK(judge(text) == "pass");
    const std::string never =
        "Conditions: {Never: {'Fn::Equals': [a, b]}}\n"
        "Resources:\n  Db: {Type: AWS::RDS::DBInstance, Condition: Never, Properties: "
        "{StorageEncrypted: false}}\n";
    CHECK(judge(never) == "not applicable");
}

TEST_CASE("a loop makes resources") {
    test::Loaded loaded(
        "Transform: AWS::LanguageExtensions\n"
        "Resources:\n"
        "  Fn::ForEach::Dbs:\n"
        "    - Name\n"
        "    - [A, B]\n"
        "    - Db${Name}:\n"
        "        Type: AWS::RDS::DBInstance\n"
        "        Properties: {StorageEncrypted: false, DBInstanceIdentifier: !Sub 'db-${Name}', Other: !Ref Name}\n");
    REQUIRE(loaded.owner().resources().size() == 2);
    CHECK(test::show(loaded.property("DbA", "StorageEncrypted")) == "false");
    CHECK(test::show(loaded.property("DbB", "DBInstanceIdentifier")) == "\"db-B\"");
    CHECK(test::show(loaded.property("DbB", "Other")) == "\"B\"");
}

}  // namespace csr::model::cloudformation
