#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/git.hpp"
#include "model/workflow/script_check.hpp"
#include "source/file_system.hpp"

namespace csr::cli {

/// Where the program writes files.
class FileWriter {
  public:
    virtual ~FileWriter() = default;
    /// Writes all of `bytes` or leaves what was there; nothing when it worked.
    [[nodiscard]] virtual std::optional<base::Error> write(const std::string& path, const std::string& bytes) = 0;
};

/// Writes to the machine's disk: to a temporary file beside the target, which is then renamed.
class DiskFileWriter final : public FileWriter {
  public:
    [[nodiscard]] std::optional<base::Error> write(const std::string& path, const std::string& bytes) override;
};

/// Everything the program works with: a test gives its own.
struct Invocation {
    std::vector<std::string> arguments;  ///< without the program's name
    std::map<std::string, std::string> environment;
    const source::FileSystem& files;
    FileWriter& writer;
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    const GitReader* git = nullptr;                 ///< null: there is no git
    const model::ScriptChecker* scripts = nullptr;  ///< null: there is no checker of scripts
    std::optional<std::int64_t> now;                ///< seconds since 1970; SOURCE_DATE_EPOCH goes before it
    bool out_is_terminal = false;
    std::size_t terminal_width = 100;
};

/// Runs the program and returns its exit status.
[[nodiscard]] int run(const Invocation& invocation);

}  // namespace csr::cli
