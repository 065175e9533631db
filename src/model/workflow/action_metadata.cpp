#include "model/workflow/action_metadata.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <span>

#include "model/workflow/check.hpp"
#include "model/workflow/expression.hpp"
#include "model/workflow/schema_table.hpp"
#include "source/path.hpp"

namespace csr::model {

namespace {

using syntax::NodeRef;
using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 4> runtimes = {"composite", "docker", "node20", "node24"};
constexpr std::array<std::string_view, 2> removed_runtimes = {"node12", "node16"};
constexpr std::array<std::string_view, 6> node_keys = {"using", "main", "pre", "pre-if", "post", "post-if"};
constexpr std::array<std::string_view, 9> docker_keys = {"using",          "image",  "entrypoint",      "args",   "env",
                                                         "pre-entrypoint", "pre-if", "post-entrypoint", "post-if"};
constexpr std::array<std::string_view, 2> composite_keys = {"using", "steps"};
constexpr std::array<std::string_view, 7> root_keys = {"name",    "author", "description", "inputs",
                                                       "outputs", "runs",   "branding"};
constexpr std::array<std::string_view, 5> input_keys = {"description", "required", "default", "deprecationMessage",
                                                        "type"};
constexpr std::array<std::string_view, 2> output_keys = {"description", "value"};

bool has(Names names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

std::string_view text_of(NodeRef node) {
    return node && node.is_scalar() && !node.is_null() ? node.text() : std::string_view();
}

class MetadataChecker {
  public:
    MetadataChecker(NodeRef root, const std::function<bool(const std::string&)>& exists, std::vector<Diagnostic>& found)
        : root_(root), exists_(exists), found_(found) {}

    void run() {
        if (!root_.is_mapping())
            return note(root_, {"an action is a mapping with 'name', 'description' and 'runs'",
                                "アクションは 'name'、'description'、'runs' を持つマッピングです"});
        for (const std::string_view key : {"name", "description"}) {
            if (text_of(root_.find(key)).empty()) note(first_key(), missing(key));
        }
        check_keys(root_, root_keys, "the action", "アクション");
        check_members("inputs", input_keys);
        check_members("outputs", output_keys);
        check_branding();
        check_runs();
    }

  private:
    void note(NodeRef node, base::Text message) { report(found_, "action-metadata-invalid", node, std::move(message)); }

    static base::Text missing(std::string_view key) {
        return {fmt::format("the action needs '{}'", key), fmt::format("アクションに '{}' が必要です", key)};
    }

    [[nodiscard]] NodeRef first_key() const {
        for (const NodeRef::Pair pair : root_.pairs()) return pair.key;
        return root_;
    }

    void check_keys(NodeRef mapping, Names known, std::string_view what_en, std::string_view what_ja) {
        for (const NodeRef::Pair pair : mapping.pairs()) {
            if (!pair.key.is_scalar() || has(known, pair.key.text())) continue;
            const base::Text hint = meant(pair.key.text(), known);
            note(pair.key, {fmt::format("{} has no key '{}'{}", what_en, pair.key.text(), hint.en),
                            fmt::format("{}に '{}' というキーはありません{}", what_ja, pair.key.text(), hint.ja)});
        }
    }

    void check_members(std::string_view section, Names known) {
        const NodeRef members = root_.find(section);
        if (!members || members.is_null()) return;
        if (!members.is_mapping())
            return note(members, {fmt::format("'{}' takes a mapping", section),
                                  fmt::format("'{}' はマッピングでなければなりません", section)});
        std::set<std::string> seen;
        for (const NodeRef::Pair pair : members.pairs()) {
            if (!pair.key.is_scalar()) continue;
            if (!seen.insert(lower_case(pair.key.text())).second)
                note(pair.key, {fmt::format("'{}' stands twice in '{}'; upper and lower case count as the same",
                                            pair.key.text(), section),
                                fmt::format("'{}' で '{}' が重複しています(大文字と小文字は区別されません)", section,
                                            pair.key.text())});
            check_keys(pair.value, known, fmt::format("'{}'", pair.key.text()), fmt::format("'{}'", pair.key.text()));
            check_input(pair.key, pair.value);
        }
    }

    void check_input(NodeRef key, NodeRef member) {
        const NodeRef required = member.find("required");
        if (required && !required.is_scalar())
            note(required, {"'required' is true or false", "'required' は true または false でなければなりません"});
        const NodeRef deprecation = member.find_key("deprecationMessage");
        if (!deprecation) return;
        const std::string_view text = text_of(member.find("deprecationMessage"));
        if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) return;
        note(deprecation, {fmt::format("the input '{}' is deprecated, but its message is empty", key.text()),
                           fmt::format("入力 '{}' は非推奨ですが、メッセージが空です", key.text())});
    }

    void check_branding() {
        const NodeRef branding = root_.find("branding");
        if (!branding || !branding.is_mapping()) return;
        check_allowed(branding.find("icon"), "branding-icon", "icon", "アイコン");
        check_allowed(branding.find("color"), "branding-color", "colour", "色");
    }

    void check_allowed(NodeRef node, std::string_view definition, std::string_view what_en, std::string_view what_ja) {
        if (!node || !node.is_scalar()) return;
        const SchemaTable& table = action_schema();
        const Names values = table.values_of(table.definitions[table.find(definition)]);
        if (has(values, lower_case(node.text()))) return;
        const base::Text hint = meant(node.text(), values);
        note(node, {fmt::format("the marketplace has no {} '{}'{}", what_en, node.text(), hint.en),
                    fmt::format("マーケットプレイスに '{}' という{}はありません{}", node.text(), what_ja, hint.ja)});
    }

    void check_runs() {
        const NodeRef runs = root_.find("runs");
        if (!runs || !runs.is_mapping()) return note(first_key(), missing("runs"));
        const NodeRef key = root_.find_key("runs");
        const NodeRef with = runs.find("using");
        const std::string_view name = text_of(with);
        if (name.empty()) return note(key, {"the action needs 'runs.using'", "アクションに 'runs.using' が必要です"});
        if (has(removed_runtimes, name))
            return report(found_, "action-runtime-removed", with,
                          {fmt::format("GitHub has removed the runtime {}; use node24", name),
                           fmt::format("ランタイム {} は GitHub から廃止されました。node24 を使ってください", name)});
        if (!has(runtimes, name))
            return note(
                with,
                {fmt::format("there is no runtime '{}'; known are composite, docker, node20 and node24", name),
                 fmt::format("'{}' というランタイムはありません。使えるのは composite、docker、node20、node24 です",
                             name)});
        if (name == "composite") return check_kind(key, runs, composite_keys, "steps");
        if (name == "docker") {
            check_kind(key, runs, docker_keys, "image");
            check_docker(runs);
        } else {
            check_kind(key, runs, node_keys, "main");
            check_node(runs);
        }
    }

    void check_kind(NodeRef key, NodeRef runs, Names known, std::string_view required) {
        const std::string_view kind = text_of(runs.find("using"));
        for (const NodeRef::Pair pair : runs.pairs()) {
            if (!pair.key.is_scalar() || has(known, pair.key.text())) continue;
            note(pair.key,
                 {fmt::format("'{}' has no place in 'runs' of an action that runs as {}", pair.key.text(), kind),
                  fmt::format("{} のアクションの 'runs' に '{}' は指定できません", kind, pair.key.text())});
        }
        if (!runs.find(required))
            note(key, {fmt::format("an action that runs as {} needs 'runs.{}'", kind, required),
                       fmt::format("{} のアクションには 'runs.{}' が必要です", kind, required)});
    }

    void check_node(NodeRef runs) {
        for (const std::string_view stage : {"pre", "post"}) {
            const std::string condition = fmt::format("{}-if", stage);
            if (runs.find(condition) && !runs.find(stage))
                note(runs.find_key(condition), {fmt::format("'{}' needs '{}'", condition, stage),
                                                fmt::format("'{}' には '{}' が必要です", condition, stage)});
        }
        for (const std::string_view key : {"main", "pre", "post"}) check_file(runs, key);
    }

    void check_docker(NodeRef runs) {
        for (const std::string_view key : {"pre-entrypoint", "entrypoint", "post-entrypoint"}) check_file(runs, key);
        const NodeRef image = runs.find("image");
        const std::string_view name = text_of(image);
        // A name with a registry or a tag is pulled; anything else is a file to build from.
        if (name.empty() || name.starts_with("docker://") || name.find(':') != std::string_view::npos) return;
        if (source::file_name(name) != "Dockerfile")
            return note(
                image,
                {fmt::format("'{}' is no image to pull (docker://...), and a file to build has to be called Dockerfile",
                             name),
                 fmt::format("'{}' は取得するイメージ(docker://...)ではありません。ビルドするファイルの名前は "
                             "Dockerfile でなければなりません",
                             name)});
        check_file(runs, "image");
    }

    void check_file(NodeRef runs, std::string_view key) {
        const NodeRef node = runs.find(key);
        const std::string_view name = text_of(node);
        if (name.empty() || has_expression(name) || name.starts_with('/') || exists_(std::string(name))) return;
        report(found_, "action-file-missing", node,
               {fmt::format("there is no file '{}', which 'runs.{}' names", name, key),
                fmt::format("'runs.{}' が指すファイル '{}' がありません", key, name)});
    }

    NodeRef root_;
    const std::function<bool(const std::string&)>& exists_;
    std::vector<Diagnostic>& found_;
};

}  // namespace

void check_action_metadata(NodeRef root, const std::function<bool(const std::string&)>& exists,
                           std::vector<Diagnostic>& found) {
    if (root) MetadataChecker(root, exists, found).run();
}

}  // namespace csr::model
