// Any bytes as a workflow: nothing may crash, hang or read what is not there.

#include <cstddef>
#include <cstdint>
#include <string>

#include "model/workflow/job_graph.hpp"
#include "model/workflow/workflow_object.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const csr::model::Document document(".github/workflows/fuzz.yml",
                                        std::string(reinterpret_cast<const char*>(data), size), true);
    const csr::model::Workflow workflow(document);
    csr::base::Arena arena;
    const csr::model::Value object = object_of(workflow, arena);
    for (std::size_t i = 0; i < object.as_map().size(); ++i)
        static_cast<void>(object.as_map().get(object.as_map().key_at(i)));
    constexpr std::size_t most_jobs = 6;  // the search is bounded, but slow under sanitizers
    if (workflow.jobs().size() > most_jobs) return 0;
    for (const csr::model::Job& job : workflow.jobs()) {
        for (const csr::model::Step& step : job.steps) static_cast<void>(runs_always(step));
    }
    return 0;
}
