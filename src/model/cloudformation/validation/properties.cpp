#include "model/cloudformation/validation/properties.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/mapping_pairs.hpp"
#include "model/cloudformation/schema.hpp"
#include "model/cloudformation/scope.hpp"
#include "model/cloudformation/validation/format.hpp"

namespace csr::model::cloudformation {

namespace {

bool is_boolean_text(std::string_view text) {
    for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
        if (text == word) return true;
    }
    return false;
}

bool is_yaml_boolean(syntax::NodeRef node) {
    if (node.style() != syntax::Style::plain) return false;
    for (const std::string_view word : {"yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"}) {
        if (node.text() == word) return true;
    }
    return false;
}

bool is_scalar_kind(Type::Kind kind) {
    return kind == Type::Kind::boolean || kind == Type::Kind::integer || kind == Type::Kind::floating ||
           kind == Type::Kind::string;
}

base::Text kind_name(Type::Kind kind) {
    switch (kind) {
        case Type::Kind::boolean:
            return {"a boolean", "真偽値"};
        case Type::Kind::integer:
            return {"an integer", "整数"};
        case Type::Kind::floating:
            return {"a number", "数値"};
        case Type::Kind::string:
            return {"a string", "文字列"};
        case Type::Kind::list:
            return {"a list", "リスト"};
        default:
            return {"an object", "オブジェクト"};
    }
}

/// A key that stands for what is only known when the template is deployed.
bool adds_unknown_keys(std::string_view key) { return key.starts_with("Fn::") || key == "<<"; }

bool is_no_value(syntax::NodeRef node) { return ref_target(node) == "AWS::NoValue"; }

/// Whether every branch of Fn::If leaves the property away.
bool is_absent(syntax::NodeRef node) {
    if (is_no_value(node)) return true;
    const std::optional<Call> call = as_call(node);
    if (!call || call->function != Function::if_ || call->argument.size() != 3) return false;
    return is_no_value(call->argument.at(1)) && is_no_value(call->argument.at(2));
}

/// The kind of value a function makes whatever its arguments are; dynamic when they decide.
Type::Kind made_by(Function function) {
    switch (function) {
        case Function::join:
        case Function::sub:
        case Function::base64:
        case Function::to_json_string:
            return Type::Kind::string;
        case Function::split:
        case Function::cidr:
        case Function::get_azs:
            return Type::Kind::list;
        default:
            return Type::Kind::dynamic;
    }
}

}  // namespace

bool fits_scalar(std::string_view text, const Type& type) {
    switch (type.kind) {
        case Type::Kind::boolean:
            return is_boolean_text(text);
        case Type::Kind::integer: {
            if (parse_integer(text)) return true;
            const std::optional<double> number = parse_number(text);
            return number && *number == static_cast<double>(static_cast<std::int64_t>(*number));
        }
        case Type::Kind::floating:
            return parse_number(text).has_value();
        default:
            return true;
    }
}

bool has_free_properties(std::string_view type) {
    return type == "AWS::CloudFormation::CustomResource" || type.starts_with("AWS::Serverless::");
}

void PropertyCheck::run() {
    const ObjectType* const type = resource_properties(resource_.type);
    if (type == nullptr) return;
    if (!resource_.properties) {
        required(resource_.key, *type);
        return;
    }
    if (is_no_value(resource_.properties))
        return wrong_type(resource_.properties, Type{Type::Kind::object}, "Properties");
    if (as_call(resource_.properties)) return;
    object(resource_.properties, *type, 0);
}

void PropertyCheck::object(syntax::NodeRef node, const ObjectType& type, std::uint32_t depth) {
    if (type.fields().empty()) return;
    for (const syntax::NodeRef::Pair& pair : effective_pairs(node)) {
        const std::string_view key = pair.key.text();
        if (adds_unknown_keys(key)) continue;
        const Field* const field = type.field(key);
        if (field != nullptr) {
            value(pair.value, field->type, key, depth + 1);
        } else if (!takes_more(depth) && !names_.is_loop(key)) {
            std::vector<std::string_view> known;
            for (const Field& candidate : type.fields()) known.push_back(candidate.name);
            const base::Text meant = guess(key, known);
            findings_.add("unknown-property", pair.key,
                          fmt::format("{} has no property {}{}", type.name(), key, meant.en),
                          fmt::format("{} にプロパティ {} はありません{}", type.name(), key, meant.ja));
        }
    }
    required(node, type);
}

void PropertyCheck::required(syntax::NodeRef node, const ObjectType& type) {
    if (node.is_mapping()) {
        for (const syntax::NodeRef::Pair pair : node.pairs()) {
            if (pair.key.is_scalar() && adds_unknown_keys(pair.key.text())) return;
        }
    }
    for (const Field& field : type.fields()) {
        if (!field.always) continue;
        const syntax::NodeRef found = node.is_mapping() ? node.find(field.name) : syntax::NodeRef();
        if (found && !is_absent(found)) continue;
        findings_.add("missing-property", found ? found : node,
                      fmt::format("the required property {} of {} is missing", field.name, type.name()),
                      fmt::format("{} の必須プロパティ {} がありません", type.name(), field.name));
    }
}

void PropertyCheck::value(syntax::NodeRef node, const Type* type, std::string_view name, std::uint32_t depth) {
    if (type == nullptr || depth > most_depth || !step()) return;
    if (as_call(node)) {
        call_value(node, *type, name, depth);
        return;
    }
    switch (type->kind) {
        case Type::Kind::object:
        case Type::Kind::map:
            if (!node.is_mapping()) return wrong_type(node, *type, name);
            if (type->kind == Type::Kind::object) return object(node, *type->object, depth);
            for (const syntax::NodeRef::Pair& pair : effective_pairs(node)) {
                if (!adds_unknown_keys(pair.key.text())) value(pair.value, type->element, name, depth + 1);
            }
            return;
        case Type::Kind::list:
            return takes_any_object(*type) ? alternatives(node, *type, name, depth) : list(node, *type, name, depth);
        default:
            if (is_scalar_kind(type->kind)) scalar(node, *type, name);
    }
}

/// A list, or any object: what is wrong with the list is wrong with the whole, which is no object either.
void PropertyCheck::alternatives(syntax::NodeRef node, const Type& type, std::string_view name, std::uint32_t depth) {
    if (node.is_mapping()) return;
    Findings inside;
    PropertyCheck(names_, resource_, inside).list(node, type, name, depth);
    const std::vector<Finding> found = inside.take();
    if (found.empty()) return;
    findings_.add("no-alternative", {*found.front().diagnostic.place.tree, found.front().diagnostic.place.node},
                  fmt::format("{} fits neither of its forms, a list and an object: {}", name,
                              found.front().diagnostic.message.en),
                  fmt::format("{} はリストとオブジェクトのどちらの形式にも合いません: {}", name,
                              found.front().diagnostic.message.ja));
}

void PropertyCheck::list(syntax::NodeRef node, const Type& type, std::string_view name, std::uint32_t depth) {
    if (node.is_sequence()) {
        for (const syntax::NodeRef item : node.items()) {
            if (!is_no_value(item)) value(item, type.element, name, depth + 1);
        }
        return;
    }
    const bool scalars = type.element == nullptr || is_scalar_kind(type.element->kind);
    const bool foreseen = node.is_mapping() && node.size() > 0 && adds_unknown_keys((*node.pairs().begin()).key.text());
    if (foreseen) return;
    if (!node.is_scalar() || node.is_null() || !scalars) return wrong_type(node, type, name);
    written_otherwise(node, type, name);
    if (type.element != nullptr) scalar(node, *type.element, name);
}

void PropertyCheck::scalar(syntax::NodeRef node, const Type& type, std::string_view name) {
    if (!node.is_scalar() || node.is_null()) return wrong_type(node, type, name);
    const std::string_view text = node_text(node);
    if (text.find("{{resolve:") != std::string_view::npos || names_.is_loop(text)) return;
    const syntax::NodeKind kind = node.kind();
    bool exact = false;
    bool fits = fits_scalar(text, type);
    switch (type.kind) {
        case Type::Kind::boolean:
            exact = kind == syntax::NodeKind::boolean || is_yaml_boolean(node);
            fits = fits || exact;
            break;
        case Type::Kind::integer:
        case Type::Kind::floating:
            exact = kind == syntax::NodeKind::integer || kind == syntax::NodeKind::floating;
            break;
        default:
            exact = kind == syntax::NodeKind::string;
    }
    if (!fits) return wrong_type(node, type, name);
    if (!exact) written_otherwise(node, type, name);
    allowed(node, type, name);
    if (const Format* const format = format_of(name); format != nullptr && type.kind == Type::Kind::string)
        check_format(node, *format, names_, findings_);
}

void PropertyCheck::allowed(syntax::NodeRef node, const Type& type, std::string_view name) {
    const std::string_view text = node_text(node);
    const char* const accepted = allowed_values(type);
    if (accepted == nullptr || text.empty() || packed_contains(accepted, text)) return;
    const std::vector<std::string_view> values = packed_texts(accepted);
    std::string listed;
    constexpr std::size_t most_listed = 12;
    for (std::size_t i = 0; i < values.size() && i < most_listed; ++i)
        listed += fmt::format("{}{}", i == 0 ? "" : ", ", values[i]);
    if (values.size() > most_listed) listed += " ...";
    const base::Text meant = guess(text, values);
    findings_.add("value-not-allowed", node,
                  fmt::format("\"{}\" is no value of {}: {}{}", text, name, listed, meant.en),
                  fmt::format("\"{}\" は {} に指定できる値 ({}) ではありません{}", text, name, listed, meant.ja));
}

void PropertyCheck::call_value(syntax::NodeRef node, const Type& type, std::string_view name, std::uint32_t depth) {
    const Call call = *as_call(node);
    if (call.function == Function::if_ && call.argument.is_sequence() && call.argument.size() == 3) {
        for (const std::uint32_t branch : {1U, 2U}) {
            const syntax::NodeRef chosen = call.argument.at(branch);
            if (!is_no_value(chosen)) value(chosen, &type, name, depth + 1);
        }
        return;
    }
    const Format* const format = is_scalar_kind(type.kind) ? format_of(name) : nullptr;
    if (format != nullptr) check_format(node, *format, names_, findings_);
    if (call.function == Function::ref && call.argument.is_scalar())
        return parameter(node, call.argument.text(), type, name);
    const Type::Kind made = made_by(call.function);
    const bool object = type.kind == Type::Kind::object || type.kind == Type::Kind::map;
    const bool objects = type.kind == Type::Kind::list && type.element != nullptr &&
                         (type.element->kind == Type::Kind::object || type.element->kind == Type::Kind::map);
    const bool unfit = (made == Type::Kind::string && (object || objects)) ||
                       (made == Type::Kind::list && (object || objects || is_scalar_kind(type.kind)));
    if (unfit) wrong_type(node, type, name);
}

void PropertyCheck::parameter(syntax::NodeRef node, std::string_view parameter, const Type& type,
                              std::string_view name) {
    const syntax::NodeRef section = names_.owner().section("Parameters");
    const syntax::NodeRef declared = section ? section.find(parameter) : syntax::NodeRef();
    if (!declared || !is_scalar_kind(type.kind)) return;
    const syntax::NodeRef kind = declared.find("Type");
    if (!kind || !kind.is_scalar()) return;
    if (kind.text().starts_with("List<") || kind.text() == "CommaDelimitedList") return wrong_type(node, type, name);
    loose_parameter(kind, parameter, name);
    if (kind.text().starts_with("AWS::SSM::")) return;
    const syntax::NodeRef values = declared.find("AllowedValues");
    const syntax::NodeRef written = declared.find("Default");
    const char* const accepted = allowed_values(type);
    std::vector<syntax::NodeRef> possible;
    if (values && values.is_sequence()) {
        for (const syntax::NodeRef item : values.items()) possible.push_back(item);
    } else if (written) {
        possible.push_back(written);
    }
    for (const syntax::NodeRef candidate : possible) {
        if (!candidate.is_scalar()) continue;
        const std::string_view text = node_text(candidate);
        const Format* const format = format_of(name);
        const bool formed = format == nullptr || kind.text() != "String" || has_format(text, *format);
        const bool known = accepted == nullptr || text.empty() || packed_contains(accepted, text);
        if (known && formed && fits_scalar(text, type)) continue;
        findings_.add("parameter-value-unfit", node,
                      fmt::format("the value \"{}\" of parameter {} is no value of {}", text, parameter, name),
                      fmt::format("パラメータ {} の値 \"{}\" は {} に指定できません", parameter, text, name));
    }
}

/// CloudFormation looks an image up beforehand when the parameter's type says that it is one.
void PropertyCheck::loose_parameter(syntax::NodeRef kind, std::string_view parameter, std::string_view name) {
    constexpr std::string_view exact = "AWS::EC2::Image::Id";
    if (name != "ImageId" || kind.text() == exact || kind.text() == "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>")
        return;
    findings_.enter(nullptr);
    findings_.add(
        "loose-parameter-type", kind,
        fmt::format("parameter {} names an image; its type is {} instead of {}", parameter, kind.text(), exact),
        fmt::format("パラメータ {} はイメージを指定しますが、型が {} ではなく {} です", parameter, exact, kind.text()));
    findings_.enter(&resource_);
}

void PropertyCheck::wrong_type(syntax::NodeRef node, const Type& type, std::string_view name) {
    const base::Text wanted = kind_name(type.kind);
    findings_.add("wrong-type", node, fmt::format("{} has to be {}", name, wanted.en),
                  fmt::format("{} は{}でなければなりません", name, wanted.ja));
}

void PropertyCheck::written_otherwise(syntax::NodeRef node, const Type& type, std::string_view name) {
    if (resource_.owner->options().assembly) return;
    const base::Text wanted = kind_name(type.kind);
    findings_.add("converted-value", node,
                  fmt::format("{} is {}; CloudFormation converts what is written here", name, wanted.en),
                  fmt::format("{} は{}です。CloudFormation がここに書かれた値を変換します", name, wanted.ja));
}

}  // namespace csr::model::cloudformation
