#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy/pack.hpp"
#include "support/files.hpp"

namespace {

namespace policy = csr::policy;

/// How many bullets, numbered points and table rows each part of a document has. A part is "N" for its N-th ## heading
/// and "N.M" for the M-th ### heading below that; deeper headings belong to it. A point that only introduces points of
/// its own is none.
class ItemCounter {
  public:
    std::map<std::string, std::size_t> count(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            line(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        settle();
        return std::move(counts_);
    }

  private:
    void line(std::string_view raw) {
        const std::size_t indent = std::min(raw.find_first_not_of(" \t"), raw.size());
        const std::string_view text = raw.substr(indent);
        if (text.starts_with("```") || text.starts_with("~~~")) {
            fenced_ = !fenced_;
        } else if (fenced_) {
            return;
        } else if (raw.starts_with("##")) {
            heading(raw.find_first_not_of('#'));
        } else if (is_point(text)) {
            if (pending_ && indent > indent_) pending_ = false;
            settle();
            pending_ = true;
            indent_ = indent;
        } else if (text.starts_with('|')) {
            settle();
            const bool rule = text.find_first_not_of("|:- \t\r") == std::string_view::npos;
            counts_[part_] += rule ? std::size_t(-1) : 1;  // the row above a rule is the table's head
        }
    }

    static bool is_point(std::string_view text) {
        if (text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ")) return true;
        const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
        return digits > 0 && (text.substr(digits).starts_with(". ") || text.substr(digits).starts_with(") "));
    }

    void heading(std::size_t marks) {
        settle();
        if (marks == 2) {
            part_ = std::to_string(++chapter_);
            section_ = 0;
        } else if (marks == 3) {
            part_ = std::to_string(chapter_) + "." + std::to_string(++section_);
        }
    }

    void settle() {
        if (pending_) ++counts_[part_];
        pending_ = false;
    }

    std::map<std::string, std::size_t> counts_;
    std::string part_;
    int chapter_ = 0;
    int section_ = 0;
    std::size_t indent_ = 0;
    bool pending_ = false;
    bool fenced_ = false;
};

using Counts = std::map<std::string, std::size_t>;

/// What the documents had when their catalogues were written, by the catalogues' sections.
const std::map<std::string, Counts> expected_counts = {
    {"000",
     {{"1.1", 5},  {"1.2", 4},  {"2.1", 4},  {"2.2", 5},  {"2.3", 4},  {"2.4", 4},  {"3.1", 3}, {"3.2", 4}, {"3.3", 7},
      {"3.4", 6},  {"4.1", 5},  {"4.2", 5},  {"4.3", 4},  {"4.4", 4},  {"5.1", 4},  {"5.2", 4}, {"5.3", 4}, {"6.1", 4},
      {"6.2", 4},  {"6.3", 4},  {"7.1", 4},  {"7.2", 4},  {"7.3", 4},  {"8.1", 9},  {"8.2", 9}, {"9.1", 9}, {"9.2", 4},
      {"10.2", 4}, {"11.1", 5}, {"11.2", 6}, {"12.1", 3}, {"12.2", 3}, {"13.1", 4}, {"13.2", 3}}},
    {"001", {{"11.1", 10}, {"12.1", 4}, {"13", 6}}},
    {"002",
     {{"2", 7},   {"3.1", 4}, {"3.2", 4}, {"3.3", 9}, {"4.1", 10}, {"4.2", 12}, {"4.3", 3}, {"5.1", 10}, {"5.2", 6},
      {"5.3", 3}, {"6.1", 8}, {"6.2", 8}, {"6.3", 8}, {"6.4", 8},  {"7.1", 3},  {"7.2", 4}, {"7.3", 3},  {"7.4", 4},
      {"7.5", 4}, {"7.6", 3}, {"8.1", 5}, {"8.2", 5}, {"8.3", 3},  {"9", 6},    {"10", 6}}},
    {"003",
     {{"1.1", 6}, {"1.2", 6}, {"1.3", 6},  {"1.4", 5},  {"1.5", 6},  {"2.1", 5},  {"2.2", 6}, {"2.3", 4}, {"2.4", 5},
      {"3.1", 6}, {"3.2", 6}, {"3.3", 5},  {"3.4", 5},  {"4.1", 5},  {"4.2", 5},  {"4.3", 5}, {"4.4", 5}, {"5.1", 5},
      {"5.2", 5}, {"5.3", 5}, {"5.4", 5},  {"6.1", 5},  {"6.2", 4},  {"6.3", 4},  {"7.1", 5}, {"7.2", 4}, {"8.1", 4},
      {"8.2", 4}, {"P", 10},  {"NF.1", 3}, {"NF.2", 3}, {"NF.3", 3}, {"NF.4", 3}, {"NF.5", 3}}},
    {"004",
     {{"1.2", 12},
      {"2.1", 12},
      {"2.2", 7},
      {"3.1", 9},
      {"3.2", 9},
      {"4.1", 5},
      {"4.2", 12},
      {"4.3", 4},
      {"5.1", 4},
      {"5.2", 11},
      {"5.4", 8},
      {"6.1", 13},
      {"6.2", 9},
      {"6.3", 12},
      {"7.1", 8},
      {"8", 3}}},
};

/// The section of a catalogue that stands for a part of its document.
std::string section_of(const std::string& number, const std::string& part) {
    if (number == "003" && part == "9") return "P";
    if (number == "003" && part.starts_with("10.")) return "NF" + part.substr(2);
    if (number != "000") return part;
    const std::size_t dot = part.find('.');
    const int chapter = std::stoi(part.substr(0, dot)) - 1;  // its first heading is the overview
    return std::to_string(chapter) + (dot == std::string::npos ? "" : part.substr(dot));
}

Counts counts_of(const std::filesystem::path& path, const std::string& number) {
    Counts counts;
    for (const auto& [part, count] : ItemCounter().count(csr::test::read_file(path))) {
        if (count > 0) counts[section_of(number, part)] = count;
    }
    return counts;
}

/// Whether the rows of a section name every one of its points: each by `items`, or by being as many.
bool covers(const std::vector<const policy::Requirement*>& rows, std::size_t count) {
    std::set<std::uint64_t> named;
    for (const policy::Requirement* row : rows) named.insert(row->source_items.begin(), row->source_items.end());
    if (named.empty()) return rows.size() >= count;
    return named.size() == count && *named.rbegin() == count;
}

}  // namespace

TEST_CASE("every point of the requirement documents has a row", "[catalogue][corpus]") {
    const auto seeds = csr::test::shared_folder("seeds");
    if (!seeds) return;
    std::map<std::string, std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(*seeds))
        paths[entry.path().filename().string().substr(0, 3)] = entry.path();
    std::set<std::string> covered;
    for (const policy::Pack& pack : policy::built_in_packs(false)) {
        for (const policy::PackCatalogue& catalogue : pack.catalogues) {
            const std::string& number = catalogue.rows->number;
            INFO(number);
            REQUIRE(paths.contains(number));
            covered.insert(number);
            const Counts counts = counts_of(paths[number], number);
            CHECK(counts == expected_counts.at(number));
            std::map<std::string, std::vector<const policy::Requirement*>> rows;
            for (const policy::Requirement& row : catalogue.rows->requirements)
                rows[row.source_section].push_back(&row);
            for (const auto& [section, count] : counts) {
                INFO(section);
                CHECK(covers(rows[section], count));
            }
        }
    }
    CHECK(covered.size() == paths.size());
}

TEST_CASE("every row that files decide has a rule, and every rule has tests", "[catalogue]") {
    const std::vector<policy::Pack> packs = policy::built_in_packs();
    std::set<std::string> ruled;
    for (const policy::Pack& pack : packs) {
        for (const policy::PackRule& rule : pack.rules) {
            INFO(rule.head().name);
            CHECK_FALSE(rule->tests.empty());
            for (const policy::RequirementId& id : rule->info.requirements) ruled.insert(id.full());
        }
    }
    for (const policy::Pack& pack : packs) {
        for (const policy::PackCatalogue& catalogue : pack.catalogues) {
            for (const policy::Requirement& row : catalogue.rows->requirements) {
                INFO(row.id.full());
                const bool decided =
                    row.check == policy::CheckKind::automatic || row.check == policy::CheckKind::partly;
                CHECK((!decided || ruled.contains(row.id.full())));
            }
        }
    }
}
