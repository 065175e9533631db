#include "model/cloudformation/arn_targets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "model/cloudformation/default_assignment.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/scope.hpp"
#include "model/cloudformation/symbolic_text.hpp"

namespace csr::model::cloudformation {

namespace {

/// Where the name stands in the last part of an ARN, behind the prefix.
enum class NamePart : std::uint8_t {
    first,   ///< up to the first ':' or '/'
    last,    ///< behind the last '/': a path may stand before it
    whole,   ///< up to the first ':'
    secret,  ///< up to the first ':', without the six letters that Secrets Manager appends
};

/// How the ARNs of a resource type are written, and the property that holds its name.
struct Form {
    std::string_view service;
    std::string_view prefix;
    std::string_view type;
    std::string_view property;
    NamePart part = NamePart::first;
};

constexpr std::array forms{
    Form{"cloudwatch", "alarm:", "AWS::CloudWatch::Alarm", "AlarmName", NamePart::whole},
    Form{"dynamodb", "table/", "AWS::DynamoDB::Table", "TableName"},
    Form{"ecr", "repository/", "AWS::ECR::Repository", "RepositoryName", NamePart::whole},
    Form{"events", "event-bus/", "AWS::Events::EventBus", "Name", NamePart::whole},
    Form{"events", "rule/", "AWS::Events::Rule", "Name", NamePart::last},
    Form{"firehose", "deliverystream/", "AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName"},
    Form{"iam", "policy/", "AWS::IAM::ManagedPolicy", "ManagedPolicyName", NamePart::last},
    Form{"iam", "role/", "AWS::IAM::Role", "RoleName", NamePart::last},
    Form{"iam", "user/", "AWS::IAM::User", "UserName", NamePart::last},
    Form{"kinesis", "stream/", "AWS::Kinesis::Stream", "Name"},
    Form{"kms", "", "AWS::KMS::Alias", "AliasName", NamePart::whole},
    Form{"lambda", "function:", "AWS::Lambda::Function", "FunctionName"},
    Form{"lambda", "function:", "AWS::Serverless::Function", "FunctionName"},
    Form{"logs", "log-group:", "AWS::Logs::LogGroup", "LogGroupName", NamePart::whole},
    Form{"rds", "cluster:", "AWS::RDS::DBCluster", "DBClusterIdentifier"},
    Form{"rds", "db:", "AWS::RDS::DBInstance", "DBInstanceIdentifier"},
    Form{"s3", "", "AWS::S3::Bucket", "BucketName"},
    Form{"secretsmanager", "secret:", "AWS::SecretsManager::Secret", "Name", NamePart::secret},
    Form{"sns", "", "AWS::SNS::Topic", "TopicName"},
    Form{"sqs", "", "AWS::SQS::Queue", "QueueName"},
    Form{"states", "stateMachine:", "AWS::Serverless::StateMachine", "Name"},
    Form{"states", "stateMachine:", "AWS::StepFunctions::StateMachine", "StateMachineName"},
};

bool is_open(std::string_view text) { return text.find("${") != std::string_view::npos; }

/// A text property or function with its open parts by name; nothing when it has none or is wrong.
std::optional<std::string> named_text(const Template& owner, const Binding* bindings, syntax::NodeRef node) {
    base::Arena scratch;
    const Assignment defaults = default_assignment(owner);
    Scope scope = open_scope(owner, Evaluation{scratch, defaults});
    scope.bindings = bindings;
    TextParts parts;
    append_text_parts(scope, node, parts);
    const auto text = symbolic_text(scratch, parts, [](const Cause& cause) {
        return cause.kind != CauseKind::invalid && cause.kind != CauseKind::limit;
    });
    return text && !text->empty() ? std::optional(std::string(*text)) : std::nullopt;
}

/// The length of the leading part of `text` up to one of `stops`; what stands in ${} is passed over.
std::size_t length_until(std::string_view text, std::string_view stops) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.substr(at).starts_with("${")) {
            const std::size_t end = text.find('}', at);
            if (end == std::string_view::npos) return at;
            at = end + 1;
        } else if (stops.find(text[at]) != std::string_view::npos) {
            break;
        } else {
            ++at;
        }
    }
    return at;
}

/// The parts of an ARN behind "arn:".
struct Arn {
    std::string_view service;
    std::string_view region;
    std::string_view account;
    std::string_view resource;
};

/// Reads what follows "arn:".
std::optional<Arn> read_arn(std::string_view text) {
    constexpr std::size_t longest = 2048;  // so that a text full of beginnings takes no quadratic time
    text = text.substr(0, longest);
    constexpr std::string_view ends = " \t\r\n\"'\\,;<>()[]{}|";
    std::array<std::string_view, 4> parts;  // partition, service, region, account
    for (std::string_view& part : parts) {
        const std::size_t length = length_until(text, ": \t\r\n\"'\\,;<>()[]{}|/");
        if (length >= text.size() || text[length] != ':') return std::nullopt;
        part = text.substr(0, length);
        text.remove_prefix(length + 1);
    }
    return Arn{parts[1], parts[2], parts[3], text.substr(0, length_until(text, ends))};
}

/// The name in what follows a form's prefix.
std::string_view name_in(const Form& form, std::string_view rest) {
    rest = rest.substr(0, length_until(rest, form.part == NamePart::first ? ":/" : ":"));
    if (form.part == NamePart::last) {
        for (std::size_t at = length_until(rest, "/"); at < rest.size(); at = length_until(rest, "/"))
            rest.remove_prefix(at + 1);
    }
    return rest;
}

/// The name of a secret before the suffix of an ARN ("-a1B2c3", "-??????"); empty when there is none.
std::string_view before_suffix(std::string_view name) {
    constexpr std::size_t suffix = 7;
    return name.size() > suffix && name[name.size() - suffix] == '-' ? name.substr(0, name.size() - suffix)
                                                                     : std::string_view();
}

bool may_be(std::string_view written, const std::optional<std::string>& known) {
    return written.empty() || !known || is_open(written) || written == "*" || written == *known;
}

bool has_arn(std::string_view text) { return text.find("arn:") != std::string_view::npos; }

bool is_text_function(syntax::NodeRef node) {
    const std::optional<Call> call = as_call(node);
    return call &&
           (call->function == Function::join || call->function == Function::sub || call->function == Function::ref);
}

/// Whether an ARN may stand in what the nodes [first, last) come to: literally, or in a parameter's value.
bool may_hold_arn(const Template& owner, std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t index = first; index < last; ++index) {
        const std::string_view text = owner.tree().text(owner.tree().node(index));
        if (has_arn(text) || owner.parameters().find(text) != nullptr) return true;
    }
    return false;
}

}  // namespace

ArnTargets::ArnTargets(const std::vector<std::unique_ptr<Template>>& templates) {
    for (const std::unique_ptr<Template>& owner : templates) {
        for (const Resource& resource : owner->resources()) {
            const auto* const form = std::ranges::find(forms, resource.type, &Form::type);
            if (form == forms.end() || !resource.properties) continue;
            const syntax::NodeRef written = resource.properties.find(form->property);
            if (!written) continue;
            if (auto name = named_text(*owner, resource.bindings, written))
                by_name_[{form->type, std::move(*name)}].push_back(&resource);
        }
    }
}

void ArnTargets::add_text(const Template& owner, std::string_view text, std::vector<const Resource*>& found) const {
    constexpr std::string_view start = "arn:";
    for (std::size_t at = text.find(start); at != std::string_view::npos; at = text.find(start, at + 1)) {
        const std::optional<Arn> arn = read_arn(text.substr(at + start.size()));
        if (!arn) continue;
        const auto add = [&](const Form& form, std::string_view name) {
            const auto named = by_name_.find({form.type, std::string(name)});
            if (named == by_name_.end()) return;
            for (const Resource* const resource : named->second) {
                const TemplateOptions& stack = resource->owner->options();
                if (is_open(name) && resource->owner != &owner) continue;
                if (!may_be(arn->region, stack.region) || !may_be(arn->account, stack.account)) continue;
                if (std::ranges::find(found, resource) == found.end()) found.push_back(resource);
            }
        };
        for (const Form& form : forms) {
            if (form.service != arn->service || !arn->resource.starts_with(form.prefix)) continue;
            const std::string_view name = name_in(form, arn->resource.substr(form.prefix.size()));
            if (!name.empty()) add(form, name);
            if (form.part == NamePart::secret && !before_suffix(name).empty()) add(form, before_suffix(name));
        }
    }
}

std::vector<const Resource*> ArnTargets::in_node(const Template& owner, const Resource* resource,
                                                 syntax::NodeRef node) const {
    std::vector<const Resource*> found;
    if (by_name_.empty()) return found;
    const syntax::Tree& tree = owner.tree();
    const syntax::Node& start = tree.node(node.index());
    std::uint32_t index = start.kind == syntax::NodeKind::alias ? start.text_begin : node.index();
    const std::uint32_t last = tree.node(index).next;
    std::uint32_t text_function_end = index;  // in a Join or Sub that has been read as a whole
    while (index < last) {
        const syntax::NodeRef current(tree, index);
        const syntax::Node& written = tree.node(index);
        ++index;
        if (written.kind == syntax::NodeKind::alias) continue;
        if (index > text_function_end && is_text_function(current)) {
            const Binding* const bindings = resource == nullptr ? nullptr : resource->bindings;
            const bool speaks_of_arns = may_hold_arn(owner, index - 1, written.next);
            const auto text = speaks_of_arns ? named_text(owner, bindings, current) : std::nullopt;
            if (text) add_text(owner, *text, found);
            if (text || !speaks_of_arns) index = written.next;
            text_function_end = written.next;
        } else if (written.kind == syntax::NodeKind::string && has_arn(tree.text(written))) {
            add_text(owner, tree.text(written), found);
        }
    }
    return found;
}

}  // namespace csr::model::cloudformation
