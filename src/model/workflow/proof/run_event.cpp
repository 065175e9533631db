#include "model/workflow/proof/run_event.hpp"

#include <algorithm>
#include <array>

#include "model/workflow/proof/filter_pattern.hpp"

namespace csr::model {

namespace {

using Path = std::vector<std::string>;
using Names = std::vector<std::string>;

std::string joined(const Path& path) {
    std::string text;
    for (const std::string& name : path) text += (text.empty() ? "" : ".") + name;
    return text;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The texts of a scalar or a list of them.
Names texts_of(syntax::NodeRef node) {
    Names texts;
    if (!node || node.is_null()) return texts;
    if (node.is_scalar()) texts.emplace_back(node.text());
    if (node.is_sequence()) {
        for (const syntax::NodeRef item : node.items()) {
            if (item.is_scalar()) texts.emplace_back(item.text());
        }
    }
    return texts;
}

/// The activity types of an event when `types` is not given ("Events that trigger workflows").
struct EventTypes {
    std::string_view event;
    std::initializer_list<std::string_view> types;
};
const EventTypes default_types[] = {
    {"pull_request", {"opened", "synchronize", "reopened"}},
    {"pull_request_target", {"opened", "synchronize", "reopened"}},
    {"pull_request_review", {"submitted", "edited", "dismissed"}},
    {"pull_request_review_comment", {"created", "edited", "deleted"}},
    {"issue_comment", {"created", "edited", "deleted"}},
    {"issues",
     {"opened", "edited", "deleted", "transferred", "pinned", "unpinned", "closed", "reopened", "assigned",
      "unassigned", "labeled", "unlabeled", "locked", "unlocked", "milestoned", "demilestoned"}},
    {"release", {"published", "unpublished", "created", "edited", "deleted", "prereleased", "released"}},
    {"workflow_run", {"completed", "requested", "in_progress"}},
    {"merge_group", {"checks_requested"}},
    {"check_run", {"created", "rerequested", "completed", "requested_action"}},
    {"check_suite", {"completed"}},
    {"label", {"created", "edited", "deleted"}},
    {"milestone", {"created", "closed", "opened", "edited", "deleted"}},
    {"registry_package", {"published", "updated"}},
    {"branch_protection_rule", {"created", "edited", "deleted"}},
    {"discussion",
     {"created", "edited", "deleted", "transferred", "pinned", "unpinned", "labeled", "unlabeled", "locked", "unlocked",
      "category_changed", "answered", "unanswered"}},
    {"discussion_comment", {"created", "edited", "deleted"}},
    {"watch", {"started"}},
};

/// What an event's payload holds beside the members of every payload.
struct Payload {
    std::string_view event;
    std::initializer_list<std::string_view> members;
};
const Payload payloads[] = {
    {"push",
     {"ref", "before", "after", "commits", "head_commit", "pusher", "forced", "created", "deleted", "compare",
      "base_ref"}},
    {"pull_request",
     {"action", "number", "pull_request", "label", "assignee", "changes", "before", "after", "requested_reviewer"}},
    {"pull_request_target",
     {"action", "number", "pull_request", "label", "assignee", "changes", "before", "after", "requested_reviewer"}},
    {"pull_request_review", {"action", "review", "pull_request", "changes"}},
    {"pull_request_review_comment", {"action", "comment", "pull_request", "changes"}},
    {"workflow_dispatch", {"inputs", "ref", "workflow"}},
    {"schedule", {"schedule", "workflow"}},
    {"workflow_run", {"action", "workflow_run", "workflow"}},
    {"release", {"action", "release", "changes"}},
    {"issues", {"action", "issue", "label", "assignee", "changes", "milestone"}},
    {"issue_comment", {"action", "issue", "comment", "changes"}},
    {"repository_dispatch", {"action", "branch", "client_payload"}},
    {"merge_group", {"action", "merge_group"}},
    {"deployment", {"action", "deployment", "workflow", "workflow_run"}},
    {"deployment_status", {"action", "deployment", "deployment_status", "check_run", "workflow", "workflow_run"}},
    {"create", {"ref", "ref_type", "master_branch", "description", "pusher_type"}},
    {"delete", {"ref", "ref_type", "pusher_type"}},
};

constexpr std::string_view default_branch_ref = "refs/heads/main";

const Payload* payload_of(std::string_view event) {
    const auto* found =
        std::find_if(std::begin(payloads), std::end(payloads), [&](const Payload& one) { return one.event == event; });
    return found == std::end(payloads) ? nullptr : found;
}

}  // namespace

bool RunEvent::about_pull_request() const { return event_->name.starts_with("pull_request"); }

syntax::NodeRef RunEvent::config(std::string_view key) const {
    const syntax::NodeRef config = event_->config;
    return config && config.is_mapping() ? config.find(key) : syntax::NodeRef();
}

SymbolicValue RunEvent::symbol(const std::string& name, const TextDomain& domain) {
    return SymbolicValue::open(texts_.store().symbol(name, domain));
}

SymbolicValue RunEvent::fact(const std::string& name) { return SymbolicValue::of(texts_.store().decide_fact(name)); }

/// The texts that a filter such as branches and branches-ignore lets through.
TextDomain RunEvent::filtered(std::string_view with, std::string_view without) const {
    TextDomain domain;
    domain.filter = texts_of(config(with));
    domain.barred = texts_of(config(without));
    const bool plain =
        !domain.filter.empty() && std::all_of(domain.filter.begin(), domain.filter.end(),
                                              [](const std::string& one) { return is_plain_pattern(one); });
    if (plain) return {.listed = true, .texts = domain.filter};
    return domain;
}

SymbolicValue RunEvent::any_ref() {
    SymbolStore& store = texts_.store();
    const bool tag = store.tape().choose(2) == 1;
    const SymbolicValue name = symbol("github.ref_name");
    return texts_.joined({SymbolicValue::of(std::string_view(tag ? "refs/tags/" : "refs/heads/")), name});
}

SymbolicValue RunEvent::pushed_ref() {
    const bool on_branches = config("branches") || config("branches-ignore");
    const bool on_tags = config("tags") || config("tags-ignore");
    // Naming only one of the two keeps the other from starting the workflow.
    bool tag = on_tags && !on_branches;
    if (on_tags == on_branches) tag = texts_.store().tape().choose(2) == 1;
    const SymbolicValue name = tag ? symbol("github.ref_name", filtered("tags", "tags-ignore"))
                                   : symbol("github.ref_name", filtered("branches", "branches-ignore"));
    return texts_.joined({SymbolicValue::of(std::string_view(tag ? "refs/tags/" : "refs/heads/")), name});
}

SymbolicValue RunEvent::base_branch() {
    if (is("pull_request") || is("pull_request_target"))
        return symbol("github.base_ref", filtered("branches", "branches-ignore"));
    return symbol("github.base_ref");
}

SymbolicValue RunEvent::make_ref() {
    if (ref_) return *ref_;
    SymbolicValue ref = SymbolicValue::of(default_branch_ref);
    if (is("push")) {
        ref = pushed_ref();
    } else if (is("workflow_dispatch")) {
        ref = any_ref();
    } else if (is("create") || is("deployment") || is("deployment_status") || is("registry_package")) {
        ref = any_ref();
    } else if (is("workflow_call")) {
        ref = symbol("github.ref");
    } else if (is("pull_request_target")) {
        ref = texts_.joined({SymbolicValue::of(std::string_view("refs/heads/")), base_branch()});
    } else if (is("pull_request") && texts_.truthy(merged())) {
        // The documentation names the branch it was merged into; runs have been seen on the merge ref.
        texts_.store().doubt();
        const bool base = texts_.store().tape().choose(2) == 0;
        ref = base ? texts_.joined({SymbolicValue::of(std::string_view("refs/heads/")), base_branch()})
                   : SymbolicValue::of(std::string_view("refs/pull/1/merge"));
    } else if (about_pull_request()) {
        ref = SymbolicValue::of(std::string_view("refs/pull/1/merge"));
    } else if (is("release")) {
        ref =
            texts_.joined({SymbolicValue::of(std::string_view("refs/tags/")), symbol("github.event.release.tag_name")});
    } else if (is("merge_group")) {
        ref = texts_.joined({SymbolicValue::of(std::string_view("refs/heads/gh-readonly-queue/")),
                             symbol("github.event.merge_group.base")});
    }
    ref_ = std::move(ref);
    return *ref_;
}

SymbolicValue RunEvent::make_action() {
    if (action_) return SymbolicValue::of(std::string_view(*action_));
    Names types = texts_of(config("types"));
    if (types.empty()) {
        for (const EventTypes& one : default_types) {
            if (one.event == event_->name) types.assign(one.types.begin(), one.types.end());
        }
    }
    if (is("repository_dispatch") && types.empty()) return symbol("github.event.action");
    if (is("workflow_call")) return symbol("github.event.action");
    if (types.empty()) return {};
    action_ = types[texts_.store().tape().choose(types.size())];
    return SymbolicValue::of(std::string_view(*action_));
}

SymbolicValue RunEvent::merged() {
    const SymbolicValue action = make_action();
    if (!texts_.equal(action, SymbolicValue::of(std::string_view("closed")))) return SymbolicValue::of(false);
    return fact("github.event.pull_request.merged");
}

bool RunEvent::has_input(const std::string& name) const {
    return (is("workflow_dispatch") || is("workflow_call")) && input_node(name).valid();
}

syntax::NodeRef RunEvent::input_node(const std::string& name) const {
    const syntax::NodeRef inputs = config("inputs");
    if (!inputs || !inputs.is_mapping()) return {};
    for (const syntax::NodeRef::Pair pair : inputs.pairs()) {
        if (pair.key.is_scalar() && lower_case(pair.key.text()) == lower_case(name)) return pair.value;
    }
    return {};
}

SymbolicValue RunEvent::input_text(const std::string& name) {
    if (!has_input(name)) return {};
    const syntax::NodeRef node = input_node(name);
    const syntax::NodeRef type = node.is_mapping() ? node.find("type") : syntax::NodeRef();
    const std::string_view kind = type && type.is_scalar() ? type.text() : std::string_view("string");
    TextDomain domain;
    if (kind == "boolean") domain = {.listed = true, .texts = {"true", "false"}};
    if (kind == "choice") domain = {.listed = true, .texts = texts_of(node.find("options"))};
    if (domain.listed && domain.texts.empty()) domain.texts.emplace_back();
    const std::uint32_t index = texts_.store().symbol("inputs." + lower_case(name), domain);
    inputs_[lower_case(name)] = index;
    return SymbolicValue::open(index);
}

SymbolicValue RunEvent::input(const std::string& name) {
    SymbolicValue text = input_text(name);
    if (text.kind != SymbolicValue::Kind::text) return text;
    const syntax::NodeRef node = input_node(name);
    const syntax::NodeRef type = node.is_mapping() ? node.find("type") : syntax::NodeRef();
    const std::string_view kind = type && type.is_scalar() ? type.text() : std::string_view("string");
    if (kind == "boolean") return SymbolicValue::of(texts_.test(text, TextTest::equals, "true"));
    text.numeric = kind == "number";
    return text;
}

SymbolicValue RunEvent::github(const Path& path) {
    if (path.size() == 1) return SymbolicValue::anything("github");
    const std::string& name = path[1];
    if (name == "event") return payload(path);
    if (path.size() > 2) return {};
    if (name == "event_name")
        return is("workflow_call") ? symbol("github.event_name") : SymbolicValue::of(event_->name);
    if (name == "ref") return make_ref();
    if (name == "ref_name" || name == "ref_type") {
        SymbolicValue ref = make_ref();
        const bool heads = texts_.test(ref, TextTest::begins, "refs/heads/");
        const bool tags = !heads && texts_.test(ref, TextTest::begins, "refs/tags/");
        if (name == "ref_type") return SymbolicValue::of(std::string_view(heads ? "branch" : tags ? "tag" : ""));
        if (is("workflow_call")) return symbol("github.ref_name");
        const std::size_t cut = std::string_view(heads ? "refs/heads/" : tags ? "refs/tags/" : "refs/pull/").size();
        if (!ref.parts.empty() && ref.parts[0].letters.size() >= cut) ref.parts[0].letters.erase(0, cut);
        texts_.settle(ref);
        return ref;
    }
    if (name == "base_ref" || name == "head_ref") {
        if (is("workflow_call")) return symbol(joined(path));
        if (!about_pull_request()) return SymbolicValue::of(std::string_view());
        return name == "base_ref" ? base_branch() : symbol("github.head_ref");
    }
    if (name == "workflow")
        return SymbolicValue::of(workflow_->name() && workflow_->name().is_scalar()
                                     ? workflow_->name().text()
                                     : std::string_view(workflow_->document().path()));
    if (name == "run_attempt") return symbol("github.run_attempt", {.listed = true, .texts = {"1", "2"}});
    if (name == "ref_protected") return fact("github.ref_protected");
    if (name == "server_url" && !is("workflow_call")) return SymbolicValue::of(std::string_view("https://github.com"));
    if (is_one_of(name, {"actor",     "triggering_actor", "repository",    "repository_owner",
                         "sha",       "run_id",           "run_number",    "job",
                         "token",     "actor_id",         "repository_id", "repository_owner_id",
                         "workspace", "action",           "workflow_ref",  "workflow_sha",
                         "api_url",   "server_url",       "graphql_url",   "retention_days"}))
        return symbol(joined(path), {.filled = true});
    return {};
}

SymbolicValue RunEvent::triggering_run(const Path& path) {
    if (path.size() == 3) return {.kind = SymbolicValue::Kind::object, .name = joined(path)};
    const std::string& name = path[3];
    if (path.size() == 4 && name == "conclusion") {
        if (!texts_.equal(make_action(), SymbolicValue::of(std::string_view("completed")))) return {};
        return symbol(joined(path), {.listed = true,
                                     .texts = {"success", "failure", "cancelled", "skipped", "timed_out",
                                               "action_required", "neutral", "stale"}});
    }
    if (path.size() == 4 && name == "head_branch") return symbol(joined(path), filtered("branches", "branches-ignore"));
    if (path.size() == 4 && name == "name") {
        const Names workflows = texts_of(config("workflows"));
        if (!workflows.empty()) return symbol(joined(path), {.listed = true, .texts = workflows});
    }
    return symbol(joined(path));
}

SymbolicValue RunEvent::pull_request(const Path& path) {
    if (path.size() == 3) return {.kind = SymbolicValue::Kind::object, .name = joined(path)};
    if (path.size() == 4 && path[3] == "merged") return merged();
    if (path.size() == 5 && path[3] == "base" && path[4] == "ref") return base_branch();
    if (path.size() == 5 && path[3] == "head" && path[4] == "ref") return symbol("github.head_ref");
    if (path.size() == 4 && path[3] == "state")
        return symbol(joined(path), {.listed = true, .texts = {"open", "closed"}});
    return symbol(joined(path));
}

SymbolicValue RunEvent::payload(const Path& path) {
    if (path.size() == 2) return {.kind = SymbolicValue::Kind::object, .name = "github.event"};
    const std::string& name = path[2];
    if (is("workflow_call")) {
        texts_.store().doubt();  // the caller's event decides
        return symbol(joined(path));
    }
    const Payload* known = payload_of(event_->name);
    const bool common = is_one_of(name, {"repository", "sender", "organization", "enterprise", "installation"});
    if (known != nullptr && !common &&
        std::find(known->members.begin(), known->members.end(), name) == known->members.end())
        return {};
    if (known == nullptr && !common) {
        const bool foreign =
            is_one_of(name, {"inputs", "schedule", "workflow_run", "pull_request", "head_commit", "commits"});
        if (foreign) return {};
    }
    if (name == "inputs") return path.size() == 4 ? input_text(path[3]) : SymbolicValue::anything(joined(path));
    if (name == "action" && path.size() == 3) return make_action();
    if (name == "ref" && path.size() == 3 && (is("push") || is("workflow_dispatch"))) return make_ref();
    if (name == "schedule" && path.size() == 3) {
        Names crons;
        for (const syntax::NodeRef item : event_->config ? event_->config.items() : syntax::NodeRef().items()) {
            if (item.is_mapping() && item.find("cron")) crons.emplace_back(item.find("cron").text());
        }
        return crons.empty() ? symbol(joined(path)) : symbol(joined(path), {.listed = true, .texts = crons});
    }
    if (std::find(path.begin(), path.end(), "*") != path.end())
        return {.kind = SymbolicValue::Kind::open_array, .name = joined(path)};
    if (is_one_of(path.back(), {"draft", "prerelease", "fork", "private", "forced", "created", "deleted", "locked",
                                "archived", "maintainer_can_modify"}))
        return fact(joined(path));
    if (name == "workflow_run" && is("workflow_run")) return triggering_run(path);
    if (name == "pull_request") return pull_request(path);
    if (path.size() == 3 &&
        is_one_of(name, {"release", "issue", "comment", "review", "head_commit", "repository", "sender", "deployment",
                         "deployment_status", "merge_group", "commits", "pusher", "client_payload"}))
        return {.kind = SymbolicValue::Kind::object, .name = joined(path)};
    if (path.back() == "state" && name == "deployment_status")
        return symbol(
            joined(path),
            {.listed = true, .texts = {"success", "failure", "error", "pending", "in_progress", "queued", "inactive"}});
    return symbol(joined(path));
}

}  // namespace csr::model
