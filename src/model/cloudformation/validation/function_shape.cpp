#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "model/cloudformation/sub_text.hpp"
#include "model/cloudformation/validation/mentions.hpp"

namespace csr::model::cloudformation {

namespace {

/// How many items a function takes; none: it takes something else than a list.
struct Arity {
    std::uint32_t least;
    std::uint32_t most;
    std::string_view shape;
};

std::optional<Arity> arity_of(Function function) {
    switch (function) {
        case Function::join:
            return Arity{2, 2, "[delimiter, list]"};
        case Function::select:
            return Arity{2, 2, "[index, list]"};
        case Function::split:
            return Arity{2, 2, "[delimiter, text]"};
        case Function::if_:
            return Arity{3, 3, "[condition, value, value]"};
        case Function::find_in_map:
            return Arity{3, 4, "[mapping, key, key]"};
        case Function::cidr:
            return Arity{2, 3, "[range, count, bits]"};
        case Function::equals:
            return Arity{2, 2, "[value, value]"};
        case Function::and_:
        case Function::or_:
            return Arity{2, 10, "[condition, condition, ...]"};
        case Function::not_:
            return Arity{1, 1, "[condition]"};
        default:
            return std::nullopt;
    }
}

/// A value that is not a literal of the wrong kind.
bool may_be_list(syntax::NodeRef node) { return node.is_sequence() || as_call(node).has_value(); }
bool may_be_text(syntax::NodeRef node) { return as_call(node).has_value() || (node.is_scalar() && !node.is_null()); }

class ShapeCheck {
  public:
    ShapeCheck(const Call& call, const TemplateNames& names, Findings& findings)
        : call_(call), names_(names), findings_(findings) {}

    void run() {
        if (const std::optional<Arity> arity = arity_of(call_.function)) return check_list(*arity);
        check_other();
    }

  private:
    void wrong(syntax::NodeRef node, std::string_view shape) {
        findings_.add("function-shape", node, fmt::format("{} takes {}", call_.name, shape),
                      fmt::format("{} の引数は {} の形です", call_.name, shape));
    }

    void check_list(const Arity& arity) {
        const syntax::NodeRef argument = call_.argument;
        if (!argument.is_sequence() || argument.size() < arity.least || argument.size() > arity.most)
            return wrong(call_.node, arity.shape);
        switch (call_.function) {
            case Function::join:
                if (!argument.at(0).is_scalar() || as_call(argument.at(0))) wrong(argument.at(0), arity.shape);
                if (!may_be_list(argument.at(1))) wrong(argument.at(1), arity.shape);
                break;
            case Function::select:
                check_select(arity);
                break;
            case Function::split:
                if (!argument.at(0).is_scalar() || !may_be_text(argument.at(1))) wrong(call_.node, arity.shape);
                break;
            case Function::if_:
                if (!argument.at(0).is_scalar() || as_call(argument.at(0))) wrong(argument.at(0), arity.shape);
                break;
            default:
                break;
        }
    }

    void check_select(const Arity& arity) {
        const syntax::NodeRef index = call_.argument.at(0);
        const syntax::NodeRef list = call_.argument.at(1);
        if (!may_be_text(index) || !may_be_list(list)) return wrong(call_.node, arity.shape);
        if (as_call(index) || !list.is_sequence() || as_call(list)) return;
        const std::string_view text = index.text();
        if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string_view::npos) {
            if (!names_.is_loop(text)) wrong(index, arity.shape);
            return;
        }
        if (std::stoul(std::string(text)) >= list.size())
            findings_.add("function-shape", index,
                          fmt::format("the list has {} items, none with the index {}", list.size(), text),
                          fmt::format("リストの項目は {} 個で、添字 {} はありません", list.size(), text));
    }

    void check_other() {
        const syntax::NodeRef argument = call_.argument;
        const bool nested = !call_.short_form && as_call(argument).has_value();
        switch (call_.function) {
            case Function::ref:
                if (!argument.is_scalar() || argument.is_null()) {
                    if (!(nested && names_.language_extensions())) wrong(call_.node, "name");
                }
                break;
            case Function::get_att:
                check_get_att();
                break;
            case Function::sub:
                check_sub();
                break;
            case Function::import_value:
            case Function::base64:
                if (!nested && !call_.short_form && !may_be_text(argument)) wrong(call_.node, "text");
                break;
            case Function::get_azs:
                if (!argument.is_scalar() && as_untagged_call(argument) == std::nullopt) wrong(call_.node, "region");
                break;
            case Function::length:
                if (!call_.short_form && !may_be_list(argument)) wrong(call_.node, "list");
                break;
            case Function::condition:
                if (!argument.is_scalar() || argument.is_null()) wrong(call_.node, "condition");
                break;
            case Function::get_stack_output:
                return check_stack_output();
            case Function::unsupported:
                check_unknown();
                break;
            default:
                break;
        }
    }

    void check_get_att() {
        const AttributeName name = attribute_name(call_);
        const syntax::NodeRef argument = call_.argument;
        const bool complete = argument.is_scalar() ? !name.resource.empty() && !name.attribute.empty()
                                                   : argument.is_sequence() && argument.size() >= 2;
        if (!complete) wrong(call_.node, "[resource, attribute]");
    }

    void check_sub() {
        const syntax::NodeRef argument = call_.argument;
        const bool list = argument.is_sequence();
        const syntax::NodeRef text = list ? argument.at(0) : argument;
        const bool shape = list ? argument.size() == 2 && text.is_scalar() && argument.at(1).is_mapping()
                                : argument.is_scalar() && !argument.is_null();
        if (!shape) return wrong(call_.node, "text, [text, variables]");
        if (list) check_sub_variables(text.text(), argument.at(1));
        if (names_.owner().options().assembly) return;
        if (!list && text.text().find("${") == std::string_view::npos)
            findings_.add("sub-without-variables", call_.node, "Fn::Sub has nothing to put in here",
                          "この Fn::Sub には置き換える変数がありません");
    }

    void check_sub_variables(std::string_view text, syntax::NodeRef variables) {
        std::set<std::string_view> used;
        SubReader reader(text);
        while (const std::optional<SubReader::Piece> piece = reader.next()) {
            if (piece->name) used.insert(piece->text);
        }
        for (const syntax::NodeRef::Pair pair : variables.pairs()) {
            const std::string_view name = pair.key.text();
            if (used.contains(name) || name.starts_with("Fn::") || name == "<<") continue;
            findings_.add("unused-sub-variable", pair.key, fmt::format("the text does not use ${{{}}}", name),
                          fmt::format("${{{}}} は文字列の中で使われていません", name));
        }
    }

    void check_unknown() {
        const std::string_view name = call_.name;
        if (name.starts_with("Fn::ForEach") || names_.opaque()) return;
        if (call_.short_form) {
            findings_.add("unknown-function", call_.node, fmt::format("CloudFormation knows no tag {}", name),
                          fmt::format("CloudFormation に {} というタグはありません", name));
        } else {
            findings_.add("unknown-function", call_.node, fmt::format("CloudFormation knows no function {}", name),
                          fmt::format("CloudFormation に {} という関数はありません", name));
        }
    }

    void check_stack_output() {
        const syntax::NodeRef argument = call_.argument;
        if (!argument.is_mapping() || !argument.find("StackName") || !argument.find("OutputName"))
            wrong(call_.node, "{StackName, OutputName}");
    }

    const Call& call_;
    const TemplateNames& names_;
    Findings& findings_;
};

}  // namespace

void check_function_shape(const Call& call, const TemplateNames& names, Findings& findings) {
    ShapeCheck(call, names, findings).run();
}

}  // namespace csr::model::cloudformation
