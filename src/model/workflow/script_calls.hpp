#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/project.hpp"
#include "model/workflow/workflow.hpp"

/// What the commands of run steps call in the repository: files, and scripts of package.json (docs/model.md).
namespace csr::model {

/// A file that a command runs: `./scripts/a.sh`, `bash scripts/a.sh`, `node a.js`, `python a.py`.
struct FileCall {
    std::string path;                 ///< as written
    Answer exists = Answer::unknown;  ///< in the repository
    source::Span span;                ///< of the command in the script
};

/// A script of package.json that a command runs: `npm run a`, `pnpm --filter b a`, `yarn workspace b a`.
struct PackageScriptCall {
    std::string manager;  ///< npm, pnpm, yarn or bun
    std::string script;
    std::string selection;  ///< of packages, as written: the filter or workspace; empty for the one of the folder
    std::string package;    ///< the path of the package.json; empty when several are meant, or none is there
    Answer found = Answer::unknown;  ///< one of the packages has the script
    Answer selected = Answer::yes;   ///< there is a package of that name
    std::string similar;             ///< the script that was probably meant; may be empty
    source::Span span;               ///< of the command in the script
};

[[nodiscard]] std::vector<FileCall> file_calls(const Step& step, const Project& project);
[[nodiscard]] std::vector<PackageScriptCall> package_script_calls(const Step& step, const Project& project);

}  // namespace csr::model
