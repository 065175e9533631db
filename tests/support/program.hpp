#pragma once

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "cli/invocation.hpp"

namespace csr::test {

/// Files the program writes, kept in memory.
class MemoryFileWriter final : public cli::FileWriter {
  public:
    [[nodiscard]] std::optional<base::Error> write(const std::string& path, const std::string& bytes) override {
        if (full) return base::Error{{"cannot write: full", "書き込めません: full"}, {}, path};
        files[path] = bytes;
        return std::nullopt;
    }
    std::map<std::string, std::string> files;
    bool full = false;
};

/// The whole program in memory.
struct Program {
    source::MemoryFileSystem files{"/repo"};
    MemoryFileWriter writer;
    std::string input;
    std::string out;
    std::string err;
    const cli::GitReader* git = nullptr;
    const model::ScriptChecker* scripts = nullptr;
    bool closed = false;  ///< the standard output takes nothing

    Program() { files.add_directory("/repo/.git"); }

    int run(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {}) {
        std::istringstream in(input);
        std::ostringstream to_out;
        std::ostringstream to_err;
        if (closed) to_out.setstate(std::ios::badbit);
        const int status = cli::run({.arguments = std::move(arguments),
                                     .environment = std::move(environment),
                                     .files = files,
                                     .writer = writer,
                                     .in = in,
                                     .out = to_out,
                                     .err = to_err,
                                     .git = git,
                                     .scripts = scripts,
                                     .now = std::nullopt});
        out = to_out.str();
        err = to_err.str();
        return status;
    }
};

}  // namespace csr::test
