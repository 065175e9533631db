#include "cli/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace csr::cli {

namespace {

using Clock = std::chrono::steady_clock;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    [[nodiscard]] int number() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

  private:
    int number_;
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

/// Writes what the program reads and reads what it writes, until it closes its output.
class Exchange {
  public:
    Exchange(Descriptor& input, const Descriptor& output, const ProgramCall& call)
        : input_(input), output_(output), left_(call.input), limit_(call.limit), begin_(Clock::now()) {}

    /// False when the time was up.
    bool run(std::string& out) {
        if (left_.empty()) input_.close();
        while (true) {
            std::array<pollfd, 2> waiting{pollfd{output_.number(), POLLIN, 0}, {input_.number(), POLLOUT, 0}};
            const int ready = ::poll(waiting.data(), waiting.size(), remaining());
            if (ready == 0) return false;
            if (ready < 0 && errno != EINTR) return false;
            if (ready < 0) continue;
            if (waiting[1].revents != 0) write();
            if (waiting[0].revents != 0 && !read(out)) return true;
        }
    }

  private:
    [[nodiscard]] int remaining() const {
        if (limit_ == 0) return -1;
        const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin_).count();
        return static_cast<int>(std::max<std::int64_t>(0, limit_ - passed));
    }

    void write() {
        const ssize_t count = ::send(input_.number(), left_.data(), left_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
        if (count > 0) left_.remove_prefix(static_cast<std::size_t>(count));
        if (count <= 0 || left_.empty()) input_.close();
    }

    /// False at the end.
    bool read(std::string& out) const {
        std::array<char, 65536> buffer{};
        const ssize_t count = ::read(output_.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) return true;
        if (count <= 0) return false;
        out.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }

    Descriptor& input_;
    const Descriptor& output_;
    std::string_view left_;
    int limit_;
    Clock::time_point begin_;
};

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

Finished run_program(const ProgramCall& call) {
    std::array<int, 2> pipe{};
    std::array<int, 2> sockets{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return {};
    const Descriptor out(pipe[0]);
    Descriptor childs_out(pipe[1]);
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) return {};
    Descriptor in(sockets[0]);
    Descriptor childs_in(sockets[1]);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, childs_in.number(), 0);
    ::posix_spawn_file_actions_adddup2(&actions, childs_out.number(), 1);
    ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> arguments = call.arguments;
    std::vector<std::string> environment = call.environment;
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, arguments.front().c_str(), &actions, nullptr, pointers(arguments).data(),
                                      pointers(environment).data());
    ::posix_spawn_file_actions_destroy(&actions);
    childs_out.close();
    childs_in.close();
    if (failed != 0) return {};

    Finished finished;
    const bool in_time = Exchange(in, out, call).run(finished.out);
    if (!in_time) ::kill(child, SIGKILL);
    const int status = wait_for(child);
    finished.status = in_time ? status : -1;
    return finished;
}

std::vector<std::string> environment_without(const std::vector<std::string>& without) {
    std::vector<std::string> variables;
    for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view variable(*entry);
        const bool dropped =
            std::ranges::any_of(without, [&](const std::string& name) { return variable.starts_with(name); });
        if (!dropped) variables.emplace_back(variable);
    }
    return variables;
}

}  // namespace csr::cli
