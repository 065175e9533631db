#include "report/baseline.hpp"

#include <string>
#include <tuple>

#include "policy/summary.hpp"
#include "report/fingerprint.hpp"
#include "report/json_writer.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

bool can_be_known(const policy::Verdict& verdict) {
    return verdict.outcome == policy::Outcome::fail || verdict.outcome == policy::Outcome::unknown;
}

}  // namespace

std::string write_baseline(const policy::Run& run) {
    struct Entry {
        const policy::Verdict* verdict = nullptr;
        std::uint64_t count = 0;
    };
    // In the order of rule, document and target: a file that lines up when it is compared.
    std::map<std::tuple<std::string, std::string, std::string, std::string>, Entry> entries;
    for (const policy::Verdict& verdict : run.verdicts) {
        if (!can_be_known(verdict)) continue;
        Entry& entry = entries[{verdict.rule->id, verdict.target.document, verdict.target.id, fingerprint_of(verdict)}];
        entry.verdict = &verdict;
        ++entry.count;
    }
    JsonWriter json(2);
    json.begin_object();
    json.text("schema_version", baseline_schema_version);
    json.begin_array("findings");
    for (const auto& [key, entry] : entries) {
        json.begin_object();
        json.text("rule", std::get<0>(key));
        json.text("verdict", key_of(entry.verdict->outcome));
        json.text_or_null("document", std::get<1>(key));
        json.text_or_null("target", std::get<2>(key));
        json.text("fingerprint", std::get<3>(key));
        json.number("count", entry.count);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

void mark_known(policy::Run& run, Baseline baseline) {
    for (policy::Verdict& verdict : run.verdicts) {
        if (!can_be_known(verdict)) continue;
        const auto known = baseline.find(fingerprint_of(verdict));
        if (known == baseline.end() || known->second == 0) continue;
        --known->second;
        verdict.known = true;
    }
    policy::settle_verdicts(run);
}

}  // namespace csr::report
