#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "cli/git.hpp"

namespace csr::cli {

namespace {

struct Finished {
    int status = -1;  ///< the exit status; -1: it could not be run
    std::string out;
};

std::string read_all(int descriptor) {
    std::string bytes;
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

/// The environment without what would make git look at another repository, and without fetching anything.
std::vector<std::string> git_environment() {
    std::vector<std::string> variables{"GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C"};
    for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view variable(*entry);
        if (!variable.starts_with("GIT_") && !variable.starts_with("LC_ALL=")) variables.emplace_back(variable);
    }
    return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

Finished run_git(std::vector<std::string> arguments) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return {};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], 1);
    ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> variables = git_environment();
    arguments.insert(arguments.begin(), "git");
    pid_t child = 0;
    const int failed =
        ::posix_spawnp(&child, "git", &actions, nullptr, pointers(arguments).data(), pointers(variables).data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    Finished finished;
    if (failed == 0) {
        finished.out = read_all(pipe[0]);
        int status = 0;
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    }
    ::close(pipe[0]);
    return finished;
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
