#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <re2/re2.h>

#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/scope.hpp"
#include "model/cloudformation/validation/sections.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::array<std::string_view, 11> attributes{"AllowedPattern", "AllowedValues", "ConstraintDescription",
                                                      "Default",        "Description",   "MaxLength",
                                                      "MaxValue",       "MinLength",     "MinValue",
                                                      "NoEcho",         "Type"};
constexpr std::array<std::string_view, 11> specific_types{"AWS::EC2::AvailabilityZone::Name",
                                                          "AWS::EC2::Image::Id",
                                                          "AWS::EC2::Instance::Id",
                                                          "AWS::EC2::KeyPair::KeyName",
                                                          "AWS::EC2::SecurityGroup::GroupName",
                                                          "AWS::EC2::SecurityGroup::Id",
                                                          "AWS::EC2::Subnet::Id",
                                                          "AWS::EC2::Volume::Id",
                                                          "AWS::EC2::VPC::Id",
                                                          "AWS::Route53::HostedZone::Id",
                                                          "String"};

std::optional<std::string_view> inner_type(std::string_view type, std::string_view prefix) {
    if (!type.starts_with(prefix) || !type.ends_with('>')) return std::nullopt;
    return type.substr(prefix.size(), type.size() - prefix.size() - 1);
}

bool is_specific(std::string_view type) { return std::ranges::find(specific_types, type) != specific_types.end(); }

bool is_list_type(std::string_view type) {
    if (type == "CommaDelimitedList") return true;
    const auto inner = inner_type(type, "List<");
    return inner && (is_specific(*inner) || *inner == "Number");
}

bool is_parameter_type(std::string_view type) {
    if (type == "Number" || type == "AWS::SSM::Parameter::Name" || is_specific(type) || is_list_type(type)) return true;
    const auto stored = inner_type(type, "AWS::SSM::Parameter::Value<");
    return stored && (is_specific(*stored) || is_list_type(*stored));
}

class ParameterCheck {
  public:
    ParameterCheck(syntax::NodeRef::Pair pair, Findings& findings)
        : name_(pair.key.text()), node_(pair.value), findings_(findings) {}

    void run(syntax::NodeRef key) {
        if (!is_logical_id(name_))
            findings_.add("invalid-name", key, fmt::format("the name {} may only have letters and digits", name_),
                          fmt::format("名前 {} に使えるのは英数字だけです", name_));
        if (!node_.is_mapping())
            return wrong(node_, {"a parameter has to be a mapping", "パラメータはマッピングでなければなりません"});
        shape(key);
        const syntax::NodeRef written = node_.find("Default");
        if (written && written.is_scalar() && !written.is_null()) defaults(written);
    }

  private:
    void wrong(syntax::NodeRef node, base::Text message) {
        findings_.add("invalid-parameter", node, std::move(message.en), std::move(message.ja));
    }

    void shape(syntax::NodeRef key) {
        for (const syntax::NodeRef::Pair pair : node_.pairs()) {
            if (std::ranges::find(attributes, pair.key.text()) != attributes.end()) continue;
            const base::Text meant = guess(pair.key.text(), attributes);
            wrong(pair.key, {fmt::format("a parameter has no attribute {}{}", pair.key.text(), meant.en),
                             fmt::format("パラメータに {} という属性はありません{}", pair.key.text(), meant.ja)});
        }
        const syntax::NodeRef type = node_.find("Type");
        if (!type) return wrong(key, {"the parameter needs a Type", "パラメータには Type が必要です"});
        type_ = type.text();
        if (!type.is_string() || !is_parameter_type(type_))
            wrong(type, {fmt::format("{} is no type of a parameter", type_),
                         fmt::format("{} はパラメータの型ではありません", type_)});
        if (const syntax::NodeRef values = node_.find("AllowedValues"); values && !values.is_sequence())
            wrong(values, {"AllowedValues has to be a list", "AllowedValues はリストでなければなりません"});
        if (const syntax::NodeRef written = node_.find("Default");
            written && (!written.is_scalar() || written.is_null()))
            wrong(written, {"Default has to be text or a number", "Default は文字列または数値でなければなりません"});
    }

    /// A list's items are compared one by one.
    void defaults(syntax::NodeRef written) {
        const std::string_view text = node_text(written);
        if (!is_list_type(type_)) return one_default(written, text);
        if (is_allowed(text)) return;
        for (std::string_view rest = text;;) {
            const std::size_t comma = rest.find(',');
            std::string_view item = rest.substr(0, comma);
            while (item.starts_with(' ')) item.remove_prefix(1);
            while (item.ends_with(' ')) item.remove_suffix(1);
            one_default(written, item);
            if (comma == std::string_view::npos) return;
            rest.remove_prefix(comma + 1);
        }
    }

    /// Whether AllowedValues has the text.
    [[nodiscard]] bool is_allowed(std::string_view text) const {
        const syntax::NodeRef values = node_.find("AllowedValues");
        if (!values) return false;
        for (const syntax::NodeRef value : values.items()) {
            if (value.is_scalar() && node_text(value) == text) return true;
        }
        return false;
    }

    void one_default(syntax::NodeRef node, std::string_view text) {
        if (type_.starts_with("AWS::SSM::")) return;
        const bool number = type_ == "Number" || type_ == "List<Number>";
        if (number && !parse_number(text)) return unfit(node, "Type", text);
        const syntax::NodeRef values = node_.find("AllowedValues");
        if (values && values.is_sequence() && !is_allowed(text)) return unfit(node, "AllowedValues", text);
        pattern(node, text);
        bounds(node, text, number);
    }

    void pattern(syntax::NodeRef node, std::string_view text) {
        const syntax::NodeRef pattern = node_.find("AllowedPattern");
        if (!pattern || !pattern.is_string()) return;
        RE2::Options options;
        options.set_log_errors(false);
        const RE2 expression(pattern.text(), options);
        // Java knows more than RE2: what this cannot read is not judged.
        if (expression.ok() && !RE2::FullMatch(text, expression)) unfit(node, "AllowedPattern", text);
    }

    void bounds(syntax::NodeRef node, std::string_view text, bool number) {
        const auto bound = [this](std::string_view key) -> std::optional<double> {
            const syntax::NodeRef limit = node_.find(key);
            return limit && limit.is_scalar() ? parse_number(limit.text()) : std::nullopt;
        };
        std::size_t letters = 0;
        for (const char c : text) letters += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : 1;
        const double size = number ? *parse_number(text) : static_cast<double>(letters);
        const std::string_view least = number ? "MinValue" : "MinLength";
        const std::string_view most = number ? "MaxValue" : "MaxLength";
        if (const auto limit = bound(least); limit && size < *limit) unfit(node, least, text);
        if (const auto limit = bound(most); limit && size > *limit) unfit(node, most, text);
    }

    void unfit(syntax::NodeRef node, std::string_view constraint, std::string_view text) {
        findings_.add("default-not-allowed", node, fmt::format("the default \"{}\" contradicts {}", text, constraint),
                      fmt::format("デフォルト値 \"{}\" は {} に反しています", text, constraint));
    }

    std::string_view name_;
    syntax::NodeRef node_;
    Findings& findings_;
    std::string_view type_;
};

}  // namespace

void check_parameters(const TemplateNames& names, Findings& findings) {
    const syntax::NodeRef section = names.owner().section("Parameters");
    if (!section) return;
    for (const syntax::NodeRef::Pair pair : section.pairs()) {
        if (pair.key.text().starts_with("Fn::") || pair.key.text() == "<<") continue;
        ParameterCheck(pair, findings).run(pair.key);
    }
}

}  // namespace csr::model::cloudformation
