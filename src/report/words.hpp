#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "policy/rule.hpp"
#include "policy/verdict.hpp"

namespace csr::report {

/// The words of one language that every report for people shares.
class Words {
  public:
    explicit Words(base::Language language) : language_(language) {}

    [[nodiscard]] bool japanese() const { return language_ == base::Language::japanese; }
    [[nodiscard]] base::Language language() const { return language_; }
    /// "en" or "ja", as in HTML and BCP 47.
    [[nodiscard]] std::string_view code() const { return japanese() ? "ja" : "en"; }

    /// The one of both that is in this language.
    [[nodiscard]] std::string_view operator()(std::string_view english, std::string_view japanese_text) const {
        return japanese() ? japanese_text : english;
    }
    /// A text of a rule or catalogue, in the other language where this one lacks it.
    [[nodiscard]] const std::string& operator()(const base::Text& text) const {
        const std::string& wanted = text.in(language_);
        return wanted.empty() ? text.in(japanese() ? base::Language::english : base::Language::japanese) : wanted;
    }

    [[nodiscard]] std::string_view outcome(policy::Outcome outcome) const;
    [[nodiscard]] std::string_view severity(policy::Severity severity) const;
    [[nodiscard]] std::string_view input_kind(std::string_view kind) const;
    [[nodiscard]] std::string_view input_status(policy::InputStatus status) const;
    [[nodiscard]] std::string_view check_kind(policy::CheckKind kind) const;
    [[nodiscard]] std::string_view applicability(policy::Applicability applicability) const;
    /// "1 error", "3 errors", "3 件": `many` is the English plural.
    [[nodiscard]] std::string counted(std::uint64_t number, std::string_view one, std::string_view many) const;
    /// "AWS::S3::Bucket Assets in stack Web (App/Web/Assets)", made visible; what a verdict is about.
    [[nodiscard]] std::string target(const policy::Target& target) const;

  private:
    base::Language language_;
};

/// 1204 as "1,204".
[[nodiscard]] std::string grouped(std::uint64_t number);

/// The stable names that machine-readable formats use.
[[nodiscard]] std::string_view key_of(policy::Outcome outcome);
[[nodiscard]] std::string_view key_of(policy::Severity severity);
[[nodiscard]] std::string_view key_of(policy::InputStatus status);
[[nodiscard]] std::string_view key_of(policy::CheckKind kind);
[[nodiscard]] std::string_view key_of(policy::Applicability applicability);

/// "2026-11-22T03:04:05Z".
[[nodiscard]] std::string utc_time(std::int64_t seconds);

}  // namespace csr::report
