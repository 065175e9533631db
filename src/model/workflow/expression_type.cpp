#include "model/workflow/expression_type.hpp"

#include <algorithm>

namespace csr::model {

namespace {

using Kind = ExpressionType::Kind;

ExpressionTypeRef make(Kind kind) { return std::make_shared<const ExpressionType>(ExpressionType{.kind = kind}); }

constexpr std::size_t longest_text = 200;  // of an object's type as a message shows it
constexpr std::size_t most_merged = 256;   // members of an object that merging goes through

bool is_scalar(Kind kind) { return kind == Kind::number || kind == Kind::boolean || kind == Kind::string; }

std::string object_text(const ExpressionType& type) {
    const bool loose = type.rest != nullptr && type.rest->is(Kind::any);
    if (loose && type.members.empty()) return "object";
    if (type.members.empty() && type.rest != nullptr) return "{string => " + type.rest->to_string() + "}";
    std::string text = "{";
    for (const ExpressionType::Member& member : type.members) {
        if (text.size() > longest_text) return text + "; ...}";
        text += (text.size() > 1 ? "; " : "") + member.first + ": " + member.second->to_string();
    }
    if (type.rest != nullptr) text += text.size() > 1 ? "; ..." : "...";
    return text + "}";
}

ExpressionTypeRef merged_objects(const ExpressionType& left, const ExpressionType& right) {
    if (left.members.size() + right.members.size() > most_merged) return ExpressionType::any();
    std::vector<ExpressionType::Member> members = left.members;
    for (const ExpressionType::Member& member : right.members) {
        const auto found = std::find_if(members.begin(), members.end(),
                                        [&](const ExpressionType::Member& one) { return one.first == member.first; });
        if (found == members.end()) {
            members.push_back(member);
        } else {
            found->second = merged(found->second, member.second);
        }
    }
    ExpressionTypeRef rest = left.rest == nullptr ? right.rest : left.rest;
    if (left.rest != nullptr && right.rest != nullptr) rest = merged(left.rest, right.rest);
    return ExpressionType::object(std::move(members), std::move(rest));
}

bool is_object_assignable(const ExpressionType& to, const ExpressionType& from) {
    return std::all_of(from.members.begin(), from.members.end(), [&](const ExpressionType::Member& member) {
        const ExpressionTypeRef wanted = to.member(member.first);
        return wanted != nullptr && is_assignable(*wanted, *member.second);
    });
}

}  // namespace

const ExpressionTypeRef& ExpressionType::any() {
    static const ExpressionTypeRef type = make(Kind::any);
    return type;
}

const ExpressionTypeRef& ExpressionType::null() {
    static const ExpressionTypeRef type = make(Kind::null);
    return type;
}

const ExpressionTypeRef& ExpressionType::number() {
    static const ExpressionTypeRef type = make(Kind::number);
    return type;
}

const ExpressionTypeRef& ExpressionType::boolean() {
    static const ExpressionTypeRef type = make(Kind::boolean);
    return type;
}

const ExpressionTypeRef& ExpressionType::string() {
    static const ExpressionTypeRef type = make(Kind::string);
    return type;
}

ExpressionTypeRef ExpressionType::array(ExpressionTypeRef element, bool filtered) {
    return std::make_shared<const ExpressionType>(
        ExpressionType{.kind = Kind::array, .element = std::move(element), .filtered = filtered});
}

ExpressionTypeRef ExpressionType::object(std::vector<Member> members, ExpressionTypeRef rest) {
    for (Member& member : members) member.first = lower_case(member.first);
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.first < b.first; });
    return std::make_shared<const ExpressionType>(
        ExpressionType{.kind = Kind::object, .members = std::move(members), .rest = std::move(rest)});
}

ExpressionTypeRef ExpressionType::member(std::string_view name) const {
    const std::string wanted = lower_case(name);
    const auto found = std::lower_bound(members.begin(), members.end(), wanted,
                                        [](const Member& one, const std::string& key) { return one.first < key; });
    return found != members.end() && found->first == wanted ? found->second : rest;
}

std::string ExpressionType::to_string() const {
    switch (kind) {
        case Kind::any:
            return "any";
        case Kind::null:
            return "null";
        case Kind::number:
            return "number";
        case Kind::boolean:
            return "bool";
        case Kind::string:
            return "string";
        case Kind::array:
            return "array<" + element->to_string() + ">";
        case Kind::object:
            break;
    }
    return object_text(*this);
}

ExpressionTypeRef merged(const ExpressionTypeRef& left, const ExpressionTypeRef& right) {
    if (left == right) return left;
    if (left->kind == right->kind) {
        if (left->is(Kind::array))
            return ExpressionType::array(merged(left->element, right->element), left->filtered && right->filtered);
        return left->is(Kind::object) ? merged_objects(*left, *right) : left;
    }
    // A text that may also be a number or a boolean is used as a text.
    const bool text = left->is(Kind::string) || right->is(Kind::string);
    return text && is_scalar(left->kind) && is_scalar(right->kind) ? ExpressionType::string() : ExpressionType::any();
}

bool is_assignable(const ExpressionType& to, const ExpressionType& from) {
    if (to.is(Kind::any) || to.is(Kind::boolean) || from.is(Kind::any)) return true;
    if (to.is(Kind::string)) return from.is(Kind::string) || from.is(Kind::number);
    if (to.kind != from.kind) return false;
    if (to.is(Kind::array)) return is_assignable(*to.element, *from.element);
    return !to.is(Kind::object) || is_object_assignable(to, from);
}

bool is_comparable(const ExpressionType& left, const ExpressionType& right, bool ordered) {
    if (ordered) {
        const auto orders = [](const ExpressionType& type) {
            return type.is(Kind::any) || type.is(Kind::number) || type.is(Kind::string);
        };
        return orders(left) && orders(right);
    }
    const auto matches_all = [](const ExpressionType& type) { return type.is(Kind::any) || type.is(Kind::null); };
    if (matches_all(left) || matches_all(right)) return true;
    if (left.is(Kind::array) && right.is(Kind::array)) return is_comparable(*left.element, *right.element, false);
    if (is_scalar(left.kind) && is_scalar(right.kind)) return true;
    return left.kind == right.kind;
}

ExpressionTypeRef type_of(const ExpressionValue& value) {
    switch (value.kind) {
        case ExpressionValue::Kind::unknown:
            return ExpressionType::any();
        case ExpressionValue::Kind::null:
            return ExpressionType::null();
        case ExpressionValue::Kind::boolean:
            return ExpressionType::boolean();
        case ExpressionValue::Kind::number:
            return ExpressionType::number();
        case ExpressionValue::Kind::string:
            return ExpressionType::string();
        case ExpressionValue::Kind::array: {
            ExpressionTypeRef element;
            for (const ExpressionValue& item : value.items)
                element = element == nullptr ? type_of(item) : merged(element, type_of(item));
            return ExpressionType::array(element == nullptr ? ExpressionType::any() : element);
        }
        case ExpressionValue::Kind::object:
            break;
    }
    std::vector<ExpressionType::Member> members;
    for (std::size_t i = 0; i < value.items.size(); ++i) members.emplace_back(value.keys[i], type_of(value.items[i]));
    return ExpressionType::object(std::move(members));
}

}  // namespace csr::model
