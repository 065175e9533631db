#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace csr::policy {

enum class Severity : std::uint8_t { note, warning, error };

/// "goal-mandala:1.2.6": a row of a requirement catalogue.
struct RequirementId {
    std::string document;  ///< a catalogue's
    std::string id;
    auto operator<=>(const RequirementId&) const = default;
    /// "goal-mandala:1.2.6".
    [[nodiscard]] std::string full() const { return document + ":" + id; }
};

/// What reports need to know of a rule. The compiled expressions live elsewhere (see rule_program.hpp).
struct RuleInfo {
    std::string id;    ///< "CSR2104", never reused
    std::string name;  ///< "log-group-retention", equals the file name
    std::string pack;
    base::Text title;
    base::Text why;
    Severity severity = Severity::error;
    std::string security_severity;  ///< "5.3"; empty for a rule that is not about security
    std::vector<RequirementId> requirements;
    std::map<std::string, std::vector<std::string>> equivalents;  ///< peer -> the peer's rule ids
    std::vector<std::string> narrows;                             ///< names of rules of which this is a special case
    bool enabled = true;                                          ///< false when the selection leaves it out
    bool exceptions_forbidden = false;                            ///< nobody may accept what it finds
    std::string sha256;                                           ///< of the rule's file: the rule's version
};

/// How a criterion is checked, as its catalogue says.
enum class CheckKind : std::uint8_t { automatic, partly, manual, runtime };

/// One row of a requirement catalogue.
struct Requirement {
    RequirementId id;
    base::Text text;
    std::string source_document;  ///< "003"
    std::string source_section;   ///< "1.2"
    CheckKind check = CheckKind::manual;
    base::Text look_at;  ///< what an auditor looks at where files do not decide; empty for automatic ones
    std::vector<std::uint64_t> source_items = {};  ///< which bullets and table rows of the section it covers, from 1
};

/// A heading of a requirement catalogue.
struct Section {
    std::string id;  ///< "1.2"
    base::Text title;
};

/// One requirement document: what a pack's rules refer to.
struct Catalogue {
    std::string document;  ///< the name in ids: its pack's, or that and the end of the file's name ("PACK-design")
    std::string pack;
    std::string number;  ///< as sources and conflicts call the document: "003"
    base::Text title;
    std::vector<Section> sections;          ///< in document order
    std::vector<Requirement> requirements;  ///< in document order
};

}  // namespace csr::policy
