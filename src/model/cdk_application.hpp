#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/document.hpp"
#include "source/file_system.hpp"

namespace csr::model {

/// The newest source of a CDK application.
struct NewestSource {
    std::string location;  ///< absolute
    std::int64_t modified = 0;
};

/// The *.ts, *.js and *.json below `directory`, which holds the cdk.json; what is installed, generated or only tests is
/// left out. Looks at no more than a bounded number of directories.
[[nodiscard]] std::vector<std::string> application_sources(const source::FileSystem& files,
                                                           const std::string& directory);
/// The newest *.ts, *.js or *.json below `directory`, which holds the cdk.json; what is installed, generated or only
/// tests is left out. Nothing when there is none. Looks at no more than a bounded number of directories.
[[nodiscard]] std::optional<NewestSource> newest_source(const source::FileSystem& files, const std::string& directory);

/// Where the application's assembly goes, relative to the cdk.json: its `output`, else cdk.out.
[[nodiscard]] std::string assembly_directory(const Document* cdk_json);

}  // namespace csr::model
