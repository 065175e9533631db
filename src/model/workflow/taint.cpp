#include "model/workflow/taint.hpp"

#include <algorithm>
#include <array>

#include "model/node_value.hpp"
#include "model/object_type.hpp"
#include "model/workflow/action_file.hpp"
#include "model/workflow/expression_flow.hpp"
#include "model/workflow/untrusted_input.hpp"

namespace csr::model {

namespace {

using Path = std::vector<std::string>;

constexpr int deepest_lookup = 4;

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

// What GitHub itself decides. docs.github.com, "Contexts reference".
constexpr std::array<std::string_view, 22> fixed_github = {"action_path",
                                                           "api_url",
                                                           "event_name",
                                                           "graphql_url",
                                                           "job",
                                                           "ref_protected",
                                                           "ref_type",
                                                           "repository",
                                                           "repository_id",
                                                           "repository_owner",
                                                           "repository_owner_id",
                                                           "repositoryurl",
                                                           "retention_days",
                                                           "run_attempt",
                                                           "run_id",
                                                           "run_number",
                                                           "server_url",
                                                           "sha",
                                                           "token",
                                                           "triggering_actor",
                                                           "workflow_sha",
                                                           "workspace"};
constexpr std::array<std::string_view, 7> fixed_runner = {"arch", "debug",      "environment", "os",
                                                          "temp", "tool_cache", "workspace"};

// Members of webhook payloads that hold numbers, flags, times, commit ids or one of a few words, whatever object they
// belong to. docs.github.com, "Webhook events and payloads".
constexpr std::array<std::string_view, 62> fixed_members = {"action",
                                                            "active",
                                                            "active_lock_reason",
                                                            "additions",
                                                            "after",
                                                            "allow_forking",
                                                            "archived",
                                                            "assignee_type",
                                                            "author_association",
                                                            "auto_merge",
                                                            "before",
                                                            "changed_files",
                                                            "clone_count",
                                                            "closed",
                                                            "comments",
                                                            "commit_id",
                                                            "commits",
                                                            "conclusion",
                                                            "created",
                                                            "deleted",
                                                            "deletions",
                                                            "disabled",
                                                            "distinct",
                                                            "draft",
                                                            "forced",
                                                            "fork",
                                                            "forks",
                                                            "from_fork",
                                                            "id",
                                                            "installation_id",
                                                            "line",
                                                            "locked",
                                                            "maintainer_can_modify",
                                                            "merge_method",
                                                            "mergeable",
                                                            "mergeable_state",
                                                            "merged",
                                                            "node_id",
                                                            "number",
                                                            "open_issues",
                                                            "original_line",
                                                            "permission",
                                                            "position",
                                                            "prerelease",
                                                            "private",
                                                            "rebaseable",
                                                            "run_attempt",
                                                            "run_number",
                                                            "sha",
                                                            "side",
                                                            "site_admin",
                                                            "size",
                                                            "state",
                                                            "state_reason",
                                                            "status",
                                                            "timestamp",
                                                            "total_count",
                                                            "tree_id",
                                                            "type",
                                                            "verified",
                                                            "visibility",
                                                            "watchers"};
constexpr std::array<std::string_view, 6> fixed_endings = {"_at", "_count", "_id", "_sha", "_enabled", "_on"};
constexpr std::array<std::string_view, 4> fixed_beginnings = {"allow_", "can_", "has_", "is_"};

Rating rate_event(const Path& path) {
    const std::string_view member = path.back();
    if (holds(fixed_members, member)) return Rating::fixed;
    for (const std::string_view ending : fixed_endings) {
        if (member.ends_with(ending)) return Rating::fixed;
    }
    for (const std::string_view beginning : fixed_beginnings) {
        if (member.starts_with(beginning)) return Rating::fixed;
    }
    return member == "url" || member.ends_with("_url") ? Rating::structured : Rating::arbitrary;
}

/// The member whose key is `name` without regard to case.
syntax::NodeRef member(syntax::NodeRef mapping, std::string_view name) {
    if (!mapping) return {};
    for (const syntax::NodeRef::Pair pair : mapping.pairs()) {
        if (pair.key.is_scalar() && lower_case(pair.key.text()) == name) return pair.value;
    }
    return {};
}

/// Rates one site's contexts; lookups through `env` and `matrix` follow the expressions there.
class Rater {
  public:
    explicit Rater(const ExpressionSite& site)
        : step_(site.step), job_(site.job), workflow_(site.job == nullptr ? nullptr : site.job->workflow) {}

    Rating rate(const Path& path) {
        const std::string_view context = path.front();
        const std::string_view last = path.back();
        if (context == "secrets") return Rating::fixed;
        if (context == "needs") return last == "result" ? Rating::fixed : Rating::unknown;
        if (context == "steps") return last == "outcome" || last == "conclusion" ? Rating::fixed : Rating::unknown;
        if (context == "job" && last == "status") return Rating::fixed;
        if (context == "github") return rate_github(path);
        if (context == "inputs") return rate_input(path, 1);
        if (context == "env") return rate_env(path);
        if (context == "matrix") return rate_matrix(path);
        if (context == "runner" && path.size() > 1 && holds(fixed_runner, path[1])) return Rating::fixed;
        return Rating::unknown;
    }

  private:
    Rating rate_github(const Path& path) {
        if (path.size() < 2) return Rating::arbitrary;
        if (path[1] != "event") return holds(fixed_github, path[1]) ? Rating::fixed : Rating::arbitrary;
        if (path.size() < 3) return Rating::arbitrary;
        if (path[2] == "inputs") return rate_input(path, 3);
        return rate_event(path);
    }

    /// `name`: the position of the input's name in the path.
    Rating rate_input(const Path& path, std::size_t name) {
        if (step_ != nullptr && step_->action_file != nullptr) return Rating::arbitrary;
        if (path.size() <= name || workflow_ == nullptr) return Rating::arbitrary;
        std::optional<Rating> worst;
        for (const std::string_view event : {"workflow_dispatch", "workflow_call"}) {
            const Event* found = workflow_->event(event);
            if (found == nullptr || !found->config || !found->config.is_mapping()) continue;
            const syntax::NodeRef input = member(found->config.find("inputs"), path[name]);
            if (!input) continue;
            worst = std::max(worst.value_or(Rating::fixed), rate_declared(input));
        }
        return worst.value_or(name == 1 ? Rating::unknown : Rating::arbitrary);
    }

    static Rating rate_declared(syntax::NodeRef input) {
        constexpr std::array<std::string_view, 4> closed{"boolean", "number", "choice", "environment"};
        const syntax::NodeRef type = input.is_mapping() ? input.find("type") : syntax::NodeRef();
        return type && type.is_scalar() && holds(closed, type.text()) ? Rating::fixed : Rating::arbitrary;
    }

    Rating rate_env(const Path& path) {
        if (path.size() < 2) return Rating::unknown;
        for (const syntax::NodeRef env :
             {step_ == nullptr ? syntax::NodeRef() : step_->env, job_ == nullptr ? syntax::NodeRef() : job_->env,
              workflow_ == nullptr ? syntax::NodeRef() : workflow_->get("env")}) {
            if (const syntax::NodeRef value = member(env, path[1])) return rate_texts(value);
        }
        return Rating::unknown;
    }

    Rating rate_matrix(const Path& path) {
        const syntax::NodeRef strategy = job_ == nullptr ? syntax::NodeRef() : job_->strategy;
        if (!strategy) return Rating::fixed;
        if (strategy.is_scalar()) return Rating::unknown;
        const syntax::NodeRef matrix = strategy.find("matrix");
        if (!matrix) return Rating::fixed;
        if (matrix.is_scalar()) return rate_texts(matrix);
        if (path.size() < 2) return rate_texts(matrix);
        Rating worst = Rating::fixed;
        if (const syntax::NodeRef values = member(matrix, path[1])) worst = rate_texts(values);
        const syntax::NodeRef include = matrix.find("include");
        if (!include) return worst;
        if (include.is_scalar()) return std::max(worst, rate_texts(include));
        for (const syntax::NodeRef entry : include.items()) {
            if (entry.is_scalar()) worst = std::max(worst, rate_texts(entry));
            if (const syntax::NodeRef value = member(entry, path[1])) worst = std::max(worst, rate_texts(value));
        }
        return worst;
    }

    /// The worst of all texts below `node`: fixed without expressions, at least unknown with one.
    Rating rate_texts(syntax::NodeRef node) {
        Rating worst = Rating::fixed;
        std::vector<syntax::NodeRef> open{node};
        while (!open.empty()) {
            const syntax::NodeRef next = open.back();
            open.pop_back();
            if (next.is_scalar() && has_expression(next.text())) worst = std::max(worst, rate_text(next.text()));
            for (const syntax::NodeRef item : next.items()) open.push_back(item);
            for (const syntax::NodeRef::Pair pair : next.pairs()) open.push_back(pair.value);
        }
        return worst;
    }

    Rating rate_text(std::string_view text) {
        Rating worst = Rating::unknown;
        if (depth_ == deepest_lookup) return worst;
        ++depth_;
        for (const EmbeddedExpression& one : embedded_expressions(text)) {
            for (const ContextPath& path : flowing_paths(one.expression)) worst = std::max(worst, rate(path.parts));
        }
        --depth_;
        return worst;
    }

    const Step* step_;
    const Job* job_;
    const Workflow* workflow_;
    int depth_ = 0;
};

constexpr Field taint_fields[] = {
    {"context", &string_type, true},
    {"rating", &string_type, true},
    {"source", &string_type, true},
    {"untrusted", &boolean_type, true},
};
const FixedObjectType taint_table("Taint", taint_fields);

class TaintMap final : public Map {
  public:
    TaintMap(std::string_view context, Rating rating, bool untrusted, Place place, source::Span span)
        : context_(context), rating_(rating), untrusted_(untrusted), place_(place), span_(span) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        if (key.text() == "context") return Value::string(context_, place_);
        if (key.text() == "rating") return Value::string(name_of(rating_), place_);
        if (key.text() == "source") return Value::string(context_.substr(0, context_.find('.')), place_);
        if (key.text() == "untrusted") return Value::boolean(untrusted_, place_);
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return std::size(taint_fields); }
    [[nodiscard]] Value key_at(std::size_t index) const override { return Value::string(taint_fields[index].name); }
    [[nodiscard]] std::string_view object_type() const override { return taint_table.name(); }
    [[nodiscard]] const void* identity() const override { return this; }
    [[nodiscard]] source::Span span() const override { return span_; }

  private:
    std::string_view context_;
    Rating rating_;
    bool untrusted_;
    Place place_;
    source::Span span_;
};

}  // namespace

std::string_view name_of(Rating rating) {
    switch (rating) {
        case Rating::fixed:
            return "fixed";
        case Rating::structured:
            return "structured";
        case Rating::arbitrary:
            return "arbitrary";
        case Rating::unknown:
            break;
    }
    return "unknown";
}

Rating rate(const std::vector<std::string>& path, const ExpressionSite& site) {
    return path.empty() ? Rating::unknown : Rater(site).rate(path);
}

Value taints_of(const ExpressionSite& site, base::Arena& arena) {
    std::vector<Value> items;
    const Place place = place_of(site.scalar);
    for (const ContextPath& path : flowing_paths(site.expression))
        items.push_back(Value::map(*arena.create<TaintMap>(arena.copy(path.to_string()), rate(path.parts, site),
                                                           !untrusted_path(site.expression, path).empty(), place,
                                                           site.locate(path.begin, path.end)),
                                   place));
    return list_of(items, arena, place);
}

const ObjectType& taint_type() { return taint_table; }

}  // namespace csr::model
