#include "model/workflow/command.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "model/node_value.hpp"
#include "model/object_type.hpp"
#include "syntax/scalar_offset.hpp"
#include "syntax/shell.hpp"

namespace csr::model {

namespace {

constexpr Field command_fields[] = {
    {"name", &string_type, true},           {"arguments", &string_list_type, true}, {"words", &string_list_type, true},
    {"redirects", &string_list_type, true}, {"literal", &boolean_type, true},       {"text", &string_type, true},
};
const FixedObjectType command_table("Command", command_fields);

class CommandMap final : public Map {
  public:
    CommandMap(std::span<const Value> words, Value redirects, bool literal, std::string_view text, Place place,
               source::Span span, base::Arena& arena)
        : words_(words),
          redirects_(redirects),
          literal_(literal),
          text_(text),
          place_(place),
          span_(span),
          arena_(&arena) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        const std::string_view name = key.text();
        if (name == "name") return words_.front();
        if (name == "arguments") return list_of(words_.subspan(1), *arena_, place_);
        if (name == "words") return list_of(words_, *arena_, place_);
        if (name == "redirects") return redirects_;
        if (name == "literal") return Value::boolean(literal_, place_);
        if (name == "text") return Value::string(text_, place_);
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return std::size(command_fields); }
    [[nodiscard]] Value key_at(std::size_t index) const override { return Value::string(command_fields[index].name); }
    [[nodiscard]] std::string_view object_type() const override { return command_table.name(); }
    [[nodiscard]] const void* identity() const override { return this; }
    [[nodiscard]] source::Span span() const override { return span_; }

  private:
    std::span<const Value> words_;
    Value redirects_;
    bool literal_;
    std::string_view text_;
    Place place_;
    source::Span span_;
    base::Arena* arena_;
};

/// The default shell said under `defaults`; empty when nothing is said.
std::string_view default_shell(syntax::NodeRef defaults) {
    const syntax::NodeRef run = defaults && defaults.is_mapping() ? defaults.find("run") : syntax::NodeRef();
    const syntax::NodeRef shell = run && run.is_mapping() ? run.find("shell") : syntax::NodeRef();
    return shell && shell.is_scalar() ? shell.text() : std::string_view();
}

bool runs_on_windows(const Job& job) {
    const auto windows = [](syntax::NodeRef node) {
        return node && node.is_scalar() && lower_case(node.text()).starts_with("windows");
    };
    if (!job.runs_on) return false;
    if (job.runs_on.is_scalar()) return windows(job.runs_on);
    for (const syntax::NodeRef item : job.runs_on.items()) {
        if (windows(item)) return true;
    }
    return false;
}

bool is_posix_shell(std::string_view shell) {
    constexpr std::array<std::string_view, 5> names{"bash", "sh", "dash", "zsh", "ksh"};
    const std::string_view program = shell.substr(0, shell.find(' '));
    const std::size_t slash = program.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? program : program.substr(slash + 1);
    return shell.empty() || std::ranges::find(names, name) != names.end();
}

/// How many words stand before the command that really runs: `sudo -E env A=1 npm ...`.
std::size_t wrapper_words(const std::vector<std::string>& words) {
    constexpr std::array<std::string_view, 7> wrappers{"sudo", "env", "exec", "command", "time", "nohup", "doas"};
    std::size_t count = 0;
    while (count < words.size() && std::ranges::find(wrappers, words[count]) != wrappers.end()) {
        ++count;
        while (count < words.size() && (words[count].starts_with('-') || words[count].find('=') != std::string::npos))
            ++count;
    }
    return count < words.size() ? count : 0;
}

}  // namespace

std::string_view shell_of(const Step& step) {
    const auto plain = [](std::string_view text) { return has_expression(text) ? std::string_view() : text; };
    if (step.shell && step.shell.is_scalar()) return plain(step.shell.text());
    if (step.job == nullptr) return "bash";
    const Job& job = *step.job;
    if (job.node.is_mapping()) {
        if (const std::string_view shell = default_shell(job.node.find("defaults")); !shell.empty())
            return plain(shell);
    }
    if (const std::string_view shell = default_shell(job.workflow->get("defaults")); !shell.empty())
        return plain(shell);
    return runs_on_windows(job) ? "pwsh" : "bash";
}

std::string script_without_expressions(std::string_view script, char filler) {
    std::string text(script);
    if (!has_expression(script)) return text;
    for (const EmbeddedExpression& one : embedded_expressions(script)) {
        for (std::uint32_t i = one.begin; i < one.end; ++i) {
            if (text[i] != '\n') text[i] = filler;
        }
    }
    return text;
}

Value commands_of(const Step& step, base::Arena& arena) {
    std::vector<Value> items;
    const Place place = place_of(step.run ? step.run : step.node);
    if (!step.run || !step.run.is_scalar()) return list_of(items, arena, place);
    const std::string_view script = step.run.text();
    const std::string text = script_without_expressions(script, '_');
    const bool posix = is_posix_shell(shell_of(step));
    syntax::ScalarOffsets begins(step.run);
    for (const syntax::ShellCommand& command : posix ? syntax::shell_commands(text) : syntax::plain_commands(text)) {
        std::vector<Value> words;
        for (std::size_t i = wrapper_words(command.words); i < command.words.size(); ++i)
            words.push_back(Value::string(arena.copy(command.words[i]), place));
        std::vector<Value> redirects;
        for (const std::string& target : command.redirects)
            redirects.push_back(Value::string(arena.copy(target), place));
        const std::string_view written = script.substr(command.span.begin, command.span.end - command.span.begin);
        source::Span span{begins.find(command.span.begin), 0};
        span.end = std::max(span.begin, syntax::source_offset(step.run, command.span.end));
        items.push_back(Value::map(
            *arena.create<CommandMap>(arena.copy(std::span<const Value>(words)), list_of(redirects, arena, place),
                                      command.literal && !has_expression(written), written, place, span, arena),
            place));
    }
    return list_of(items, arena, place);
}

const ObjectType& command_type() { return command_table; }

}  // namespace csr::model
