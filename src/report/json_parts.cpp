#include "report/json_parts.hpp"

#include "report/place.hpp"

namespace csr::report {

void write_tool(JsonWriter& json, const Options& options) {
    json.begin_object("tool");
    json.text("name", "csr-lint");
    json.text_or_null("version", options.tool_version);
    json.end_object();
}

void write_packs(JsonWriter& json, const policy::Run& run, const Words& words) {
    json.begin_array("packs");
    for (const policy::PackInfo& pack : run.packs) {
        json.begin_object();
        json.text("name", pack.name);
        json.text("title", words(pack.title));
        json.text("version", pack.version);
        json.text("sha256", pack.sha256);
        json.end_object();
    }
    json.end_array();
}

void write_inputs(JsonWriter& json, std::string_view name, const std::vector<policy::Input>& inputs) {
    json.begin_array(name);
    for (const policy::Input& input : inputs) {
        json.begin_object();
        json.text("path", input.path);
        json.text_or_null("sha256", input.sha256);
        json.text("kind", input.kind);
        json.text("status", key_of(input.status));
        json.number("size", input.size);
        json.end_object();
    }
    json.end_array();
}

void write_rule(JsonWriter& json, const policy::RuleInfo& rule, const Words& words) {
    json.begin_object();
    json.text("id", rule.id);
    json.text("name", rule.name);
    json.text("pack", rule.pack);
    json.text("title", words(rule.title));
    json.text("why", words(rule.why));
    json.text("severity", key_of(rule.severity));
    json.text_or_null("security_severity", rule.security_severity);
    json.begin_array("requirements");
    for (const policy::RequirementId& id : rule.requirements) json.text(id.full());
    json.end_array();
    json.begin_object("equivalents");
    for (const auto& [peer, ids] : rule.equivalents) {
        json.begin_array(peer);
        for (const std::string& id : ids) json.text(id);
        json.end_array();
    }
    json.end_object();
    json.boolean("enabled", rule.enabled);
    json.end_object();
}

void write_problems(JsonWriter& json, const policy::Run& run, const Words& words) {
    json.begin_array("problems");
    for (const policy::Problem& problem : run.problems) {
        json.begin_object();
        json.text("path", problem.path);
        json.key("location");
        if (problem.location.source != nullptr) {
            write_location(json, problem.location);
        } else {
            json.null();
        }
        json.text("message", words(problem.message));
        json.text_or_null("hint", words(problem.hint));
        json.boolean("fatal", problem.fatal);
        json.end_object();
    }
    json.end_array();
}

void write_command_line(JsonWriter& json, const policy::Run& run) {
    json.begin_array("command_line");
    for (const std::string& argument : run.command_line) json.text(argument);
    json.end_array();
}

void write_location(JsonWriter& json, const policy::Location& location) {
    const Place place = place_of(location);
    json.begin_object();
    json.text("path", place.path);
    json.number("line", place.begin.line);
    json.number("column", place.begin.code_point_column);
    json.number("end_line", place.end.line);
    json.number("end_column", place.end.code_point_column);
    json.number("offset", place.span.begin);
    json.number("end_offset", place.span.end);
    json.end_object();
}

void write_target(JsonWriter& json, const policy::Target& target) {
    json.begin_object();
    json.text_or_null("document", target.document);
    json.text("kind", target.kind);
    json.text_or_null("id", target.id);
    json.text_or_null("type", target.type);
    json.text_or_null("stack", target.stack);
    json.text_or_null("construct_path", target.construct_path);
    json.end_object();
}

}  // namespace csr::report
