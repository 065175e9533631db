#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "support/packs.hpp"

namespace {

namespace policy = csr::policy;
using csr::test::replaced;

const std::string design = replaced(replaced(csr::test::demo_requirements, "id: demo,", "id: demo-design,"),
                                    "number: \"001\"", "number: \"002\"");

std::vector<std::string> mistakes_with(const std::vector<policy::PackFile>& files) {
    policy::Mistakes mistakes;
    std::vector<policy::Pack> packs;
    packs.push_back(csr::test::pack_of(files, mistakes));
    policy::check_packs(packs, {}, mistakes);
    std::vector<std::string> texts;
    for (const csr::base::Error& error : mistakes.take()) texts.push_back(error.message.en);
    return texts;
}

std::string conflict(const std::string& documents, const std::string& other) {
    return documents +
           "conflicts:\n  - {id: c, topic: {en: t, ja: t}, says: [{document: \"001\", section: \"1\", text: {en: a, "
           "ja: a}}, {document: " +
           other + ", section: \"1\", text: {en: b, ja: b}}], follows: \"001\", why: {en: w, ja: w}}\n";
}

}  // namespace

TEST_CASE("a pack has a catalogue for each of its documents", "[catalogue]") {
    policy::Mistakes mistakes;
    const std::string text = replaced(design, "document: \"001\", section", "document: \"002\", section");
    const policy::Pack pack = csr::test::pack_of({{"demo/requirements-design.yaml", text}}, mistakes);
    CHECK(mistakes.empty());
    REQUIRE(pack.catalogues.size() == 2);
    CHECK(pack.catalogues[0].document == "demo");
    CHECK(pack.catalogues[1].document == "demo-design");
    CHECK(pack.catalogues[1].rows->number == "002");
    CHECK(pack.catalogues[1].rows->pack == "demo");
    CHECK(pack.catalogues[1].rows->requirements[0].id.full() == "demo-design:1.1");
}

TEST_CASE("a catalogue is of the document its file is named for", "[catalogue]") {
    CHECK(mistakes_with({{"demo/requirements-other.yaml",
                          replaced(design, "document: \"001\", section", "document: \"002\", section")}}) ==
          std::vector<std::string>{"the document is called \"demo-other\""});
    CHECK(mistakes_with({{"demo/requirements-design.yaml", design}}) ==
          std::vector<std::string>{"this catalogue is of document \"002\""});
}

TEST_CASE("conflicts cite documents that are known", "[catalogue]") {
    CHECK(mistakes_with({{"demo/conflicts.yaml", conflict("", "AWS")}}) ==
          std::vector<std::string>{"no catalogue is of document \"AWS\""});
    CHECK(mistakes_with({{"demo/conflicts.yaml", conflict("documents: {AWS: {en: a, ja: a}}\n", "AWS")}}).empty());
}
