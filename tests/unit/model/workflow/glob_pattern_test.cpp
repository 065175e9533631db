#include "model/workflow/glob_pattern.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace csr::model;

namespace {

/// The bytes of the pattern that are wrong; "fine" when none are.
std::string wrong_part(std::string_view pattern, GlobSubject subject) {
    const std::optional<GlobError> error = glob_error(pattern, subject);
    return error ? std::string(pattern.substr(error->begin, error->end - error->begin)) : "fine";
}

}  // namespace

TEST_CASE("patterns of branches and tags") {
    const auto [pattern, wrong] = GENERATE(table<std::string, std::string>({
        {"main", "fine"},    {"releases/**", "fine"},
        {"!dev", "fine"},    {"v[0-9]+.[0-9]+", "fine"},
        {R"(v\*)", "fine"},  {"feature?", "fine"},
        {R"(v\d+)", R"(\)"}, {"v[]", "[]"},
        {"v[9-0]", "9-0"},   {"v[a-]", "a-"},
        {"v[0-9", "["},      {"+x", "+"},
        {"a*+", "+"},        {"a b", " "},
        {"a:b", ":"},        {"/main", "/"},
        {"main/", "/"},      {"v1.", "."},
        {"!", "!"},
    }));
    INFO(pattern);
    CHECK(wrong_part(pattern, GlobSubject::reference) == wrong);
}

TEST_CASE("patterns of paths") {
    const auto [pattern, wrong] = GENERATE(table<std::string, std::string>({
        {"**.js", "fine"},
        {"docs/**", "fine"},
        {"a b/c:d", "fine"},
        {"./docs/**", "./"},
        {"!../docs", "../"},
        {" docs", " docs"},
        {"docs ", "docs "},
    }));
    INFO(pattern);
    CHECK(wrong_part(pattern, GlobSubject::path) == wrong);
}
