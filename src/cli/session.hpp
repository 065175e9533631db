#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "cli/exit_status.hpp"
#include "cli/invocation.hpp"
#include "cli/options.hpp"
#include "policy/configuration.hpp"
#include "policy/pack.hpp"
#include "report/options.hpp"

namespace csr::cli {

/// What the commands share: the command line, the packs and the configuration.
class Session {
  public:
    Session(const Invocation& invocation, Options options, base::Language language)
        : invocation_(invocation), options_(std::move(options)), language_(language) {}

    [[nodiscard]] const Invocation& invocation() const { return invocation_; }
    [[nodiscard]] const Options& options() const { return options_; }
    [[nodiscard]] base::Language language() const { return language_; }
    [[nodiscard]] const std::vector<policy::Pack>& packs() const { return packs_; }
    [[nodiscard]] const policy::Configuration& configuration() const { return configuration_; }
    /// What the configuration's paths are relative to; absolute. Empty without one.
    [[nodiscard]] const std::string& configuration_directory() const { return configuration_directory_; }

    /// Loads the packs that are built in and those of --rules, checked. False when there were mistakes, which have been
    /// printed.
    [[nodiscard]] bool load_packs();
    /// Loads the configuration for linting `paths`; after the packs. False as above.
    [[nodiscard]] bool load_configuration(std::span<const std::string> paths);
    /// The configuration's selection narrowed by the command line. False as above.
    [[nodiscard]] bool select(policy::Selection& selection) const;

    /// Seconds since 1970: SOURCE_DATE_EPOCH, else the clock; nothing when there is neither.
    [[nodiscard]] std::optional<std::int64_t> now() const;
    /// The day on which exceptions expire or not.
    [[nodiscard]] std::optional<base::Day> today() const;
    [[nodiscard]] report::Options report_options() const;
    /// Writes a report to --output or to the standard output; false when that failed, which has been printed.
    [[nodiscard]] bool write(const std::string& text) const;
    /// Prints mistakes and tells whether there were none.
    [[nodiscard]] bool settle(policy::Mistakes& mistakes) const;

  private:
    [[nodiscard]] std::string variable(const std::string& name) const;
    [[nodiscard]] std::optional<std::int64_t> fixed_time() const;

    const Invocation& invocation_;
    Options options_;
    base::Language language_;
    std::vector<policy::Pack> packs_;
    policy::Configuration configuration_;
    std::string configuration_directory_;
};

/// Reads the packs in `folder`: one pack, or a folder of packs.
[[nodiscard]] std::vector<policy::Pack> read_pack_folders(const source::FileSystem& files, const std::string& folder,
                                                          policy::Mistakes& mistakes);

}  // namespace csr::cli
