#include "cli/earlier_files.hpp"

#include <charconv>

#include "base/sha256.hpp"

namespace csr::cli {

namespace {

using syntax::NodeRef;

std::string text_of(NodeRef mapping, std::string_view key) {
    const NodeRef value = mapping.find(key);
    return value.valid() && value.is_scalar() && !value.is_null() ? std::string(value.text()) : std::string();
}

/// Whether this is a file of that kind in a version that is understood; a mistake if not.
bool is_version_one(const syntax::Tree& tree, std::string_view list, const base::Text& message, const base::Text& hint,
                    policy::Mistakes& mistakes) {
    mistakes.add_syntax(tree);
    if (!tree.errors().empty()) return false;
    const NodeRef root = tree.root();
    const bool right = root.valid() && root.is_mapping() && text_of(root, "schema_version").starts_with("1.") &&
                       root.find(list).valid() && root.find(list).is_sequence();
    if (!right) mistakes.add(tree.source().path(), message, hint);
    return right;
}

void add_statuses(NodeRef catalogue, report::EarlierReport& earlier) {
    const NodeRef sections = catalogue.find("sections");
    if (!sections.valid()) return;
    for (const NodeRef section : sections.items()) {
        const NodeRef requirements = section.find("requirements");
        if (!requirements.valid()) continue;
        for (const NodeRef requirement : requirements.items())
            earlier.statuses.insert_or_assign(text_of(requirement, "id"), text_of(requirement, "status"));
    }
}

}  // namespace

report::Baseline read_baseline(const std::string& path, const std::string& bytes, policy::Mistakes& mistakes) {
    report::Baseline baseline;
    const source::Source source(path, bytes);
    const syntax::Tree tree = syntax::parse_json(source);
    if (!is_version_one(tree, "findings", {"this is no baseline of csr-lint", "csr-lint のベースラインではありません"},
                        {"write one with --write-baseline FILE", "--write-baseline FILE で作成してください"}, mistakes))
        return baseline;
    for (const NodeRef finding : tree.root().find("findings").items()) {
        const std::string count = text_of(finding, "count");
        std::uint64_t number = 0;
        std::from_chars(count.data(), count.data() + count.size(), number);
        baseline[text_of(finding, "fingerprint")] += number;
    }
    return baseline;
}

report::EarlierReport read_earlier_report(const std::string& path, const std::string& bytes,
                                          policy::Mistakes& mistakes) {
    report::EarlierReport earlier;
    const source::Source source(path, bytes);
    const syntax::Tree tree = syntax::parse_json(source);
    if (!is_version_one(
            tree, "catalogues",
            {"this is no compliance report of csr-lint in JSON", "csr-lint の JSON 形式の適合状況報告書ではありません"},
            {"write one with --report compliance --format json",
             "--report compliance --format json で作成してください"},
            mistakes))
        return earlier;
    const NodeRef root = tree.root();
    earlier.path = path;
    earlier.sha256 = base::sha256_hex(bytes);
    earlier.time = text_of(root, "time");
    earlier.revision = text_of(root, "revision");
    for (const NodeRef catalogue : root.find("catalogues").items()) add_statuses(catalogue, earlier);
    return earlier;
}

}  // namespace csr::cli
