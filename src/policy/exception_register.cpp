#include "policy/exception_register.hpp"

#include <fmt/format.h>

#include "base/date.hpp"

namespace csr::policy {

namespace {

std::string day(syntax::NodeRef node, Mistakes& mistakes) {
    const std::optional<std::string> text = read_string(node, mistakes);
    if (!text || base::parse_day(*text)) return text.value_or("");
    mistakes.add(node, {fmt::format("\"{}\" is no day", *text), fmt::format("\"{}\" は日付ではありません", *text)},
                 {"write it as 2027-01-31", "2027-01-31 の形で書いてください"});
    return {};
}

std::string optional_text(syntax::NodeRef node, Mistakes& mistakes) { return read_string(node, mistakes).value_or(""); }

/// `target: PATTERN`, or a mapping of patterns.
TargetPattern read_pattern(syntax::NodeRef node, Mistakes& mistakes) {
    TargetPattern pattern;
    if (!node.valid()) return pattern;
    if (node.is_scalar()) {
        pattern.any = optional_text(node, mistakes);
        return pattern;
    }
    MappingReader reader(node, mistakes);
    pattern.document = optional_text(reader.take("document"), mistakes);
    pattern.kind = optional_text(reader.take("kind"), mistakes);
    pattern.id = optional_text(reader.take("id"), mistakes);
    pattern.type = optional_text(reader.take("type"), mistakes);
    pattern.stack = optional_text(reader.take("stack"), mistakes);
    pattern.construct = optional_text(reader.take("construct"), mistakes);
    reader.finish();
    return pattern;
}

std::string shown(const TargetPattern& pattern) {
    if (!pattern.any.empty()) return pattern.any;
    std::string text;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, value);
    };
    add("document", pattern.document);
    add("kind", pattern.kind);
    add("id", pattern.id);
    add("type", pattern.type);
    add("stack", pattern.stack);
    add("construct", pattern.construct);
    return text.empty() ? "*" : text;
}

WrittenException read_entry(syntax::NodeRef node, const source::Source& source, Mistakes& mistakes) {
    WrittenException entry;
    MappingReader reader(node, mistakes);
    const syntax::NodeRef rule = reader.take("rule");
    const syntax::NodeRef criterion = reader.take("criterion");
    if (reader.is_mapping() && rule.valid() == criterion.valid()) {
        mistakes.add(node, {"an exception is about one rule or one criterion", "例外の対象はルールか要件の 1 つです"},
                     {"write `rule: NAME` or `criterion: PACK:ID`",
                      "`rule: 名前` か `criterion: パック:番号` を書いてください"});
    }
    const syntax::NodeRef subject = rule.valid() ? rule : criterion;
    Exception& exception = entry.exception;
    exception.subject = optional_text(subject, mistakes);
    entry.scope.pattern = read_pattern(reader.require("target"), mistakes);
    exception.target = shown(entry.scope.pattern);
    exception.reason = optional_text(reader.require("reason"), mistakes);
    exception.owner = optional_text(reader.require("owner"), mistakes);
    exception.ticket = optional_text(reader.take("ticket"), mistakes);
    exception.expires = day(reader.require("expires"), mistakes);
    exception.approver = optional_text(reader.require("approver"), mistakes);
    reader.finish();
    exception.location = {&source, subject.valid() ? subject.span() : node.span()};
    return entry;
}

}  // namespace

ExceptionRegister read_register(std::string path, std::string bytes, Mistakes& mistakes) {
    ExceptionRegister result;
    result.source = std::make_unique<const source::Source>(std::move(path), std::move(bytes));
    result.tree = std::make_unique<const syntax::Tree>(syntax::parse_yaml(*result.source));
    mistakes.add_syntax(*result.tree);
    if (!result.tree->root().valid() || result.tree->root().is_null()) return result;
    MappingReader reader(result.tree->root(), mistakes);
    const syntax::NodeRef list = reader.require("exceptions");
    reader.finish();
    if (!list.valid() || list.is_null()) return result;
    if (!list.is_sequence()) {
        mistakes.add(list, {"expected a list of exceptions", "例外のリストが必要です"});
        return result;
    }
    for (const syntax::NodeRef item : list.items())
        result.entries.push_back(read_entry(item, *result.source, mistakes));
    return result;
}

}  // namespace csr::policy
