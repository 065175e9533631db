#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"
#include "policy/configuration.hpp"

namespace csr::cli {

enum class Command : std::uint8_t { lint, explain, rules, test_rules, prove };
enum class Format : std::uint8_t { text, json, sarif, markdown, html, csv, oscal, oscal_component };
enum class Colour : std::uint8_t { automatic, always, never };

/// The command line, understood.
struct Options {
    Command command = Command::lint;
    std::vector<std::string> operands;  ///< paths, or what is explained
    Format format = Format::text;
    bool compliance = false;
    std::optional<std::string> output;
    bool all_verdicts = false;
    std::optional<base::Language> language;
    std::optional<policy::FailOn> fail_on;
    bool fail_on_unknown = false;
    Colour colour = Colour::automatic;
    bool quiet = false;
    unsigned jobs = 0;
    std::optional<std::string> config;
    bool respect_git_ignore = true;
    std::optional<std::string> stdin_name;
    std::vector<std::string> rule_folders;
    std::vector<std::string> packs;
    std::vector<std::string> rules;
    policy::Severity least = policy::Severity::note;
    std::vector<std::string> parameter_files;
    std::optional<std::string> exceptions_from;
    std::optional<std::string> baseline;
    std::optional<std::string> write_baseline;
    std::optional<std::string> compare;
    bool use_defaults = false;
    bool check_scripts = false;
    bool help = false;
    bool version = false;
};

/// Reads the command line.
[[nodiscard]] base::Result<Options> parse_options(const std::vector<std::string>& arguments);
/// The language of --lang, else English: the locale never changes what is printed. Works on broken command lines, too.
[[nodiscard]] base::Language language_of(const std::vector<std::string>& arguments);
/// What --help prints.
[[nodiscard]] const std::string& help_text(base::Language language);

}  // namespace csr::cli
