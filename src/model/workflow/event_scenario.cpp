#include "model/workflow/event_scenario.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace csr::model {

namespace {

using Path = std::vector<std::string>;
using Values = std::vector<ExpressionValue>;

bool is(const Path& path, std::initializer_list<std::string_view> names) {
    return std::equal(path.begin(), path.end(), names.begin(), names.end());
}

bool begins(const Path& path, std::initializer_list<std::string_view> names) {
    return path.size() >= names.size() && std::equal(names.begin(), names.end(), path.begin());
}

std::string joined(const Path& path) {
    std::string text;
    for (const std::string& name : path) text += (text.empty() ? "" : ".") + name;
    return text;
}

/// Notes which paths the conditions read and which texts they mention.
class Recorder final : public ExpressionContext {
  public:
    [[nodiscard]] ExpressionValue status(std::string_view) const override { return ExpressionValue::unknown(); }
    [[nodiscard]] ExpressionValue lookup(const Path& path) const override {
        paths.insert(path);
        return ExpressionValue::unknown();
    }
    mutable std::set<Path> paths;
};

/// The name in a node's mapping without regard to case.
syntax::NodeRef find_ignoring_case(syntax::NodeRef mapping, std::string_view name) {
    if (!mapping) return {};
    for (const syntax::NodeRef::Pair pair : mapping.pairs()) {
        if (pair.key.is_scalar() && lower_case(pair.key.text()) == name) return pair.value;
    }
    return {};
}

// Events whose runs are on the default branch, which is taken to be `main`.
constexpr std::array<std::string_view, 5> default_branch_events = {"schedule", "workflow_run", "repository_dispatch",
                                                                   "issues", "issue_comment"};

bool runs_on_default_branch(std::string_view event) {
    return std::find(default_branch_events.begin(), default_branch_events.end(), event) != default_branch_events.end();
}

/// A member of github.event, and how the events that have it begin.
struct PayloadMember {
    std::string_view name;
    std::string_view event;
};
constexpr PayloadMember payload_members[] = {
    {"pull_request", "pull_request"},
    {"workflow_run", "workflow_run"},
    {"issue", "issue"},
    {"release", "release"},
    {"head_commit", "push"},
    {"commits", "push"},
    {"schedule", "schedule"},
    {"client_payload", "repository_dispatch"},
};

// Events whose payloads are known well enough to say what they do not hold.
constexpr std::array<std::string_view, 6> plain_events = {"push",     "pull_request", "pull_request_target",
                                                          "schedule", "workflow_run", "workflow_dispatch"};

/// A text that a filter pattern matches: stars replaced; nothing for the rarer marks.
std::optional<std::string> example_of(std::string_view pattern) {
    if (pattern.find_first_of("?+[]!\\") != std::string_view::npos) return std::nullopt;
    std::string text;
    for (const char c : pattern) {
        if (c != '*') {
            text += c;
        } else if (!text.ends_with('x')) {
            text += 'x';
        }
    }
    return text;
}

}  // namespace

/// Finds out the variables of a scenario.
class ScenarioBuilder {
  public:
    ScenarioBuilder(EventScenario& made, const std::vector<const Job*>& jobs) : made_(made) {
        for (const Job* job : jobs) {
            for (const Expression& expression : job->condition.expressions()) record(expression);
        }
        for (const Job* job : jobs) jobs_.push_back(job);
    }

    void run() {
        for (const Path& path : recorder_.paths) add(path);
    }

  private:
    void record(const Expression& expression) {
        if (!expression.valid()) return;
        static_cast<void>(evaluate(expression, recorder_));
        for (const ExpressionNode& node : expression.nodes()) {
            if (node.kind == ExpressionKind::string) literals_.insert(node.text);
        }
    }

    [[nodiscard]] std::string_view event() const { return made_.event_->name; }

    void add(std::string name, Values values, bool exact) {
        for (const ScenarioVariable& known : made_.variables_) {
            if (known.name == name) return;
        }
        made_.variables_.push_back({std::move(name), std::move(values), exact});
    }

    void add(const Path& path) {
        if (begins(path, {"github", "event", "inputs"}) && path.size() == 4) return add_input(path[3]);
        if (begins(path, {"inputs"}) && path.size() == 2) return add_input(path[1]);
        if (is(path, {"github", "ref"}) || is(path, {"github", "ref_name"}) || is(path, {"github", "ref_type"}))
            return add_ref();
        if (begins(path, {"needs"}) && path.size() == 4 && path[2] == "outputs") return add_output(path);
        if (begins(path, {"vars"}) && path.size() == 2) return add(joined(path), any_text(), false);
        if (event() == "workflow_call") return;  // the caller's event decides the rest
        if (begins(path, {"github", "event"})) return add_payload(path);
        if (is(path, {"github", "event_name"}))
            return add(joined(path), {ExpressionValue::of(std::string(event()))}, true);
        if (is(path, {"github", "repository"}) || is(path, {"github", "repository_owner"}) ||
            is(path, {"github", "actor"}) || is(path, {"github", "triggering_actor"}))
            return add(joined(path), mentioned(), false);
        if ((is(path, {"github", "head_ref"}) || is(path, {"github", "base_ref"})) &&
            !event().starts_with("pull_request"))
            return add(joined(path), {ExpressionValue::of(std::string())}, true);
    }

    /// Every text the conditions mention: equality with one of them can hold.
    [[nodiscard]] Values mentioned() const {
        Values values;
        for (const std::string& literal : literals_) {
            if (!literal.empty()) values.push_back(ExpressionValue::of(literal));
        }
        values.push_back(ExpressionValue::of(std::string("someone")));
        return values;
    }

    [[nodiscard]] Values any_text() const {
        Values values = mentioned();
        values.push_back(ExpressionValue::of(std::string()));
        return values;
    }

    void add_input(const std::string& name) {
        const std::string variable = "inputs." + name;
        const bool started_by_hand = event() == "workflow_dispatch";
        if (!started_by_hand && event() != "workflow_call") return add(variable, {ExpressionValue::null()}, true);
        const syntax::NodeRef config = made_.event_->config;
        const syntax::NodeRef inputs = config && config.is_mapping() ? config.find("inputs") : syntax::NodeRef();
        const syntax::NodeRef input = find_ignoring_case(inputs, name);
        if (!input) return add(variable, {ExpressionValue::null()}, true);
        const syntax::NodeRef type = input.is_mapping() ? input.find("type") : syntax::NodeRef();
        const std::string_view kind = type && type.is_scalar() ? type.text() : "string";
        if (kind == "boolean") {
            add(variable, {ExpressionValue::of(true), ExpressionValue::of(false)}, true);
        } else if (kind == "choice" && input.find("options")) {
            Values values;
            for (const syntax::NodeRef option : input.find("options").items())
                values.push_back(ExpressionValue::of(std::string(option.is_scalar() ? option.text() : "")));
            add(variable, std::move(values), true);
        } else if (kind == "string") {
            add(variable, any_text(), false);
        } else {
            add(variable, {}, false);
        }
    }

    void add_ref() {
        if (event() == "workflow_call") return add("github.ref", {}, false);
        if (runs_on_default_branch(event()))
            return add("github.ref", {ExpressionValue::of(std::string("refs/heads/main"))}, true);
        if (event() == "pull_request") {
            const bool numbered = std::any_of(literals_.begin(), literals_.end(), [](const std::string& text) {
                return text.find("/merge") != std::string::npos || text.starts_with("refs/pull/");
            });
            return add("github.ref", {ExpressionValue::of(std::string("refs/pull/1/merge"))}, !numbered);
        }
        if (event() == "push" || event() == "pull_request_target") return add_filtered_ref();
        add("github.ref", event() == "workflow_dispatch" ? open_refs(true) : Values(), false);
    }

    /// Refs when nothing restricts them: what is mentioned, main, another branch, a tag.
    [[nodiscard]] Values open_refs(bool with_tags) const {
        std::set<std::string> refs = {"refs/heads/main", "refs/heads/feature"};
        if (with_tags) refs.insert("refs/tags/v1");
        for (const std::string& literal : literals_) {
            const bool branch = literal.starts_with("refs/heads/") && literal.size() > 11;
            if (branch || (with_tags && literal.starts_with("refs/tags/") && literal.size() > 10)) refs.insert(literal);
            const bool short_name = literal.find_first_of(" /:*?[]\\~^") == std::string::npos && !literal.empty();
            if (short_name) refs.insert("refs/heads/" + literal);
        }
        Values values;
        for (const std::string& ref : refs) values.push_back(ExpressionValue::of(ref));
        return values;
    }

    void add_filtered_ref() {
        const syntax::NodeRef config = made_.event_->config;
        const bool described = config && config.is_mapping();
        const syntax::NodeRef branches = described ? config.find("branches") : syntax::NodeRef();
        const syntax::NodeRef tags = described ? config.find("tags") : syntax::NodeRef();
        const bool ignores = described && (config.find("branches-ignore") || config.find("tags-ignore"));
        if (ignores) return add("github.ref", {}, false);
        if (!branches && !tags) return add("github.ref", open_refs(event() == "push"), false);
        Values values;
        bool exact = add_examples(branches, "refs/heads/", values);
        if (event() == "push") exact = add_examples(tags, "refs/tags/", values) && exact;
        add("github.ref", std::move(values), exact);
    }

    /// False when the patterns match more than the examples.
    static bool add_examples(syntax::NodeRef patterns, std::string_view prefix, Values& values) {
        if (!patterns) return true;
        bool exact = patterns.is_sequence() || patterns.is_scalar();
        std::vector<syntax::NodeRef> items;
        if (patterns.is_scalar()) items.push_back(patterns);
        for (const syntax::NodeRef item : patterns.items()) items.push_back(item);
        for (const syntax::NodeRef item : items) {
            if (!item.is_scalar()) return false;
            // A pattern with '!' takes back what others match.
            if (item.text().starts_with('!')) {
                values.clear();
                return false;
            }
            const std::optional<std::string> example = example_of(item.text());
            if (!example || *example != item.text()) exact = false;
            if (example) values.push_back(ExpressionValue::of(std::string(prefix) + *example));
        }
        return exact;
    }

    void add_output(const Path& path) {
        const auto found =
            std::find_if(jobs_.begin(), jobs_.end(), [&](const Job* job) { return lower_case(job->id) == path[1]; });
        if (found == jobs_.end()) return;
        if ((*found)->uses) return add(joined(path), {}, false);
        const syntax::NodeRef output = find_ignoring_case((*found)->outputs, path[3]);
        if (!output || !output.is_scalar()) return add(joined(path), {ExpressionValue::null()}, !output);
        if (!has_expression(output.text()))
            return add(joined(path), {ExpressionValue::of(std::string(output.text()))}, true);
        add(joined(path), any_text(), false);
    }

    void add_payload(const Path& path) {
        if (path.size() < 3) return;
        const std::string& member = path[2];
        for (const PayloadMember& known : payload_members) {
            if (known.name != member || event().starts_with(known.event)) continue;
            const bool sure = std::find(plain_events.begin(), plain_events.end(), event()) != plain_events.end();
            return sure ? add(joined(path), {ExpressionValue::null()}, true) : add(joined(path), {}, false);
        }
        if (is(path, {"github", "event", "workflow_run", "conclusion"})) {
            return add(joined(path),
                       {ExpressionValue::of(std::string("success")), ExpressionValue::of(std::string("failure"))},
                       false);
        }
        if (is(path, {"github", "event", "schedule"})) return add_schedule(path);
        if (is(path, {"github", "event", "head_commit", "message"})) return add(joined(path), any_text(), false);
        add(joined(path), {}, false);
    }

    void add_schedule(const Path& path) {
        Values values;
        if (made_.event_->config) {
            for (const syntax::NodeRef item : made_.event_->config.items()) {
                const syntax::NodeRef cron = item.is_mapping() ? item.find("cron") : syntax::NodeRef();
                if (cron && cron.is_scalar()) values.push_back(ExpressionValue::of(std::string(cron.text())));
            }
        }
        const bool known = !values.empty();
        add(joined(path), std::move(values), known);
    }

    EventScenario& made_;
    Recorder recorder_;
    std::set<std::string> literals_;
    std::vector<const Job*> jobs_;
};

EventScenario::EventScenario(const Event& event, const std::vector<const Job*>& jobs) : event_(&event) {
    ScenarioBuilder(*this, jobs).run();
}

ExpressionValue EventScenario::variable(std::string_view name, const ScenarioChoice& choice) const {
    for (std::size_t i = 0; i < variables_.size(); ++i) {
        if (variables_[i].name == name)
            return choice[i] == left_open ? ExpressionValue::unknown()
                                          : variables_[i].values[static_cast<std::size_t>(choice[i])];
    }
    return ExpressionValue::unknown();
}

namespace {

/// What github.event.inputs holds: everything as text.
ExpressionValue as_text(const ExpressionValue& value) {
    if (value.kind == ExpressionValue::Kind::boolean)
        return ExpressionValue::of(std::string(value.boolean ? "true" : "false"));
    return value;
}

ExpressionValue short_ref(const ExpressionValue& ref) {
    if (ref.kind != ExpressionValue::Kind::string) return ref;
    for (const std::string_view prefix : {"refs/heads/", "refs/tags/", "refs/pull/"}) {
        if (ref.text.starts_with(prefix)) return ExpressionValue::of(ref.text.substr(prefix.size()));
    }
    return ref;
}

}  // namespace

ExpressionValue EventScenario::lookup(const std::vector<std::string>& path, const ScenarioChoice& choice) const {
    if (begins(path, {"github", "event", "inputs"}) && path.size() == 4) {
        // A called workflow sees the event of its caller.
        if (event_->name == "workflow_call") return ExpressionValue::unknown();
        return as_text(variable("inputs." + path[3], choice));
    }
    if (is(path, {"github", "ref_name"})) return short_ref(variable("github.ref", choice));
    if (is(path, {"github", "ref_type"})) {
        const ExpressionValue ref = variable("github.ref", choice);
        if (ref.kind != ExpressionValue::Kind::string) return ref;
        return ExpressionValue::of(std::string(ref.text.starts_with("refs/tags/") ? "tag" : "branch"));
    }
    return variable(joined(path), choice);
}

std::vector<std::pair<std::string, std::string>> EventScenario::describe(const ScenarioChoice& choice) const {
    std::vector<std::pair<std::string, std::string>> described;
    for (std::size_t i = 0; i < variables_.size(); ++i) {
        if (choice[i] == left_open || variables_[i].name == "github.event_name") continue;
        const ExpressionValue& value = variables_[i].values[static_cast<std::size_t>(choice[i])];
        if (value.kind == ExpressionValue::Kind::null) continue;
        std::string text = value.kind == ExpressionValue::Kind::string ? fmt::format("'{}'", value.text)
                                                                       : (value.boolean ? "true" : "false");
        described.emplace_back(variables_[i].name, std::move(text));
    }
    return described;
}

}  // namespace csr::model
