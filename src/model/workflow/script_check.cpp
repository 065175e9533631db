#include "model/workflow/script_check.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/node_value.hpp"
#include "model/workflow/step_commands.hpp"
#include "syntax/scalar_offset.hpp"

namespace csr::model {

namespace {

std::optional<ScriptLanguage> language_of(const Step& step) {
    const std::string_view shell = shell_of(step);
    const std::string_view program = shell.substr(0, shell.find(' '));
    if (program == "bash") return ScriptLanguage::bash;
    if (program == "sh") return ScriptLanguage::sh;
    if (program == "python" || program == "python3") return ScriptLanguage::python;
    return std::nullopt;
}

/// The byte where a line and column of a text are; the text's end when there is no such place.
std::uint32_t offset_of(std::string_view text, unsigned line, unsigned column) {
    std::size_t at = 0;
    for (unsigned i = 1; i < line; ++i) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string_view::npos) return static_cast<std::uint32_t>(text.size());
        at = end + 1;
    }
    for (unsigned i = 1; i < column && at < text.size() && text[at] != '\n'; ++i) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U) ++at;
    }
    return static_cast<std::uint32_t>(at);
}

Diagnostic diagnostic_of(const ScriptFinding& finding, std::string_view code, syntax::NodeRef run) {
    const std::string_view script = run.text();
    const std::uint32_t begin = offset_of(script, finding.line, finding.column);
    const std::uint32_t end = finding.end_line == 0 ? begin : offset_of(script, finding.end_line, finding.end_column);
    source::Span span{syntax::source_offset(run, begin), 0};
    span.end = std::max(span.begin + 1, syntax::source_offset(run, std::max(begin, end)));
    const std::string text = finding.code.empty() ? finding.message : finding.code + ": " + finding.message;
    return {code, place_of(run), span, {text, text}};
}

}  // namespace

ScriptDiagnostics check_scripts(const Workflow& workflow, const ScriptChecker& checker) {
    ScriptDiagnostics result;
    for (const Job& job : workflow.jobs()) {
        for (const Step& step : job.steps) {
            if (!step.run || !step.run.is_scalar() || step.run.text().empty()) continue;
            const std::optional<ScriptLanguage> language = language_of(step);
            if (!language) continue;
            const bool python = *language == ScriptLanguage::python;
            // Where an expression stands alone, 0000 is a value of Python; ____ would be a name that nobody defines.
            const std::string script = script_without_expressions(step.run.text(), python ? '0' : '_');
            const auto findings = checker.check(*language, script);
            if (!findings) continue;
            (python ? result.pyflakes : result.shellcheck) = true;
            for (const ScriptFinding& finding : *findings)
                result.found.push_back(diagnostic_of(finding, python ? "pyflakes" : "shellcheck", step.run));
        }
    }
    return result;
}

}  // namespace csr::model
