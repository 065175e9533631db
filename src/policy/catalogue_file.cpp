#include "policy/catalogue_file.hpp"

#include <array>
#include <charconv>
#include <fmt/format.h>
#include <set>

namespace csr::policy {

namespace {

constexpr std::array check_kinds{
    Choice<CheckKind>{"automatic", CheckKind::automatic}, Choice<CheckKind>{"partly", CheckKind::partly},
    Choice<CheckKind>{"manual", CheckKind::manual}, Choice<CheckKind>{"runtime", CheckKind::runtime}};

constexpr std::string_view name_start = "requirements-";
constexpr std::string_view name_end = ".yaml";

/// Reads the three parts of a catalogue.
class CatalogueReader {
  public:
    CatalogueReader(const std::string& pack, const std::string& document, Mistakes& mistakes) : mistakes_(mistakes) {
        catalogue_.pack = pack;
        catalogue_.document = document;
    }

    Catalogue read(syntax::NodeRef root) {
        MappingReader reader(root, mistakes_);
        read_document(reader.require("document"));
        for (const syntax::NodeRef item : list(reader.require("sections"))) read_section(item);
        for (const syntax::NodeRef item : list(reader.require("requirements"))) read_requirement(item);
        reader.finish();
        return std::move(catalogue_);
    }

  private:
    std::vector<syntax::NodeRef> list(syntax::NodeRef node) {
        std::vector<syntax::NodeRef> items;
        if (!node.valid()) return items;
        if (!node.is_sequence()) mistakes_.add(node, {"expected a list", "リストが必要です"});
        for (const syntax::NodeRef item : node.items()) items.push_back(item);
        return items;
    }

    void read_document(syntax::NodeRef node) {
        MappingReader reader(node, mistakes_);
        const syntax::NodeRef id = reader.require("id");
        const std::string name = read_string(id, mistakes_).value_or("");
        if (!name.empty() && name != catalogue_.document) {
            mistakes_.add(id,
                          {fmt::format("the document is called \"{}\"", catalogue_.document),
                           fmt::format("文書の名前は \"{}\" です", catalogue_.document)},
                          {"requirements.yaml holds PACK, requirements-WORD.yaml PACK-WORD",
                           "requirements.yaml は PACK、requirements-WORD.yaml は PACK-WORD です"});
        }
        catalogue_.number = read_string(reader.require("number"), mistakes_).value_or("");
        catalogue_.title = read_text(reader.require("title"), mistakes_);
        reader.finish();
    }

    void read_section(syntax::NodeRef node) {
        MappingReader reader(node, mistakes_);
        const syntax::NodeRef id = reader.require("id");
        Section section;
        section.id = read_string(id, mistakes_).value_or("");
        section.title = read_text(reader.require("title"), mistakes_);
        reader.finish();
        if (!section.id.empty() && !sections_.insert(section.id).second) doubled(id, section.id);
        catalogue_.sections.push_back(std::move(section));
    }

    void read_requirement(syntax::NodeRef node) {
        MappingReader reader(node, mistakes_);
        const syntax::NodeRef id = reader.require("id");
        Requirement requirement;
        requirement.id = {catalogue_.document, read_string(id, mistakes_).value_or("")};
        requirement.text = read_text(reader.require("text"), mistakes_);
        read_source(reader.require("source"), requirement);
        requirement.check =
            read_choice<CheckKind>(reader.require("check"), check_kinds, mistakes_).value_or(CheckKind::manual);
        const syntax::NodeRef look_at =
            requirement.check == CheckKind::automatic ? reader.take("look_at") : reader.require("look_at");
        requirement.look_at = read_text(look_at, mistakes_);
        reader.finish();
        if (!requirement.id.id.empty() && !requirements_.insert(requirement.id.id).second)
            doubled(id, requirement.id.id);
        catalogue_.requirements.push_back(std::move(requirement));
    }

    void read_source(syntax::NodeRef node, Requirement& requirement) {
        MappingReader reader(node, mistakes_);
        const syntax::NodeRef document = reader.require("document");
        requirement.source_document = read_string(document, mistakes_).value_or("");
        if (document.valid() && requirement.source_document != catalogue_.number) {
            mistakes_.add(document,
                          {fmt::format("this catalogue is of document \"{}\"", catalogue_.number),
                           fmt::format("このカタログは文書 \"{}\" のものです", catalogue_.number)},
                          {"another document has a catalogue of its own", "別の文書には別のカタログを作ってください"});
        }
        const syntax::NodeRef section = reader.require("section");
        for (const syntax::NodeRef item : list(reader.take("items"))) {
            std::uint64_t number = 0;
            const std::string_view text = item.text();
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (error != std::errc() || end != text.data() + text.size() || number == 0)
                mistakes_.add(item, {"expected a number from 1", "1 以上の番号が必要です"});
            requirement.source_items.push_back(number);
        }
        requirement.source_section = read_string(section, mistakes_).value_or("");
        reader.finish();
        if (requirement.source_section.empty() || sections_.contains(requirement.source_section)) return;
        mistakes_.add(section,
                      {fmt::format("there is no section \"{}\"", requirement.source_section),
                       fmt::format("節 \"{}\" はありません", requirement.source_section)},
                      {"add it to `sections:`", "`sections:` に追加してください"});
    }

    void doubled(syntax::NodeRef place, const std::string& id) {
        mistakes_.add(place,
                      {fmt::format("the id \"{}\" stands twice", id), fmt::format("ID \"{}\" が重複しています", id)},
                      {"ids are unique", "ID は一意でなければなりません"});
    }

    Mistakes& mistakes_;
    Catalogue catalogue_;
    std::set<std::string> sections_;
    std::set<std::string> requirements_;
};

}  // namespace

bool is_catalogue_name(std::string_view file) {
    return file == "requirements.yaml" || (file.starts_with(name_start) && file.ends_with(name_end) &&
                                           file.size() > name_start.size() + name_end.size());
}

std::string document_of(std::string_view file, std::string_view pack) {
    if (!file.starts_with(name_start)) return std::string(pack);
    file.remove_prefix(name_start.size());
    return fmt::format("{}-{}", pack, file.substr(0, file.size() - name_end.size()));
}

Catalogue read_catalogue(const syntax::Tree& tree, const std::string& pack, const std::string& document,
                         Mistakes& mistakes) {
    mistakes.add_syntax(tree);
    if (!tree.root().valid()) return {};
    return CatalogueReader(pack, document, mistakes).read(tree.root());
}

}  // namespace csr::policy
