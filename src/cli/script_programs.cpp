#include "cli/script_programs.hpp"

#include <charconv>

#include "cli/process.hpp"
#include "syntax/node.hpp"

namespace csr::cli {

namespace {

constexpr int time_limit = 10'000;  // milliseconds for one script

// What cannot be judged from a script with its expressions taken out, or is the runner's matter: sourced files,
// constant tests, variables that the environment sets.
constexpr const char* left_out = "--exclude=SC1091,SC2043,SC2050,SC2153,SC2154,SC2157,SC2194";

unsigned number(std::string_view text) {
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

unsigned number(syntax::NodeRef node) { return node && node.is_scalar() ? number(node.text()) : 0; }

}  // namespace

std::optional<std::vector<model::ScriptFinding>> ScriptPrograms::check(model::ScriptLanguage language,
                                                                       const std::string& script) const {
    ProgramCall call;
    call.limit = time_limit;
    call.environment = environment_without({"SHELLCHECK_OPTS=", "PYTHON", "LC_ALL="});
    call.environment.emplace_back("LC_ALL=C.UTF-8");
    if (language == model::ScriptLanguage::python) {
        call.arguments = {"pyflakes"};
        call.input = script;
        const Finished finished = run_program(call);
        if (finished.status != 0 && finished.status != 1) return std::nullopt;
        return read_pyflakes(finished.out);
    }
    const bool bash = language == model::ScriptLanguage::bash;
    call.arguments = {"shellcheck",    "--norc", "--format=json1", bash ? "--shell=bash" : "--shell=sh", left_out,
                      "--color=never", "-"};
    // The runner starts both so that the first command that fails ends the script.
    const std::string text = (bash ? "set -eo pipefail\n" : "set -e\n") + script;
    call.input = text;
    const Finished finished = run_program(call);
    if (finished.status != 0 && finished.status != 1) return std::nullopt;
    return read_shellcheck(finished.out, 1);
}

std::vector<model::ScriptFinding> read_shellcheck(std::string json, unsigned lines_before) {
    std::vector<model::ScriptFinding> findings;
    const source::Source text("shellcheck", std::move(json));
    const syntax::Tree tree = syntax::parse_json(text);
    const syntax::NodeRef root = tree.root();
    const syntax::NodeRef comments = root.valid() && root.is_mapping() ? root.find("comments") : syntax::NodeRef();
    if (!comments || !comments.is_sequence()) return findings;
    for (const syntax::NodeRef comment : comments.items()) {
        if (!comment.is_mapping()) continue;
        const unsigned line = number(comment.find("line"));
        if (line <= lines_before) continue;
        model::ScriptFinding& finding = findings.emplace_back();
        finding.line = line - lines_before;
        finding.column = number(comment.find("column"));
        finding.end_line = number(comment.find("endLine")) - lines_before;
        finding.end_column = number(comment.find("endColumn"));
        const syntax::NodeRef code = comment.find("code");
        const syntax::NodeRef message = comment.find("message");
        if (code && code.is_scalar()) finding.code = "SC" + std::string(code.text());
        if (message && message.is_scalar()) finding.message = message.text();
    }
    return findings;
}

std::vector<model::ScriptFinding> read_pyflakes(std::string_view text) {
    std::vector<model::ScriptFinding> findings;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t first = line.find(':');
        const std::size_t second = first == std::string_view::npos ? first : line.find(':', first + 1);
        const std::size_t third = second == std::string_view::npos ? second : line.find(':', second + 1);
        if (third == std::string_view::npos) continue;
        model::ScriptFinding finding;
        finding.line = number(line.substr(first + 1, second - first - 1));
        finding.column = number(line.substr(second + 1, third - second - 1));
        finding.message = line.substr(std::min(line.size(), line.find_first_not_of(' ', third + 1)));
        if (finding.line > 0 && !finding.message.empty()) findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace csr::cli
