#include "model/workflow/step_commands.hpp"

#include <algorithm>
#include <array>

#include "syntax/shell.hpp"

namespace csr::model {

namespace {

/// The value of a key under `defaults.run`; invalid when it is not said there.
syntax::NodeRef default_in(syntax::NodeRef defaults, std::string_view key) {
    const syntax::NodeRef run = defaults && defaults.is_mapping() ? defaults.find("run") : syntax::NodeRef();
    const syntax::NodeRef value = run && run.is_mapping() ? run.find(key) : syntax::NodeRef();
    return value && value.is_scalar() && !value.is_null() ? value : syntax::NodeRef();
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

/// A script without the lines that hold nothing but a comment.
std::string without_comment_lines(std::string_view script) {
    std::string kept;
    while (!script.empty()) {
        const std::size_t end = std::min(script.find('\n'), script.size() - 1) + 1;
        const std::string_view line = script.substr(0, end);
        script.remove_prefix(end);
        const std::size_t first = line.find_first_not_of(" \t");
        if (first == std::string_view::npos || line[first] != '#') kept += line;
    }
    return kept;
}

bool may_print(std::string_view script) {
    constexpr std::array<std::string_view, 3> signs{"echo", "printf", "<<"};
    return std::ranges::any_of(signs, [script](std::string_view sign) { return script.contains(sign); });
}

}  // namespace

syntax::NodeRef default_of_run(const Job& job, std::string_view key) {
    if (job.node.is_mapping()) {
        if (const syntax::NodeRef own = default_in(job.node.find("defaults"), key)) return own;
    }
    return default_in(job.workflow->get("defaults"), key);
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

std::string_view shell_of(const Step& step) {
    const auto plain = [](std::string_view text) { return has_expression(text) ? std::string_view() : text; };
    if (step.shell && step.shell.is_scalar()) return plain(step.shell.text());
    if (step.job == nullptr) return "bash";
    if (const syntax::NodeRef shell = default_of_run(*step.job, "shell"); shell && !shell.text().empty())
        return plain(shell.text());
    return runs_on_windows(*step.job) ? "pwsh" : "bash";
}

std::string running_text(const Step& step) {
    if (!step.run || !step.run.is_scalar()) return {};
    const std::string_view script = step.run.text();
    if (!is_posix_shell(shell_of(step)) || !may_print(script)) return without_comment_lines(script);
    std::string text(script);
    for (const source::Span span : syntax::shell_script(script_without_expressions(script, '_')).printed) {
        for (std::uint32_t i = span.begin; i < span.end; ++i) {
            if (text[i] != '\n') text[i] = ' ';
        }
    }
    return without_comment_lines(text);
}

bool StepCommand::is_plain(std::string_view word) const {
    if (word.empty() || word.find_first_of("$`*?{}[]~") != std::string_view::npos) return false;
    return !has_expression(written) || written.find(word) != std::string_view::npos;
}

std::vector<StepCommand> step_commands(const Step& step) {
    std::vector<StepCommand> commands;
    if (!step.run || !step.run.is_scalar()) return commands;
    const std::string_view script = step.run.text();
    const std::string text = script_without_expressions(script, '_');
    const bool posix = is_posix_shell(shell_of(step));
    for (syntax::ShellCommand& one : posix ? syntax::shell_commands(text) : syntax::plain_commands(text)) {
        StepCommand command;
        const auto wrappers = static_cast<std::ptrdiff_t>(wrapper_words(one.words));
        command.words.assign(std::make_move_iterator(one.words.begin() + wrappers),
                             std::make_move_iterator(one.words.end()));
        command.redirects = std::move(one.redirects);
        command.written = script.substr(one.span.begin, one.span.end - one.span.begin);
        command.literal = one.literal && !has_expression(command.written);
        command.unheeded = one.unheeded;
        command.span = one.span;
        commands.push_back(std::move(command));
    }
    return commands;
}

}  // namespace csr::model
