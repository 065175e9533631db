#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace csr::report {

/// What an earlier compliance report said.
struct EarlierReport {
    std::string path;
    std::string sha256;
    std::string time;                             ///< as written there; empty when it has none
    std::string revision;                         ///< empty when it has none
    std::map<std::string, std::string> statuses;  ///< by the criterion's full id: "met"
};

/// How a report is written. The caller decides about colour and width; a report reads no environment.
struct Options {
    base::Language language = base::Language::english;
    bool all_verdicts = false;         ///< passes and not applicable ones too, not only findings (text and JSON)
    bool colour = false;               ///< ANSI colours (text only)
    bool quiet = false;                ///< findings and problems only, no summary (text only)
    std::size_t width = 100;           ///< columns of the terminal (text only)
    bool unknown_is_finding = false;   ///< undecided verdicts count as findings (--fail-on-unknown)
    std::string tool_version;          ///< of csr-lint: "0.1.0"; empty leaves it out
    std::string tool_uri;              ///< where people find csr-lint; empty leaves it out
    std::optional<std::int64_t> time;  ///< seconds since 1970 (SOURCE_DATE_EPOCH); no report shows a time without it
    std::string category;              ///< SARIF automationDetails: distinguishes uploads of one commit
    std::string repository_uri;        ///< SARIF versionControlProvenance; empty when not known
    std::string revision;              ///< commit id; empty when not known
    std::string branch;                ///< empty when not known
    std::optional<EarlierReport> earlier;  ///< what a compliance report is compared with
};

}  // namespace csr::report
