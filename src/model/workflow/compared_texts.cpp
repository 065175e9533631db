#include "model/workflow/compared_texts.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "model/node_value.hpp"
#include "model/workflow/proof/shell_script.hpp"

namespace csr::model {

namespace {

constexpr std::size_t most_texts = 50;

/// Collects texts, each once.
class Collector {
  public:
    explicit Collector(base::Arena& arena) : arena_(arena) {}

    void add(std::string_view text, Place place) {
        const bool known = std::ranges::any_of(texts_, [&](const Value& one) { return one.text() == text; });
        if (!text.empty() && !known && texts_.size() < most_texts)
            texts_.push_back(Value::string(arena_.copy(text), place));
    }

    void add(const ExpressionSite& site) {
        for (const ExpressionNode& node : site.expression.nodes()) {
            if (node.kind != ExpressionKind::equal && node.kind != ExpressionKind::not_equal) continue;
            for (const std::uint32_t child : node.children) {
                const ExpressionNode& side = site.expression.node(child);
                if (side.kind == ExpressionKind::string) add(side.text, place_of(site.scalar));
            }
        }
    }

    void add_script(syntax::NodeRef run) {
        const ShellScript script = parse_shell(run.text());
        std::vector<const ShellList*> waiting{&script.commands};
        while (!waiting.empty()) {
            const ShellList& list = *waiting.back();
            waiting.pop_back();
            for (const ShellCommand& command : list) {
                add(command, place_of(run));
                for (const ShellList& inner : command.lists) waiting.push_back(&inner);
            }
        }
    }

    [[nodiscard]] Value list() const { return list_of(texts_, arena_); }

  private:
    void add(const ShellCommand& command, Place place) {
        for (const std::vector<ShellWord>& patterns : command.patterns) {
            for (const ShellWord& word : patterns) add(word.letters(), place);
        }
        const std::string_view name = command.words.empty() ? std::string_view() : command.words[0].letters();
        if (name != "[" && name != "[[" && name != "test") return;
        for (std::size_t i = 2; i + 1 < command.words.size(); ++i) {
            const std::string_view sign = command.words[i].letters();
            if (sign != "=" && sign != "==" && sign != "!=") continue;
            add(command.words[i - 1].letters(), place);
            add(command.words[i + 1].letters(), place);
        }
    }

    base::Arena& arena_;
    std::vector<Value> texts_;
};

}  // namespace

Value compared_texts(const Workflow& workflow, base::Arena& arena) {
    Collector found(arena);
    for (const ExpressionSite& site : workflow.expressions()) found.add(site);
    for (const Job& job : workflow.jobs()) {
        for (const Step& step : job.steps) {
            if (step.run && step.run.is_scalar()) found.add_script(step.run);
        }
    }
    return found.list();
}

}  // namespace csr::model
