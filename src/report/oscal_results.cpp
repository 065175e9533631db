#include "report/oscal_results.hpp"

#include <fmt/format.h>
#include <map>
#include <set>

#include "base/sha1.hpp"
#include "report/compliance.hpp"
#include "report/compliance_words.hpp"
#include "report/oscal_parts.hpp"
#include "report/place.hpp"
#include "report/uri.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

using policy::Outcome;

/// Whether files have said something about the criterion.
bool is_reviewed(Status status) {
    switch (status) {
        case Status::met:
        case Status::partly_met:
        case Status::not_met:
        case Status::undecided:
        case Status::excepted:
            return true;
        case Status::not_applicable:
        case Status::nothing_to_judge:
        case Status::no_rule:
        case Status::by_hand:
        case Status::at_run_time:
            return false;
    }
    return false;
}

class ResultsWriter {
  public:
    ResultsWriter(const policy::Run& run, const Options& options)
        : run_(run),
          options_(options),
          words_(options.language),
          compliance_(compliance_of(run)),
          seed_(oscal_seed(run, options)),
          json_(5) {
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) {
            for (const ComplianceSection& section : catalogue.sections) {
                for (const ComplianceRow& row : section.rows)
                    (is_reviewed(row.status) ? reviewed_ : rest_).push_back(&row);
            }
        }
    }

    std::string write() {
        json_.begin_object();
        json_.begin_object("assessment-results");
        json_.text("uuid", uuid("assessment-results"));
        write_oscal_metadata(json_, run_, options_, words_("Compliance report", "適合状況報告書"));
        json_.begin_object("import-ap");
        json_.text("href", "#" + uuid("plan"));
        json_.text("remarks", words_("There is no plan document: the rule packs say what is assessed.",
                                     "計画文書はありません。評価の内容はルールパックが定めます。"));
        json_.end_object();
        json_.begin_array("results");
        write_result();
        json_.end_array();
        write_back_matter();
        json_.end_object();
        json_.end_object();
        return json_.take();
    }

  private:
    std::string uuid(const std::string& name) const { return base::uuid_of(seed_ + "\n" + name); }

    void write_result() {
        json_.begin_object();
        json_.text("uuid", uuid("result"));
        json_.text("title", words_("csr-lint run", "csr-lint の実行結果"));
        json_.text("description", compliance_.complete
                                      ? words_("All inputs were judged.", "すべての入力を判定しました。")
                                      : incomplete_notice(words_));
        json_.text("start", oscal_time(options_));
        write_totals();
        write_reviewed();
        write_observations();
        write_risks();
        write_findings();
        json_.end_object();
    }

    void write_totals() {
        json_.begin_array("props");
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) {
            for (const Status status : all_statuses) {
                json_.begin_object();
                json_.text("name", fmt::format("criteria-{}", key_of(status)));
                json_.text("ns", oscal_namespace);
                json_.text("value", fmt::format("{}", catalogue.totals[static_cast<std::size_t>(status)]));
                json_.text("class", oscal_control_id({catalogue.catalogue->document, "totals"}));
                json_.end_object();
            }
        }
        write_oscal_property(json_, "complete", compliance_.complete ? "true" : "false");
        json_.end_array();
    }

    void write_controls(std::string_view name, const std::vector<const ComplianceRow*>& rows) {
        if (rows.empty()) return;
        json_.begin_array(name);
        for (const ComplianceRow* row : rows) {
            json_.begin_object();
            json_.text("control-id", oscal_control_id(row->requirement->id));
            json_.end_object();
        }
        json_.end_array();
    }

    /// What was not judged, each with its status, since an excluded control has no room for it.
    void write_reviewed() {
        json_.begin_object("reviewed-controls");
        if (!rest_.empty()) {
            json_.begin_array("props");
            for (const ComplianceRow* row : rest_) {
                json_.begin_object();
                json_.text("name", "not-judged");
                json_.text("ns", oscal_namespace);
                json_.text("value", oscal_control_id(row->requirement->id));
                json_.text("class", key_of(row->status));
                json_.text("remarks", oscal_text(explanation(*row, words_)));
                json_.end_object();
            }
            json_.end_array();
        }
        json_.begin_array("control-selections");
        json_.begin_object();
        if (reviewed_.empty()) {
            json_.begin_object("include-all");
            json_.end_object();
        }
        write_controls("include-controls", reviewed_);
        write_controls("exclude-controls", rest_);
        json_.end_object();
        json_.end_array();
        json_.end_object();
    }

    /// The rules that say something about a reviewed criterion.
    std::vector<const RuleEvidence*> observed() const {
        std::map<std::string_view, const RuleEvidence*> rules;
        for (const ComplianceRow* row : reviewed_) {
            for (const RuleEvidence& evidence : row->rules) {
                if (evidence.rule->enabled) rules.emplace(evidence.rule->id, &evidence);
            }
        }
        std::vector<const RuleEvidence*> list;
        for (const auto& [id, evidence] : rules) list.push_back(evidence);
        return list;
    }

    void write_observations() {
        const std::vector<const RuleEvidence*> rules = observed();
        if (rules.empty()) return;
        json_.begin_array("observations");
        for (const RuleEvidence* evidence : rules) write_observation(*evidence);
        json_.end_array();
    }

    void write_observation(const RuleEvidence& evidence) {
        const policy::RuleInfo& rule = *evidence.rule;
        json_.begin_object();
        json_.text("uuid", uuid("observation " + rule.id));
        json_.text("title", oscal_text(rule.id + " " + rule.name));
        json_.text("description", oscal_text(words_(rule.title) + ": " + outcome_counts(counts_of(evidence), words_)));
        json_.begin_array("props");
        write_oscal_property(json_, "rule", rule.id);
        if (!rule.sha256.empty()) write_oscal_property(json_, "rule-sha256", rule.sha256);
        for (const Outcome outcome : evidence_order)
            write_oscal_property(json_, key_of(outcome), fmt::format("{}", evidence.of(outcome).size()));
        json_.end_array();
        json_.begin_array("methods");
        json_.text("TEST");
        json_.end_array();
        write_evidence(evidence);
        json_.text("collected", oscal_time(options_));
        json_.end_object();
    }

    void write_evidence(const RuleEvidence& evidence) {
        bool any = false;
        for (const Outcome outcome : evidence_order) {
            for (const policy::Verdict* verdict : evidence.of(outcome)) {
                if (!any) json_.begin_array("relevant-evidence");
                any = true;
                write_verdict(*verdict);
            }
        }
        if (any) json_.end_array();
    }

    void write_verdict(const policy::Verdict& verdict) {
        const Place place = place_of(verdict.location);
        json_.begin_object();
        const std::string resource = resource_of(place.path);
        if (!resource.empty()) json_.text("href", "#" + resource);
        std::string text = fmt::format("{}:{}:{} {}: {}", place.path, place.begin.line, place.begin.code_point_column,
                                       words_.outcome(verdict.outcome), words_.target(verdict.target));
        if (!verdict.message.empty()) text += ": " + words_(verdict.message);
        json_.text("description", oscal_text(text));
        json_.begin_array("props");
        write_oscal_property(json_, "verdict", key_of(verdict.outcome));
        write_oscal_property(json_, "path", place.path);
        write_oscal_property(json_, "line", fmt::format("{}", place.begin.line));
        json_.end_array();
        json_.end_object();
    }

    std::vector<const policy::Exception*> exceptions_of(const ComplianceRow& row) const {
        std::vector<const policy::Exception*> list;
        std::set<const policy::Exception*> seen;
        const auto add = [&](const policy::Exception* exception) {
            if (exception != nullptr && seen.insert(exception).second) list.push_back(exception);
        };
        add(row.exception);
        for (const RuleEvidence& evidence : row.rules) {
            for (const policy::Verdict* verdict : evidence.of(Outcome::excepted)) add(verdict->exception);
        }
        return list;
    }

    std::string risk_of(const policy::Exception& exception) const {
        const Place place = place_of(exception.location);
        return uuid(fmt::format("risk {}:{} {}", place.path, place.span.begin, exception.subject));
    }

    void write_risks() {
        bool any = false;
        for (const auto& exception : run_.exceptions) {
            if (exception->state != policy::ExceptionState::used) continue;
            if (!any) json_.begin_array("risks");
            any = true;
            write_risk(*exception);
        }
        if (any) json_.end_array();
    }

    void write_risk(const policy::Exception& exception) {
        json_.begin_object();
        json_.text("uuid", risk_of(exception));
        json_.text("title", oscal_text(std::string(words_("Exception: ", "例外: ")) + exception.subject));
        json_.text("description", oscal_text(exception.target));
        json_.text("statement", oscal_text(exception.reason));
        json_.begin_array("props");
        for (const auto& [name, value] :
             std::initializer_list<std::pair<std::string_view, std::string_view>>{{"peer", exception.peer},
                                                                                  {"owner", exception.owner},
                                                                                  {"ticket", exception.ticket},
                                                                                  {"approver", exception.approver}}) {
            if (!value.empty()) write_oscal_property(json_, name, value);
        }
        write_oscal_property(json_, "verdicts", fmt::format("{}", exception.uses));
        json_.end_array();
        json_.text("status", "deviation-approved");
        if (!exception.expires.empty()) json_.text("deadline", exception.expires + "T23:59:59Z");
        json_.end_object();
    }

    void write_findings() {
        if (reviewed_.empty()) return;
        json_.begin_array("findings");
        for (const ComplianceRow* row : reviewed_) write_finding(*row);
        json_.end_array();
    }

    void write_finding(const ComplianceRow& row) {
        const policy::Requirement& requirement = *row.requirement;
        json_.begin_object();
        json_.text("uuid", uuid("finding " + requirement.id.full()));
        json_.text("title", oscal_text(requirement.id.full()));
        json_.text("description", oscal_text(words_(requirement.text)));
        json_.begin_array("props");
        write_oscal_property(json_, "status", key_of(row.status));
        json_.end_array();
        json_.begin_object("target");
        json_.text("type", "objective-id");
        json_.text("target-id", oscal_control_id(requirement.id));
        json_.begin_object("status");
        json_.text("state", row.status == Status::met ? "satisfied" : "not-satisfied");
        json_.text("reason", row.status == Status::met ? "pass" : row.status == Status::not_met ? "fail" : "other");
        json_.text("remarks", oscal_text(explanation(row, words_)));
        json_.end_object();
        json_.end_object();
        write_links(row);
        json_.end_object();
    }

    void write_links(const ComplianceRow& row) {
        bool any = false;
        for (const RuleEvidence& evidence : row.rules) {
            if (!evidence.rule->enabled) continue;
            if (!any) json_.begin_array("related-observations");
            any = true;
            json_.begin_object();
            json_.text("observation-uuid", uuid("observation " + evidence.rule->id));
            json_.end_object();
        }
        if (any) json_.end_array();
        const std::vector<const policy::Exception*> exceptions = exceptions_of(row);
        if (exceptions.empty()) return;
        json_.begin_array("related-risks");
        for (const policy::Exception* exception : exceptions) {
            json_.begin_object();
            json_.text("risk-uuid", risk_of(*exception));
            json_.end_object();
        }
        json_.end_array();
    }

    /// The resource of an input; empty for a path that is none.
    std::string resource_of(std::string_view path) {
        if (paths_.empty()) {
            for (const policy::Input& input : run_.inputs) paths_.insert(input.path);
        }
        return paths_.contains(path) ? uuid("input " + std::string(path)) : std::string();
    }

    void write_back_matter() {
        json_.begin_object("back-matter");
        json_.begin_array("resources");
        json_.begin_object();
        json_.text("uuid", uuid("plan"));
        json_.text("title", words_("Rule packs", "ルールパック"));
        std::string packs;
        for (const policy::PackInfo& pack : run_.packs)
            packs +=
                fmt::format("{}{} {} (SHA-256 {})", packs.empty() ? "" : ", ", pack.name, pack.version, pack.sha256);
        json_.text("description", oscal_text(packs));
        json_.end_object();
        for (const policy::Input& input : run_.inputs) write_resource("input", input);
        for (const policy::Input& input : run_.settings) write_resource("setting", input);
        json_.end_array();
        json_.end_object();
    }

    void write_resource(const std::string& role, const policy::Input& input) {
        json_.begin_object();
        json_.text("uuid", uuid(role + " " + input.path));
        json_.text("title", oscal_text(input.path));
        json_.begin_array("props");
        write_oscal_property(json_, "role", role);
        write_oscal_property(json_, "kind", input.kind);
        write_oscal_property(json_, "read", key_of(input.status));
        json_.end_array();
        json_.begin_array("rlinks");
        json_.begin_object();
        json_.text("href", uri_of(input.path));
        if (!input.sha256.empty()) {
            json_.begin_array("hashes");
            json_.begin_object();
            json_.text("algorithm", "SHA-256");
            json_.text("value", input.sha256);
            json_.end_object();
            json_.end_array();
        }
        json_.end_object();
        json_.end_array();
        json_.end_object();
    }

    const policy::Run& run_;
    const Options& options_;
    Words words_;
    Compliance compliance_;
    std::string seed_;
    JsonWriter json_;
    std::vector<const ComplianceRow*> reviewed_;
    std::vector<const ComplianceRow*> rest_;
    std::set<std::string, std::less<>> paths_;
};

}  // namespace

std::string write_oscal_results(const policy::Run& run, const Options& options) {
    return ResultsWriter(run, options).write();
}

}  // namespace csr::report
