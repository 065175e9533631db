#include "policy/pack_check.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <re2/re2.h>
#include <set>

#include "model/cloudformation/schema.hpp"
#include "policy/conflict_file.hpp"
#include "policy/rule_program.hpp"
#include "syntax/scalar_offset.hpp"

namespace csr::policy {

namespace {

using model::Type;
namespace cloudformation = model::cloudformation;

/// A type whose properties no registry knows: custom resources and private registry types.
bool is_open_type(std::string_view type) {
    return type == "*" || type.starts_with("Custom::") || type == "AWS::CloudFormation::CustomResource" ||
           !type.starts_with("AWS::");
}

std::vector<std::string_view> known_types() {
    std::vector<std::string_view> names;
    for (const cloudformation::TableObjectType& type : cloudformation::resource_types()) names.push_back(type.name());
    return names;
}

/// What one of several object types has; `always` only what all of them always have.
class UnitedType final : public model::ObjectType {
  public:
    explicit UnitedType(std::span<const model::ObjectType* const> types) {
        for (const model::ObjectType* type : types) {
            if (!name_.empty()) name_ += " / ";
            name_ += type->name();
            for (const model::Field& field : type->fields()) add(field);
        }
        for (model::Field& field : fields_) {
            field.always = std::ranges::all_of(types, [&](const model::ObjectType* type) {
                const model::Field* own = type->field(field.name);
                return own != nullptr && own->always;
            });
        }
    }
    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] const model::Field* field(std::string_view name) const override {
        const auto found = std::ranges::find(fields_, name, &model::Field::name);
        return found == fields_.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::span<const model::Field> fields() const override { return fields_; }

  private:
    void add(const model::Field& field) {
        const auto known = std::ranges::find(fields_, field.name, &model::Field::name);
        if (known == fields_.end())
            fields_.push_back(field);
        else if (known->type->kind != field.type->kind || known->type->object != field.type->object)
            known->type = &model::dynamic_type;
    }

    std::string name_;
    std::vector<model::Field> fields_;
};

/// Adds the dotted path of every property below `node`, list items at their list's path; not what functions say.
void add_paths(syntax::NodeRef node, const std::string& prefix, std::set<std::string>& paths) {
    for (const syntax::NodeRef item : node.items()) add_paths(item, prefix, paths);
    for (const syntax::NodeRef::Pair pair : node.pairs()) {
        if (pair.key.text() == "Ref" || pair.key.text().starts_with("Fn::")) continue;
        const std::string path = prefix + "." + std::string(pair.key.text());
        paths.insert(path);
        add_paths(pair.value, path, paths);
    }
}

/// Whether `text` uses the parameter `name`: params.NAME, params.?NAME or params["NAME"].
bool mentions_parameter(std::string_view text, const std::string& name) {
    const re2::RE2 pattern(
        fmt::format(R"(\bparams\s*(\.\s*\??\s*{0}\b|\[\s*["']{0}["']\s*\]))", re2::RE2::QuoteMeta(name)));
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

/// Checks one rule on its own.
class RuleChecker {
  public:
    RuleChecker(const RuleFile& file, const Activities& activities, Mistakes& mistakes)
        : file_(file), activities_(activities), mistakes_(mistakes), parameters_(own_parameters(file)), self_(self()) {}

    void check() {
        check_resource_types();
        check_expressions();
        check_fix_path();
        check_lets();
        check_parameters();
        check_activities();
        check_tests();
    }

  private:
    void check_resource_types() {
        for (const auto& [type, place] : file_.resource_types) {
            if (is_open_type(type) || cloudformation::resource_properties(type) != nullptr) continue;
            mistakes_.add(place,
                          {fmt::format("unknown resource type \"{}\"", type),
                           fmt::format("不明なリソースタイプです: \"{}\"", type)},
                          suggestion(type, known_types()));
        }
    }

    /// The type of `self`: of a rule for several types everything that one of them has.
    Type self() const {
        if (file_.target != TargetKind::resource) return self_type(file_);
        std::vector<const model::ObjectType*> types;
        for (const auto& [name, place] : file_.resource_types) {
            const model::ObjectType* properties = cloudformation::resource_properties(name);
            if (properties == nullptr) return model::dynamic_map_type;
            types.push_back(properties);
        }
        if (types.empty()) return model::dynamic_map_type;
        if (types.size() == 1) return {Type::Kind::object, nullptr, types.front()};
        return {Type::Kind::object, nullptr, &united_.emplace(types)};
    }

    void check_expressions() {
        const ParameterType parameter_object(parameters_);
        const Type parameter_type{Type::Kind::object, nullptr, &parameter_object};
        const std::size_t before = mistakes_.size();
        const CompiledRule compiled = compile_rule(file_, self_, parameter_type, true, mistakes_);
        note_reads(compiled, compile_texts(file_, self_, parameter_type, compiled, true, mistakes_));
        broken_ = mistakes_.size() > before;
    }

    void note_reads(const CompiledRule& compiled, const CompiledTexts& texts) {
        const auto in_message = [](const CompiledMessage& message, std::uint32_t slot) {
            for (const cel::Template* text : {&message.en, &message.ja}) {
                for (const cel::Template::Part& part : text->parts()) {
                    if (!part.program.empty() && part.program.reads(slot)) return true;
                }
            }
            return false;
        };
        const auto decides = [&](std::uint32_t slot) {
            const auto read = [slot](const cel::Program& program) { return !program.empty() && program.reads(slot); };
            return std::ranges::any_of(compiled.lets, read) || read(compiled.each) || read(compiled.when) ||
                   read(compiled.assertion);
        };
        const auto tells = [&](std::uint32_t slot) {
            const auto read = [slot](const cel::Program& program) { return !program.empty() && program.reads(slot); };
            bool found = read(texts.set_to) || in_message(texts.message, slot) || in_message(texts.tell, slot);
            for (const auto& [at, message] : texts.related) found = found || read(at) || in_message(message, slot);
            return found;
        };
        used_lets_.resize(file_.lets.size());
        for (std::size_t index = 0; index < file_.lets.size(); ++index) {
            const std::uint32_t slot = compiled.slots.first_let + static_cast<std::uint32_t>(index);
            used_lets_[index] = decides(slot) || tells(slot);
        }
        decided_by_self_ = decides(compiled.slots.self);
    }

    void check_fix_path() {
        if (file_.target != TargetKind::resource || !file_.fix || !file_.fix->set_path.valid()) return;
        check_path(self_, file_.fix->set_path);
    }

    void check_path(const Type& self, syntax::NodeRef place) {
        const model::ObjectType* object = self.object;
        std::string_view rest = place.text();
        while (object != nullptr) {
            const std::string_view name = rest.substr(0, rest.find('.'));
            const model::Field* field = object->field(name);
            if (field == nullptr) return unknown_property(*object, name, place);
            if (name.size() == rest.size()) return;
            rest.remove_prefix(name.size() + 1);
            object = field->type->object;
        }
    }

    void unknown_property(const model::ObjectType& object, std::string_view name, syntax::NodeRef place) {
        std::vector<std::string_view> names;
        for (const model::Field& field : object.fields()) names.push_back(field.name);
        mistakes_.add(place,
                      {fmt::format("{} has no property \"{}\"", object.name(), name),
                       fmt::format("{} にプロパティ \"{}\" はありません", object.name(), name)},
                      suggestion(name, names));
    }

    void check_lets() {
        if (broken_) return;
        for (std::size_t index = 0; index < used_lets_.size(); ++index) {
            if (used_lets_[index]) continue;
            const LetBinding& let = file_.lets[index];
            mistakes_.add(let.place,
                          {fmt::format("the name \"{}\" is never used", let.name),
                           fmt::format("名前 \"{}\" は使われていません", let.name)},
                          {"remove it", "削除してください"});
        }
    }

    /// Every text of the rule that may hold an expression.
    std::vector<syntax::NodeRef> texts() const {
        std::vector<syntax::NodeRef> all{file_.each, file_.when, file_.assertion, file_.message.en, file_.message.ja};
        for (const LetBinding& let : file_.lets) all.push_back(let.expression);
        for (const RelatedText& related : file_.related)
            all.insert(all.end(), {related.at, related.message.en, related.message.ja});
        if (file_.fix) all.insert(all.end(), {file_.fix->set_to, file_.fix->tell.en, file_.fix->tell.ja});
        std::erase_if(all, [](syntax::NodeRef node) { return !node.valid(); });
        return all;
    }

    void check_parameters() {
        const std::vector<syntax::NodeRef> all = texts();
        if (!file_.parameters.valid()) return;
        for (const syntax::NodeRef::Pair pair : file_.parameters.pairs()) {
            const std::string name(pair.key.text());
            if (std::ranges::any_of(all, [&](syntax::NodeRef text) { return mentions_parameter(text.text(), name); }))
                continue;
            mistakes_.add(pair.key,
                          {fmt::format("the parameter \"{}\" is never used", name),
                           fmt::format("パラメータ \"{}\" は使われていません", name)},
                          {"remove it", "削除してください"});
        }
    }

    void check_activities() {
        static const re2::RE2 pattern(R"(\b(?:job_)?does\([^"'()]*,\s*["']([^"']*)["'])");
        for (const syntax::NodeRef text : texts()) {
            re2::StringPiece rest(text.text().data(), text.text().size());
            re2::StringPiece activity;
            while (re2::RE2::FindAndConsume(&rest, pattern, &activity)) {
                const std::string name(activity);
                if (activities_.contains(name)) continue;
                std::vector<std::string_view> names;
                for (const auto& [known, patterns] : activities_) names.push_back(known);
                const auto offset = static_cast<std::uint32_t>(activity.data() - text.text().data());
                mistakes_.add(text.tree().source(), syntax::source_offset(text, offset),
                              {fmt::format("unknown activity \"{}\"", name),
                               fmt::format("不明なアクティビティです: \"{}\"", name)},
                              choice_hint(name, names));
            }
        }
    }

    void check_tests() {
        const auto has = [&](Outcome outcome) {
            return std::ranges::any_of(file_.tests, [&](const RuleTest& test) { return test.expect == outcome; });
        };
        if (!has(Outcome::pass)) missing_test("pass", "合格 (pass)");
        if (!has(Outcome::fail)) missing_test("fail", "不合格 (fail)");
        if (file_.when.valid() && !has(Outcome::not_applicable))
            missing_test("not-applicable", "対象外 (not-applicable)");
        if (file_.target != TargetKind::resource || broken_ || !decided_by_self_) return;
        if (!has(Outcome::unknown)) missing_test("unknown", "判定不能 (unknown)");
        check_absence();
    }

    void missing_test(std::string_view en, std::string_view ja) {
        mistakes_.add(tests_place(),
                      {fmt::format("the rule has no test that expects {}", en),
                       fmt::format("ルールに{}を期待するテストがありません", ja)},
                      {fmt::format("add a case with `expect: {}` to `tests:`", en),
                       "`tests:` にその結果を期待するケースを追加してください"});
    }

    syntax::NodeRef tests_place() const {
        const syntax::NodeRef key = file_.tree->root().find_key("tests");
        return key.valid() ? key : file_.tree->root();
    }

    /// The property paths of each tested resource of the rule's types.
    std::vector<std::set<std::string>> tested_properties() const {
        std::vector<std::set<std::string>> found;
        const auto add = [&](syntax::NodeRef resource) {
            const syntax::NodeRef type = resource.find("Type");
            const bool meant = std::ranges::any_of(file_.resource_types, [&](const auto& wanted) {
                return wanted.first == "*" || (type.valid() && type.is_scalar() && type.text() == wanted.first);
            });
            if (!meant) return;
            std::set<std::string>& names = found.emplace_back();
            const syntax::NodeRef properties = resource.find("Properties");
            if (properties.valid()) add_paths(properties, "", names);
        };
        for (const RuleTest& test : file_.tests) {
            if (test.input == RuleTest::Input::resource) add(test.document);
            if (test.input != RuleTest::Input::document_template) continue;
            const syntax::NodeRef resources = test.document.find("Resources");
            if (!resources.valid()) continue;
            for (const syntax::NodeRef::Pair pair : resources.pairs()) add(pair.value);
        }
        return found;
    }

    /// At least one tested resource has to leave out what another one writes.
    void check_absence() {
        const std::vector<std::set<std::string>> tested = tested_properties();
        std::set<std::string> all;
        for (const std::set<std::string>& names : tested) all.insert(names.begin(), names.end());
        const bool left_out =
            std::ranges::any_of(tested, [&](const std::set<std::string>& names) { return names.size() < all.size(); });
        if (tested.empty() || left_out) return;
        mistakes_.add(
            tests_place(),
            {"the rule has no test in which a property is absent", "プロパティが無い場合のテストがルールにありません"},
            {"add a case whose resource leaves the property out", "そのプロパティを省いたケースを追加してください"});
    }

    const RuleFile& file_;
    const Activities& activities_;
    Mistakes& mistakes_;
    ParameterNodes parameters_;
    mutable std::optional<UnitedType> united_;
    Type self_;
    std::vector<bool> used_lets_;
    bool decided_by_self_ = false;
    bool broken_ = false;
};

/// Ids that more than one rule claims, and ids of requirements that nobody has.
class IdChecker {
  public:
    IdChecker(std::span<const Pack> packs, std::span<const Pack> known, Mistakes& mistakes) : mistakes_(mistakes) {
        for (const std::span<const Pack> group : {known, packs}) {
            for (const Pack& pack : group) {
                for (const std::string& id : pack.retired) retired_.insert(id);
                for (const PackCatalogue& catalogue : pack.catalogues) {
                    for (const Requirement& requirement : catalogue.rows->requirements)
                        requirements_.insert(requirement.id.full());
                }
            }
        }
        for (const Pack& pack : known) {
            for (const auto& rule : pack.rules) claim(*rule);
        }
    }

    void check(const RuleFile& rule) {
        check_unique(rule);
        for (const auto& [id, place] : rule.requirement_places) {
            if (requirements_.contains(id.full())) continue;
            const std::vector<std::string_view> candidates(requirements_.begin(), requirements_.end());
            base::Text hint = suggestion(id.full(), candidates);
            if (hint.empty())
                hint = {"the requirements*.yaml of the loaded packs list the ids",
                        "ID は読み込んだパックの requirements*.yaml にあります"};
            mistakes_.add(place,
                          {fmt::format("there is no requirement \"{}\"", id.full()),
                           fmt::format("要件 \"{}\" はありません", id.full())},
                          std::move(hint));
        }
    }

  private:
    void claim(const RuleFile& rule) {
        ids_.emplace(rule.info.id, rule.source->path());
        names_.emplace(rule.info.name, rule.source->path());
    }

    void check_unique(const RuleFile& rule) {
        const auto taken = [&](const std::map<std::string, std::string>& claimed, const std::string& value) {
            const auto found = claimed.find(value);
            if (value.empty() || found == claimed.end()) return;
            mistakes_.add(rule.id_place.valid() ? rule.id_place : rule.tree->root(),
                          {fmt::format("\"{}\" already belongs to {}", value, found->second),
                           fmt::format("\"{}\" は {} で既に使われています", value, found->second)},
                          {"ids and names are unique over all packs", "ID と名前は全パックで一意でなければなりません"});
        };
        taken(ids_, rule.info.id);
        taken(names_, rule.info.name);
        if (retired_.contains(rule.info.id)) {
            mistakes_.add(
                rule.id_place,
                {fmt::format("the id \"{}\" is retired", rule.info.id),
                 fmt::format("ID \"{}\" は廃止されています", rule.info.id)},
                {"ids are never used again; take a new one", "ID は再利用できません。新しい ID を使ってください"});
        }
        claim(rule);
    }

    Mistakes& mistakes_;
    std::set<std::string> retired_;
    std::set<std::string> requirements_;
    std::map<std::string, std::string> ids_;
    std::map<std::string, std::string> names_;
};

}  // namespace

void check_packs(std::span<const Pack> packs, std::span<const Pack> known, Mistakes& mistakes) {
    IdChecker ids(packs, known, mistakes);
    for (const Pack& pack : packs) {
        for (const auto& rule : pack.rules) {
            if (!rule->tree->root().valid()) continue;
            ids.check(*rule);
            RuleChecker(*rule, pack.activities, mistakes).check();
        }
    }
    check_conflicts(packs, known, mistakes);
}

}  // namespace csr::policy
