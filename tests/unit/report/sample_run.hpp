#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "policy/verdict.hpp"
#include "report/options.hpp"
#include "source/source.hpp"

namespace csr::report::test {

/// A hand-made run together with the sources its locations point into.
class Sample {
  public:
    Sample() = default;
    Sample(const Sample&) = delete;
    Sample& operator=(const Sample&) = delete;

    const source::Source& source(std::string path, std::string bytes) {
        return sources_.emplace_back(std::move(path), std::move(bytes));
    }
    const policy::RuleInfo* rule(policy::RuleInfo info) {
        run.rules.push_back(std::make_unique<const policy::RuleInfo>(std::move(info)));
        return run.rules.back().get();
    }
    /// Adds to the verdicts and to the totals.
    policy::Verdict& verdict(policy::Verdict verdict);

    policy::Run run;

  private:
    std::deque<source::Source> sources_;
};

/// The place of the `count`th occurrence of `text` in `source`; the whole source when there is none.
policy::Location at(const source::Source& source, std::string_view text, std::size_t count = 1);

policy::RuleInfo make_rule(std::string id, std::string name, policy::Severity severity);

/// One of everything a report can show: each outcome, severity and problem, scenarios, related places, fixes, Japanese
/// source text, a requirement of each kind.
std::unique_ptr<Sample> whole_sample();

/// A run in which every name and text is hostile: terminal escapes, bidirectional controls, markup, broken UTF-8.
std::unique_ptr<Sample> hostile_sample();

/// Options with a tool version and everything else as it is by default.
Options sample_options(base::Language language = base::Language::english);

}  // namespace csr::report::test
