#include "report/sarif_tool.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "report/markdown_text.hpp"
#include "report/unicode.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

constexpr std::size_t tag_limit = 20;            // of GitHub, per rule
constexpr std::size_t description_limit = 1000;  // of GitHub: 1,024

/// Where a requirement stands in the taxonomies.
struct TaxonPlace {
    std::size_t catalogue = 0;
    std::size_t index = 0;
    const policy::Requirement* requirement = nullptr;
};

using Taxa = std::map<policy::RequirementId, TaxonPlace>;

Taxa taxa_of(const policy::Run& run) {
    Taxa taxa;
    for (std::size_t catalogue = 0; catalogue < run.catalogues.size(); ++catalogue) {
        std::size_t index = 0;
        for (const policy::Requirement& requirement : run.catalogues[catalogue].requirements) {
            if (taxa.emplace(requirement.id, TaxonPlace{catalogue, index, &requirement}).second) ++index;
        }
    }
    return taxa;
}

std::string_view problem_severity(policy::Severity severity) {
    switch (severity) {
        case policy::Severity::error:
            return "error";
        case policy::Severity::warning:
            return "warning";
        case policy::Severity::note:
            return "recommendation";
    }
    return "recommendation";
}

/// GitHub takes a number above 0 and up to 10; anything else would reject the upload.
bool is_security_severity(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value > 0 && value <= 10;
}

/// A description that is never empty and never too long.
void write_description(JsonWriter& json, std::string_view name, std::string_view text, std::string_view otherwise) {
    const std::string shown = prose(text);
    json.begin_object(name);
    json.text("text", shortened(shown.empty() ? std::string(otherwise) : shown, description_limit));
    json.end_object();
}

class ToolWriter {
  public:
    ToolWriter(JsonWriter& json, const policy::Run& run, const Options& options)
        : json_(json), run_(run), options_(options), words_(options.language), taxa_(taxa_of(run)) {}

    void write() {
        json_.begin_object("tool");
        json_.begin_object("driver");
        json_.text("name", "csr-lint");
        json_.text_if_any("version", options_.tool_version);
        json_.text_if_any("semanticVersion", options_.tool_version);
        json_.text_if_any("informationUri", options_.tool_uri);
        json_.text("language", words_.code());
        json_.begin_array("rules");
        for (const auto& rule : run_.rules) write_rule(*rule);
        json_.end_array();
        write_supported_taxonomies();
        write_packs();
        json_.end_object();
        json_.end_object();
    }

  private:
    void write_rule(const policy::RuleInfo& rule) {
        json_.begin_object();
        json_.text("id", rule.id);
        if (rule.name != rule.id) json_.text_if_any("name", rule.name);
        write_description(json_, "shortDescription", words_(rule.title), rule.name);
        write_description(json_, "fullDescription", words_(rule.why), rule.name);
        json_.begin_object("help");
        json_.text("text", help_text(rule));
        json_.text("markdown", help_markdown(rule));
        json_.end_object();
        json_.begin_object("defaultConfiguration");
        json_.text("level", key_of(rule.severity));
        json_.end_object();
        write_relationships(rule);
        write_properties(rule);
        json_.end_object();
    }

    std::string help_text(const policy::RuleInfo& rule) const {
        std::string text = prose(words_(rule.title)) + "\n\n" + prose(words_(rule.why));
        for (const policy::RequirementId& id : rule.requirements) text += "\n- " + visible(id.full()) + row_text(id);
        text += "\n\ncsr-lint explain " + visible(rule.id);
        return text;
    }

    std::string help_markdown(const policy::RuleInfo& rule) const {
        std::string text = fmt::format("**{}**\n\n{}\n", markdown(words_(rule.title)), markdown(words_(rule.why)));
        if (!rule.requirements.empty()) {
            text += fmt::format("\n### {}\n\n", words_("Requirements", "要件"));
            for (const policy::RequirementId& id : rule.requirements) {
                text += fmt::format("- {}{}\n", markdown_code(id.full()), markdown(row_text(id)));
            }
        }
        if (!rule.equivalents.empty()) {
            text += fmt::format("\n### {}\n\n", words_("The same control elsewhere", "他ツールの同等ルール"));
            for (const auto& [peer, ids] : rule.equivalents) {
                text += "- " + markdown(peer) + ":";
                for (const std::string& id : ids) text += " " + markdown_code(id);
                text += "\n";
            }
        }
        return text + fmt::format("\n{} {}\n", words_("More:", "詳細:"), markdown_code("csr-lint explain " + rule.id));
    }

    std::string row_text(const policy::RequirementId& id) const {
        const auto taxon = taxa_.find(id);
        return taxon == taxa_.end() ? std::string() : " " + prose(words_(taxon->second.requirement->text));
    }

    void write_relationships(const policy::RuleInfo& rule) {
        std::set<policy::RequirementId> known;
        for (const policy::RequirementId& id : rule.requirements) {
            if (taxa_.contains(id)) known.insert(id);
        }
        if (known.empty()) return;
        json_.begin_array("relationships");
        for (const policy::RequirementId& id : known) {
            const TaxonPlace& place = taxa_.at(id);
            json_.begin_object();
            json_.begin_object("target");
            json_.text("id", id.id);
            json_.number("index", place.index);
            json_.begin_object("toolComponent");
            json_.text("name", run_.catalogues[place.catalogue].document);
            json_.number("index", place.catalogue);
            json_.end_object();
            json_.end_object();
            json_.begin_array("kinds");
            json_.text("relevant");
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
    }

    void write_properties(const policy::RuleInfo& rule) {
        const bool is_security = is_security_severity(rule.security_severity);
        std::vector<std::string> tags;
        if (is_security) tags.emplace_back("security");
        tags.push_back(rule.pack);
        for (const policy::RequirementId& id : rule.requirements) tags.push_back(id.full());
        json_.begin_object("properties");
        json_.begin_array("tags");
        std::set<std::string_view> written;
        for (const std::string& tag : tags) {
            if (tag.empty() || written.size() == tag_limit || !written.insert(tag).second) continue;
            json_.text(tag);
        }
        json_.end_array();
        json_.text("precision", "very-high");
        json_.text("problem.severity", problem_severity(rule.severity));
        if (is_security) json_.text("security-severity", rule.security_severity);
        json_.end_object();
    }

    void write_supported_taxonomies() {
        if (run_.catalogues.empty()) return;
        json_.begin_array("supportedTaxonomies");
        for (std::size_t index = 0; index < run_.catalogues.size(); ++index) {
            json_.begin_object();
            json_.text("name", run_.catalogues[index].document);
            json_.number("index", index);
            json_.end_object();
        }
        json_.end_array();
    }

    void write_packs() {
        if (run_.packs.empty()) return;
        json_.begin_object("properties");
        json_.begin_array("packs");
        for (const policy::PackInfo& pack : run_.packs) {
            json_.begin_object();
            json_.text_if_any("name", pack.name);
            json_.text_if_any("version", pack.version);
            json_.text_if_any("sha256", pack.sha256);
            json_.end_object();
        }
        json_.end_array();
        json_.end_object();
    }

    JsonWriter& json_;
    const policy::Run& run_;
    const Options& options_;
    Words words_;
    Taxa taxa_;
};

void write_taxonomy(JsonWriter& json, const policy::Run& run, const policy::Catalogue& catalogue, const Words& words) {
    json.begin_object();
    json.text("name", catalogue.document);
    const auto pack = std::find_if(run.packs.begin(), run.packs.end(),
                                   [&](const policy::PackInfo& info) { return info.name == catalogue.pack; });
    if (pack != run.packs.end()) json.text_if_any("version", pack->version);
    json.text("language", words.code());
    json.boolean("isComprehensive", true);
    write_description(json, "shortDescription", words(catalogue.title), catalogue.document);
    json.begin_array("taxa");
    std::set<std::string_view> written;  // a second taxon of the same id makes the whole file invalid
    for (const policy::Requirement& requirement : catalogue.requirements) {
        if (!written.insert(requirement.id.id).second) continue;
        json.begin_object();
        json.text("id", requirement.id.id);
        write_description(json, "shortDescription", words(requirement.text), requirement.id.id);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace

void write_sarif_tool(JsonWriter& json, const policy::Run& run, const Options& options) {
    ToolWriter(json, run, options).write();
}

void write_sarif_taxonomies(JsonWriter& json, const policy::Run& run, const Options& options) {
    if (run.catalogues.empty()) return;
    const Words words(options.language);
    json.begin_array("taxonomies");
    for (const policy::Catalogue& catalogue : run.catalogues) write_taxonomy(json, run, catalogue, words);
    json.end_array();
}

}  // namespace csr::report
