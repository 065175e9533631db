#include "report/rule_texts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "report/json.hpp"
#include "report/json_parts.hpp"
#include "report/json_writer.hpp"
#include "report/layout.hpp"
#include "report/markdown_text.hpp"
#include "report/unicode.hpp"
#include "report/words.hpp"

namespace csr::report {

namespace {

Tone tone_of(policy::Severity severity) {
    switch (severity) {
        case policy::Severity::error:
            return Tone::error;
        case policy::Severity::warning:
            return Tone::warning;
        case policy::Severity::note:
            return Tone::note;
    }
    return Tone::plain;
}

const policy::Requirement* find_requirement(const Catalogues& catalogues, const policy::RequirementId& id) {
    for (const policy::Catalogue& catalogue : catalogues) {
        for (const policy::Requirement& requirement : catalogue.requirements) {
            if (requirement.id == id) return &requirement;
        }
    }
    return nullptr;
}

/// "003, section 1.2: Title".
std::string source_of(const policy::Requirement& requirement, const Catalogues& catalogues, const Words& words) {
    std::string text = visible(requirement.source_document);
    if (requirement.source_section.empty()) return text;
    if (!text.empty()) text += words(", section ", " 第 ");
    text += visible(requirement.source_section);
    if (!requirement.source_document.empty()) text += words("", " 節");
    for (const policy::Catalogue& catalogue : catalogues) {
        if (catalogue.document != requirement.id.document) continue;
        for (const policy::Section& section : catalogue.sections) {
            if (section.id == requirement.source_section) return text + ": " + prose(words(section.title));
        }
    }
    return text;
}

std::string joined_requirements(const policy::RuleInfo& rule) {
    std::string text;
    for (const policy::RequirementId& id : rule.requirements) text += (text.empty() ? "" : ", ") + id.full();
    return text;
}

/// Text in paragraphs and lists within the terminal's width.
class Page {
  public:
    explicit Page(const Options& options) : options_(options), paint_(options.colour) {}

    void paragraph(const std::string& text) { write(text, "", Tone::plain); }
    void heading(std::string_view text) { out_ += "\n" + paint_(Tone::strong, text) + "\n"; }
    void item(const std::string& text) { write(text, "  ", Tone::plain); }
    void raw(const std::string& text) { out_ += text; }
    [[nodiscard]] const Painter& paint() const { return paint_; }
    std::string take() { return std::move(out_); }

  private:
    void write(const std::string& text, const std::string& indent, Tone tone) {
        const std::size_t room = options_.width > indent.size() + 30 ? options_.width - indent.size() : 30;
        for (const std::string& line : wrapped(text, room)) out_ += indent + paint_(tone, line) + "\n";
    }

    const Options& options_;
    Painter paint_;
    std::string out_;
};

}  // namespace

std::string write_rule_explanation(const policy::RuleInfo& rule, const Catalogues& catalogues, const Options& options) {
    const Words words(options.language);
    Page page(options);
    const Painter& paint = page.paint();
    page.raw(paint(Tone::strong, visible(rule.id)) + " [" + visible(rule.name) + "] " +
             paint(tone_of(rule.severity), words.severity(rule.severity)) + "\n");
    page.paragraph(prose(words(rule.title)));
    if (!rule.why.empty()) {
        page.heading(words("Why", "理由"));
        page.item(prose(words(rule.why)));
    }
    if (!rule.requirements.empty()) page.heading(words("Requirements", "要件"));
    for (const policy::RequirementId& id : rule.requirements) {
        const policy::Requirement* requirement = find_requirement(catalogues, id);
        page.item(visible(id.full()) + (requirement == nullptr ? "" : " " + prose(words(requirement->text))));
    }
    if (!rule.equivalents.empty()) page.heading(words("The same control in other tools", "他ツールの同等ルール"));
    for (const auto& [peer, ids] : rule.equivalents) {
        std::string text = visible(peer) + ":";
        for (const std::string& id : ids) text += " " + visible(id);
        page.item(text);
    }
    page.heading(words("About this rule", "このルールについて"));
    page.item(std::string(words("pack: ", "パック: ")) + visible(rule.pack));
    if (!rule.security_severity.empty()) {
        page.item(std::string(words("security severity: ", "セキュリティ深刻度: ")) + visible(rule.security_severity));
    }
    if (!rule.enabled) page.item(std::string(words("disabled by the selection", "選択により無効")));
    return page.take();
}

std::string write_requirement_explanation(const policy::Requirement& requirement, const Catalogues& catalogues,
                                          const Rules& rules, const Options& options) {
    const Words words(options.language);
    Page page(options);
    page.raw(page.paint()(Tone::strong, visible(requirement.id.full())) + "\n");
    page.paragraph(prose(words(requirement.text)));
    page.heading(words("Source", "出典"));
    page.item(source_of(requirement, catalogues, words));
    page.heading(words("How it is checked", "確認方法"));
    page.item(std::string(words.check_kind(requirement.check)));
    if (!requirement.look_at.empty()) {
        page.item(std::string(words("look at: ", "確認すること: ")) + prose(words(requirement.look_at)));
    }
    page.heading(words("Rules", "ルール"));
    bool has_rule = false;
    for (const auto& rule : rules) {
        if (std::find(rule->requirements.begin(), rule->requirements.end(), requirement.id) ==
            rule->requirements.end()) {
            continue;
        }
        has_rule = true;
        page.item(visible(rule->id) + " [" + visible(rule->name) + "] " + prose(words(rule->title)) +
                  (rule->enabled ? "" : std::string(words(" (disabled)", "(無効)"))));
    }
    if (!has_rule) page.item(std::string(words("none", "なし")));
    return page.take();
}

std::string write_rules_text(const Rules& rules, const Options& options) {
    const Words words(options.language);
    const Painter paint(options.colour);
    std::size_t name_columns = 0;
    std::size_t severity_columns = 0;
    for (const auto& rule : rules) {
        name_columns = std::max(name_columns, columns_of(visible(rule->name)));
        severity_columns = std::max(severity_columns, columns_of(words.severity(rule->severity)));
    }
    std::string out;
    for (const auto& rule : rules) {
        out += paint(Tone::strong, visible(rule->id)) + "  " + padded(visible(rule->name), name_columns) + "  " +
               paint(tone_of(rule->severity), padded(words.severity(rule->severity), severity_columns)) + "  " +
               prose(words(rule->title));
        if (!rule->enabled) out += paint(Tone::faint, words(" (disabled)", "(無効)"));
        out += '\n';
    }
    return out + words.counted(rules.size(), "rule", "rules") + "\n";
}

std::string write_rules_json(const Rules& rules, const Options& options) {
    const Words words(options.language);
    JsonWriter json(2);
    json.begin_object();
    json.text("schema_version", json_schema_version);
    write_tool(json, options);
    json.text("language", words.code());
    json.begin_array("rules");
    for (const auto& rule : rules) write_rule(json, *rule, words);
    json.end_array();
    json.end_object();
    return json.take();
}

std::string write_rules_markdown(const Rules& rules, const Options& options) {
    const Words words(options.language);
    std::string out =
        fmt::format("| {} | {} | {} | {} | {} |\n|---|---|---|---|---|\n", words("Id", "番号"), words("Name", "名前"),
                    words("Severity", "重大度"), words("What it wants", "内容"), words("Requirements", "要件"));
    for (const auto& rule : rules) {
        out += fmt::format("| {} | {} | {} | {} | {} |\n", markdown(rule->id), markdown_code(rule->name),
                           words.severity(rule->severity), markdown(words(rule->title)),
                           markdown(joined_requirements(*rule)));
    }
    return out;
}

}  // namespace csr::report
