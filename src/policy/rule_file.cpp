#include "policy/rule_file.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace csr::policy {

namespace {

constexpr std::array severities{Choice<Severity>{"error", Severity::error},
                                Choice<Severity>{"warning", Severity::warning},
                                Choice<Severity>{"note", Severity::note}};

constexpr std::array applicabilities{Choice<Applicability>{"safe", Applicability::safe},
                                     Choice<Applicability>{"unsafe", Applicability::is_unsafe},
                                     Choice<Applicability>{"display-only", Applicability::display_only}};

constexpr std::array exception_policies{Choice<bool>{"allowed", false}, Choice<bool>{"forbidden", true}};

constexpr std::array target_kinds{Choice<TargetKind>{"resource", TargetKind::resource},
                                  Choice<TargetKind>{"template", TargetKind::document_template},
                                  Choice<TargetKind>{"config", TargetKind::config},
                                  Choice<TargetKind>{"workflow", TargetKind::workflow},
                                  Choice<TargetKind>{"job", TargetKind::job},
                                  Choice<TargetKind>{"step", TargetKind::step},
                                  Choice<TargetKind>{"action", TargetKind::action},
                                  Choice<TargetKind>{"dependabot", TargetKind::dependabot},
                                  Choice<TargetKind>{"pre-commit", TargetKind::pre_commit},
                                  Choice<TargetKind>{"markdown", TargetKind::markdown},
                                  Choice<TargetKind>{"script", TargetKind::script},
                                  Choice<TargetKind>{"environment-file", TargetKind::environment_file},
                                  Choice<TargetKind>{"terraform", TargetKind::terraform},
                                  Choice<TargetKind>{"project", TargetKind::project}};

constexpr std::array expectations{Choice<std::optional<Outcome>>{"pass", Outcome::pass},
                                  Choice<std::optional<Outcome>>{"fail", Outcome::fail},
                                  Choice<std::optional<Outcome>>{"unknown", Outcome::unknown},
                                  Choice<std::optional<Outcome>>{"not-applicable", Outcome::not_applicable},
                                  Choice<std::optional<Outcome>>{"no-target", std::nullopt}};

bool is_lower_or_digit(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'); }

bool is_rule_id(std::string_view id) {
    return id.size() == 7 && id.starts_with("CSR") &&
           std::ranges::all_of(id.substr(3), [](char byte) { return byte >= '0' && byte <= '9'; });
}

bool is_rule_name(std::string_view name) {
    return !name.empty() && name.front() != '-' && name.back() != '-' &&
           std::ranges::all_of(name, [](char byte) { return is_lower_or_digit(byte) || byte == '-'; });
}

bool is_identifier(std::string_view name) {
    const auto letter = [](char byte) {
        return is_lower_or_digit(byte) || byte == '_' || (byte >= 'A' && byte <= 'Z');
    };
    return !name.empty() && !(name.front() >= '0' && name.front() <= '9') && std::ranges::all_of(name, letter);
}

/// The name of a file without folder and extension.
std::string_view stem(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
    return path.substr(0, path.rfind('.'));
}

/// Reads the parts of one rule file into a RuleFile.
class RuleReader {
  public:
    RuleReader(RuleFile& file, Mistakes& mistakes) : file_(file), mistakes_(mistakes) {}

    void read(bool with_tests) {
        MappingReader reader(file_.tree->root(), mistakes_);
        read_identity(reader);
        file_.info.title = read_text(reader.require("title"), mistakes_);
        file_.info.why = read_text(reader.require("why"), mistakes_);
        read_classification(reader);
        read_target(reader.require("target"));
        read_lets(reader.take("let"));
        file_.each = expression(reader.take("each"));
        file_.when = expression(reader.take("when"));
        file_.assertion = expression(reader.require("assert"));
        file_.parameters = mapping(reader.take("parameters"));
        file_.message = message(reader.require("message"));
        read_related(reader.take("related"));
        read_fix(reader.take("fix"));
        if (with_tests) read_tests(reader.require("tests"));
        reader.finish();
    }

  private:
    void read_identity(MappingReader& reader) {
        const syntax::NodeRef id = reader.require("id");
        const syntax::NodeRef name = reader.require("name");
        file_.id_place = id;
        file_.info.id = read_string(id, mistakes_).value_or("");
        if (!file_.info.id.empty() && !is_rule_id(file_.info.id)) {
            mistakes_.add(id,
                          {fmt::format("\"{}\" is no rule id", file_.info.id),
                           fmt::format("\"{}\" はルール ID ではありません", file_.info.id)},
                          {"write CSR and four digits", "CSR と 4 桁の数字で書いてください"});
        }
        file_.info.name = read_string(name, mistakes_).value_or("");
        if (!file_.info.name.empty()) check_name(name);
    }

    void check_name(syntax::NodeRef place) {
        const std::string& name = file_.info.name;
        if (!is_rule_name(name)) {
            mistakes_.add(
                place,
                {fmt::format("\"{}\" is no rule name", name), fmt::format("\"{}\" はルール名ではありません", name)},
                {"use lower-case letters, digits and hyphens", "英小文字、数字、ハイフンを使ってください"});
        }
        const std::string_view expected = stem(file_.source->path());
        if (name != expected) {
            mistakes_.add(place,
                          {fmt::format("the name \"{}\" differs from the file's name \"{}\"", name, expected),
                           fmt::format("名前 \"{}\" がファイル名 \"{}\" と異なります", name, expected)},
                          {"make them the same", "同じ名前にしてください"});
        }
    }

    void read_classification(MappingReader& reader) {
        file_.info.severity =
            read_choice<Severity>(reader.require("severity"), severities, mistakes_).value_or(Severity::error);
        read_security_severity(reader.take("security-severity"));
        read_requirements(reader.require("requirements"));
        file_.info.exceptions_forbidden =
            read_choice<bool>(reader.take("exceptions"), exception_policies, mistakes_).value_or(false);
        if (const syntax::NodeRef narrows = reader.take("narrows"))
            file_.info.narrows = read_strings(narrows, mistakes_);
        if (const syntax::NodeRef equivalents = mapping(reader.take("equivalents"))) {
            for (const syntax::NodeRef::Pair pair : equivalents.pairs())
                file_.info.equivalents[std::string(pair.key.text())] = read_strings(pair.value, mistakes_);
        }
    }

    void read_security_severity(syntax::NodeRef node) {
        const std::optional<std::string> text = read_string(node, mistakes_);
        if (!text) return;
        const bool digits = text->size() == 3 && (*text)[1] == '.' && (*text)[0] >= '0' && (*text)[0] <= '9' &&
                            (*text)[2] >= '0' && (*text)[2] <= '9';
        if (!digits && *text != "10.0") {
            mistakes_.add(node, {"expected a score from 0.0 to 10.0", "0.0 から 10.0 の点数が必要です"},
                          {"write it with one decimal, as \"5.3\"", "\"5.3\" のように小数 1 桁で書いてください"});
        }
        file_.info.security_severity = *text;
    }

    void read_requirements(syntax::NodeRef node) {
        if (!node.valid()) return;
        if (!node.is_sequence()) {
            mistakes_.add(node, {"expected a list of requirement ids", "要件 ID のリストが必要です"},
                          {"write [pack:1.2.3]", "[pack:1.2.3] の形で書いてください"});
            return;
        }
        for (const syntax::NodeRef item : node.items()) {
            const std::optional<std::string> text = read_string(item, mistakes_);
            if (!text) continue;
            const std::size_t colon = text->find(':');
            if (colon == std::string::npos || colon == 0 || colon + 1 == text->size()) {
                mistakes_.add(item,
                              {fmt::format("\"{}\" is no requirement id", *text),
                               fmt::format("\"{}\" は要件 ID ではありません", *text)},
                              {fmt::format("write PACK:NUMBER, as {}:1.2.3", file_.info.pack),
                               fmt::format("{}:1.2.3 のように PACK:番号 で書いてください", file_.info.pack)});
                continue;
            }
            RequirementId id{text->substr(0, colon), text->substr(colon + 1)};
            file_.info.requirements.push_back(id);
            file_.requirement_places.emplace_back(std::move(id), item);
        }
    }

    void read_target(syntax::NodeRef node) {
        MappingReader reader(node, mistakes_);
        std::size_t given = 0;
        for (const Choice<TargetKind>& choice : target_kinds) {
            const syntax::NodeRef value = reader.take(choice.name);
            if (!value.valid()) continue;
            ++given;
            file_.target = choice.value;
            if (choice.value == TargetKind::resource)
                read_types(value);
            else if (takes_any(choice.value) && value.is_scalar() && value.text() == "any")
                file_.with_actions = true;
            else if (!read_boolean(value, mistakes_).value_or(true))
                mistakes_.add(value, {"a target is switched on with true", "target には true を指定します"});
        }
        reader.finish();
        if (reader.is_mapping() && given != 1) {
            mistakes_.add(node, {"a rule has exactly one target", "ルールの target は 1 つだけです"},
                          {"write for example {resource: AWS::S3::Bucket} or {workflow: true}",
                           "{resource: AWS::S3::Bucket} や {workflow: true} のように書いてください"});
        }
    }

    static bool takes_any(TargetKind kind) { return kind == TargetKind::workflow || kind == TargetKind::step; }

    void read_types(syntax::NodeRef node) {
        if (!node.is_sequence()) {
            if (std::optional<std::string> type = read_string(node, mistakes_))
                file_.resource_types.emplace_back(std::move(*type), node);
            return;
        }
        for (const syntax::NodeRef item : node.items()) {
            if (std::optional<std::string> type = read_string(item, mistakes_))
                file_.resource_types.emplace_back(std::move(*type), item);
        }
        if (file_.resource_types.empty())
            mistakes_.add(node, {"no resource type is named", "リソースタイプがありません"});
    }

    void read_lets(syntax::NodeRef node) {
        for (const syntax::NodeRef::Pair pair :
             mapping(node).valid() ? node.pairs() : syntax::NodeRef::Pairs(nullptr, 0, 0)) {
            const std::string name(pair.key.text());
            if (!is_identifier(name)) {
                mistakes_.add(pair.key,
                              {fmt::format("\"{}\" cannot be a name in an expression", name),
                               fmt::format("\"{}\" は式の中の名前にできません", name)},
                              {"use letters, digits and underscores", "英数字とアンダースコアを使ってください"});
                continue;
            }
            if (const syntax::NodeRef value = expression(pair.value)) file_.lets.push_back({name, pair.key, value});
        }
    }

    void read_related(syntax::NodeRef node) {
        if (!node.valid()) return;
        if (!node.is_sequence()) {
            mistakes_.add(node, {"expected a list", "リストが必要です"},
                          {"write [{at: EXPRESSION, message: {en: ..., ja: ...}}]",
                           "[{at: 式, message: {en: ..., ja: ...}}] の形で書いてください"});
            return;
        }
        for (const syntax::NodeRef item : node.items()) {
            MappingReader reader(item, mistakes_);
            RelatedText related;
            related.at = expression(reader.require("at"));
            related.message = message(reader.require("message"));
            reader.finish();
            if (related.at.valid()) file_.related.push_back(related);
        }
    }

    void read_fix(syntax::NodeRef node) {
        if (!node.valid()) return;
        MappingReader reader(node, mistakes_);
        FixText fix;
        fix.applicability = read_choice<Applicability>(reader.take("applicability"), applicabilities, mistakes_)
                                .value_or(Applicability::display_only);
        const syntax::NodeRef set = reader.take("set");
        if (set.valid()) {
            MappingReader target(set, mistakes_);
            fix.set_path = target.require("path");
            fix.set_to = expression(target.require("to"));
            if (!read_string(fix.set_path, mistakes_)) fix.set_path = {};
            target.finish();
        }
        fix.tell = message(reader.take("tell"));
        reader.finish();
        if (reader.is_mapping() && !set.valid() && !fix.tell.en.valid()) {
            mistakes_.add(node, {"the fix does nothing", "修正の内容がありません"},
                          {"add `set:` or `tell:`", "`set:` か `tell:` を追加してください"});
        }
        file_.fix = fix;
    }

    void read_tests(syntax::NodeRef node) {
        if (!node.valid()) return;
        if (!node.is_sequence()) {
            mistakes_.add(node, {"expected a list of tests", "テストのリストが必要です"});
            return;
        }
        for (const syntax::NodeRef item : node.items()) read_test(item);
    }

    void read_test(syntax::NodeRef node) {
        MappingReader reader(node, mistakes_);
        RuleTest test;
        test.place = node;
        const std::optional<std::optional<Outcome>> expect =
            read_choice<std::optional<Outcome>>(reader.require("expect"), expectations, mistakes_);
        test.target = read_string(reader.take("target"), mistakes_).value_or("");
        const bool has_input = read_test_input(reader, test);
        test.at = text_node(reader.take("at"));
        test.scenario = text_node(reader.take("scenario"));
        test.cause = text_node(reader.take("cause"));
        test.flow = text_node(reader.take("flow"));
        test.parameters = mapping(reader.take("parameters"));
        (void)read_string(reader.take("name"), mistakes_);
        reader.finish();
        if (!expect || !has_input) return;
        test.expect = *expect;
        file_.tests.push_back(test);
    }

    bool read_test_input(MappingReader& reader, RuleTest& test) {
        using enum RuleTest::Input;
        constexpr std::array<std::pair<std::string_view, RuleTest::Input>, 12> inputs{
            {{"resource", resource},
             {"template", document_template},
             {"config", config},
             {"workflow", workflow},
             {"action", action},
             {"dependabot", dependabot},
             {"pre-commit", pre_commit},
             {"markdown", markdown},
             {"script", script},
             {"environment-file", environment_file},
             {"terraform", terraform},
             {"files", files}}};
        std::size_t given = 0;
        for (const auto& [key, input] : inputs) {
            const syntax::NodeRef value = reader.take(key);
            if (!value.valid()) continue;
            ++given;
            test.input = input;
            test.document = value;
        }
        if (reader.is_mapping() && given != 1) {
            mistakes_.add(
                reader.node(), {"a test has exactly one input", "テストの入力は 1 つだけです"},
                {"give one of: resource, template, config, workflow, action, dependabot, pre-commit, markdown, script, "
                 "environment-file, terraform, files",
                 "resource、template、config、workflow、action、dependabot、pre-commit、markdown、script、"
                 "environment-file、terraform、files "
                 "のいずれか 1 つを書いてください"});
        }
        return given == 1;
    }

    syntax::NodeRef mapping(syntax::NodeRef node) {
        if (!node.valid() || node.is_mapping()) return node;
        mistakes_.add(node, {"expected a mapping", "マッピングが必要です"});
        return {};
    }

    syntax::NodeRef text_node(syntax::NodeRef node) { return read_string(node, mistakes_) ? node : syntax::NodeRef(); }
    syntax::NodeRef expression(syntax::NodeRef node) { return text_node(node); }

    MessageText message(syntax::NodeRef node) {
        if (!node.valid()) return {};
        (void)read_text(node, mistakes_);
        return {node.find("en"), node.find("ja")};
    }

    RuleFile& file_;
    Mistakes& mistakes_;
};

}  // namespace

namespace {

template <class Value, std::size_t Count>
std::optional<Value> named(const std::array<Choice<Value>, Count>& choices, std::string_view name) {
    const auto found = std::ranges::find(choices, name, &Choice<Value>::name);
    return found == choices.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace

std::optional<TargetKind> target_kind_named(std::string_view name) { return named(target_kinds, name); }

std::optional<Severity> severity_named(std::string_view name) { return named(severities, name); }

std::string_view name_of(TargetKind kind) {
    for (const Choice<TargetKind>& choice : target_kinds) {
        if (choice.value == kind) return choice.name;
    }
    return {};
}

std::unique_ptr<RuleFile> read_rule_file(std::string path, std::string bytes, const std::string& pack,
                                         Mistakes& mistakes, bool with_tests) {
    auto file = std::make_unique<RuleFile>();
    file->source = std::make_unique<const source::Source>(std::move(path), std::move(bytes));
    file->tree = std::make_unique<const syntax::Tree>(syntax::parse_yaml(*file->source));
    file->info.pack = pack;
    mistakes.add_syntax(*file->tree);
    if (!file->tree->root().valid()) {
        if (file->tree->errors().empty())
            mistakes.add(file->source->path(), {"the rule file is empty", "ルールファイルが空です"});
        return file;
    }
    RuleReader(*file, mistakes).read(with_tests);
    return file;
}

}  // namespace csr::policy
