// Compares guaranteed_before() with the expectations of shared/corpora/job-graph. An answer that contradicts one is an
// error; "unknown" is not.

#include "model/workflow/job_graph.hpp"

#include <iostream>
#include <map>
#include <sstream>

#include "support/files.hpp"

namespace {

using csr::model::Proof;

std::vector<std::string> columns(const std::string& line) {
    std::vector<std::string> found;
    std::stringstream stream(line);
    for (std::string column; std::getline(stream, column, '\t');) found.push_back(column);
    return found;
}

std::string answer(const csr::model::Workflow& workflow, const std::string& subject, const std::string& object) {
    const csr::model::Job* job = workflow.job(subject);
    if (job == nullptr || workflow.job(object) == nullptr) return "out of scope";
    for (const csr::model::Guarantee& one : csr::model::guaranteed_before(*job)) {
        if (one.other != workflow.job(object)) continue;
        if (one.proof == Proof::proved) return "holds";
        return one.proof == Proof::refuted ? "refuted" : "unknown";
    }
    return "out of scope";
}

}  // namespace

int main() {
    const auto folder = csr::test::shared_folder("corpora/job-graph");
    if (!folder) return 0;
    std::istringstream table(csr::test::read_file(*folder / "expected.dev.tsv"));
    std::map<std::string, int> counts;
    bool contradicted = false;
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
        const std::vector<std::string> row = columns(line);
        if (row.size() < 5 || row[1] != "guards") continue;
        const csr::model::Document document(row[0], csr::test::read_file(*folder / "cases" / row[0]), true);
        const csr::model::Workflow workflow(document);
        const std::string got = answer(workflow, row[2], row[3]);
        if (got == "out of scope") continue;
        const std::string verdict = got == row[4] ? "right" : got == "unknown" ? "unknown" : "wrong";
        ++counts[verdict];
        contradicted = contradicted || verdict == "wrong";
        if (verdict != "right")
            std::cout << row[0] << ' ' << row[2] << ' ' << row[3] << ": expected " << row[4] << ", got " << got << '\n';
    }
    std::cout << "guards: right " << counts["right"] << ", unknown " << counts["unknown"] << ", wrong "
              << counts["wrong"] << '\n';
    return contradicted ? 1 : 0;
}
