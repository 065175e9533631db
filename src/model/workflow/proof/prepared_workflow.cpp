#include "model/workflow/proof/prepared_workflow.hpp"

#include "model/workflow/proof/validity.hpp"

namespace csr::model {

PreparedWorkflow::PreparedWorkflow(const Workflow& workflow) : plan_(workflow), rejection_(rejection_of(workflow)) {
    for (const JobInstance& job : plan_.jobs()) {
        if (rejection_) return;
        if (job.called != nullptr) rejection_ = rejection_of(*job.called);
    }
}

}  // namespace csr::model
