#include "model/workflow/reference.hpp"

#include <catch2/catch.hpp>

using namespace csr::model;

TEST_CASE("a reference to an action is taken apart", "[reference]") {
    const ActionReference one = parse_action_reference("owner/repo/a/b@v1");
    CHECK(one.kind == ActionReference::Kind::repository);
    CHECK(one.owner == "owner");
    CHECK(one.repository == "repo");
    CHECK(one.path == "a/b");
    CHECK(one.ref == "v1");
    CHECK_FALSE(one.pinned());
    CHECK(parse_action_reference("a/b@11bd71901bbe5b1630ceea73d27597364c9af683").pinned());
    CHECK(parse_action_reference("./a").kind == ActionReference::Kind::local);
    CHECK(parse_action_reference("$/a").kind == ActionReference::Kind::local);
    CHECK(parse_action_reference("docker://a:1").image == "a:1");
    CHECK(parse_action_reference("a@v1").kind == ActionReference::Kind::invalid);
    CHECK(parse_action_reference("").kind == ActionReference::Kind::invalid);
}

TEST_CASE("an image name is taken apart", "[reference]") {
    const ImageReference one = parse_image_reference("docker://host:5000/a/b:1@sha256:00");
    CHECK(one.name == "host:5000/a/b");
    CHECK(one.tag == "1");
    CHECK(one.digest == "sha256:00");
    CHECK(parse_image_reference("host:5000/a").tag.empty());
    CHECK(parse_image_reference("a").name == "a");
}
