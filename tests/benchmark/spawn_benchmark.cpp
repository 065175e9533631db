// Measures whole processes: spawn_benchmark ROUNDS PROGRAM ARGUMENT...
// Prints, as JSON, the median and the least wall time, the least processor time and the largest resident set of the
// rounds, and the last exit status. What a kernel reports as a process's largest resident set includes what its parent
// had when it started it, so the parent must be small: this program, not the interpreter that runs the benchmarks.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

struct Round {
    double wall = 0;
    double processor = 0;
    long memory = 0;
    int status = 0;
};

bool run(char** command, const posix_spawn_file_actions_t& actions, Round& round) {
    const auto begin = Clock::now();
    pid_t child = 0;
    if (posix_spawn(&child, command[0], &actions, nullptr, command, environ) != 0) return false;
    rusage usage{};
    if (wait4(child, &round.status, 0, &usage) != child) return false;
    round.wall = std::chrono::duration<double>(Clock::now() - begin).count();
    round.processor = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    round.memory = usage.ru_maxrss;
    return true;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) return EXIT_FAILURE;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    std::vector<double> walls;
    double processor = 1e9;
    long memory = 0;
    int status = 0;
    const int rounds = std::max(1, std::atoi(arguments[1]));
    for (int i = 0; i < rounds; ++i) {
        Round round;
        if (!run(arguments + 2, actions, round)) return EXIT_FAILURE;
        walls.push_back(round.wall);
        processor = std::min(processor, round.processor);
        memory = std::max(memory, round.memory);
        status = WIFEXITED(round.status) ? WEXITSTATUS(round.status) : -1;
    }
    std::sort(walls.begin(), walls.end());
    std::printf("{\"median\": %.6f, \"least\": %.6f, \"processor\": %.6f, \"memory_kb\": %ld, \"status\": %d}\n",
                walls[walls.size() / 2], walls.front(), processor, memory, status);
    return EXIT_SUCCESS;
}
