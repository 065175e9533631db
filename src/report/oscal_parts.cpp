#include "report/oscal_parts.hpp"

#include "base/sha256.hpp"
#include "report/compliance_words.hpp"
#include "report/unicode.hpp"
#include "report/words.hpp"

namespace csr::report {

std::string oscal_control_id(const policy::RequirementId& id) {
    std::string out = id.document + "." + id.id;
    for (char& character : out) {
        const bool letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
        const bool other = (character >= '0' && character <= '9') || character == '.' || character == '-';
        if (!letter && !other) character = '_';
    }
    const bool begins_well =
        !out.empty() && out.front() != '.' && out.front() != '-' && (out.front() < '0' || out.front() > '9');
    return begins_well ? out : "_" + out;
}

std::string oscal_text(std::string_view text) {
    std::string shown = prose(text);
    return shown.empty() ? "-" : shown;
}

std::string oscal_time(const Options& options) { return utc_time(options.time.value_or(0)); }

std::string oscal_seed(const policy::Run& run, const Options& options) {
    std::string all = options.tool_version + "\n" + options.revision + "\n" + command_line(run) + "\n";
    for (const policy::PackInfo& pack : run.packs) all += pack.sha256 + "\n";
    for (const auto* files : {&run.settings, &run.inputs}) {
        for (const policy::Input& input : *files) all += input.path + " " + input.sha256 + "\n";
    }
    return base::sha256_hex(all);
}

void write_oscal_property(JsonWriter& json, std::string_view name, std::string_view value) {
    json.begin_object();
    json.text("name", name);
    json.text("ns", oscal_namespace);
    json.text("value", oscal_text(value));
    json.end_object();
}

void write_oscal_metadata(JsonWriter& json, const policy::Run& run, const Options& options, std::string_view title) {
    json.begin_object("metadata");
    json.text("title", title);
    json.text("last-modified", oscal_time(options));
    json.text("version", options.tool_version.empty() ? "-" : options.tool_version);
    json.text("oscal-version", oscal_version);
    json.begin_array("props");
    write_oscal_property(json, "tool", "csr-lint " + options.tool_version);
    write_oscal_property(json, "command-line", command_line(run));
    if (!options.revision.empty()) write_oscal_property(json, "commit", options.revision);
    if (!options.branch.empty()) write_oscal_property(json, "branch", options.branch);
    for (const policy::PackInfo& pack : run.packs)
        write_oscal_property(json, "pack", pack.name + " " + pack.version + " sha256:" + pack.sha256);
    json.end_array();
    json.end_object();
}

}  // namespace csr::report
