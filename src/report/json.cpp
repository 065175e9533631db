#include "report/json.hpp"

#include "report/json_parts.hpp"
#include "report/json_writer.hpp"
#include "report/overview.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

void write_texts(JsonWriter& json, std::string_view name, const std::vector<base::Text>& texts, const Words& words) {
    json.begin_array(name);
    for (const base::Text& text : texts) json.text(words(text));
    json.end_array();
}

void write_places(JsonWriter& json, std::string_view name, const std::vector<policy::Related>& places,
                  const Words& words) {
    json.begin_array(name);
    for (const policy::Related& related : places) {
        json.begin_object();
        json.key("location");
        write_location(json, related.location);
        json.text("message", words(related.message));
        json.end_object();
    }
    json.end_array();
}

void write_flow(JsonWriter& json, const policy::Verdict& verdict, const Words& words) {
    if (!verdict.flow) return;
    json.begin_object("flow");
    json.text("story", words(verdict.flow->story));
    write_places(json, "steps", verdict.flow->steps, words);
    json.end_object();
}

void write_fix(JsonWriter& json, const policy::Verdict& verdict, const Words& words) {
    json.key("fix");
    if (!verdict.fix) return json.null();
    json.begin_object();
    json.text("applicability", key_of(verdict.fix->applicability));
    json.text("description", words(verdict.fix->description));
    json.begin_array("edits");
    for (const policy::Edit& edit : verdict.fix->edits) {
        json.begin_object();
        json.key("location");
        write_location(json, edit.location);
        json.text("replacement", edit.replacement);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

void write_verdict(JsonWriter& json, const policy::Verdict& verdict, const Words& words) {
    json.begin_object();
    json.text("rule", verdict.rule->id);
    json.text("verdict", key_of(verdict.outcome));
    json.text("severity", key_of(verdict.rule->severity));
    json.key("target");
    write_target(json, verdict.target);
    json.key("location");
    write_location(json, verdict.location);
    write_places(json, "related", verdict.related, words);
    write_flow(json, verdict, words);
    write_texts(json, "scenario", verdict.scenario, words);
    write_texts(json, "because", verdict.because, words);
    json.text("message", words(verdict.message));
    if (verdict.exception != nullptr) {
        json.text("judged", key_of(verdict.judged));
        json.text("exception", verdict.exception->reason);
    }
    if (verdict.known) json.boolean("known", true);
    write_fix(json, verdict, words);
    json.end_object();
}

void write_summary(JsonWriter& json, const policy::Run& run, const Words& words) {
    const Overview overview = overview_of(run);
    json.begin_object("summary");
    json.boolean("complete", overview.complete);
    json.begin_object("inputs");
    json.number("total", run.inputs.size());
    json.number("not_read", overview.inputs_not_read);
    json.begin_object("by_kind");
    for (const auto& [kind, count] : overview.inputs_by_kind) json.number(kind, count);
    json.end_object();
    json.end_object();
    json.begin_object("rules");
    json.number("total", run.rules.size());
    json.number("enabled", overview.rules_enabled);
    json.number("disabled", overview.rules_disabled);
    json.begin_array("without_target");
    for (const policy::RuleInfo* rule : overview.rules_without_target) json.text(rule->id);
    json.end_array();
    json.end_object();
    json.begin_object("verdicts");
    json.number("total", run.summary.total());
    json.number("pass", run.summary.pass);
    json.number("fail", run.summary.fail);
    json.number("unknown", run.summary.unknown);
    json.number("not_applicable", run.summary.not_applicable);
    json.number("excepted", run.summary.excepted);
    json.number("known", run.summary.known);
    json.end_object();
    json.begin_object("findings");
    json.number("error", run.summary.errors);
    json.number("warning", run.summary.warnings);
    json.number("note", run.summary.notes);
    json.end_object();
    json.begin_array("unknown_because");
    for (const Cause& cause : overview.causes) {
        json.begin_object();
        json.text("cause", words(cause.text));
        json.number("verdicts", cause.verdicts);
        json.end_object();
    }
    json.end_array();
    json.number("problems", run.problems.size());
    json.end_object();
}

}  // namespace

std::string write_json(const policy::Run& run, const Options& options) {
    const Words words(options.language);
    JsonWriter json(2);
    json.begin_object();
    json.text("schema_version", json_schema_version);
    write_tool(json, options);
    json.text("language", words.code());
    if (options.time) json.text("time", utc_time(*options.time));
    json.text("root", run.root);
    write_command_line(json, run);
    json.text("verdicts_listed", options.all_verdicts ? "all" : "findings");
    write_packs(json, run, words);
    write_inputs(json, "inputs", run.inputs);
    json.begin_array("rules");
    for (const auto& rule : run.rules) write_rule(json, *rule, words);
    json.end_array();
    json.begin_array("verdicts");
    for (const policy::Verdict& verdict : run.verdicts) {
        if (options.all_verdicts || is_finding(verdict, options.unknown_is_finding)) {
            write_verdict(json, verdict, words);
        }
    }
    json.end_array();
    write_summary(json, run, words);
    write_problems(json, run, words);
    json.end_object();
    return json.take();
}

}  // namespace csr::report
