#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "model/workflow/proof/shell_script.hpp"
#include "model/workflow/proof/symbolic_evaluator.hpp"

namespace csr::model {

/// How a script ended in one execution, and what it wrote.
struct ShellResult {
    bool succeeded = true;
    bool open_outputs = false;  ///< a command of which nothing is known may have written outputs, too
    std::map<std::string, SymbolicValue> outputs = {};      ///< to $GITHUB_OUTPUT
    std::map<std::string, SymbolicValue> environment = {};  ///< to $GITHUB_ENV
    bool open_environment = false;
};

/// Runs what is understood of a script; other commands succeed or fail by choice.
class ShellRun {
  public:
    /// Gives the value of an environment variable; nothing when it is not set by the workflow.
    using Environment = std::function<std::optional<SymbolicValue>(const std::string&)>;
    /// `evaluator` outlives this object.
    ShellRun(const SymbolicEvaluator& evaluator, Environment environment)
        : evaluator_(&evaluator), environment_(std::move(environment)) {}

    [[nodiscard]] ShellResult run(const ShellScript& script);

  private:
    enum class Status : std::uint8_t { success, failure };

    [[nodiscard]] Status run_list(const ShellList& list, bool tested);
    [[nodiscard]] Status run_command(const ShellCommand& command, bool tested);
    [[nodiscard]] Status run_simple(const ShellCommand& command);
    [[nodiscard]] Status run_branch(const ShellCommand& command, bool tested);
    [[nodiscard]] Status run_either(const ShellCommand& command, bool tested);
    [[nodiscard]] Status run_ends(const ShellEnds& ends);
    [[nodiscard]] Status run_test(std::span<const ShellWord> words, bool brackets);
    [[nodiscard]] Status compare(const ShellWord& left, const ShellWord& right, bool brackets);
    [[nodiscard]] Status unknown_status();
    [[nodiscard]] Status unclear_status();
    [[nodiscard]] SymbolicValue value(const ShellWord& word);
    [[nodiscard]] SymbolicValue value(const ShellPiece& piece);
    void print(const ShellCommand& command);
    void assign(const ShellWord& word);
    void end_script(const ShellCommand& command);

    const SymbolicEvaluator* evaluator_;
    Environment environment_;
    std::map<std::string, SymbolicValue> variables_;
    ShellResult result_;
    bool ended_ = false;
    bool lenient_ = false;  ///< after set +e
    Status last_ = Status::success;
};

}  // namespace csr::model
