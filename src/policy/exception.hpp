#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "policy/verdict.hpp"

/// Exceptions: what somebody accepted to be so. Written in a register, as comments, or as template metadata; see
/// docs/exceptions.md.
namespace csr::policy {

/// What a register entry is limited to. Every member is a pattern with '*'; an empty one allows anything.
struct TargetPattern {
    std::string any;  ///< fits the id, the construct path or the document
    std::string document;
    std::string kind;
    std::string id;
    std::string type;
    std::string stack;
    std::string construct;
    [[nodiscard]] bool matches(const Target& target) const;
    /// Whether it leaves nothing out.
    [[nodiscard]] bool is_everything() const;
};

/// Which verdicts an exception can be about. Everything that is set has to fit.
struct ExceptionScope {
    TargetPattern pattern;
    Location place;          ///< the finding begins in it; no source: anywhere
    std::uint32_t line = 0;  ///< or: the finding's lines hold this one; 0: not used
    std::string document;    ///< the target's document; empty: any
    std::string id;          ///< the target's id; empty: any
    std::string construct;   ///< the target's construct or one around it; empty: any
    [[nodiscard]] bool covers(const Verdict& verdict) const;
};

/// An exception as it was found, before anything is known about its use.
struct WrittenException {
    Exception exception;
    ExceptionScope scope;
};

/// Splits "NAME reason" at the first white space; the reason comes without a leading dash or colon.
struct NameAndReason {
    std::string_view name;
    std::string_view reason;
};
[[nodiscard]] NameAndReason split_reason(std::string_view text);

/// An exception that cannot count; `why` says what it lacks.
void invalidate(Exception& exception, base::Text why);

}  // namespace csr::policy
