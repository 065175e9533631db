#include "report/json_writer.hpp"

#include <catch2/catch.hpp>

namespace csr::report {

TEST_CASE("JSON is broken into lines down to a depth") {
    JsonWriter json(2);
    json.begin_object();
    json.text("a", "x");
    json.begin_array("list");
    json.begin_object();
    json.number("n", 1);
    json.boolean("b", true);
    json.end_object();
    json.begin_object();
    json.end_object();
    json.end_array();
    json.begin_array("empty");
    json.end_array();
    json.text_or_null("nothing", "");
    json.text_if_any("left out", "");
    json.end_object();
    CHECK(json.take() ==
          "{\n  \"a\": \"x\",\n  \"list\": [\n    {\"n\": 1, \"b\": true},\n    {}\n  ],\n  \"empty\": [],\n"
          "  \"nothing\": null\n}\n");
}

TEST_CASE("JSON strings hold any bytes") {
    const auto quoted = [](std::string_view text) {
        JsonWriter json(0);
        json.text(text);
        return json.take();
    };
    CHECK(quoted("日本語 🚀") == "\"日本語 🚀\"\n");
    CHECK(quoted("\"\\\n\t\r") == "\"\\\"\\\\\\n\\t\\r\"\n");
    CHECK(quoted(std::string_view("\0\x1b\x7f", 3)) == "\"\\u0000\\u001b\\u007f\"\n");
    CHECK(quoted("\xE2\x80\xAE") == "\"\\u202e\"\n");
    CHECK(quoted("\xF3\xA0\x81\x81") == "\"\\udb40\\udc41\"\n");
    CHECK(quoted("\xFF") == "\"\xEF\xBF\xBD\"\n");
}

}  // namespace csr::report
