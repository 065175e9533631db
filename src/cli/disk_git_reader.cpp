#include <fmt/format.h>

#include "cli/git.hpp"
#include "cli/process.hpp"

namespace csr::cli {

namespace {

/// Runs git with an environment without what would make it look at another repository, and without fetching anything.
Finished run_git(std::vector<std::string> arguments) {
    std::vector<std::string> variables = environment_without({"GIT_", "LC_ALL="});
    for (const char* variable : {"GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C"})
        variables.emplace_back(variable);
    arguments.insert(arguments.begin(), "git");
    return run_program({std::move(arguments), std::move(variables), {}, 0});
}

}  // namespace

base::Result<std::optional<std::string>> DiskGitReader::file_at(const std::string& root, const std::string& revision,
                                                                const std::string& path) const {
    const Finished known =
        run_git({"-C", root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
    if (known.status == 127 || known.status == -1)
        return std::unexpected(base::Error{{"git cannot be run", "git を実行できません"},
                                           {"install git, or leave --exceptions-from out",
                                            "git をインストールするか、--exceptions-from を省いてください"}});
    if (known.status != 0)
        return std::unexpected(base::Error{{fmt::format("git knows no revision \"{}\" here", revision),
                                            fmt::format("リビジョン \"{}\" は git にありません", revision)},
                                           {"fetch it first; a shallow checkout has only one commit",
                                            "先に fetch してください。浅いクローンには 1 つのコミットしかありません"}});
    std::string commit = known.out;
    while (!commit.empty() && commit.back() == '\n') commit.pop_back();
    const Finished exists = run_git({"-C", root, "cat-file", "-e", commit + ":" + path});
    if (exists.status != 0) return std::optional<std::string>();
    Finished file = run_git({"-C", root, "cat-file", "blob", commit + ":" + path});
    if (file.status != 0) return std::optional<std::string>();
    return std::optional<std::string>(std::move(file.out));
}

}  // namespace csr::cli
