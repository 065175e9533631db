#pragma once

namespace csr::cli {

/// What the program's exit status says; the same for every command and output format.
enum class ExitStatus : int {
    clean = 0,     ///< nothing at or above --fail-on
    findings = 1,  ///< findings, failed rule tests
    usage = 2,     ///< wrong usage, configuration or rule pack
    missed = 3,    ///< something could not be read, analysed or written
};

}  // namespace csr::cli
