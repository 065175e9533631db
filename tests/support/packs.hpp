#pragma once

#include <string>
#include <vector>

#include "policy/pack.hpp"
#include "policy/pack_check.hpp"

namespace csr::test {

/// A rule that is right in every respect; tests replace one part of it.
inline const char* const good_rule = R"yaml(id: CSR9001
name: log-group-retention
title: {en: Logs are kept for 30 days, ja: ログは 30 日保持する}
why: {en: Because., ja: 理由。}
severity: error
requirements: [demo:1.1]
parameters: {days: 30}
target: {resource: AWS::Logs::LogGroup}
assert: has(self.RetentionInDays) && self.RetentionInDays == params.days
message: {en: "keeps logs for {self.RetentionInDays}", ja: "保持は {self.RetentionInDays}"}
fix: {applicability: safe, set: {path: RetentionInDays, to: params.days}}
tests:
  - {expect: pass, resource: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 30}}}
  - {expect: fail, at: /Properties/RetentionInDays, resource: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 90}}}
  - {expect: fail, resource: {Type: AWS::Logs::LogGroup}}
  - {expect: unknown, cause: parameter, resource: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: {Ref: Days}}}}
)yaml";

inline const char* const demo_pack = R"yaml(name: demo
version: 1.0.0
title: {en: Demo, ja: デモ}
description: {en: A pack for tests., ja: テスト用のパック。}
activities:
  deploys: {run: ['\bcdk deploy\b']}
retired: [CSR9999]
)yaml";

inline const char* const demo_requirements = R"yaml(document: {id: demo, number: "001", title: {en: Demo, ja: デモ}}
sections: [{id: "1", title: {en: One, ja: 一}}]
requirements:
  - {id: "1.1", text: {en: Logs are kept., ja: ログを残す。}, source: {document: "001", section: "1"}, check: automatic}
)yaml";

/// `text` with the first `from` replaced by `to`; empty when there is no such part, so that a test notices.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t place = text.find(from);
    if (place == std::string::npos) return {};
    return text.replace(place, from.size(), to);
}

/// The demo pack with `rules`, each a file name and its text; unchecked.
inline policy::Pack pack_of(const std::vector<policy::PackFile>& rules, policy::Mistakes& mistakes) {
    std::vector<policy::PackFile> files{{"demo/pack.yaml", demo_pack}, {"demo/requirements.yaml", demo_requirements}};
    files.insert(files.end(), rules.begin(), rules.end());
    return policy::read_pack("demo", std::move(files), mistakes);
}

/// What the pack checker says about one rule, in the file log-group-retention.yaml.
inline std::vector<base::Error> mistakes_in(const std::string& rule) {
    policy::Mistakes mistakes;
    std::vector<policy::Pack> packs;
    packs.push_back(pack_of({{"demo/log-group-retention.yaml", rule}}, mistakes));
    policy::check_packs(packs, {}, mistakes);
    return mistakes.take();
}

}  // namespace csr::test
