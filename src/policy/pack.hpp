#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "policy/decode.hpp"
#include "policy/rule.hpp"
#include "policy/rule_file.hpp"
#include "policy/verdict.hpp"

/// Rule packs: a folder with pack.yaml, requirements.yaml and one file per rule.
namespace csr::policy {

/// How a step is recognised as doing something ("deploys"): RE2 patterns for its script and for its action.
struct ActivityPatterns {
    std::vector<std::string> run;
    std::vector<std::string> uses;
};

/// By the activity's name.
using Activities = std::map<std::string, ActivityPatterns>;

/// One file of a pack.
struct PackFile {
    std::string path;   ///< as mistakes name it; its last name tells what it is
    std::string bytes;  ///< its text
};

/// Everything a pack's folder says.
struct Pack {
    PackInfo info;
    base::Text description;
    Activities activities;
    std::vector<std::string> retired;  ///< ids of rules that are gone; never used again
    std::optional<Catalogue> catalogue;
    std::vector<std::unique_ptr<RuleFile>> rules;  ///< by id
};

/// Reads a mapping of activities, as in pack.yaml and in a user's configuration.
[[nodiscard]] Activities read_activities(syntax::NodeRef node, Mistakes& mistakes);

/// Reads the files of one pack; `folder` is what mistakes about the pack as a whole name. Only the form is checked.
[[nodiscard]] Pack read_pack(const std::string& folder, std::vector<PackFile> files, Mistakes& mistakes);

/// The packs compiled into the program. They have passed check_packs when the program was built.
[[nodiscard]] std::vector<Pack> built_in_packs();

}  // namespace csr::policy
