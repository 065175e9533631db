#include <catch2/catch.hpp>

#include "unit/cel/support.hpp"

namespace csr::cel {

using model::Type;
using test::issues_of;

namespace {

const test::Object versioning("Versioning", {{"Status", &model::string_type, false}});
const Type versioning_type{Type::Kind::object, nullptr, &versioning};
const test::Object rule("Rule", {{"Id", &model::string_type, true}, {"Days", &model::integer_type, false}});
const Type rule_type{Type::Kind::object, nullptr, &rule};
const Type rules_type{Type::Kind::list, &rule_type, nullptr};
const test::Object bucket("AWS::S3::Bucket", {{"BucketName", &model::string_type, false},
                                              {"Versioning", &versioning_type, false},
                                              {"Rules", &rules_type, false},
                                              {"Count", &model::integer_type, false},
                                              {"id", &model::string_type, true}});
const Type bucket_type{Type::Kind::object, nullptr, &bucket};

Environment environment() {
    Environment made;
    made.declare("self", bucket_type);
    made.declare("params", model::dynamic_map_type);
    return made;
}

std::string issues(std::string_view expression) { return issues_of(expression, environment()); }

/// Whether the expression's only issue is an unguarded read of that path.
bool unguarded(std::string_view expression, std::string_view path) {
    const std::string found = issues(expression);
    return found.starts_with("'" + std::string(path) + "' may be absent") && !found.contains('\n');
}

}  // namespace

TEST_CASE("unknown names are reported with what was meant") {
    CHECK(issues("slef.id == 'a'") == "there is no variable 'slef' here (did you mean 'self'?)");
    CHECK(issues("self.Id == 'a'") == "AWS::S3::Bucket has no field 'Id' (did you mean 'id'?)");
    CHECK(issues("has(self.BuketName)") == "AWS::S3::Bucket has no field 'BuketName' (did you mean 'BucketName'?)");
    CHECK(issues("self.id.startWith('a')") == "there is no function 'startWith' (did you mean 'startsWith'?)");
    CHECK(issues("'Countt' in self") == "AWS::S3::Bucket has no field 'Countt' (did you mean 'Count'?)");
    CHECK(issues("self['Idd']") == "AWS::S3::Bucket has no field 'Idd' (did you mean 'id'?)");
}

TEST_CASE("types are checked") {
    CHECK(issues("self.id == 3").starts_with("a string is never equal to a int"));
    CHECK(issues("self.id && true").starts_with("expected a bool instead of a string"));
    CHECK(issues("self.id + 1").starts_with("'+' cannot be used on a string and a int"));
    CHECK(issues("self.id.startsWith(3)").starts_with("no form of the function fits string.startsWith(int)"));
    CHECK(issues("size(3) > 1").starts_with("no form of the function fits size(int)"));
    CHECK(issues("self.id.all(c, true)").starts_with("a string has no items"));
    CHECK(issues("1 < 2.5 && params.days <= 3 && self.id == params.name").empty());
    CHECK(issues("self.id == null").empty());
    CHECK(issues("'a'.matches('(')").starts_with("the pattern is no RE2 regular expression"));
    Options options;
    options.result = &model::boolean_type;
    CHECK(issues_of("self.id", environment(), options) == "the expression gives a string, but a bool is needed");
}

TEST_CASE("an issue has the span of what is wrong") {
    const auto program = compile("self.id == 'a' && self.Idd == 'b'", environment());
    REQUIRE(!program.has_value());
    CHECK(program.error().front().span == source::Span{23, 26});
}

TEST_CASE("reads of optional fields need a guard") {
    CHECK(unguarded("self.BucketName == 'a'", "self.BucketName"));
    CHECK(unguarded("self['BucketName'] == 'a'", "self.BucketName"));
    CHECK(issues("has(self.BucketName) && self.BucketName == 'a'").empty());
    CHECK(issues("!has(self.BucketName) || self.BucketName == 'a'").empty());
    CHECK(issues("has(self.BucketName) ? self.BucketName == 'a' : false").empty());
    CHECK(issues("'BucketName' in self && self.BucketName == 'a'").empty());
    CHECK(issues("self.?BucketName.orValue('') == 'a'").empty());
    CHECK(issues("self.?BucketName.hasValue() && self.BucketName == 'a'").empty());
    CHECK(issues("self.id == 'a'").empty());
    CHECK(unguarded("has(self.BucketName) || self.BucketName == 'a'", "self.BucketName"));
    CHECK(unguarded("self.BucketName == 'a' && has(self.BucketName)", "self.BucketName"));
    CHECK(unguarded("has(self.BucketName) ? true : self.BucketName == 'a'", "self.BucketName"));
    CHECK(unguarded("has(self.Count) && self.BucketName == 'a'", "self.BucketName"));
    CHECK(unguarded("!has(self.BucketName) && self.BucketName == 'a'", "self.BucketName"));
}

TEST_CASE("guards reach through nesting") {
    CHECK(unguarded("has(self.Versioning.Status)", "self.Versioning"));
    CHECK(unguarded("has(self.Versioning) && self.Versioning.Status == 'a'", "self.Versioning.Status"));
    CHECK(issues("has(self.Versioning) && has(self.Versioning.Status) && self.Versioning.Status == 'a'").empty());
    CHECK(issues("(has(self.Versioning) && has(self.Versioning.Status)) && (true && self.Versioning.Status == 'a')")
              .empty());
    CHECK(issues("!(has(self.Versioning) && has(self.Versioning.Status)) || self.Versioning.Status == 'a'").empty());
    CHECK(issues("self.?Versioning.?Status.orValue('') == 'a'").empty());
    CHECK(issues("self.?Versioning.Status.orValue('') == 'a'").empty());
    CHECK(issues("(has(self.Count) ? has(self.BucketName) : false) && self.BucketName == 'a'").empty());
    CHECK(unguarded("(has(self.Count) ? has(self.BucketName) : true) && self.BucketName == 'a'", "self.BucketName"));
    CHECK(issues("((has(self.Count) && has(self.BucketName)) || has(self.BucketName)) && self.BucketName == 'a'")
              .empty());
}

TEST_CASE("guards work inside macros") {
    CHECK(unguarded("has(self.Rules) && self.Rules.all(r, r.Days > 3)", "r.Days"));
    CHECK(issues("has(self.Rules) && self.Rules.all(r, has(r.Days) && r.Days > 3)").empty());
    CHECK(issues("has(self.Rules) && self.Rules.filter(r, has(r.Days)).all(r, r.Days > 3)").empty());
    CHECK(issues("has(self.Rules) && self.Rules.map(r, has(r.Days), r.Days).exists(d, d > 3)").empty());
    CHECK(issues("has(self.BucketName) && has(self.Rules) && self.Rules.all(r, r.Id == self.BucketName)").empty());
    CHECK(issues("cel.bind(v, self.?Versioning, v.?Status.orValue('') == 'a')").empty());
    CHECK(issues("has(self.Rules) && cel.bind(long, self.Rules.filter(r, has(r.Days)), long.all(r, r.Days > 3))")
              .empty());
}

TEST_CASE("what another expression guarantees is guarded") {
    const auto given = compile("self.id == 'a' && has(self.BucketName)", environment());
    REQUIRE(given.has_value());
    CHECK(given->guaranteed() == std::vector<std::string>{"self.BucketName"});
    Options options;
    options.given = &*given;
    CHECK(issues_of("self.BucketName == 'a'", environment(), options).empty());
    CHECK(!issues_of("self.Count == 3", environment(), options).empty());
}

TEST_CASE("results have types") {
    const auto kind = [](std::string_view expression) {
        const auto program = compile(expression, environment());
        return program ? program->result_type().kind : Type::Kind::dynamic;
    };
    CHECK(kind("1 + 2") == Type::Kind::integer);
    CHECK(kind("has(self.id)") == Type::Kind::boolean);
    CHECK(kind("self.?Count.orValue(3)") == Type::Kind::integer);
    CHECK(kind("['a'].map(s, s.size())[0]") == Type::Kind::integer);
    CHECK(kind("params.days") == Type::Kind::dynamic);
}

TEST_CASE("a program knows which variables it reads") {
    const auto program = compile("params.days == 3", environment());
    REQUIRE(program.has_value());
    CHECK(!program->reads(0));
    CHECK(program->reads(1));
}

}  // namespace csr::cel
