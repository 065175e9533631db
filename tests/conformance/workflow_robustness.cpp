// Reads every workflow of shared/corpora/workflows, asks everything of it that rules can ask, and counts.

#include <iostream>
#include <map>

#include "model/node_value.hpp"
#include "model/workflow/job_graph.hpp"
#include "model/workflow/proof/proof.hpp"
#include "model/workflow/workflow_object.hpp"
#include "support/files.hpp"

namespace {

using csr::model::Value;

struct Counts {
    std::size_t files = 0;
    std::size_t mappings = 0;
    std::size_t jobs = 0;
    std::size_t steps = 0;
    std::size_t conditions = 0;
    std::size_t problems = 0;
    std::size_t always = 0;
    std::map<std::string_view, std::size_t> proofs;  ///< how many questions have which answer
    std::size_t values = 0;
};

/// Reads a value with everything in it. Objects lead back to what holds them, so the depth is bounded.
void read_all(const Value& value, Counts& counts, int depth) {
    ++counts.values;
    if (depth == 0) return;
    if (value.is(csr::model::Kind::list)) {
        for (std::size_t i = 0; i < value.as_list().size(); ++i) read_all(value.as_list().at(i), counts, depth - 1);
    } else if (value.is(csr::model::Kind::map)) {
        for (std::size_t i = 0; i < value.as_map().size(); ++i) {
            const Value key = value.as_map().key_at(i);
            if (const auto member = value.as_map().get(key)) read_all(*member, counts, depth - 1);
        }
    }
}

void take(const std::filesystem::path& path, Counts& counts) {
    const csr::model::Document document(path.filename().string(), csr::test::read_file(path), true);
    const csr::model::Workflow workflow(document);
    ++counts.files;
    if (document.root() && document.root().is_mapping()) ++counts.mappings;
    counts.jobs += workflow.jobs().size();
    counts.problems += workflow.diagnostics().size();
    csr::base::Arena arena;
    read_all(object_of(workflow, arena), counts, 3);
    for (const csr::model::Job& job : workflow.jobs()) {
        counts.steps += job.steps.size();
        if (job.condition.present()) ++counts.conditions;
        if (!job.ancestors.empty()) {  // one question a job: all pairs of the corpora take minutes
            const csr::model::Job* other = job.ancestors.front();
            const csr::model::ProofQuestion question{csr::model::ProofKind::guards, std::string(job.id),
                                                     std::string(other->id)};
            ++counts.proofs[name_of(prove(workflow, question).result)];
        }
        for (const csr::model::Step& step : job.steps) {
            if (step.condition.present()) ++counts.conditions;
            if (runs_always(step)) ++counts.always;
        }
    }
}

}  // namespace

int main() {
    const auto folder = csr::test::shared_folder("corpora/workflows");
    if (!folder) return 0;
    Counts counts;
    for (const std::filesystem::path& path : csr::test::files_below(*folder)) {
        const std::string ending = path.extension().string();
        if (ending == ".yml" || ending == ".yaml") take(path, counts);
    }
    std::cout << "files " << counts.files << ", mappings " << counts.mappings << ", jobs " << counts.jobs << ", steps "
              << counts.steps << ", conditions " << counts.conditions << ", shape problems " << counts.problems
              << ", steps that always run " << counts.always << ", values read " << counts.values << '\n';
    for (const auto& [answer, count] : counts.proofs) std::cout << "guards " << answer << ": " << count << '\n';
    return counts.files == 0 ? 1 : 0;
}
