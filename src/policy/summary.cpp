#include "policy/summary.hpp"

#include <tuple>

#include "base/stable_sort.hpp"

namespace csr::policy {

namespace {

void count_fail(const Verdict& verdict, Summary& summary) {
    ++summary.fail;
    if (verdict.known) return;
    if (verdict.rule->severity == Severity::error) ++summary.errors;
    if (verdict.rule->severity == Severity::warning) ++summary.warnings;
    if (verdict.rule->severity == Severity::note) ++summary.notes;
}

void count(const Verdict& verdict, Summary& summary) {
    if (verdict.known) ++summary.known;
    switch (verdict.outcome) {
        case Outcome::pass:
            ++summary.pass;
            return;
        case Outcome::unknown:
            ++summary.unknown;
            return;
        case Outcome::not_applicable:
            ++summary.not_applicable;
            return;
        case Outcome::excepted:
            ++summary.excepted;
            return;
        case Outcome::fail:
            count_fail(verdict, summary);
            return;
    }
}

}  // namespace

void settle_verdicts(Run& run) {
    const auto key = [](const Verdict& verdict) {
        return std::tie(verdict.location.source->path(), verdict.location.span.begin, verdict.rule->id,
                        verdict.target.document, verdict.target.id);
    };
    base::stable_sort(run.verdicts, key);
    run.summary = {};
    run.summary.pass = run.unlisted.pass;
    run.summary.not_applicable = run.unlisted.not_applicable;
    for (const Verdict& verdict : run.verdicts) count(verdict, run.summary);
}

}  // namespace csr::policy
