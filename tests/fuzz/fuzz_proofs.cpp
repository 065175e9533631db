// Any bytes as a workflow, and every kind of question about its jobs and steps: nothing may crash or hang.

#include <cstddef>
#include <cstdint>
#include <string>

#include "model/workflow/proof/proof.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using csr::model::ProofKind;
    const csr::model::Document document(".github/workflows/fuzz.yml",
                                        std::string(reinterpret_cast<const char*>(data), size), true);
    csr::model::Workflow workflow(document);
    constexpr std::size_t most_jobs = 4;  // the search is bounded, but slow under sanitizers
    if (workflow.jobs().size() > most_jobs) return 0;
    // A workflow that calls itself has to end, too.
    workflow.set_siblings([&](std::string_view) { return &workflow; });
    for (const csr::model::Job& job : workflow.jobs()) {
        const std::string subject(job.id);
        for (const csr::model::Job& other : workflow.jobs()) {
            const std::string object(other.id);
            static_cast<void>(prove(workflow, {ProofKind::guards, subject, object}));
            static_cast<void>(prove(workflow, {ProofKind::rollback_on_failure, subject, object}));
        }
        static_cast<void>(prove(workflow, {ProofKind::always_follows, subject, "workflow"}));
        static_cast<void>(prove(workflow, {ProofKind::confirmation, subject, "confirm=yes"}));
        static_cast<void>(prove(workflow, {ProofKind::environment, subject, "production"}));
        if (job.steps.empty() || !job.steps.back().id || !job.steps.back().id.is_scalar()) continue;
        const std::string step = subject + "/" + std::string(job.steps.back().id.text());
        static_cast<void>(prove(workflow, {ProofKind::step_order, step, subject}));
    }
    return 0;
}
