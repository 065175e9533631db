#pragma once

#include <string>
#include <vector>

#include "report/compliance.hpp"
#include "report/options.hpp"
#include "report/words.hpp"

namespace csr::report {

/// A part of the compliance report that is a list of equal things. Cells are raw: each format escapes them.
struct Table {
    std::string key;  ///< "exceptions"
    std::string title;
    std::string note;  ///< one sentence below the title; may be empty
    std::vector<std::string> headers;
    std::vector<std::vector<std::string>> rows;  ///< as many cells as headers
};

/// What has changed since the earlier report, and conflicts of documents; where there are some.
[[nodiscard]] std::vector<Table> tables_in_front(const policy::Run& run, const Compliance& compliance,
                                                 const Options& options);
/// Exceptions, rules, packs, settings and inputs; the first and the fourth only where there are some.
[[nodiscard]] std::vector<Table> tables_behind(const policy::Run& run, const Compliance& compliance,
                                               const Options& options);

/// The word for a state, and its stable name.
[[nodiscard]] std::string_view state_word(policy::ExceptionState state, const Words& words);
[[nodiscard]] std::string_view key_of(policy::ExceptionState state);
[[nodiscard]] std::string_view key_of(policy::ExceptionOrigin origin);

}  // namespace csr::report
