#include "report/compliance.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace csr::report {

namespace {

using policy::CheckKind;
using policy::Outcome;

Status status_without_answer(const ComplianceRow& row, bool has_enabled_rule) {
    switch (row.requirement->check) {
        case CheckKind::manual:
            return Status::by_hand;
        case CheckKind::runtime:
            return Status::at_run_time;
        case CheckKind::automatic:
        case CheckKind::partly:
            break;
    }
    return has_enabled_rule ? Status::nothing_to_judge : Status::no_rule;
}

/// A broken file decides even a criterion that is otherwise looked at by hand; a good one does not.
Status status_of(const ComplianceRow& row) {
    const bool has_enabled_rule = std::any_of(row.rules.begin(), row.rules.end(),
                                              [](const RuleEvidence& evidence) { return evidence.rule->enabled; });
    if (row.count(Outcome::fail) > 0) return Status::not_met;
    const CheckKind check = row.requirement->check;
    if (check == CheckKind::manual || check == CheckKind::runtime) {
        if (row.exception != nullptr || row.count(Outcome::excepted) > 0) return Status::excepted;
        return status_without_answer(row, has_enabled_rule);
    }
    if (row.count(Outcome::unknown) > 0) return Status::undecided;
    if (row.count(Outcome::excepted) > 0) return Status::excepted;
    if (row.count(Outcome::pass) > 0) return check == CheckKind::partly ? Status::partly_met : Status::met;
    if (row.exception != nullptr) return Status::excepted;
    if (row.count(Outcome::not_applicable) > 0) return Status::not_applicable;
    return status_without_answer(row, has_enabled_rule);
}

/// The exception that is about this criterion as such and counts.
const policy::Exception* exception_of(const policy::Run& run, const policy::Requirement& requirement) {
    const std::string id = requirement.id.full();
    for (const auto& exception : run.exceptions) {
        if (exception->subject == id && exception->state == policy::ExceptionState::used) return exception.get();
    }
    return nullptr;
}

class Folder {
  public:
    explicit Folder(const policy::Run& run) : run_(run) {
        for (const auto& rule : run.rules) {
            indexes_.emplace(rule.get(), compliance_.all_rules.size());
            compliance_.all_rules.push_back({rule.get(), {}});
        }
        for (const policy::Verdict& verdict : run.verdicts) {
            const auto index = indexes_.find(verdict.rule);
            if (index == indexes_.end()) continue;
            compliance_.all_rules[index->second].verdicts[static_cast<std::size_t>(verdict.outcome)].push_back(
                &verdict);
        }
        for (std::size_t index = 0; index < compliance_.all_rules.size(); ++index) {
            for (const policy::RequirementId& id : compliance_.all_rules[index].rule->requirements) {
                std::vector<std::size_t>& rules = rules_by_requirement_[id];
                if (rules.empty() || rules.back() != index) rules.push_back(index);
            }
        }
    }

    Compliance fold() {
        for (const policy::Catalogue& catalogue : run_.catalogues) fold_catalogue(catalogue);
        for (std::size_t index = 0; index < compliance_.all_rules.size(); ++index) {
            if (!shown_.contains(index)) compliance_.without_requirement.push_back(compliance_.all_rules[index].rule);
        }
        compliance_.complete = std::none_of(run_.problems.begin(), run_.problems.end(),
                                            [](const policy::Problem& problem) { return problem.fatal; });
        return std::move(compliance_);
    }

  private:
    void fold_catalogue(const policy::Catalogue& catalogue) {
        ComplianceCatalogue folded;
        folded.catalogue = &catalogue;
        std::map<std::string, std::size_t> positions;
        for (const policy::Section& section : catalogue.sections) {
            if (positions.emplace(section.id, folded.sections.size()).second) {
                folded.sections.push_back({section.id, section.title, {}, {}, {}});
            }
        }
        for (const policy::Requirement& requirement : catalogue.requirements) {
            const auto [position, is_new] = positions.emplace(requirement.source_section, folded.sections.size());
            if (is_new) folded.sections.push_back({requirement.source_section, {}, {}, {}, {}});
            ComplianceSection& section = folded.sections[position->second];
            section.rows.push_back(row_of(requirement));
            const auto status = static_cast<std::size_t>(section.rows.back().status);
            ++section.totals[status];
            ++folded.totals[status];
            ++folded.row_count;
        }
        add_up(folded.sections);
        compliance_.catalogues.push_back(std::move(folded));
    }

    static void add_up(std::vector<ComplianceSection>& sections) {
        for (ComplianceSection& chapter : sections) {
            for (const ComplianceSection& section : sections) {
                if (section.id != chapter.id && !section.id.starts_with(chapter.id + ".")) continue;
                for (std::size_t status = 0; status < status_count; ++status) {
                    chapter.with_subsections[status] += section.totals[status];
                }
            }
        }
        std::erase_if(sections, [](const ComplianceSection& section) {
            return std::all_of(section.with_subsections.begin(), section.with_subsections.end(),
                               [](std::uint64_t number) { return number == 0; });
        });
    }

    ComplianceRow row_of(const policy::Requirement& requirement) {
        ComplianceRow row;
        row.requirement = &requirement;
        row.exception = exception_of(run_, requirement);
        const auto rules = rules_by_requirement_.find(requirement.id);
        if (rules != rules_by_requirement_.end()) {
            for (const std::size_t index : rules->second) {
                shown_.insert(index);
                row.rules.push_back(compliance_.all_rules[index]);
                for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) {
                    row.counts[outcome] += compliance_.all_rules[index].verdicts[outcome].size();
                }
            }
        }
        row.status = status_of(row);
        return row;
    }

    const policy::Run& run_;
    Compliance compliance_;
    std::unordered_map<const policy::RuleInfo*, std::size_t> indexes_;
    std::map<policy::RequirementId, std::vector<std::size_t>> rules_by_requirement_;
    std::set<std::size_t> shown_;  ///< rules that a row shows
};

}  // namespace

Compliance compliance_of(const policy::Run& run) { return Folder(run).fold(); }

}  // namespace csr::report
