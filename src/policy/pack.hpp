#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/lazy.hpp"
#include "policy/decode.hpp"
#include "policy/rule.hpp"
#include "policy/rule_file.hpp"
#include "policy/verdict.hpp"

/// Rule packs: a folder with pack.yaml, catalogues of requirements and one file per rule.
namespace csr::policy {

/// How a step is recognised as doing something ("deploys"): RE2 patterns for its script, for its action, and for the
/// script that it gives to an action (`with.script`).
struct ActivityPatterns {
    std::vector<std::string> run;
    std::vector<std::string> uses;
    std::vector<std::string> script;
};

/// By the activity's name.
using Activities = std::map<std::string, ActivityPatterns>;

/// A contradiction of documents, with what choosing each side sets for rules.
struct PackConflict {
    Conflict conflict;
    std::vector<syntax::NodeRef> settings;  ///< by side, as in a configuration's `rules`; invalid: nothing
    syntax::NodeRef place;                  ///< of its id
};

/// The file conflicts.yaml of a pack (schemas/conflicts.schema.json). Nodes point into `tree`.
struct ConflictFile {
    std::unique_ptr<const source::Source> source;
    std::unique_ptr<const syntax::Tree> tree;
    std::vector<std::string> documents;  ///< that no catalogue covers
    std::vector<PackConflict> conflicts;
};

/// One file of a pack.
struct PackFile {
    std::string path;   ///< as mistakes name it; its last name tells what it is
    std::string bytes;  ///< its text
};

/// What tells whether a run needs a rule.
struct RuleHead {
    std::string id;
    std::string name;
    std::string pack;
    Severity severity = Severity::error;
    TargetKind target = TargetKind::resource;
    std::vector<std::string> resource_types;  ///< "*" is every type
    bool with_actions = false;                ///< see RuleFile
};

/// A rule of a pack. The file of a built-in one is read when something of it but its head is first asked for.
class PackRule {
  public:
    PackRule(RuleHead head, std::function<std::unique_ptr<RuleFile>()> read)
        : head_(std::move(head)), file_(std::move(read)) {}
    explicit PackRule(std::unique_ptr<RuleFile> file);

    [[nodiscard]] const RuleHead& head() const { return head_; }
    [[nodiscard]] bool is_called(std::string_view id_or_name) const {
        return head_.id == id_or_name || head_.name == id_or_name;
    }
    [[nodiscard]] const RuleFile& operator*() const { return **file_; }
    [[nodiscard]] const RuleFile* operator->() const { return &**this; }

  private:
    RuleHead head_;
    base::Lazy<std::unique_ptr<RuleFile>> file_;
};

/// A catalogue of a pack, read when something of it but its name is first asked for.
struct PackCatalogue {
    std::string document;
    base::Lazy<Catalogue> rows;
};

/// Everything a pack's folder says.
struct Pack {
    PackInfo info;
    base::Text description;
    Activities activities;
    std::vector<std::string> retired;       ///< ids of rules that are gone; never used again
    bool by_default = true;                 ///< used where nobody names packs
    std::vector<PackCatalogue> catalogues;  ///< in the order of the files: requirements.yaml comes first
    std::optional<base::Lazy<ConflictFile>> conflicts;
    std::vector<PackRule> rules;  ///< by id
};

/// Reads a mapping of activities, as in pack.yaml and in a user's configuration.
[[nodiscard]] Activities read_activities(syntax::NodeRef node, Mistakes& mistakes);

/// Reads the files of one pack; `folder` is what mistakes about the pack as a whole name. Only the form is checked.
[[nodiscard]] Pack read_pack(const std::string& folder, std::vector<PackFile> files, Mistakes& mistakes);

/// The packs compiled into the program. They have passed check_packs when the program was built. Without tests, for
/// runs, of their rules only the heads are read at once.
[[nodiscard]] std::vector<Pack> built_in_packs(bool with_tests = true);

}  // namespace csr::policy
