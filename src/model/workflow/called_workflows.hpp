#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "model/workflow/workflow.hpp"
#include "source/file_system.hpp"

namespace csr::model {

/// Finds the workflows that others call by path; those that are not judged themselves are read for it.
class CalledWorkflows {
  public:
    /// `files` outlives this object; `root` is the project's.
    CalledWorkflows(const source::FileSystem& files, std::string root) : files_(files), root_(std::move(root)) {}

    /// `workflow` is judged; it outlives this object and is told where to look for what it calls.
    void add(Workflow& workflow);
    /// Reads what the workflows added, and those read, call. Afterwards lookups change nothing.
    void read_missing();

  private:
    struct Read {
        std::unique_ptr<const Document> document;
        std::unique_ptr<Workflow> workflow;
    };

    /// Where the file `wanted` that `caller` names may lie, the first place that counts first.
    [[nodiscard]] std::vector<std::string> candidates(const Workflow& caller, std::string_view wanted) const;
    [[nodiscard]] const Workflow* find(const Workflow& caller, std::string_view wanted) const;
    void introduce(Workflow& workflow);
    /// The workflow in the file; null when there is none.
    const Workflow* read(const std::string& location);

    const source::FileSystem& files_;
    std::string root_;
    std::map<std::string, const Workflow*> by_location_;
    std::vector<const Workflow*> callers_;
    std::vector<Read> read_;
};

}  // namespace csr::model
