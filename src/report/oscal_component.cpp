#include "report/oscal_component.hpp"

#include "base/sha1.hpp"
#include "report/compliance.hpp"
#include "report/compliance_words.hpp"
#include "report/oscal_parts.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

class ComponentWriter {
  public:
    ComponentWriter(const policy::Run& run, const Options& options)
        : run_(run), options_(options), words_(options.language), compliance_(compliance_of(run)), json_(5) {
        for (const policy::PackInfo& pack : run.packs) seed_ += pack.sha256 + "\n";
    }

    std::string write() {
        json_.begin_object();
        json_.begin_object("component-definition");
        json_.text("uuid", base::uuid_of("component-definition\n" + seed_ + oscal_seed(run_, options_)));
        write_oscal_metadata(json_, run_, options_, words_("What csr-lint checks", "csr-lint が確認する要件"));
        json_.begin_array("components");
        json_.begin_object();
        json_.text("uuid", base::uuid_of("component\n" + options_.tool_version));
        json_.text("type", "validation");
        json_.text("title", "csr-lint");
        json_.text("description",
                   words_("Judges deployment configuration by rules and says which requirements it meets.",
                          "デプロイ構成をルールで判定し、満たしている要件を示します。"));
        if (has_rows()) write_implementations();
        json_.end_object();
        json_.end_array();
        json_.end_object();
        json_.end_object();
        return json_.take();
    }

  private:
    bool has_rows() const {
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) {
            if (catalogue.row_count > 0) return true;
        }
        return false;
    }

    void write_implementations() {
        json_.begin_array("control-implementations");
        for (const ComplianceCatalogue& catalogue : compliance_.catalogues) {
            if (catalogue.row_count == 0) continue;
            json_.begin_object();
            json_.text("uuid",
                       base::uuid_of("control-implementation\n" + catalogue.catalogue->document + "\n" + seed_));
            json_.text("source", "urn:csr-lint:catalogue:" + oscal_control_id({catalogue.catalogue->document, "all"}));
            json_.text("description", oscal_text(words_(catalogue.catalogue->title)));
            json_.begin_array("implemented-requirements");
            for (const ComplianceSection& section : catalogue.sections) {
                for (const ComplianceRow& row : section.rows) write_requirement(row);
            }
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
    }

    void write_requirement(const ComplianceRow& row) {
        const policy::Requirement& requirement = *row.requirement;
        json_.begin_object();
        json_.text("uuid", base::uuid_of("implemented-requirement\n" + requirement.id.full() + "\n" + seed_));
        json_.text("control-id", oscal_control_id(requirement.id));
        json_.text("description", oscal_text(words_(requirement.text)));
        json_.begin_array("props");
        write_oscal_property(json_, "check", key_of(requirement.check));
        for (const RuleEvidence& evidence : row.rules) {
            write_oscal_property(json_, "rule", evidence.rule->id);
            if (!evidence.rule->sha256.empty())
                write_oscal_property(json_, "rule-sha256", evidence.rule->id + " " + evidence.rule->sha256);
        }
        json_.end_array();
        if (!requirement.look_at.empty()) json_.text("remarks", oscal_text(words_(requirement.look_at)));
        json_.end_object();
    }

    const policy::Run& run_;
    const Options& options_;
    Words words_;
    Compliance compliance_;
    JsonWriter json_;
    std::string seed_;
};

}  // namespace

std::string write_oscal_component(const policy::Run& run, const Options& options) {
    return ComponentWriter(run, options).write();
}

}  // namespace csr::report
