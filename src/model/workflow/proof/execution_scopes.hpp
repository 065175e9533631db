#pragma once

#include "model/workflow/proof/execution.hpp"

namespace csr::model {

/// What a job's own keys can read.
class JobScope : public SymbolicScope {
  public:
    JobScope(Execution& run, std::uint32_t job, bool cancelled) : run_(&run), job_(job), cancelled_(cancelled) {}
    [[nodiscard]] bool status(std::string_view function) override;
    [[nodiscard]] SymbolicValue lookup(const std::vector<std::string>& path) override;
    [[nodiscard]] SymbolicValue force(const SymbolicValue& value) override;

  protected:
    [[nodiscard]] Execution& run() const { return *run_; }
    [[nodiscard]] std::uint32_t job() const { return job_; }

  private:
    Execution* run_;
    std::uint32_t job_;
    bool cancelled_;
};

/// What a step can read, in one leg of its job.
class StepScope final : public JobScope {
  public:
    /// `step`: whose turn it is; the number of steps for what is read after the last.
    StepScope(Execution& run, std::uint32_t job, std::size_t leg, const LegRun& state, std::size_t step, Outcome status)
        : JobScope(run, job, false), leg_(leg), state_(&state), step_(step), status_(status) {}
    [[nodiscard]] bool status(std::string_view function) override;
    [[nodiscard]] SymbolicValue lookup(const std::vector<std::string>& path) override;
    /// An environment variable, as the shell sees it.
    [[nodiscard]] std::optional<SymbolicValue> variable(const std::string& name);

  private:
    [[nodiscard]] SymbolicValue steps(const std::vector<std::string>& path);
    [[nodiscard]] SymbolicValue runner(const std::vector<std::string>& path);

    std::size_t leg_;
    const LegRun* state_;
    std::size_t step_;
    Outcome status_;
    int depth_ = 0;  ///< of variables that read variables
};

/// What the outputs of a called workflow can read.
class CalledScope final : public JobScope {
  public:
    using JobScope::JobScope;
    [[nodiscard]] SymbolicValue lookup(const std::vector<std::string>& path) override;
};

}  // namespace csr::model
