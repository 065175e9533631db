#include <algorithm>
#include <functional>
#include <tuple>

#include "cel/checker.hpp"
#include "cel/evaluator.hpp"
#include "cel/library.hpp"
#include "cel/operators.hpp"
#include "cel/parser.hpp"

namespace csr::cel {

namespace {

constexpr std::size_t most_text = 64U * 1024;

}  // namespace

Environment::Environment()
    : tables_{core_functions(), string_functions(), list_functions(), math_functions(), optional_functions()} {}

std::uint32_t Environment::declare(std::string name, const model::Type& type, bool fixed) {
    variables_.push_back({std::move(name), &type, fixed});
    return static_cast<std::uint32_t>(variables_.size() - 1);
}

std::optional<std::uint32_t> Environment::slot(std::string_view name) const {
    const auto found = std::ranges::find(variables_, name, &Variable::name);
    if (found == variables_.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - variables_.begin());
}

bool is_standard(const Function& function) {
    const auto within = [&function](std::span<const Function> table) {
        const std::less<> before;
        return !before(&function, table.data()) && before(&function, table.data() + table.size());
    };
    return within(core_functions()) || within(string_functions()) || within(list_functions()) ||
           within(math_functions()) || within(optional_functions());
}

std::expected<Program, std::vector<Issue>> compile(std::string_view text, const Environment& environment,
                                                   const Options& options) {
    if (text.size() > most_text) {
        return std::unexpected(
            std::vector<Issue>{{{0, 0}, {"the expression is longer than 64 KiB", "式が 64 KiB を超えている"}, {}}});
    }
    auto code = std::make_shared<Code>();
    code->text = text;
    if (auto failed = parse(*code)) return std::unexpected(std::vector<Issue>{std::move(*failed)});
    std::vector<Issue> issues;
    code->result = check(*code, environment, options, issues);
    if (options.checked) check_guards(*code, environment, options, issues);
    if (!issues.empty()) {
        std::ranges::sort(issues, {}, [](const Issue& issue) {
            return std::tie(issue.span.begin, issue.span.end, issue.message.en);
        });
        return std::unexpected(std::move(issues));
    }
    fold_constants(*code);
    mark_shared(*code, environment);
    return Program(std::move(code));
}

bool CallContext::spend(std::uint64_t steps) const { return machine == nullptr || machine->spend(steps); }

Outcome Program::evaluate(std::span<const model::Value> variables, const model::Evaluation& evaluation,
                          const void* user, Budget budget) const {
    if (code_ == nullptr) return {};
    Evaluator evaluator(*code_, variables, evaluation, user, budget, true);
    const Result result = evaluator.run(code_->root);
    return {result.value, flatten(evaluation.arena, evaluator.blame_of(result))};
}

model::Value Program::value(std::span<const model::Value> variables, const model::Evaluation& evaluation,
                            const void* user, Budget budget, SharedValues* shared) const {
    if (code_ == nullptr) return {};
    Evaluator evaluator(*code_, variables, evaluation, user, budget, false);
    evaluator.share(shared);
    return evaluator.run(code_->root).value;
}

const model::Type& Program::result_type() const { return code_ == nullptr ? model::null_type : *code_->result; }

bool Program::reads(std::uint32_t slot) const {
    return code_ != nullptr && slot < code_->read_slots.size() && code_->read_slots[slot];
}

std::vector<std::string> Program::guaranteed() const {
    return code_ == nullptr ? std::vector<std::string>() : code_->guaranteed;
}

}  // namespace csr::cel
