#include <csignal>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/invocation.hpp"
#include "cli/script_programs.hpp"

namespace {

std::map<std::string, std::string> environment() {
    std::map<std::string, std::string> variables;
    for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string text(*entry);
        const std::size_t equals = text.find('=');
        if (equals != std::string::npos) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

std::size_t terminal_width() {
    winsize size{};
    const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 100;
}

int run(int count, char** arguments) {
    const csr::source::DiskFileSystem files;
    const csr::cli::DiskGitReader git;
    const csr::cli::ScriptPrograms scripts;
    csr::cli::DiskFileWriter writer;
    return csr::cli::run({.arguments = {arguments + (count > 0 ? 1 : 0), arguments + count},
                          .environment = environment(),
                          .files = files,
                          .writer = writer,
                          .in = std::cin,
                          .out = std::cout,
                          .err = std::cerr,
                          .git = &git,
                          .scripts = &scripts,
                          .now = std::time(nullptr),
                          .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
                          .terminal_width = terminal_width()});
}

}  // namespace

int main(int count, char** arguments) {
    std::ios::sync_with_stdio(false);
    (void)std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of writing, not the end of the program
    try {
        return run(count, arguments);
    } catch (const std::exception& error) {
        std::cerr << "csr-lint: internal error: " << error.what() << "\n  hint: this is a bug; please report it\n";
    } catch (...) {
        std::cerr << "csr-lint: internal error\n  hint: this is a bug; please report it\n";
    }
    return 3;
}
