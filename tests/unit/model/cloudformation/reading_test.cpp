#include "model/cloudformation/reading.hpp"

#include <catch2/catch.hpp>

#include "model/cloudformation/relations.hpp"
#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr const char* stack = R"(
Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  Trail: {Type: AWS::CloudTrail::Trail, Properties: {S3BucketName: !Ref Logs, IsLogging: true}}
  Logs: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'logs-${Env}', Tags: [{Key: a, Value: b}]}}
  Data: {Type: AWS::S3::Bucket, Condition: IsProd}
)";

}  // namespace

TEST_CASE("a reading gives what each evaluation gives for itself") {
    test::Loaded loaded(stack);
    const Deployment& deployment = loaded.deployment();
    Reading reading;
    for (const std::string_view type : {"AWS::S3::Bucket", "AWS::CloudTrail::Trail", "*", "none"}) {
        const Value alone = resource_list(deployment, type, loaded.evaluation());
        const Value shared = reading.resource_list(deployment, type, nullptr);
        REQUIRE(shared.as_list().size() == alone.as_list().size());
        for (std::size_t index = 0; index < alone.as_list().size(); ++index)
            CHECK(test::show(shared.as_list().at(index)) == test::show(alone.as_list().at(index)));
    }
    for (const std::string_view id : {"Trail", "Logs"}) {
        const Resource& resource = loaded.resource(id);
        CHECK(test::show(reading.properties(resource)) == test::show(properties_of(resource, loaded.evaluation())));
        CHECK(test::show(test::member(reading.resource(resource), "properties")) ==
              test::show(reading.properties(resource)));
        CHECK(reading.referrers(deployment, resource).as_list().size() ==
              referrers(deployment, resource, loaded.evaluation()).as_list().size());
    }
    const Value name = *test::member(reading.properties(loaded.resource("Trail")), "S3BucketName");
    const Value target = reading.target_of(deployment, name);
    REQUIRE(target.as_optional() != nullptr);
    CHECK(resource_behind(*target.as_optional()) == &loaded.resource("Logs"));
    CHECK(reading.target_of(deployment, Value::string("elsewhere")).as_optional() == nullptr);
}

TEST_CASE("there is one reading for each assignment") {
    test::Loaded loaded(stack);
    Readings readings;
    Reading* const open = readings.under(loaded.assignment());
    REQUIRE(open != nullptr);
    CHECK(readings.under(loaded.assignment()) == open);
    loaded.choose("Env = \"prod\"");
    Reading* const prod = readings.under(loaded.assignment());
    REQUIRE(prod != nullptr);
    CHECK(prod != open);
    CHECK(open->resource_list(loaded.deployment(), "AWS::S3::Bucket", nullptr).as_list().at(1).is(Kind::unknown));
    CHECK(prod->resource_list(loaded.deployment(), "AWS::S3::Bucket", nullptr).as_list().at(1).is(Kind::map));
    readings.make_room();  // they are small: they stay
    CHECK(readings.under(loaded.assignment()) == prod);
}

}  // namespace csr::model::cloudformation
