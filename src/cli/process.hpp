#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace csr::cli {

/// A program of the machine and how to run it.
struct ProgramCall {
    std::vector<std::string> arguments;    ///< the first one is the program, looked for on the PATH
    std::vector<std::string> environment;  ///< NAME=value
    std::string_view input;                ///< its standard input
    int limit = 0;                         ///< milliseconds after which it is ended; 0: none
};

/// What a program left behind.
struct Finished {
    int status = -1;  ///< the exit status; -1: it could not be run, or was ended
    std::string out;
};

/// Runs a program without a shell; its error output is dropped.
[[nodiscard]] Finished run_program(const ProgramCall& call);

/// The environment of this process without the variables whose `NAME=` begins with one of `without`.
[[nodiscard]] std::vector<std::string> environment_without(const std::vector<std::string>& without);

}  // namespace csr::cli
