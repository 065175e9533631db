#include "policy/conflict_file.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "policy/selection.hpp"

namespace csr::policy {

namespace {

/// Reads one entry of the list.
class ConflictReader {
  public:
    ConflictReader(const std::string& pack, Mistakes& mistakes) : pack_(pack), mistakes_(mistakes) {}

    PackConflict read(syntax::NodeRef node) {
        PackConflict result;
        Conflict& conflict = result.conflict;
        MappingReader reader(node, mistakes_);
        result.place = reader.require("id");
        conflict.pack = pack_;
        conflict.id = read_string(result.place, mistakes_).value_or("");
        conflict.topic = read_text(reader.require("topic"), mistakes_);
        conflict.rules = read_strings(reader.take("rules"), mistakes_);
        const syntax::NodeRef says = reader.require("says");
        if (says.valid() && (!says.is_sequence() || says.size() < 2)) {
            mistakes_.add(says, {"a contradiction has at least two sides", "矛盾には 2 つ以上の文書が必要です"});
        } else if (says.valid()) {
            for (const syntax::NodeRef side : says.items()) read_side(side, result);
        }
        const syntax::NodeRef follows = reader.require("follows");
        conflict.follows = conflict.usual = read_string(follows, mistakes_).value_or("");
        conflict.why = read_text(reader.require("why"), mistakes_);
        reader.finish();
        check_document(conflict, conflict.follows, follows);
        return result;
    }

  private:
    void read_side(syntax::NodeRef node, PackConflict& result) {
        MappingReader reader(node, mistakes_);
        ConflictSide side;
        side.document = read_string(reader.require("document"), mistakes_).value_or("");
        side.section = read_string(reader.require("section"), mistakes_).value_or("");
        side.says = read_text(reader.require("text"), mistakes_);
        const syntax::NodeRef settings = reader.take("settings");
        reader.finish();
        result.conflict.sides.push_back(std::move(side));
        result.settings.push_back(settings);
    }

    void check_document(const Conflict& conflict, const std::string& document, syntax::NodeRef place) {
        if (document.empty() ||
            std::ranges::any_of(conflict.sides, [&](const ConflictSide& side) { return side.document == document; }))
            return;
        mistakes_.add(place,
                      {fmt::format("no side is of document \"{}\"", document),
                       fmt::format("文書 \"{}\" の記載がありません", document)},
                      {"name the document of one of `says`", "`says` のいずれかの文書を書いてください"});
    }

    const std::string& pack_;
    Mistakes& mistakes_;
};

void check_settings(const PackConflict& conflict, std::span<const Pack> all, Mistakes& mistakes) {
    Selection settings;
    for (const syntax::NodeRef side : conflict.settings) {
        if (!side.valid()) continue;
        for (const syntax::NodeRef::Pair pair : side.pairs())
            settings.settings.insert_or_assign(std::string(pair.key.text()), read_setting(pair, mistakes));
        check_selection(settings, all, mistakes);
        settings.settings.clear();
    }
}

/// The numbers of the documents that the catalogues of the packs cover.
std::set<std::string> numbers_of(std::span<const Pack> packs, std::span<const Pack> known) {
    std::set<std::string> numbers;
    for (const std::span<const Pack> group : {packs, known}) {
        for (const Pack& pack : group) {
            for (const PackCatalogue& catalogue : pack.catalogues) numbers.insert(catalogue.rows->number);
        }
    }
    return numbers;
}

void check_documents(const ConflictFile& file, std::set<std::string> numbers, Mistakes& mistakes) {
    numbers.insert(file.documents.begin(), file.documents.end());
    for (const PackConflict& conflict : file.conflicts) {
        for (const ConflictSide& side : conflict.conflict.sides) {
            if (side.document.empty() || numbers.contains(side.document)) continue;
            mistakes.add(conflict.place,
                         {fmt::format("no catalogue is of document \"{}\"", side.document),
                          fmt::format("文書 \"{}\" のカタログはありません", side.document)},
                         {"name a catalogue's number, or declare it under `documents`",
                          "カタログの番号を書くか、`documents` で宣言してください"});
        }
    }
}

}  // namespace

ConflictFile read_conflicts(std::string path, std::string bytes, const std::string& pack, Mistakes& mistakes) {
    ConflictFile file;
    file.source = std::make_unique<const source::Source>(std::move(path), std::move(bytes));
    file.tree = std::make_unique<const syntax::Tree>(syntax::parse_yaml(*file.source));
    mistakes.add_syntax(*file.tree);
    if (!file.tree->root().valid()) return file;
    MappingReader reader(file.tree->root(), mistakes);
    const syntax::NodeRef documents = reader.take("documents");
    const syntax::NodeRef list = reader.require("conflicts");
    reader.finish();
    if (const MappingReader declared(documents, mistakes); documents.valid() && declared.is_mapping()) {
        for (const syntax::NodeRef::Pair pair : documents.pairs()) {
            file.documents.emplace_back(pair.key.text());
            (void)read_text(pair.value, mistakes);
        }
    }
    if (!list.valid()) return file;
    if (!list.is_sequence()) mistakes.add(list, {"expected a list", "リストが必要です"});
    std::set<std::string> ids;
    for (const syntax::NodeRef item : list.items()) {
        file.conflicts.push_back(ConflictReader(pack, mistakes).read(item));
        const PackConflict& conflict = file.conflicts.back();
        if (conflict.place.valid() && !ids.insert(conflict.conflict.id).second) {
            mistakes.add(conflict.place, {fmt::format("the id \"{}\" stands twice", conflict.conflict.id),
                                          fmt::format("ID \"{}\" が重複しています", conflict.conflict.id)});
        }
    }
    return file;
}

void check_conflicts(std::span<const Pack> packs, std::span<const Pack> known, Mistakes& mistakes) {
    const std::set<std::string> numbers = numbers_of(packs, known);
    const auto exists = [&](const std::string& rule) {
        return find_rule(packs, rule) != nullptr || find_rule(known, rule) != nullptr;
    };
    for (const Pack& pack : packs) {
        if (!pack.conflicts) continue;
        check_documents(**pack.conflicts, numbers, mistakes);
        for (const PackConflict& conflict : (*pack.conflicts)->conflicts) {
            for (const std::string& rule : conflict.conflict.rules) {
                if (exists(rule)) continue;
                mistakes.add(conflict.place, {fmt::format("there is no rule \"{}\"", rule),
                                              fmt::format("ルール \"{}\" はありません", rule)});
            }
            check_settings(conflict, packs, mistakes);
        }
    }
}

}  // namespace csr::policy
