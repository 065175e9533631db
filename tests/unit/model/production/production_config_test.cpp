#include "model/production/production_config.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace csr::model;

namespace {

std::optional<Value> read(const Value& map, std::string_view section, std::string_view name = {}) {
    const auto found = map.as_map().get(Value::string(section));
    if (!found || name.empty()) return found;
    return found->as_map().get(Value::string(name));
}

}  // namespace

TEST_CASE("both shapes of the file give the same settings", "[production_config]") {
    const Document documents("production.json", R"({"accountId": "1", "vpc": {"cidr": "10.0.0.0/16", "natGateways": 1},
        "database": {"backupRetention": 7, "maxCapacity": 2}, "lambda": {"reservedConcurrentExecutions": 10},
        "monitoring": {"alarmEmail": "a@b"}})",
                             false);
    const Document used("production.json",
                        R"({"stackPrefix": "p", "network": {"vpcCidr": "10.0.0.0/16", "natGateways": 1},
        "database": {"backupRetentionDays": 7, "maxCapacity": 2.0}, "monitoring": {"alertEmail": "a@b"},
        "secretsManager": {"enableRotation": true}, "frontend": {"certificateArn": null}})",
                        false);
    csr::base::Arena arena;
    for (const Document* document : {&documents, &used}) {
        const ProductionConfig config(*document);
        const Value self = config.self(arena);
        CHECK(read(self, "network", "nat_gateways")->as_integer() == 1);
        CHECK(read(self, "network", "cidr")->text() == "10.0.0.0/16");
        CHECK(read(self, "database", "backup_retention_days")->as_integer() == 7);
        CHECK(read(self, "database", "max_capacity")->as_floating() == 2.0);
        CHECK(read(self, "monitoring", "alert_email")->text() == "a@b");
        CHECK(read(self, "network", "nat_gateways")->place().valid());
        CHECK_FALSE(read(self, "network", "max_azs"));
    }
    const Value self = ProductionConfig(used).self(arena);
    CHECK(read(self, "secrets", "rotation")->as_boolean());
    CHECK_FALSE(read(self, "lambda"));
    CHECK(read(self, "frontend"));
    CHECK_FALSE(read(self, "frontend", "certificate_arn"));
}

TEST_CASE("a value of the wrong type is given as written", "[production_config]") {
    const Document document("production.json", R"({"network": {"natGateways": "one"}, "database": 3})", false);
    csr::base::Arena arena;
    const ProductionConfig config(document);
    CHECK(read(config.self(arena), "network", "nat_gateways")->is(Kind::string));
    CHECK_FALSE(read(config.self(arena), "database"));
    CHECK(config.object(arena).as_map().get(Value::string("raw"))->as_map().size() == 2);
}

TEST_CASE("every setting has a field in its section's type", "[production_config]") {
    for (const Setting& setting : settings()) {
        const std::size_t dot = setting.name.find('.');
        const Field* field = settings_type().field(setting.name.substr(0, dot));
        REQUIRE(field != nullptr);
        if (dot == std::string_view::npos) continue;
        REQUIRE(field->type->object != nullptr);
        CHECK(field->type->object->field(setting.name.substr(dot + 1)) != nullptr);
    }
}
