#include "report/compliance_json.hpp"

#include "report/comparison.hpp"
#include "report/compliance.hpp"
#include "report/compliance_tables.hpp"
#include "report/compliance_words.hpp"
#include "report/json_parts.hpp"
#include "report/json_writer.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

class ComplianceJson {
  public:
    ComplianceJson(const policy::Run& run, const Options& options)
        : run_(run), options_(options), words_(options.language), compliance_(compliance_of(run)), json_(6) {}

    std::string write() {
        json_.begin_object();
        json_.text("schema_version", compliance_schema_version);
        write_tool(json_, options_);
        json_.text("language", words_.code());
        if (options_.time) json_.text("time", utc_time(*options_.time));
        json_.text_or_null("revision", options_.revision);
        json_.text_or_null("branch", options_.branch);
        json_.text("root", run_.root);
        write_command_line(json_, run_);
        json_.boolean("complete", compliance_.complete);
        write_problems(json_, run_, words_);
        json_.begin_array("catalogues");
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) write_catalogue(catalogue);
        json_.end_array();
        if (options_.earlier) write_changes(*options_.earlier);
        write_conflicts();
        write_exceptions();
        write_packs(json_, run_, words_);
        write_rules();
        write_inputs(json_, "settings", run_.settings);
        write_inputs(json_, "inputs", run_.inputs);
        json_.end_object();
        return json_.take();
    }

  private:
    void write_changes(const EarlierReport& earlier) {
        json_.begin_object("compared_with");
        json_.text("path", earlier.path);
        json_.text("sha256", earlier.sha256);
        json_.text_or_null("time", earlier.time);
        json_.text_or_null("revision", earlier.revision);
        json_.begin_array("changes");
        for (const Change& change : changes_since(compliance_, earlier)) {
            json_.begin_object();
            json_.text("change", key_of(change.kind));
            json_.text("id", change.id);
            json_.text_or_null("before", change.before);
            json_.text_or_null("now", change.row == nullptr ? std::string_view() : key_of(change.row->status));
            json_.end_object();
        }
        json_.end_array();
        json_.end_object();
    }

    void write_conflicts() {
        json_.begin_array("conflicts");
        for (const policy::Conflict& conflict : run_.conflicts) {
            json_.begin_object();
            json_.text("id", conflict.id);
            json_.text("pack", conflict.pack);
            json_.text("topic", words_(conflict.topic));
            json_.begin_array("sides");
            for (const policy::ConflictSide& side : conflict.sides) {
                json_.begin_object();
                json_.text("document", side.document);
                json_.text("section", side.section);
                json_.text("says", words_(side.says));
                json_.end_object();
            }
            json_.end_array();
            json_.text("follows", conflict.follows);
            json_.text("default", conflict.usual);
            json_.text("why", words_(conflict.why));
            json_.begin_array("rules");
            for (const std::string& rule : conflict.rules) json_.text(rule);
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
    }

    void write_exceptions() {
        json_.begin_array("exceptions");
        for (const auto& exception : run_.exceptions) {
            json_.begin_object();
            json_.text("state", key_of(exception->state));
            json_.text_or_null("why", words_(exception->why));
            json_.text("origin", key_of(exception->origin));
            json_.text_or_null("peer", exception->peer);
            json_.text("subject", exception->subject);
            json_.begin_array("rules");
            for (const std::string& rule : exception->rules) json_.text(rule);
            json_.end_array();
            json_.text("target", exception->target);
            json_.text_or_null("reason", exception->reason);
            json_.text_or_null("owner", exception->owner);
            json_.text_or_null("ticket", exception->ticket);
            json_.text_or_null("expires", exception->expires);
            json_.text_or_null("approver", exception->approver);
            json_.number("verdicts", exception->uses);
            json_.key("location");
            write_location(json_, exception->location);
            json_.end_object();
        }
        json_.end_array();
    }

    void write_totals(const StatusTotals& totals, std::string_view name = "totals") {
        std::uint64_t rows = 0;
        json_.begin_object(name);
        for (const Status status : all_statuses) {
            json_.number(key_of(status), totals[static_cast<std::size_t>(status)]);
            rows += totals[static_cast<std::size_t>(status)];
        }
        json_.number("all", rows);
        json_.end_object();
    }

    void write_catalogue(const ComplianceCatalogue& catalogue) {
        json_.begin_object();
        json_.text("id", catalogue.catalogue->document);
        json_.text("pack", catalogue.catalogue->pack);
        json_.text_or_null("number", catalogue.catalogue->number);
        json_.text("title", words_(catalogue.catalogue->title));
        write_totals(catalogue.totals);
        json_.begin_array("sections");
        for (const ComplianceSection& section : catalogue.sections) {
            json_.begin_object();
            json_.text("id", section.id);
            json_.text_or_null("title", words_(section.title));
            write_totals(section.totals);
            write_totals(section.with_subsections, "totals_with_subsections");
            json_.begin_array("requirements");
            for (const ComplianceRow& row : section.rows) write_row(row);
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
        json_.end_object();
    }

    void write_counts(const std::array<std::uint64_t, outcome_count>& counts) {
        json_.begin_object("verdicts");
        for (const policy::Outcome outcome : evidence_order) {
            json_.number(key_of(outcome), counts[static_cast<std::size_t>(outcome)]);
        }
        json_.end_object();
    }

    void write_row(const ComplianceRow& row) {
        const policy::Requirement& requirement = *row.requirement;
        json_.begin_object();
        json_.text("id", requirement.id.full());
        json_.text("text", words_(requirement.text));
        json_.text("status", key_of(row.status));
        json_.text("explanation", explanation(row, words_));
        json_.text("check", key_of(requirement.check));
        json_.text_or_null("look_at", words_(requirement.look_at));
        json_.begin_object("source");
        json_.text_or_null("document", requirement.source_document);
        json_.text_or_null("section", requirement.source_section);
        json_.end_object();
        write_counts(row.counts);
        json_.begin_array("rules");
        for (const RuleEvidence& evidence : row.rules) write_evidence(evidence);
        json_.end_array();
        json_.end_object();
    }

    void write_evidence(const RuleEvidence& evidence) {
        json_.begin_object();
        json_.text("rule", evidence.rule->id);
        json_.boolean("enabled", evidence.rule->enabled);
        write_counts(counts_of(evidence));
        json_.begin_array("evidence");
        for (const policy::Outcome outcome : evidence_order) {
            for (const policy::Verdict* verdict : evidence.of(outcome)) write_verdict(*verdict);
        }
        json_.end_array();
        json_.end_object();
    }

    void write_verdict(const policy::Verdict& verdict) {
        json_.begin_object();
        json_.text("verdict", key_of(verdict.outcome));
        json_.key("target");
        write_target(json_, verdict.target);
        json_.key("location");
        write_location(json_, verdict.location);
        if (verdict.exception != nullptr) {
            json_.text("judged", key_of(verdict.judged));
            json_.number("exception", exception_index(*verdict.exception));
        }
        if (verdict.known) json_.boolean("known", true);
        if (!verdict.message.empty()) json_.text("message", words_(verdict.message));
        if (!verdict.scenario.empty()) write_texts("scenario", verdict.scenario);
        if (!verdict.because.empty()) write_texts("because", verdict.because);
        json_.end_object();
    }

    /// Its place in `exceptions`.
    std::size_t exception_index(const policy::Exception& exception) const {
        for (std::size_t index = 0; index < run_.exceptions.size(); ++index) {
            if (run_.exceptions[index].get() == &exception) return index;
        }
        return run_.exceptions.size();
    }

    void write_texts(std::string_view name, const std::vector<base::Text>& texts) {
        json_.begin_array(name);
        for (const base::Text& text : texts) json_.text(words_(text));
        json_.end_array();
    }

    void write_rules() {
        json_.begin_array("rules");
        for (const RuleEvidence& evidence : compliance_.all_rules) {
            json_.begin_object();
            json_.text("id", evidence.rule->id);
            json_.text("name", evidence.rule->name);
            json_.text("pack", evidence.rule->pack);
            json_.text("title", words_(evidence.rule->title));
            json_.text("severity", key_of(evidence.rule->severity));
            json_.text_or_null("sha256", evidence.rule->sha256);
            json_.boolean("enabled", evidence.rule->enabled);
            json_.boolean("exceptions_forbidden", evidence.rule->exceptions_forbidden);
            json_.begin_array("requirements");
            for (const policy::RequirementId& id : evidence.rule->requirements) json_.text(id.full());
            json_.end_array();
            write_counts(counts_of(evidence));
            json_.end_object();
        }
        json_.end_array();
    }

    const policy::Run& run_;
    const Options& options_;
    Words words_;
    Compliance compliance_;
    JsonWriter json_;
};

}  // namespace

std::string write_compliance_json(const policy::Run& run, const Options& options) {
    return ComplianceJson(run, options).write();
}

}  // namespace csr::report
