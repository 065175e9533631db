#include "model/cloudformation/origins.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/iam.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/relations.hpp"

namespace csr::model::cloudformation {

namespace {

/// Where a policy that is a resource of its own names what it is about.
struct PolicySubject {
    std::string_view type;
    std::string_view property;
};

constexpr std::array policy_subjects{
    PolicySubject{"AWS::ECR::RepositoryPolicy", "RepositoryName"},
    PolicySubject{"AWS::Events::EventBusPolicy", "EventBusName"},
    PolicySubject{"AWS::Lambda::Permission", "FunctionName"},
    PolicySubject{"AWS::S3::BucketPolicy", "Bucket"},
    PolicySubject{"AWS::SNS::TopicPolicy", "Topics"},
    PolicySubject{"AWS::SQS::QueuePolicy", "Queues"},
    PolicySubject{"AWS::SecretsManager::ResourcePolicy", "SecretId"},
};

bool names(const Deployment& deployment, const Value& subject, const Resource& resource) {
    if (!subject.is(Kind::list)) return target_at(deployment, subject.place()) == &resource;
    const List& list = subject.as_list();
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (target_at(deployment, list.at(i).place()) == &resource) return true;
    }
    return false;
}

/// The policies about a resource, those that exist in this scenario or may exist.
std::vector<Value> policies_about(const Deployment& deployment, Session& session, const Resource& resource) {
    std::vector<Value> policies;
    for (const Resource* const candidate : deployment.referrers(resource)) {
        const auto* const known = std::ranges::find(policy_subjects, candidate->type, &PolicySubject::type);
        if (known == policy_subjects.end()) continue;
        const std::optional<Value> subject = member_of(properties_in(session, *candidate), known->property);
        if (!subject || !names(deployment, *subject, resource)) continue;
        if (const std::optional<Value> policy = existing_resource(session, *candidate)) policies.push_back(*policy);
    }
    return policies;
}

bool is_text(const std::optional<Value>& value, std::string_view text) {
    return value && value->is(Kind::string) && value->text() == text;
}

/// "oac" with an origin access control, "oai" with an origin access identity, else "none".
Value access_of(const Value& origin) {
    const std::optional<Value> control = member_of(origin, "OriginAccessControlId");
    if (control && !is_text(control, "")) return Value::string("oac", control->place());
    const std::optional<Value> config = member_of(origin, "S3OriginConfig");
    const std::optional<Value> identity = config ? member_of(*config, "OriginAccessIdentity") : std::nullopt;
    if (identity && !is_text(identity, "")) return Value::string("oai", identity->place());
    return Value::string("none", origin.place());
}

/// Whether the statement lets CloudFront in the way the origin asks: its service for an access control, the identity's
/// canonical user or ARN for an access identity.
bool admits(const Value& statement, std::string_view access) {
    const std::optional<Value> effect = member_of(statement, "effect");
    const std::optional<Value> principals = member_of(statement, "principals");
    if (!is_text(effect, "Allow") || !principals || !principals->is(Kind::list)) return false;
    const List& list = principals->as_list();
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Value principal = list.at(i);
        if (!principal.is(Kind::string)) continue;
        const std::string_view text = principal.text();
        if (access == "oac" && text == "Service:cloudfront.amazonaws.com") return true;
        const bool identity = text.starts_with("CanonicalUser:") ||
                              text.find("CloudFront Origin Access Identity") != std::string_view::npos;
        if (access == "oai" && identity) return true;
    }
    return false;
}

class OriginReader {
  public:
    OriginReader(const Deployment& deployment, Session& session) : deployment_(deployment), session_(session) {}

    Value origin(const Value& written) {
        if (!written.is(Kind::map)) return written;
        base::Arena& arena = session_.arena();
        const std::optional<Value> domain = member_of(written, "DomainName");
        const Resource* const target = domain ? target_at(deployment_, domain->place()) : nullptr;
        const bool bucket = target != nullptr && target->type == "AWS::S3::Bucket";
        const Value access = access_of(written);
        const std::vector<Value> policies =
            bucket ? policies_about(deployment_, session_, *target) : std::vector<Value>();
        const std::optional<Value> id = member_of(written, "Id");
        std::vector<ValueMap::Entry> fields{
            {Value::string("id"), id ? *id : Value::string("", written.place())},
            {Value::string("domain"), domain ? *domain : Value::string("", written.place())},
            {Value::string("access"), access},
            {Value::string("policies"), make_list(arena, policies, written.place())},
            {Value::string("admitted"), Value::boolean(is_admitted(policies, access.text()), written.place())},
        };
        if (bucket) {
            const std::optional<Value> found = existing_resource(session_, *target);
            if (found) fields.push_back({Value::string("bucket"), *found});
        }
        return make_map(arena, fields, written.place());
    }

  private:
    [[nodiscard]] bool is_admitted(const std::vector<Value>& policies, std::string_view access) const {
        return std::ranges::any_of(policies, [&](const Value& policy) {
            const Resource* const resource = resource_behind(policy);
            if (resource == nullptr) return false;
            const Value all = statements(*resource, session_.evaluation());
            if (!all.is(Kind::list)) return false;
            for (std::size_t i = 0; i < all.as_list().size(); ++i) {
                if (admits(all.as_list().at(i), access)) return true;
            }
            return false;
        });
    }

    const Deployment& deployment_;
    Session& session_;
};

}  // namespace

Value origins_of(const Deployment& deployment, const Resource& distribution, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    const Value properties = properties_in(session, distribution);
    const std::optional<Value> config = member_of(properties, "DistributionConfig");
    const std::optional<Value> written = config ? member_of(*config, "Origins") : std::nullopt;
    if (properties.is(Kind::unknown)) return properties;
    if (config && config->is(Kind::unknown)) return *config;
    if (written && written->is(Kind::unknown)) return *written;
    std::vector<Value> origins;
    OriginReader reader(deployment, session);
    if (written && written->is(Kind::list)) {
        for (std::size_t i = 0; i < written->as_list().size(); ++i)
            origins.push_back(reader.origin(written->as_list().at(i)));
    }
    return make_list(session.arena(), origins, written ? written->place() : properties.place());
}

Value policies_of(const Deployment& deployment, const Resource& resource, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    return make_list(session.arena(), policies_about(deployment, session, resource), place_of(resource.key));
}

}  // namespace csr::model::cloudformation
