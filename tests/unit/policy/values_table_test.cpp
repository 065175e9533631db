// Every row of tests/values (see its README): the verdict of two small requirements, in every writing and phrasing.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <map>

#include "model/cloudformation/schema.hpp"
#include "model/project.hpp"
#include "policy/evaluate.hpp"
#include "policy/test_document.hpp"
#include "source/file_system.hpp"
#include "support/files.hpp"
#include "support/packs.hpp"
#include "unit/policy/template_variants.hpp"

namespace csr::test {

namespace {

using syntax::NodeRef;
using Paths = std::map<std::string, std::string>;

constexpr const char* encrypted[] = {
    "self.?StorageEncrypted.orValue(false) == true",
    "self.?StorageEncrypted.orValue(false) != false",
    "has(self.StorageEncrypted) && self.StorageEncrypted",
    "!(!has(self.StorageEncrypted) || !self.StorageEncrypted)",
    "[self].all(one, one.?StorageEncrypted.orValue(false))",
    "![self].exists(one, one.?StorageEncrypted.orValue(false) != true)",
};
constexpr const char* closed[] = {
    "self.?SecurityGroupIngress.orValue([]).all(rule, rule.?CidrIp.orValue('') != '0.0.0.0/0')",
    "!self.?SecurityGroupIngress.orValue([]).exists(rule, has(rule.CidrIp) && rule.CidrIp == '0.0.0.0/0')",
    "self.?SecurityGroupIngress.orValue([]).filter(rule, rule.?CidrIp.orValue('') == '0.0.0.0/0').size() == 0",
    "self.?SecurityGroupIngress.orValue([]).map(rule, rule.?CidrIp.orValue('')).all(range, !(range in ['0.0.0.0/0']))",
};

/// A pack whose rules phrase the two requirements.
policy::Pack phrasings() {
    std::vector<policy::PackFile> rules;
    const auto add = [&](const std::string& type, const std::string& assertion) {
        const std::string id = fmt::format("CSR90{:02}", rules.size() + 1);
        rules.push_back({"demo/" + id + ".yaml",
                         fmt::format("id: {}\nname: n{}\ntitle: {{en: T, ja: T}}\nwhy: {{en: W, ja: W}}\nseverity: "
                                     "error\nrequirements: []\ntarget: {{resource: {}}}\nassert: \"{}\"\nmessage: "
                                     "{{en: M, ja: M}}\ntests: []\n",
                                     id, rules.size() + 1, type, assertion)});
    };
    for (const char* const assertion : encrypted) add("AWS::RDS::DBInstance", assertion);
    for (const char* const assertion : closed) add("AWS::EC2::SecurityGroup", assertion);
    policy::Mistakes mistakes;
    policy::Pack pack = pack_of(rules, mistakes);
    for (const base::Error& error : mistakes.take()) UNSCOPED_INFO(error.message.en);
    REQUIRE(pack.rules.size() == rules.size());
    return pack;
}

const std::vector<policy::Pack>& packs() {
    static const std::vector<policy::Pack> made = [] {
        std::vector<policy::Pack> one;
        one.push_back(phrasings());
        return one;
    }();
    return made;
}

std::string joined(std::vector<std::string> texts, const char* separator) {
    std::ranges::sort(texts);
    std::string text;
    for (const std::string& one : texts) text += (text.empty() ? "" : separator) + one;
    return text;
}

std::string answer(const policy::Verdict& verdict) {
    switch (verdict.outcome) {
        case policy::Outcome::pass:
            return "pass";
        case policy::Outcome::fail: {
            std::vector<std::string> choices;
            for (const base::Text& choice : verdict.scenario) choices.push_back(choice.en);
            return choices.empty() ? "fail" : "fail when " + joined(choices, "; ");
        }
        case policy::Outcome::unknown:
            return "unknown: " + joined(verdict.causes, ", ");
        default:
            return "not applicable";
    }
}

/// Whether the answer is the expected one: a cause may be named by its kind alone; of several, one is enough. A
/// scenario is named by the conditions of the resource, or else by the parameters.
bool fits(const std::string& got, const std::string& expected) {
    if (got == expected) return true;
    if (expected.starts_with("fail when ") && got.starts_with("fail when ")) {
        std::string rest = expected.substr(10);
        while (true) {
            const std::size_t end = rest.find("; ");
            if (got.find(rest.substr(0, end)) == std::string::npos) return false;
            if (end == std::string::npos) return true;
            rest = rest.substr(end + 2);
        }
    }
    if (!expected.starts_with("unknown: ") || !got.starts_with("unknown: ")) return false;
    const std::string cause = expected.substr(9);
    const std::string causes = ", " + got.substr(9) + ", ";
    return causes.find(", " + cause + ", ") != std::string::npos ||
           causes.find(", " + cause + ":") != std::string::npos;
}

struct Row {
    NodeRef node;

    [[nodiscard]] std::string text(const char* key) const {
        const NodeRef found = node.find(key);
        return found ? std::string(found.text()) : std::string();
    }

    /// The template as the row writes it, in flow style.
    [[nodiscard]] std::string whole() const {
        if (const NodeRef written = node.find("template")) return policy::flow_text(written) + "\n";
        std::string sections;
        if (const NodeRef written = node.find("sections")) {
            sections = policy::flow_text(written);
            sections = sections == "{}" ? "" : sections.substr(1, sections.size() - 2) + ", ";
        }
        std::string attributes;
        if (const NodeRef written = node.find("attributes")) {
            attributes = policy::flow_text(written);
            attributes = ", " + attributes.substr(1, attributes.size() - 2);
        }
        if (const NodeRef range = node.find("cidr"))
            return fmt::format(
                "{{{}\"Resources\": {{\"Group\": {{\"Type\": \"AWS::EC2::SecurityGroup\"{}, \"Properties\": "
                "{{\"GroupDescription\": \"g\", \"SecurityGroupIngress\": [{{\"IpProtocol\": \"tcp\", \"CidrIp\": "
                "{}}}]}}}}}}}}\n",
                sections, attributes, policy::flow_text(range));
        const NodeRef value = node.find("value");
        const std::string property = value ? ", \"StorageEncrypted\": " + flow(value) : "";
        return fmt::format(
            "{{{}\"Resources\": {{\"Db\": {{\"Type\": \"AWS::RDS::DBInstance\"{}, \"Properties\": {{\"Engine\": "
            "\"mysql\"{}}}}}}}}}\n",
            sections, attributes, property);
    }

    /// A plain scalar stays plain: `yes` is no text.
    static std::string flow(NodeRef value) {
        return value.is_scalar() && value.tag().empty() && value.style() == syntax::Style::plain
                   ? std::string(value.text())
                   : policy::flow_text(value);
    }

    [[nodiscard]] std::map<std::string, std::string> expected() const {
        const NodeRef expect = node.find("expect");
        std::map<std::string, std::string> answers;
        if (expect.is_scalar()) answers[node.find("cidr") ? "Group" : "Db"] = expect.text();
        for (const NodeRef::Pair pair : expect.pairs()) answers.emplace(pair.key.text(), pair.value.text());
        return answers;
    }
};

/// What is wrong with the verdicts over `files`; empty when nothing is.
std::string wrong(const Row& row, const Paths& files) {
    source::MemoryFileSystem disk("/repo");
    disk.add_directory("/repo/.git");
    for (const auto& [path, text] : files) disk.add_file("/repo/" + path, text);
    model::ProjectOptions options;
    options.threads = 1;
    options.schema = model::cloudformation::resource_properties;
    options.use_defaults = row.text("defaults") == "true";
    if (const NodeRef given = row.node.find("given")) {
        for (const NodeRef::Pair pair : given.pairs()) options.parameters.emplace(pair.key.text(), pair.value.text());
    }
    const std::string root = "/repo";
    const auto project = model::Project::load(disk, std::span(&root, 1), options);
    const policy::Selection selection;
    const policy::RuleSet rules(packs(), selection, policy::Activities{});
    const policy::Run run = rules.judge(*project, base::ThreadPool(1));
    std::map<std::string, std::string> missing = row.expected();
    const std::map<std::string, std::string> expected = missing;
    for (const policy::Verdict& verdict : run.verdicts) {
        const auto wanted = expected.find(verdict.target.id);
        if (wanted == expected.end()) continue;
        missing.erase(verdict.target.id);
        const std::string got = answer(verdict);
        if (!fits(got, wanted->second))
            return fmt::format("{}: expected \"{}\", got \"{}\" by {}", wanted->first, wanted->second, got,
                               verdict.rule->id);
    }
    return missing.empty() ? "" : missing.begin()->first + " was not judged";
}

struct Counts {
    std::size_t rows = 0;
    std::size_t templates = 0;
};

void check_row(const Row& row, Counts& counts) {
    ++counts.rows;
    const auto check = [&](const Paths& files) {
        ++counts.templates;
        std::string listed;
        for (const auto& [path, text] : files) listed += path + ": " + text;
        INFO(row.text("row") << "\n" << listed);
        CHECK(wrong(row, files) == "");
    };
    if (const NodeRef written = row.node.find("files")) {
        Paths files;
        for (const NodeRef::Pair pair : written.pairs()) files.emplace(pair.key.text(), pair.value.text());
        return check(files);
    }
    if (const NodeRef written = row.node.find("text"))
        return check({{written.text().starts_with("{") ? "stack.json" : "stack.yaml", std::string(written.text())}});
    const source::Source source("row.yaml", row.whole());
    const syntax::Tree tree = syntax::parse_yaml(source);
    REQUIRE(tree.errors().empty());
    check({{"stack.yaml", row.whole()}});
    const std::string only = row.text("only");
    for (const Writing writing : {Writing{}, Writing{false, false}, Writing{true}, Writing{true, false, true},
                                  Writing{false, true, false, true}, Writing{true, true, false, true}}) {
        if ((writing.json && only == "yaml") || (writing.parameters && !only.empty())) continue;
        const std::optional<std::string> text = written_as(tree.root(), writing);
        REQUIRE(text.has_value());
        check({{writing.json ? "stack.json" : "stack.yaml", *text}});
    }
}

}  // namespace

TEST_CASE("values come to what the table says, in every writing and phrasing") {
    Counts counts;
    for (const auto& path : files_below(CSR_SOURCE_DIR "/tests/values")) {
        if (path.extension() != ".yaml") continue;
        const source::Source source(path.filename().string(), read_file(path));
        const syntax::Tree tree = syntax::parse_yaml(source);
        REQUIRE(tree.errors().empty());
        for (const NodeRef row : tree.root().items()) check_row({row}, counts);
    }
    CHECK(counts.rows >= 100);
    std::cout << "values: " << counts.rows << " rows, " << counts.templates << " templates\n";
}

}  // namespace csr::test
