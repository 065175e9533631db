#include "model/workflow/expression_checker.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "model/workflow/expression_functions.hpp"
#include "model/workflow/expression_json.hpp"

namespace csr::model {

namespace {

using Kind = ExpressionKind;
using TypeKind = ExpressionType::Kind;
using Ref = ExpressionTypeRef;

constexpr std::string_view undefined_context = "expression-undefined-context";
constexpr std::string_view unavailable_context = "expression-unavailable-context";
constexpr std::string_view undefined_property = "expression-undefined-property";
constexpr std::string_view undefined_function = "expression-undefined-function";
constexpr std::string_view wrong_arguments = "expression-arguments";
constexpr std::string_view wrong_type = "expression-type";

/// The types of a node's value: of any, of one that counts as true, of one that counts as false.
struct NodeTypes {
    Ref type;
    Ref if_true;
    Ref if_false;
};

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_variable_name(std::string_view name) {
    const auto is_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
           std::all_of(name.begin(), name.end(), is_word);
}

bool is_name(const ExpressionIssue& issue) {
    return issue.code == undefined_context || issue.code == undefined_function;
}

/// Types every node, children first.
class ExpressionChecker {
  public:
    ExpressionChecker(const Expression& expression, const ExpressionScope& scope)
        : expression_(expression), scope_(scope) {}

    CheckedExpression run() {
        types_.reserve(expression_.nodes().size());
        for (const ExpressionNode& node : expression_.nodes()) types_.push_back(types(node));
        made_.type = expression_.valid() ? types_[expression_.root()].type : ExpressionType::any();
        // Of what could not be parsed only the names say something.
        if (!expression_.valid()) std::erase_if(made_.issues, [](const ExpressionIssue& one) { return !is_name(one); });
        return std::move(made_);
    }

  private:
    [[nodiscard]] const ExpressionNode& child(const ExpressionNode& node, std::size_t position) const {
        return expression_.node(node.children[position]);
    }
    [[nodiscard]] const NodeTypes& types_at(const ExpressionNode& node, std::size_t position) const {
        return types_[node.children[position]];
    }
    [[nodiscard]] const Ref& type_at(const ExpressionNode& node, std::size_t position) const {
        return types_at(node, position).type;
    }

    void issue(std::string_view code, const ExpressionNode& node, base::Text message) {
        made_.issues.push_back({code, node.begin, node.end, std::move(message)});
    }

    NodeTypes types(const ExpressionNode& node) {
        switch (node.kind) {
            case Kind::logical_not:
                // As actionlint types it: what is known when the negation holds is what the operand is when it does
                // not.
                return {ExpressionType::boolean(), types_at(node, 0).if_false, types_at(node, 0).if_true};
            case Kind::logical_and: {
                const NodeTypes& left = types_at(node, 0);
                const NodeTypes& right = types_at(node, 1);
                return {merged(left.if_false, right.type), right.if_true, merged(left.if_false, right.if_false)};
            }
            case Kind::logical_or: {
                const NodeTypes& left = types_at(node, 0);
                const NodeTypes& right = types_at(node, 1);
                return {merged(left.if_true, right.type), merged(left.if_true, right.if_true), right.if_false};
            }
            default: {
                const Ref type = type_of_node(node);
                return {type, type, type};
            }
        }
    }

    Ref type_of_node(const ExpressionNode& node) {
        switch (node.kind) {
            case Kind::null:
                return ExpressionType::null();
            case Kind::boolean:
                return ExpressionType::boolean();
            case Kind::number:
                return ExpressionType::number();
            case Kind::string:
                return ExpressionType::string();
            case Kind::name:
                return context(node);
            case Kind::property:
                return property(node, type_at(node, 0), node.text);
            case Kind::index:
                return index(node);
            case Kind::every:
                return every(node);
            case Kind::call:
                return call(node);
            default:
                compare(node);
                return ExpressionType::boolean();
        }
    }

    Ref context(const ExpressionNode& node) {
        const std::string name = lower_case(node.text);
        const auto found = std::find_if(scope_.contexts.begin(), scope_.contexts.end(),
                                        [&](const auto& one) { return one.first == name; });
        if (found == scope_.contexts.end()) {
            issue(undefined_context, node,
                  {fmt::format("there is no context '{}'", node.text),
                   fmt::format("コンテキスト '{}' は存在しません", node.text)});
            return ExpressionType::any();
        }
        if (scope_.available_contexts && !contains(*scope_.available_contexts, name)) {
            issue(unavailable_context, node,
                  {fmt::format("the context '{}' is not available here; {}", node.text,
                               available("available are", "no context is")),
                   fmt::format("コンテキスト '{}' はここでは使えません（{}）", node.text, available_ja())});
        }
        return found->second;
    }

    [[nodiscard]] std::string available_list() const {
        std::string text;
        for (const std::string_view name : *scope_.available_contexts)
            text.append(text.empty() ? "" : ", ").append(name);
        return text;
    }
    [[nodiscard]] std::string available(std::string_view some, std::string_view none) const {
        if (scope_.available_contexts->empty()) return std::string(none);
        return std::string(some) + " " + available_list();
    }
    [[nodiscard]] std::string available_ja() const {
        if (scope_.available_contexts->empty()) return "使えるコンテキストはありません";
        return "使えるのは " + available_list() + " です";
    }

    Ref property(const ExpressionNode& node, const Ref& from, std::string_view name) {
        check_variable_name(node, name);
        if (from->is(TypeKind::any)) return from;
        if (from->is(TypeKind::object)) return member(node, *from, name);
        if (from->is(TypeKind::array) && from->filtered) {
            const Ref& element = from->element;
            if (element->is(TypeKind::any)) return from;
            if (element->is(TypeKind::object)) return ExpressionType::array(member(node, *element, name), true);
        }
        issue(
            wrong_type, node,
            {fmt::format("'{}' is read of a value of type {}, which has no members", name, from->to_string()),
             fmt::format("{} 型の値から '{}' を読もうとしていますが、メンバーはありません", from->to_string(), name)});
        return ExpressionType::any();
    }

    Ref member(const ExpressionNode& node, const ExpressionType& object, std::string_view name) {
        if (Ref found = object.member(name)) return found;
        issue(undefined_property, node,
              {fmt::format("there is no '{}' in {}", name, object.to_string()),
               fmt::format("{} に '{}' はありません", object.to_string(), name)});
        return ExpressionType::any();
    }

    /// GitHub lets nobody make a configuration variable of another name.
    void check_variable_name(const ExpressionNode& node, std::string_view name) {
        const ExpressionNode& from = child(node, 0);
        if (from.kind != Kind::name || lower_case(from.text) != "vars") return;
        if (!is_variable_name(name)) {
            issue(
                undefined_property, node,
                {fmt::format("no configuration variable can be called '{}': letters, digits and _ only, no digit first",
                             name),
                 fmt::format("'{}' という名前の構成変数は作れません（英数字と _ のみ、先頭に数字は使えません）",
                             name)});
        } else if (lower_case(name).starts_with("github_")) {
            issue(
                undefined_property, node,
                {fmt::format("no configuration variable can be called '{}': GITHUB_ is reserved", name),
                 fmt::format("'{}' という名前の構成変数は作れません（GITHUB_ で始まる名前は予約されています）", name)});
        }
    }

    Ref index(const ExpressionNode& node) {
        const Ref& from = type_at(node, 0);
        const ExpressionNode& key = child(node, 1);
        const Ref& type = type_at(node, 1);
        if (from->is(TypeKind::any)) return from;
        if (from->is(TypeKind::array)) {
            if (key.kind == Kind::string && from->filtered) return property(node, from, key.text);
            if (type->is(TypeKind::any) || type->is(TypeKind::number)) return from->element;
            return wrong_index(node, "an item of a list is read by a number, not by a value of type {}",
                               "リストの要素は数値で指定します（{} 型の値では指定できません）");
        }
        if (from->is(TypeKind::object)) {
            if (key.kind == Kind::string) return property(node, from, key.text);
            if (type->is(TypeKind::any) || type->is(TypeKind::string))
                return from->rest != nullptr ? from->rest : ExpressionType::any();
            return wrong_index(node, "a member of an object is read by a text, not by a value of type {}",
                               "オブジェクトのメンバーは文字列で指定します（{} 型の値では指定できません）");
        }
        issue(wrong_type, node,
              {fmt::format("a value of type {} has no members", from->to_string()),
               fmt::format("{} 型の値にメンバーはありません", from->to_string())});
        return ExpressionType::any();
    }

    Ref wrong_index(const ExpressionNode& node, std::string_view en, std::string_view ja) {
        const std::string type = type_at(node, 1)->to_string();
        issue(wrong_type, child(node, 1), {fmt::format(fmt::runtime(en), type), fmt::format(fmt::runtime(ja), type)});
        return ExpressionType::any();
    }

    Ref every(const ExpressionNode& node) {
        const Ref& from = type_at(node, 0);
        if (from->is(TypeKind::any)) return ExpressionType::array(from, true);
        if (from->is(TypeKind::array)) return every_of_array(node, *from);
        if (from->is(TypeKind::object)) return every_of_object(node, *from);
        issue(wrong_type, node,
              {fmt::format(".* is used on a value of type {}, which has no members", from->to_string()),
               fmt::format("{} 型の値に .* が使われていますが、メンバーはありません", from->to_string())});
        return ExpressionType::array(ExpressionType::any(), true);
    }

    Ref every_of_array(const ExpressionNode& node, const ExpressionType& array) {
        if (!array.filtered) return ExpressionType::array(array.element, true);
        if (array.element->is(TypeKind::array)) return ExpressionType::array(array.element->element, true);
        if (array.element->is(TypeKind::object)) return every_of_object(node, *array.element);
        return ExpressionType::array(ExpressionType::any(), true);
    }

    Ref every_of_object(const ExpressionNode& node, const ExpressionType& object) {
        Ref element;
        for (const ExpressionType::Member& member : object.members) add_filtered(element, member.second);
        if (object.rest != nullptr) add_filtered(element, object.rest);
        const bool empty = object.members.empty() && object.rest == nullptr;
        if (element == nullptr && !empty) {
            issue(wrong_type, node,
                  {fmt::format(".* is used on {}, of whose members none is an object", object.to_string()),
                   fmt::format("{} に .* が使われていますが、オブジェクトのメンバーがありません", object.to_string())});
        }
        return ExpressionType::array(element == nullptr ? ExpressionType::any() : element, true);
    }

    static void add_filtered(Ref& element, const Ref& type) {
        if (!type->is(TypeKind::object) && !type->is(TypeKind::any)) return;
        element = element == nullptr ? type : merged(element, type);
    }

    void compare(const ExpressionNode& node) {
        const Ref& left = type_at(node, 0);
        const Ref& right = type_at(node, 1);
        const bool ordered = node.kind != Kind::equal && node.kind != Kind::not_equal;
        if (is_comparable(*left, *right, ordered)) return;
        issue(wrong_type, node,
              {fmt::format("a value of type {} cannot be compared with one of type {}", left->to_string(),
                           right->to_string()),
               fmt::format("{} 型の値と {} 型の値は比較できません", left->to_string(), right->to_string())});
    }

    Ref call(const ExpressionNode& node) {
        const ExpressionFunction* function = find_expression_function(node.text);
        if (function == nullptr) {
            issue(undefined_function, node,
                  {fmt::format("there is no function '{}'", node.text),
                   fmt::format("関数 '{}' は存在しません", node.text)});
            return ExpressionType::any();
        }
        const std::string name = lower_case(node.text);
        if (!function->everywhere && scope_.available_functions && !contains(*scope_.available_functions, name)) {
            issue(unavailable_context, node,
                  {fmt::format("the function {}() is not available here", function->name),
                   fmt::format("関数 {}() はここでは使えません", function->name)});
        }
        check_count(node, *function);
        if (name == "format") check_format(node);
        check_arguments(node, name);
        return result_of(node, name);
    }

    void check_count(const ExpressionNode& node, const ExpressionFunction& function) {
        const std::size_t count = node.children.size();
        const bool takes_jobs = scope_.status_takes_jobs && (function.name == "success" || function.name == "failure");
        // GitHub takes a format() that formats nothing; nobody can mean it.
        const std::size_t least = function.name == "format" ? 2 : function.least;
        const std::size_t most = takes_jobs ? unlimited : function.most;
        if (count < least || count > most) {
            const std::string wanted = least == most ? fmt::format("{}", least)
                                       : most == 255 ? fmt::format("{}+", least)
                                                     : fmt::format("{}-{}", least, most);
            issue(wrong_arguments, node,
                  {fmt::format("{}() takes {} arguments, not {}", function.name, wanted, count),
                   fmt::format("{}() の引数は {} 個です（{} 個渡されています）", function.name, wanted, count)});
        } else if (function.odd && count % 2 == 0) {
            issue(wrong_arguments, node,
                  {fmt::format("{}() takes an odd number of arguments: pairs of a condition and a value, then another "
                               "value; not {}",
                               function.name, count),
                   fmt::format("{}() の引数は奇数個（条件と値の組、最後に既定値）です（{} 個渡されています）",
                               function.name, count)});
        }
    }

    /// Every placeholder has its argument, and every argument its placeholder.
    void check_format(const ExpressionNode& node) {
        if (node.children.size() < 2 || child(node, 0).kind != Kind::string) return;
        const std::size_t count = node.children.size() - 1;
        std::vector<char> used(count, 0);
        for (const FormatPart& part : format_parts(child(node, 0).text)) {
            if (!part.valid) continue;
            if (part.argument < count) {
                used[part.argument] = 1;
            } else {
                issue(wrong_arguments, child(node, 0),
                      {fmt::format("the placeholder {{{}}} has no argument", part.argument),
                       fmt::format("プレースホルダー {{{}}} に対応する引数がありません", part.argument)});
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (used[i] != 0) continue;
            issue(wrong_arguments, child(node, i + 1),
                  {fmt::format("the text has no placeholder {{{}}} for this argument", i),
                   fmt::format("この引数に対応するプレースホルダー {{{}}} がありません", i)});
        }
    }

    void check_arguments(const ExpressionNode& node, const std::string& name) {
        const std::size_t count = node.children.size();
        const auto want_text = [&](std::size_t position) {
            if (position < count && !is_assignable(*ExpressionType::string(), *type_at(node, position)))
                wrong_argument(node, position, "string");
        };
        if (name == "contains" && count == 2) {
            const Ref& where = type_at(node, 0);
            if (where->is(TypeKind::array) || where->is(TypeKind::any)) return;
            want_text(0);
            want_text(1);
        } else if (name == "startswith" || name == "endswith") {
            want_text(0);
            want_text(1);
        } else if (name == "hashfiles") {
            for (std::size_t i = 0; i < count; ++i) want_text(i);
        } else if (name == "format" || name == "fromjson") {
            want_text(0);
        } else if (name == "join") {
            if (count > 0 && !type_at(node, 0)->is(TypeKind::array) && !type_at(node, 0)->is(TypeKind::any))
                wrong_argument(node, 0, "array<any>");
            want_text(1);
        }
    }

    void wrong_argument(const ExpressionNode& node, std::size_t position, std::string_view wanted) {
        const std::string type = type_at(node, position)->to_string();
        issue(wrong_type, child(node, position),
              {fmt::format("{}() takes a value of type {} here, not {}", node.text, wanted, type),
               fmt::format("{}() のこの引数は {} 型です（{} 型が渡されています）", node.text, wanted, type)});
    }

    Ref result_of(const ExpressionNode& node, const std::string& name) {
        if (name == "format" || name == "join" || name == "tojson" || name == "hashfiles")
            return ExpressionType::string();
        if (name == "case") return ExpressionType::any();
        if (name != "fromjson") return ExpressionType::boolean();
        if (node.children.size() != 1 || child(node, 0).kind != Kind::string) return ExpressionType::any();
        const ExpressionValue value = from_json(child(node, 0).text);
        if (value.failed) {
            issue(wrong_arguments, child(node, 0),
                  {fmt::format("the text is not JSON: {}", value.text), "この文字列は JSON ではありません"});
        }
        return type_of(value);
    }

    static constexpr std::size_t unlimited = 255;

    const Expression& expression_;
    const ExpressionScope& scope_;
    std::vector<NodeTypes> types_;
    CheckedExpression made_;
};

// What they give depends on nothing but their arguments.
constexpr std::array<std::string_view, 8> pure_functions = {"contains", "startswith", "endswith", "format",
                                                            "join",     "tojson",     "fromjson", "case"};

}  // namespace

CheckedExpression check(const Expression& expression, const ExpressionScope& scope) {
    return ExpressionChecker(expression, scope).run();
}

bool is_constant(const Expression& expression) {
    return expression.valid() &&
           std::none_of(expression.nodes().begin(), expression.nodes().end(), [](const auto& node) {
               if (node.kind == Kind::name) return true;
               return node.kind == Kind::call && std::find(pure_functions.begin(), pure_functions.end(),
                                                           lower_case(node.text)) == pure_functions.end();
           });
}

}  // namespace csr::model
