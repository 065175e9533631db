#include "report/sarif.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/fingerprint.hpp"
#include "report/json_writer.hpp"
#include "report/line_hash.hpp"
#include "report/overview.hpp"
#include "report/place.hpp"
#include "report/sarif_tool.hpp"
#include "report/unicode.hpp"
#include "report/uri.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

constexpr std::string_view schema_uri = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr std::string_view root_name = "%SRCROOT%";
constexpr std::size_t message_limit = 4000;
constexpr std::size_t related_limit = 50;
constexpr std::size_t flow_limit = 1000;  ///< what code scanning shows of a flow

/// Ends a sentence as its language does.
std::string sentence(std::string text, const Words& words) {
    if (text.empty()) return text;
    constexpr std::string_view ends[] = {".", "!", "?", "。", "！", "？"};
    const bool ended = std::any_of(std::begin(ends), std::end(ends), [&](auto end) { return text.ends_with(end); });
    return ended ? text : text + std::string(words(".", "。"));
}

/// A message is plain text, in which `[text](id)` is a link: keeps source text from looking like one.
std::string without_links(std::string_view text) {
    if (text.find("](") == std::string_view::npos) return std::string(text);
    std::string out;
    for (const char character : text) {
        if (character == '[' || character == ']' || character == '\\') out.push_back('\\');
        out.push_back(character);
    }
    return out;
}

class SarifWriter {
  public:
    SarifWriter(const policy::Run& run, const Options& options)
        : run_(run), options_(options), words_(options.language), json_(4), overview_(overview_of(run)) {
        for (std::size_t index = 0; index < run.rules.size(); ++index) {
            rule_indexes_.emplace(run.rules[index].get(), index);
        }
        for (std::size_t index = 0; index < run.inputs.size(); ++index) {
            artifact_indexes_.emplace(run.inputs[index].path, index);
        }
        choose_results();
    }

    std::string write() {
        json_.begin_object();
        json_.text("$schema", schema_uri);
        json_.text("version", "2.1.0");
        json_.begin_array("runs");
        json_.begin_object();
        write_sarif_tool(json_, run_, options_);
        json_.text("language", words_.code());
        write_automation();
        write_invocation();
        write_roots();
        write_provenance();
        json_.text("columnKind", "utf16CodeUnits");
        write_artifacts();
        write_sarif_taxonomies(json_, run_, options_);
        json_.begin_array("results");
        for (const policy::Verdict* verdict : results_) write_result(*verdict);
        json_.end_array();
        json_.end_object();
        json_.end_array();
        json_.end_object();
        return json_.take();
    }

  private:
    void choose_results() {
        for (const policy::Verdict& verdict : run_.verdicts) {
            if (is_finding(verdict, options_.unknown_is_finding)) results_.push_back(&verdict);
        }
        if (results_.size() <= sarif_result_limit) return;
        dropped_ = results_.size() - sarif_result_limit;
        const auto rank = [](const policy::Verdict* verdict) {
            return verdict->outcome == policy::Outcome::fail ? static_cast<int>(verdict->rule->severity) : -1;
        };
        std::sort(results_.begin(), results_.end(), [&](const auto* left, const auto* right) {
            // Both point into the run's verdicts, so the smaller address comes first in the run's order.
            return rank(left) != rank(right) ? rank(left) > rank(right) : left < right;
        });
        results_.resize(sarif_result_limit);
    }

    void write_automation() {
        if (options_.category.empty()) return;
        json_.begin_object("automationDetails");
        // What follows the last slash is the run's own id; the category is what stands before it.
        json_.text("id", options_.category + "/");
        json_.end_object();
    }

    void write_invocation() {
        json_.begin_array("invocations");
        json_.begin_object();
        json_.boolean("executionSuccessful", overview_.complete);
        json_.begin_array("arguments");
        for (const std::string& argument : run_.command_line) {
            if (!argument.empty()) json_.text(argument);
        }
        json_.end_array();
        if (options_.time) json_.text("endTimeUtc", utc_time(*options_.time));
        write_disabled_rules();
        json_.begin_array("toolExecutionNotifications");
        for (const policy::Problem& problem : run_.problems) write_notification(problem);
        if (dropped_ > 0) write_dropped();
        json_.end_array();
        json_.end_object();
        json_.end_array();
    }

    void write_disabled_rules() {
        if (overview_.rules_disabled == 0) return;
        json_.begin_array("ruleConfigurationOverrides");
        for (std::size_t index = 0; index < run_.rules.size(); ++index) {
            if (run_.rules[index]->enabled) continue;
            json_.begin_object();
            json_.begin_object("descriptor");
            json_.text("id", run_.rules[index]->id);
            json_.number("index", index);
            json_.end_object();
            json_.begin_object("configuration");
            json_.boolean("enabled", false);
            json_.end_object();
            json_.end_object();
        }
        json_.end_array();
    }

    void write_notification(const policy::Problem& problem) {
        json_.begin_object();
        json_.text("level", problem.fatal ? "error" : "warning");
        std::string text = sentence(without_links(prose(words_(problem.message))), words_);
        if (!problem.hint.empty()) text += " " + sentence(without_links(prose(words_(problem.hint))), words_);
        write_message(text);
        json_.begin_array("locations");
        json_.begin_object();
        json_.begin_object("physicalLocation");
        if (problem.location.source != nullptr) {
            write_artifact_location(problem.location.source->path());
            write_region(first_line_of(problem.location));
        } else {
            write_artifact_location(problem.path);
        }
        json_.end_object();
        json_.end_object();
        json_.end_array();
        json_.end_object();
    }

    void write_dropped() {
        json_.begin_object();
        json_.text("level", "warning");
        write_message(fmt::format(
            fmt::runtime(words_("{} further findings are not in this file: code scanning takes {} per run.",
                                "さらに {} 件の指摘がありますが、code scanning の上限 ({} 件) のため省きました。")),
            dropped_, sarif_result_limit));
        json_.end_object();
    }

    void write_roots() {
        json_.begin_object("originalUriBaseIds");
        json_.begin_object(root_name);
        json_.begin_object("description");
        json_.text("text", words_("The root of the repository.", "リポジトリのルート。"));
        json_.end_object();
        json_.end_object();
        json_.end_object();
    }

    void write_provenance() {
        if (options_.repository_uri.empty()) return;
        json_.begin_array("versionControlProvenance");
        json_.begin_object();
        json_.text("repositoryUri", options_.repository_uri);
        json_.text_if_any("revisionId", options_.revision);
        json_.text_if_any("branch", options_.branch);
        json_.begin_object("mappedTo");
        json_.text("uriBaseId", root_name);
        json_.end_object();
        json_.end_object();
        json_.end_array();
    }

    void write_artifacts() {
        json_.begin_array("artifacts");
        for (const policy::Input& input : run_.inputs) {
            json_.begin_object();
            json_.begin_object("location");
            write_uri(input.path);
            json_.end_object();
            if (input.status != policy::InputStatus::unreadable) json_.number("length", input.size);
            json_.begin_array("roles");
            json_.text("analysisTarget");
            json_.end_array();
            if (!input.sha256.empty()) {
                json_.begin_object("hashes");
                json_.text("sha-256", input.sha256);
                json_.end_object();
            }
            json_.end_object();
        }
        json_.end_array();
    }

    void write_result(const policy::Verdict& verdict) {
        const bool failed = verdict.outcome == policy::Outcome::fail;
        json_.begin_object();
        json_.text("ruleId", verdict.rule->id);
        const auto index = rule_indexes_.find(verdict.rule);
        if (index != rule_indexes_.end()) json_.number("ruleIndex", index->second);
        json_.text("kind", failed ? "fail" : "review");
        json_.text("level", failed ? key_of(verdict.rule->severity) : "none");
        write_message(message_of(verdict));
        json_.begin_array("locations");
        write_location(first_line_of(verdict.location), "", &verdict.target, 0);
        json_.end_array();
        write_related(verdict);
        write_code_flow(verdict);
        write_fingerprints(verdict);
        write_fix(verdict);
        json_.end_object();
    }

    /// The first sentence is the alert's title, so it says what is wrong with what.
    std::string message_of(const policy::Verdict& verdict) {
        const policy::Target& target = verdict.target;
        std::string text;
        if (!target.id.empty() && target.id != target.document) text = visible(target.id) + ": ";
        text = without_links(sentence(text + prose(words_(verdict.message)), words_));
        if (verdict.message.empty()) text = sentence(prose(words_(verdict.rule->title)), words_);
        for (const base::Text& cause : verdict.because)
            text += " " + without_links(sentence(prose(words_(cause)), words_));
        if (!verdict.scenario.empty()) {
            std::string choices;
            for (const base::Text& choice : verdict.scenario) {
                choices +=
                    (choices.empty() ? std::string() : std::string(words_(" and ", "、"))) + prose(words_(choice));
            }
            text += " " + std::string(words_("This holds when ", "条件: ")) + without_links(sentence(choices, words_));
        }
        if (verdict.flow) {
            text += " " + std::string(words_("For example: ", "例: ")) +
                    without_links(sentence(prose(words_(verdict.flow->story)), words_));
        }
        if (verdict.fix) {
            text += " " + std::string(words_("Fix: ", "修正: ")) +
                    without_links(sentence(prose(words_(verdict.fix->description)), words_));
        }
        text = shortened(text, message_limit);
        for (std::size_t index = 0; index < std::min(verdict.related.size(), related_limit); ++index) {
            text += " " + link(verdict.related[index], index + 1);
        }
        return text;
    }

    /// Related places are shown only where the message links to them.
    std::string link(const policy::Related& related, std::size_t id) {
        const Place place = place_of(related.location);
        const std::string where = fmt::format("{}:{}", visible(place.path), place.begin.line);
        std::string escaped;
        for (const char character : where) {
            if (character == '[' || character == ']' || character == '\\') escaped.push_back('\\');
            escaped.push_back(character);
        }
        const std::string what = related.message.empty() ? std::string(words_("See", "参照"))
                                                         : without_links(prose(words_(related.message)));
        return sentence(fmt::format("{}: [{}]({})", what, escaped, id), words_);
    }

    void write_related(const policy::Verdict& verdict) {
        if (verdict.related.empty()) return;
        json_.begin_array("relatedLocations");
        for (std::size_t index = 0; index < std::min(verdict.related.size(), related_limit); ++index) {
            const policy::Related& related = verdict.related[index];
            write_location(first_line_of(related.location), prose(words_(related.message)), nullptr, index + 1);
        }
        json_.end_array();
    }

    /// The finding's flow. One that holds only under choices, and names the places where they are made, is a path that
    /// leads there, too.
    void write_code_flow(const policy::Verdict& verdict) {
        const bool chosen = !verdict.scenario.empty() && !verdict.related.empty();
        if (!verdict.flow && !chosen) return;
        json_.begin_array("codeFlows");
        json_.begin_object();
        if (verdict.flow) write_message(without_links(sentence(prose(words_(verdict.flow->story)), words_)));
        json_.begin_array("threadFlows");
        json_.begin_object();
        json_.begin_array("locations");
        const std::vector<policy::Related>& steps = verdict.flow ? verdict.flow->steps : verdict.related;
        for (std::size_t index = 0; index < std::min(steps.size(), flow_limit); ++index)
            write_flow_step(steps[index].location, prose(words_(steps[index].message)));
        if (!verdict.flow) write_flow_step(verdict.location, prose(words_(verdict.message)));
        json_.end_array();
        json_.end_object();
        json_.end_array();
        json_.end_object();
        json_.end_array();
    }

    void write_flow_step(const policy::Location& location, const std::string& text) {
        json_.begin_object();
        json_.key("location");
        write_location(first_line_of(location), text, nullptr, 0);
        json_.end_object();
    }

    void write_fingerprints(const policy::Verdict& verdict) {
        const source::Source* source = verdict.location.source;
        auto hashes = line_hashes_.find(source);
        if (hashes == line_hashes_.end()) hashes = line_hashes_.emplace(source, line_hashes(source->bytes())).first;
        const std::size_t line = place_of(verdict.location).begin.line;
        json_.begin_object("partialFingerprints");
        if (line <= hashes->second.size()) json_.text("primaryLocationLineHash", hashes->second[line - 1]);
        json_.text("csrLintVerdict/v1", fingerprint_of(verdict));
        json_.end_object();
    }

    void write_fix(const policy::Verdict& verdict) {
        if (!verdict.fix || verdict.fix->edits.empty()) return;
        json_.begin_array("fixes");
        json_.begin_object();
        const std::string description = prose(words_(verdict.fix->description));
        if (!description.empty()) {
            json_.begin_object("description");
            json_.text("text", sentence(description, words_));
            json_.end_object();
        }
        json_.begin_array("artifactChanges");
        std::vector<const source::Source*> written;
        for (const policy::Edit& edit : verdict.fix->edits) {
            if (std::find(written.begin(), written.end(), edit.location.source) != written.end()) continue;
            written.push_back(edit.location.source);
            write_change(*verdict.fix, *edit.location.source);
        }
        json_.end_array();
        json_.end_object();
        json_.end_array();
    }

    void write_change(const policy::Fix& fix, const source::Source& source) {
        json_.begin_object();
        write_artifact_location(source.path());
        json_.begin_array("replacements");
        for (const policy::Edit& edit : fix.edits) {
            if (edit.location.source != &source) continue;
            json_.begin_object();
            write_region(place_of(edit.location), "deletedRegion");
            if (!edit.replacement.empty()) {
                json_.begin_object("insertedContent");
                json_.text("text", edit.replacement);
                json_.end_object();
            }
            json_.end_object();
        }
        json_.end_array();
        json_.end_object();
    }

    /// `target` and `text` may be missing; `id` 0 is none.
    void write_location(const Place& place, const std::string& text, const policy::Target* target, std::size_t id) {
        json_.begin_object();
        if (id > 0) json_.number("id", id);
        json_.begin_object("physicalLocation");
        write_artifact_location(place.path);
        write_region(place);
        json_.end_object();
        if (target != nullptr && !target->id.empty()) write_logical_location(*target);
        if (!text.empty()) write_message(without_links(text));
        json_.end_object();
    }

    void write_logical_location(const policy::Target& target) {
        json_.begin_array("logicalLocations");
        json_.begin_object();
        json_.text("name", target.id);
        json_.text("fullyQualifiedName",
                   target.stack.empty() ? target.document + "/" + target.id : target.stack + "/" + target.id);
        json_.text_if_any("decoratedName", target.construct_path);
        json_.text_if_any("kind", target.kind);
        json_.end_object();
        json_.end_array();
    }

    void write_artifact_location(std::string_view path) {
        json_.begin_object("artifactLocation");
        write_uri(path);
        const auto index = artifact_indexes_.find(path);
        if (index != artifact_indexes_.end()) json_.number("index", index->second);
        json_.end_object();
    }

    void write_uri(std::string_view path) {
        json_.text("uri", uri_of(path));
        if (is_relative_path(path)) json_.text("uriBaseId", root_name);
    }

    void write_region(const Place& place, std::string_view name = "region") {
        json_.begin_object(name);
        json_.number("startLine", place.begin.line);
        json_.number("startColumn", place.begin.utf16_column);
        json_.number("endLine", place.end.line);
        json_.number("endColumn", place.end.utf16_column);
        json_.end_object();
    }

    void write_message(std::string_view text) {
        json_.begin_object("message");
        json_.text("text", text);
        json_.end_object();
    }

    const policy::Run& run_;
    const Options& options_;
    Words words_;
    JsonWriter json_;
    Overview overview_;
    std::vector<const policy::Verdict*> results_;
    std::size_t dropped_ = 0;
    std::unordered_map<const policy::RuleInfo*, std::size_t> rule_indexes_;
    std::map<std::string_view, std::size_t> artifact_indexes_;
    std::unordered_map<const source::Source*, std::vector<std::string>> line_hashes_;
};

}  // namespace

std::string write_sarif(const policy::Run& run, const Options& options) { return SarifWriter(run, options).write(); }

}  // namespace csr::report
