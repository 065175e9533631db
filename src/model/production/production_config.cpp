#include "model/production/production_config.hpp"

#include <array>
#include <deque>
#include <vector>

#include "model/node_value.hpp"
#include "model/object_type.hpp"

namespace csr::model {

namespace {

constexpr Type string_map_type{Type::Kind::map, &string_type};

template <std::size_t count>
using Paths = std::array<std::string_view, count>;

// Each name is followed by the paths of the shape in use, then of the documents' shape, then of close relatives.
constexpr Paths<1> stack_prefix = {"stackPrefix"};
constexpr Paths<2> region = {"region", "awsRegion"};
constexpr Paths<1> environment = {"environment"};
constexpr Paths<2> account = {"accountId", "account"};
constexpr Paths<4> cidr = {"network.vpcCidr", "vpc.cidr", "network.cidr", "vpc.vpcCidr"};
constexpr Paths<2> max_azs = {"network.maxAzs", "vpc.maxAzs"};
constexpr Paths<2> nat_gateways = {"network.natGateways", "vpc.natGateways"};
constexpr Paths<1> min_capacity = {"database.minCapacity"};
constexpr Paths<1> max_capacity = {"database.maxCapacity"};
constexpr Paths<2> multi_az = {"database.multiAz", "database.multiAZ"};
constexpr Paths<2> backup_retention = {"database.backupRetentionDays", "database.backupRetention"};
constexpr Paths<2> backup_window = {"database.preferredBackupWindow", "database.backupWindow"};
constexpr Paths<2> maintenance_window = {"database.preferredMaintenanceWindow", "database.maintenanceWindow"};
constexpr Paths<2> deletion_protection = {"database.deletionProtection", "database.enableDeletionProtection"};
constexpr Paths<3> database_encryption = {"database.enableEncryption", "database.storageEncrypted",
                                          "database.encryption"};
constexpr Paths<3> iam_authentication = {"database.enableIamDatabaseAuthentication", "database.enableIamAuthentication",
                                         "database.iamAuthentication"};
constexpr Paths<3> ssl = {"database.enableSslConnection", "database.enableSsl", "database.ssl"};
constexpr Paths<2> database_rotation = {"database.enableRotation", "database.rotation"};
constexpr Paths<2> database_rotation_days = {"database.rotationIntervalDays", "database.rotationDays"};
constexpr Paths<2> performance_insights = {"database.performanceInsights", "database.enablePerformanceInsights"};
constexpr Paths<3> secrets_encryption = {"secretsManager.enableEncryption", "secrets.enableEncryption",
                                         "secrets.encryption"};
constexpr Paths<3> secrets_rotation = {"secretsManager.enableRotation", "secrets.enableRotation", "secrets.rotation"};
constexpr Paths<3> secrets_rotation_days = {"secretsManager.rotationIntervalDays", "secrets.rotationIntervalDays",
                                            "secrets.rotationDays"};
constexpr Paths<1> memory_size = {"lambda.memorySize"};
constexpr Paths<1> timeout = {"lambda.timeout"};
constexpr Paths<2> reserved_concurrency = {"lambda.reservedConcurrentExecutions", "lambda.reservedConcurrency"};
constexpr Paths<1> runtime = {"lambda.runtime"};
constexpr Paths<4> tracing = {"lambda.tracing", "lambda.enableTracing", "lambda.enableXRay",
                              "lambda.enableXRayTracing"};
constexpr Paths<1> domain_name = {"frontend.domainName"};
constexpr Paths<1> certificate_arn = {"frontend.certificateArn"};
constexpr Paths<2> frontend_log_retention = {"frontend.monitoring.logRetentionDays", "frontend.logRetentionDays"};
constexpr Paths<2> error_responses = {"frontend.customErrorResponses", "frontend.errorResponses"};
constexpr Paths<2> budget_limit = {"frontend.monitoring.monthlyBudgetLimit", "frontend.monthlyBudgetLimit"};
constexpr Paths<2> access_logs = {"frontend.monitoring.enableAccessLogs", "frontend.enableAccessLogs"};
constexpr Paths<1> log_retention = {"monitoring.logRetentionDays"};
constexpr Paths<2> detailed = {"monitoring.enableDetailedMonitoring", "monitoring.detailedMonitoring"};
constexpr Paths<2> alerts = {"monitoring.enableAlerts", "monitoring.enableAlarms"};
constexpr Paths<2> alert_email = {"monitoring.alertEmail", "monitoring.alarmEmail"};
constexpr Paths<1> tags = {"tags"};

constexpr Setting table[] = {
    {"stack_prefix", &string_type, stack_prefix},
    {"region", &string_type, region},
    {"environment", &string_type, environment},
    {"account", &string_type, account},
    {"network.cidr", &string_type, cidr},
    {"network.max_azs", &integer_type, max_azs},
    {"network.nat_gateways", &integer_type, nat_gateways},
    {"database.min_capacity", &floating_type, min_capacity},
    {"database.max_capacity", &floating_type, max_capacity},
    {"database.multi_az", &boolean_type, multi_az},
    {"database.backup_retention_days", &integer_type, backup_retention},
    {"database.backup_window", &string_type, backup_window},
    {"database.maintenance_window", &string_type, maintenance_window},
    {"database.deletion_protection", &boolean_type, deletion_protection},
    {"database.encryption", &boolean_type, database_encryption},
    {"database.iam_authentication", &boolean_type, iam_authentication},
    {"database.ssl", &boolean_type, ssl},
    {"database.rotation", &boolean_type, database_rotation},
    {"database.rotation_days", &integer_type, database_rotation_days},
    {"database.performance_insights", &boolean_type, performance_insights},
    {"secrets.encryption", &boolean_type, secrets_encryption},
    {"secrets.rotation", &boolean_type, secrets_rotation},
    {"secrets.rotation_days", &integer_type, secrets_rotation_days},
    {"lambda.memory_size", &integer_type, memory_size},
    {"lambda.timeout", &integer_type, timeout},
    {"lambda.reserved_concurrency", &integer_type, reserved_concurrency},
    {"lambda.runtime", &string_type, runtime},
    {"lambda.tracing", &dynamic_type, tracing},
    {"frontend.domain_name", &string_type, domain_name},
    {"frontend.certificate_arn", &string_type, certificate_arn},
    {"frontend.log_retention_days", &integer_type, frontend_log_retention},
    {"frontend.error_responses", &dynamic_type, error_responses},
    {"frontend.budget_limit", &dynamic_type, budget_limit},
    {"frontend.access_logs", &boolean_type, access_logs},
    {"monitoring.log_retention_days", &integer_type, log_retention},
    {"monitoring.detailed", &boolean_type, detailed},
    {"monitoring.alerts", &boolean_type, alerts},
    {"monitoring.alert_email", &string_type, alert_email},
    {"tags", &string_map_type, tags},
};

/// The sections, and where the file keeps them.
struct Section {
    std::string_view name;
    std::array<std::string_view, 2> homes;
};
constexpr Section sections[] = {
    {"network", {"network", "vpc"}}, {"database", {"database", ""}}, {"secrets", {"secretsManager", "secrets"}},
    {"lambda", {"lambda", ""}},      {"frontend", {"frontend", ""}}, {"monitoring", {"monitoring", ""}},
};

/// The name inside its section; the whole name for a setting that is in none.
std::string_view short_name(const Setting& setting) { return setting.name.substr(setting.name.rfind('.') + 1); }

bool is_in(const Setting& setting, std::string_view section) {
    return section.empty() ? setting.name.find('.') == std::string_view::npos
                           : setting.name.starts_with(section) && setting.name.substr(section.size()).starts_with('.');
}

syntax::NodeRef follow(syntax::NodeRef from, std::string_view path) {
    while (from && !path.empty()) {
        const std::size_t dot = path.find('.');
        from = from.is_mapping() ? from.find(path.substr(0, dot)) : syntax::NodeRef();
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    }
    return from;
}

/// An integer where a number with a fraction is expected is that number; everything else is as written.
Value typed_value(syntax::NodeRef node, const Type& type, base::Arena& arena) {
    const Value value = value_of(node, arena);
    if (type.kind == Type::Kind::floating && value.is(Kind::integer))
        return Value::floating(static_cast<double>(value.as_integer()), value.place());
    return value;
}

/// The settings of one section, or with an empty name those outside of sections, and the sections.
class SettingsMap final : public Map {
  public:
    SettingsMap(const ProductionConfig& config, std::string_view section, base::Arena& arena)
        : config_(config), section_(section), arena_(&arena) {}

    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        for (const Setting& setting : table) {
            if (is_in(setting, section_) && short_name(setting) == key.text()) return read(setting);
        }
        for (const Section& section : sections) {
            if (section_.empty() && section.name == key.text()) return read(section);
        }
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return keys().size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override { return Value::string(keys()[index]); }

  private:
    [[nodiscard]] std::optional<Value> read(const Setting& setting) const {
        const syntax::NodeRef node = config_.find(setting);
        if (!node) return std::nullopt;
        return typed_value(node, *setting.type, *arena_);
    }

    [[nodiscard]] std::optional<Value> read(const Section& section) const {
        for (const std::string_view home : section.homes) {
            if (home.empty()) continue;
            const syntax::NodeRef node = follow(config_.document().root(), home);
            if (!node || !node.is_mapping()) continue;
            return Value::map(*arena_->create<SettingsMap>(config_, section.name, *arena_), place_of(node));
        }
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::string_view> keys() const {
        std::vector<std::string_view> present;
        for (const Setting& setting : table) {
            if (is_in(setting, section_) && config_.find(setting)) present.push_back(short_name(setting));
        }
        for (const Section& section : sections) {
            if (section_.empty() && read(section)) present.push_back(section.name);
        }
        return present;
    }

    ProductionConfig config_;
    std::string_view section_;
    base::Arena* arena_;
};

class ConfigMap final : public Map {
  public:
    ConfigMap(const ProductionConfig& config, base::Arena& arena) : config_(config), arena_(&arena) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        const Place place = place_of(config_.document().root());
        if (key.text() == "path") return Value::string(config_.document().path(), place);
        if (key.text() == "raw") {
            const Value raw = value_of(config_.document().root(), *arena_);
            return raw.is(Kind::map) ? raw : empty_map(place);
        }
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return 2; }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        return Value::string(index == 0 ? std::string_view("path") : std::string_view("raw"));
    }
    [[nodiscard]] std::string_view object_type() const override { return "Config"; }
    [[nodiscard]] const void* identity() const override { return &config_.document(); }

  private:
    ProductionConfig config_;
    base::Arena* arena_;
};

/// The object types of the settings, made from the table once.
class SettingTypes {
  public:
    SettingTypes() {
        for (const Setting& setting : table) {
            if (is_in(setting, "")) top_fields_.push_back({setting.name, setting.type, false});
        }
        for (const Section& section : sections) add(section);
        top_.emplace("Settings", top_fields_);
    }
    [[nodiscard]] const ObjectType& top() const { return *top_; }

  private:
    void add(const Section& section) {
        std::vector<Field>& fields = section_fields_.emplace_back();
        for (const Setting& setting : table) {
            if (is_in(setting, section.name)) fields.push_back({short_name(setting), setting.type, false});
        }
        const FixedObjectType& object = objects_.emplace_back(section.name, fields);
        top_fields_.push_back({section.name, &types_.emplace_back(Type{Type::Kind::object, nullptr, &object}), false});
    }

    std::vector<Field> top_fields_;
    std::deque<std::vector<Field>> section_fields_;
    std::deque<FixedObjectType> objects_;
    std::deque<Type> types_;
    std::optional<FixedObjectType> top_;
};

constexpr Field config_fields[] = {{"path", &string_type, true}, {"raw", &dynamic_map_type, true}};

}  // namespace

std::span<const Setting> settings() { return table; }

syntax::NodeRef ProductionConfig::find(const Setting& setting) const {
    const syntax::NodeRef root = document_->root();
    if (!root) return {};
    for (const std::string_view path : setting.alternatives) {
        const syntax::NodeRef node = follow(root, path);
        if (node && !node.is_null()) return node;
    }
    return {};
}

Value ProductionConfig::self(base::Arena& arena) const {
    return Value::map(*arena.create<SettingsMap>(*this, std::string_view(), arena), place_of(document_->root()));
}

Value ProductionConfig::object(base::Arena& arena) const {
    return Value::map(*arena.create<ConfigMap>(*this, arena), place_of(document_->root()));
}

const ObjectType& settings_type() {
    static const SettingTypes types;
    return types.top();
}

const ObjectType& config_type() {
    static const FixedObjectType type("Config", config_fields);
    return type;
}

}  // namespace csr::model
