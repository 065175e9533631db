#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"
#include "policy/rule.hpp"
#include "source/source.hpp"

namespace csr::policy {

/// The answer of one rule about one target. `excepted` is a fail or an unknown that an exception accepts.
enum class Outcome : std::uint8_t { pass, fail, unknown, not_applicable, excepted };

/// A place in a file. Positions are computed by the reports, through source->lines().
struct Location {
    const source::Source* source = nullptr;  ///< never null in a verdict; the sources outlive the run
    source::Span span;
    bool operator==(const Location&) const = default;
};

/// A further place with its own words.
struct Related {
    Location location;
    base::Text message;
};

/// How a finding comes about.
struct Flow {
    base::Text story;            ///< in one line, as a person would tell it
    std::vector<Related> steps;  ///< what happens, in order; never empty
};

/// What was judged.
struct Target {
    std::string document;        ///< path of the template, workflow or configuration
    std::string kind;            ///< "resource", "template", "config", "workflow", "job", "step", "project"
    std::string id;              ///< logical id, job id, JOB/STEP, or the path; empty for the project
    std::string type;            ///< resource type; empty otherwise
    std::string stack;           ///< stack name; empty outside templates
    std::string construct_path;  ///< aws:cdk:path; empty when there is none
};

/// How far a fix can be trusted.
enum class Applicability : std::uint8_t { display_only, is_unsafe, safe };

/// One replacement of text.
struct Edit {
    Location location;
    std::string replacement;
};

struct Fix {
    Applicability applicability = Applicability::display_only;
    base::Text description;   ///< what to do, as an imperative
    std::vector<Edit> edits;  ///< empty when the fix is only told
};

/// Where an exception is written.
enum class ExceptionOrigin : std::uint8_t { registered, comment, metadata };

/// What became of an exception.
enum class ExceptionState : std::uint8_t {
    used,       ///< it accepts at least one verdict, or a criterion that files do not decide
    unused,     ///< there is nothing that it could accept
    idle,       ///< whether it is needed was not judged: its rules did not run, or not everything was looked at
    expired,    ///< its day has passed: it accepts nothing
    forbidden,  ///< its rule allows no exceptions
    refused,    ///< the configuration, or the revision that counts, does not take it
    invalid,    ///< it says too little, or names nothing
};

/// What somebody accepted to be so, with who, why and how long.
struct Exception {
    ExceptionOrigin origin = ExceptionOrigin::registered;
    std::string peer;                ///< whose suppression it is: "checkov"; empty for csr-lint's own
    std::string subject;             ///< the rule or criterion as written, or the peer's rule id
    std::vector<std::string> rules;  ///< ids of the rules it covers
    std::string target;              ///< what it is limited to, as written or shown; never empty
    std::string reason;
    std::string owner;  ///< this and the following only where they are written
    std::string ticket;
    std::string expires;  ///< the last day it holds: "2027-01-31"
    std::string approver;
    Location location;  ///< where it is written
    ExceptionState state = ExceptionState::unused;
    base::Text why;  ///< of a state that is neither used nor unused
    std::uint64_t uses = 0;
};

/// The answer of one rule about one target, with what decided it.
struct Verdict {
    const RuleInfo* rule = nullptr;
    Outcome outcome = Outcome::unknown;
    Outcome judged = Outcome::unknown;     ///< for excepted: what it would be without the exception
    const Exception* exception = nullptr;  ///< for excepted: never null
    bool known = false;                    ///< the baseline has it: it is shown, but is no new finding
    Target target;
    Location location;    ///< the narrowest place that decided; the target itself for a pass
    source::Span extent;  ///< all of the item that was judged, in the location's source; empty without one
    std::vector<Related> related;
    std::optional<Flow> flow;  ///< of a fail that a refuted proof decided: its counterexample
    std::vector<base::Text>
        scenario;  ///< the choices under which a finding holds: `IsProd is false`; empty when it always holds
    std::vector<base::Text> because;  ///< for unknown: each cause with what would settle it; for not applicable: why
    base::Text message;               ///< for fail and unknown; empty otherwise
    std::optional<Fix> fix;
    std::vector<std::string> causes;  ///< `because` of an unknown for programs: "parameter:Encrypt"
};

/// How reading one input went.
enum class InputStatus : std::uint8_t { ok, syntax_error, unreadable, not_judged };

/// A file that the run looked at.
struct Input {
    std::string path;
    std::string sha256;  ///< lower-case hex; empty when it could not be read
    std::string kind;    ///< "template", "assembly", "workflow", "config", "parameters", "action", "document", "other"
    InputStatus status = InputStatus::ok;
    std::uint64_t size = 0;  ///< bytes
};

/// Something that kept a file from being read or analysed, with its place. Any of them makes the exit status 3.
struct Problem {
    Location location;  ///< source is null when the file could not be read at all
    std::string path;   ///< always set
    base::Text message;
    base::Text hint;    ///< may be empty
    bool fatal = true;  ///< false for what only deserves a mention (an assembly older than its sources)
};

struct PackInfo {
    std::string name;
    base::Text title;
    std::string version;
    std::string sha256;  ///< of the pack's files, in the order of their names
};

/// What one document says where documents contradict each other.
struct ConflictSide {
    std::string document;  ///< "003"
    std::string section;
    base::Text says;
};

/// Documents that contradict each other, and which of them counts.
struct Conflict {
    std::string pack;
    std::string id;  ///< "log-retention"
    base::Text topic;
    std::vector<ConflictSide> sides;  ///< at least two
    std::string follows;              ///< the document that counts in this run
    std::string usual;                ///< the one that counts without a configuration
    base::Text why;                   ///< why that one
    std::vector<std::string> rules;   ///< names of the rules that the choice changes or that judge it
};

/// The totals of a run.
struct Summary {
    std::uint64_t pass = 0;
    std::uint64_t fail = 0;
    std::uint64_t unknown = 0;
    std::uint64_t not_applicable = 0;
    std::uint64_t excepted = 0;
    std::uint64_t known = 0;   ///< findings that the baseline has
    std::uint64_t errors = 0;  ///< fails by severity, without those that the baseline has
    std::uint64_t warnings = 0;
    std::uint64_t notes = 0;

    /// All verdicts, listed or not.
    [[nodiscard]] std::uint64_t total() const { return pass + fail + unknown + not_applicable + excepted; }
};

/// The verdicts that a run counts but does not list: passes and what did not apply, where the report shows neither.
struct Unlisted {
    std::uint64_t pass = 0;
    std::uint64_t not_applicable = 0;
    std::vector<const RuleInfo*> passed;         ///< the rules with a pass, by id
    std::vector<const source::Source*> sources;  ///< where they lie
};

/// Everything a report can tell about one run. Sorted: inputs by path, rules by id, verdicts by path, position, rule,
/// target.
struct Run {
    std::vector<PackInfo> packs;
    std::vector<Catalogue> catalogues;
    std::vector<Conflict> conflicts;
    std::vector<std::unique_ptr<const RuleInfo>> rules;  ///< also the disabled ones
    std::vector<Input> inputs;
    std::vector<Problem> problems;
    std::vector<Verdict> verdicts;
    Unlisted unlisted;
    std::vector<std::unique_ptr<const Exception>> exceptions;  ///< by path and position
    std::vector<Input> settings;  ///< the files that steer the run: configuration, register of exceptions, baseline ...
    Summary summary;
    std::string root;                       ///< what paths are relative to, as the user sees it
    std::vector<std::string> command_line;  ///< without the program's own path
};

}  // namespace csr::policy
