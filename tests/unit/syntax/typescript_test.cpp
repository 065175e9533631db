#include "syntax/typescript.hpp"

#include <catch2/catch.hpp>
#include <string>

using csr::source::Source;
using csr::source::Span;
using csr::syntax::TypeScriptFile;

namespace {

std::string cut(const Source& source, Span span) {
    return std::string(source.bytes().substr(span.begin, span.end - span.begin));
}

const std::string stack = R"(import * as lambda from 'aws-cdk-lib/aws-lambda';
const common = { memorySize: 512, timeout: Duration.seconds(30) };
const twice = { a: 1 };
class S extends Stack {
  make() {
    const 認証 = '認証'; new lambda.Function(this, 'Auth', {
      ...common,
      'functionName': 認証,
      timeout: Duration.seconds(900),
    });
    api.root.addMethod('GET', integration, { apiKeyRequired: true });
    { const twice = { b: 2 }; new X(this, `Y${1}`, { ...twice, c: 3, }); }
    new X(this, 'Z', { early: 1, ...unknown(), late: 2 });
  }
}
)";

}  // namespace

TEST_CASE("a stack frame's place gives the construct call") {
    const Source source("lib/s.ts", stack);
    const auto file = TypeScriptFile::parse(source);
    REQUIRE(file);
    const auto call = file->call_at(6, 24);
    REQUIRE(call);
    CHECK(call->id == "Auth");
    CHECK(cut(source, call->head) == "new lambda.Function(this, 'Auth'");

    SECTION("properties stand in the literal or in a constant that is spread into it") {
        CHECK(cut(source, *file->property(*call, "timeout")) == "timeout: Duration.seconds(900)");
        CHECK(cut(source, *file->property(*call, "memorySize")) == "memorySize: 512");
        CHECK(cut(source, *file->property(*call, "functionName")) == "'functionName': 認証");
        CHECK_FALSE(file->property(*call, "tracing"));
    }
}

TEST_CASE("a method call is marked at the method's name") {
    const Source source("lib/s.ts", stack);
    const auto file = TypeScriptFile::parse(source);
    const auto call = file->call_at(11, 14);
    REQUIRE(call);
    CHECK(cut(source, call->head) == "addMethod");
    CHECK(cut(source, *file->property(*call, "apiKeyRequired")) == "apiKeyRequired: true");
}

TEST_CASE("what is not certain is not given") {
    const Source source("lib/s.ts", stack);
    const auto file = TypeScriptFile::parse(source);
    const auto ambiguous = file->call_at(12, 31);
    REQUIRE(ambiguous);
    CHECK(ambiguous->id.empty());
    CHECK(file->property(*ambiguous, "c"));
    CHECK_FALSE(file->property(*ambiguous, "b"));
    const auto opaque = file->call_at(13, 5);
    REQUIRE(opaque);
    CHECK(file->property(*opaque, "late"));
    CHECK_FALSE(file->property(*opaque, "early"));
    CHECK_FALSE(file->call_at(99, 1));
    CHECK_FALSE(file->call_at(1, 500));
}
