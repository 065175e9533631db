#include "policy/pack.hpp"

#include <catch2/catch.hpp>

#include "policy/embedded_packs.hpp"

using namespace csr::policy;

TEST_CASE("the heads written at build time say what the rule files say", "[packs]") {
    const std::vector<Pack> written = built_in_packs(false);
    const std::vector<Pack> read = built_in_packs(true);
    REQUIRE(written.size() == read.size());
    for (std::size_t pack = 0; pack < read.size(); ++pack) {
        REQUIRE(written[pack].rules.size() == read[pack].rules.size());
        for (std::size_t rule = 0; rule < read[pack].rules.size(); ++rule) {
            const RuleHead& brief = written[pack].rules[rule].head();
            const RuleHead& whole = read[pack].rules[rule].head();
            INFO(whole.name);
            CHECK(brief.id == whole.id);
            CHECK(brief.name == whole.name);
            CHECK(brief.pack == whole.pack);
            CHECK(brief.severity == whole.severity);
            CHECK(brief.target == whole.target);
            CHECK(brief.resource_types == whole.resource_types);
        }
    }
}

TEST_CASE("a rule read without its tests is the same rule", "[packs]") {
    const std::vector<Pack> brief = built_in_packs(false);
    const std::vector<Pack> whole = built_in_packs(true);
    for (std::size_t pack = 0; pack < whole.size(); ++pack) {
        for (std::size_t index = 0; index < whole[pack].rules.size(); ++index) {
            const RuleFile& left = *brief[pack].rules[index];
            const RuleFile& right = *whole[pack].rules[index];
            INFO(right.info.name);
            CHECK(left.tests.empty());
            CHECK_FALSE(right.tests.empty());
            CHECK(left.assertion.text() == right.assertion.text());
            CHECK(left.info.title == right.info.title);
            CHECK(left.info.requirements == right.info.requirements);
            CHECK(left.fix.has_value() == right.fix.has_value());
        }
    }
}

TEST_CASE("the digest made at build time is that of the pack's files", "[packs]") {
    for (const EmbeddedPack& embedded : embedded_packs()) {
        std::vector<PackFile> files;
        for (const EmbeddedFile& file : embedded.files)
            files.push_back({std::string(file.name), std::string(file.bytes)});
        Mistakes mistakes;
        CHECK(read_pack(std::string(embedded.name), std::move(files), mistakes).info.sha256 == embedded.sha256);
        CHECK(mistakes.empty());
    }
}
