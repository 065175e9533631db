#include "policy/exceptions.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

#include "base/search.hpp"
#include "base/stable_sort.hpp"
#include "policy/exception_comments.hpp"
#include "policy/exception_metadata.hpp"
#include "policy/own_rules.hpp"
#include "policy/summary.hpp"

namespace csr::policy {

namespace {

constexpr std::array<std::string_view, 10> refusable{"comments", "metadata", "peers", "cfn-lint", "checkov",
                                                     "cfn_nag",  "cdk-nag",  "guard", "trivy",    "zizmor"};

/// cdk-nag writes PACK-RULE ("HIPAA.Security-RDSStorageEncrypted"), CDK PLUGIN::RULE; both may add "[detail]".
std::string_view bare_id(std::string_view id) {
    id = id.substr(0, id.find('['));
    if (const std::size_t colons = id.rfind("::"); colons != std::string_view::npos) id.remove_prefix(colons + 2);
    return id;
}

bool lists(const std::vector<std::string>& ids, std::string_view peer_id) {
    const std::string_view bare = bare_id(peer_id);
    return std::ranges::any_of(ids, [&](const std::string& id) {
        return id == peer_id || id == bare ||
               (bare.ends_with(id) && bare.substr(0, bare.size() - id.size()).ends_with('-'));
    });
}

bool corresponds(const RuleInfo& rule, std::string_view peer, std::string_view peer_id) {
    return std::ranges::any_of(rule.equivalents, [&](const auto& entry) {
        const bool acknowledges =
            peer == "cdk" && (entry.first == "cdk-nag" || entry.first == "cfn-lint" || entry.first == "guard");
        return (entry.first == peer || acknowledges) && lists(entry.second, peer_id);
    });
}

bool names_requirement(const RuleInfo& rule, std::string_view full) {
    return std::ranges::any_of(rule.requirements, [&](const RequirementId& id) { return id.full() == full; });
}

/// Lets exceptions count in one run.
class Applier {
  public:
    Applier(Run& run, const ExceptionPolicy& policy, const Selection& selection)
        : run_(run), policy_(policy), selection_(selection) {
        for (const auto& rule : run.rules) rules_.emplace(rule->id, rule.get());
        for (const Catalogue& catalogue : run.catalogues) {
            for (const Requirement& requirement : catalogue.requirements)
                requirements_.emplace(requirement.id.full(), &requirement);
        }
    }

    void apply(std::vector<WrittenException> all) {
        for (WrittenException& written : all) {
            if (!resolve(written.exception)) continue;
            auto exception = std::make_unique<Exception>(std::move(written.exception));
            entries_.push_back({std::move(exception), std::move(written.scope)});
        }
        if (entries_.empty()) return;
        // What is nearest to the finding comes first: csr-lint's own comments and metadata, the register, the peers'.
        base::stable_sort(entries_, [](const Entry& entry) { return rank(*entry.exception); });
        for (Entry& entry : entries_) {
            if (entry.exception->state != ExceptionState::invalid) decide(*entry.exception);
            if (entry.exception->state != ExceptionState::unused) continue;
            for (const std::string& rule : entry.exception->rules) by_rule_[rule].push_back(&entry);
        }
        for (Verdict& verdict : run_.verdicts) accept(verdict);
        for (Entry& entry : entries_) conclude(entry);
        base::stable_sort(entries_, [](const Entry& entry) {
            const Exception& exception = *entry.exception;
            return std::tie(exception.location.source->path(), exception.location.span.begin, exception.subject);
        });
        add_findings();
        for (Entry& entry : entries_) run_.exceptions.push_back(std::move(entry.exception));
        settle_verdicts(run_);
    }

  private:
    struct Entry {
        std::unique_ptr<Exception> exception;
        ExceptionScope scope;
    };

    static int rank(const Exception& exception) {
        if (!exception.peer.empty()) return 3;
        if (exception.origin == ExceptionOrigin::comment) return 0;
        return exception.origin == ExceptionOrigin::metadata ? 1 : 2;
    }

    /// Finds the rules it is about; false for a peer's that is about none of ours.
    bool resolve(Exception& exception) const {
        const bool own = exception.peer.empty();
        for (const auto& rule : run_.rules) {
            const bool meant = own ? rule->id == exception.subject || rule->name == exception.subject ||
                                         names_requirement(*rule, exception.subject)
                                   : corresponds(*rule, exception.peer, exception.subject);
            if (meant) exception.rules.push_back(rule->id);
        }
        if (!own) return !exception.rules.empty();
        if (exception.state == ExceptionState::invalid) return true;
        if (exception.rules.empty() && !requirements_.contains(exception.subject)) {
            invalidate(exception, {fmt::format("there is no rule or requirement \"{}\"", exception.subject),
                                   fmt::format("ルールまたは要件 \"{}\" はありません", exception.subject)});
        } else if (exception.reason.empty()) {
            invalidate(exception, {"it gives no reason", "理由がありません"});
        }
        return true;
    }

    bool is_forbidden(const std::string& rule) const { return rules_.at(rule)->exceptions_forbidden; }

    bool is_refused(const Exception& exception) const {
        const auto refuses = [&](std::string_view name) {
            return std::ranges::find(policy_.refused, name) != policy_.refused.end();
        };
        if (exception.origin == ExceptionOrigin::comment && refuses("comments")) return true;
        if (exception.origin == ExceptionOrigin::metadata && refuses("metadata")) return true;
        return !exception.peer.empty() && (refuses("peers") || refuses(exception.peer));
    }

    void decide(Exception& exception) {
        const auto set = [&](ExceptionState state, base::Text why) {
            exception.state = state;
            exception.why = std::move(why);
        };
        if (is_refused(exception)) {
            set(ExceptionState::refused,
                {"the configuration refuses exceptions of this kind", "この種類の例外は設定で拒否されています"});
        } else if (exception.origin != ExceptionOrigin::registered && !is_at_revision(exception)) {
            set(ExceptionState::refused,
                {"the revision whose exceptions count does not have it", "例外の基準とするリビジョンにありません"});
        } else if (policy_.today && !exception.expires.empty() &&
                   base::parse_day(exception.expires).value_or(0) < *policy_.today) {
            set(ExceptionState::expired, {fmt::format("it held until {}", exception.expires),
                                          fmt::format("期限は {} まででした", exception.expires)});
        } else if (!exception.rules.empty() &&
                   std::ranges::all_of(exception.rules, [&](const std::string& rule) { return is_forbidden(rule); })) {
            set(ExceptionState::forbidden, {"the rule allows no exceptions", "このルールには例外が認められていません"});
        }
    }

    /// A comment counts when that revision has the same one at the same construct; anything else when the file is as it
    /// was there.
    bool is_at_revision(const Exception& exception) {
        if (!policy_.text_at_revision) return true;
        const source::Source& now = *exception.location.source;
        auto known = before_.find(now.path());
        if (known == before_.end()) known = before_.emplace(now.path(), read_before(now)).first;
        const Before& before = known->second;
        if (before.same) return true;
        return exception.origin == ExceptionOrigin::comment &&
               before.comments.contains({exception.subject, exception.reason, construct_line(exception)});
    }

    struct Before {
        bool same = false;
        std::set<std::tuple<std::string, std::string, std::string>> comments;
    };

    /// The first line of what the comment is about.
    static std::string construct_line(const Exception& exception) {
        const source::LineIndex& lines = exception.location.source->lines();
        const std::size_t colon = exception.target.rfind(':');
        std::uint32_t line = 0;
        for (const char digit : std::string_view(exception.target).substr(colon + 1))
            line = line * 10 + static_cast<std::uint32_t>(digit - '0');
        return std::string(lines.line(line));
    }

    Before read_before(const source::Source& now) const {
        Before before;
        std::optional<std::string> text = policy_.text_at_revision(now.path());
        if (!text) return before;
        before.same = *text == now.bytes();
        if (before.same) return before;
        const source::Source old(now.path(), std::move(*text));
        std::vector<WrittenException> found;
        collect_from(old, found);
        for (const WrittenException& one : found) {
            before.comments.emplace(one.exception.subject, one.exception.reason, construct_line(one.exception));
        }
        return before;
    }

    static void collect_from(const source::Source& source, std::vector<WrittenException>& found) {
        if (!may_hold_exceptions(source.bytes())) return;
        const std::string& path = source.path();
        if (path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".template")) {
            const syntax::Tree tree = syntax::parse_yaml(source);
            return collect_comments(tree, found);
        }
        collect_typescript_comments(source, found);
    }

    void accept(Verdict& verdict) {
        if (verdict.outcome != Outcome::fail && verdict.outcome != Outcome::unknown) return;
        const auto candidates = by_rule_.find(verdict.rule->id);
        if (candidates == by_rule_.end() || verdict.rule->exceptions_forbidden) return;
        for (Entry* entry : candidates->second) {
            if (!entry->scope.covers(verdict)) continue;
            ++entry->exception->uses;
            if (verdict.outcome == Outcome::excepted) continue;  // the first one counts, the others are needed, too
            verdict.judged = verdict.outcome;
            verdict.outcome = Outcome::excepted;
            verdict.exception = entry->exception.get();
        }
    }

    void conclude(Entry& entry) {
        Exception& exception = *entry.exception;
        if (exception.state != ExceptionState::unused) return;
        if (exception.uses > 0 || accepts_criterion(entry)) {
            exception.state = ExceptionState::used;
        } else if (exception.origin == ExceptionOrigin::registered && !policy_.whole) {
            exception.state = ExceptionState::idle;
            exception.why = {"not everything was looked at", "一部のファイルだけを検査しました"};
        } else if (std::ranges::none_of(exception.rules,
                                        [&](const std::string& rule) { return rules_.at(rule)->enabled; })) {
            exception.state = ExceptionState::idle;
            exception.why = {"its rules did not run", "対象のルールを実行していません"};
        }
    }

    /// A criterion that files do not decide is accepted as a whole.
    bool accepts_criterion(const Entry& entry) const {
        const auto found = requirements_.find(entry.exception->subject);
        if (found == requirements_.end() || !entry.scope.pattern.is_everything()) return false;
        const CheckKind check = found->second->check;
        return check == CheckKind::manual || check == CheckKind::runtime || entry.exception->rules.empty();
    }

    void add_findings() {
        if (std::ranges::all_of(entries_, [](const Entry& entry) { return !entry.exception->peer.empty(); })) return;
        std::vector<std::unique_ptr<const RuleInfo>> own = own_rules(selection_);
        std::erase_if(own, [](const auto& rule) { return rule->name == syntax_rule; });
        for (const Entry& entry : entries_) {
            for (const auto& rule : own) {
                if (rule->enabled && entry.exception->peer.empty())
                    run_.verdicts.push_back(verdict_of(*entry.exception, *rule));
            }
        }
        run_.rules.insert(run_.rules.begin(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    }

    static ExceptionState state_of(const RuleInfo& rule) {
        if (rule.name == "exception-expired") return ExceptionState::expired;
        if (rule.name == "exception-forbidden") return ExceptionState::forbidden;
        return rule.name == "exception-invalid" ? ExceptionState::invalid : ExceptionState::unused;
    }

    static Verdict verdict_of(const Exception& exception, const RuleInfo& rule) {
        Verdict verdict;
        verdict.rule = &rule;
        verdict.location = exception.location;
        verdict.target.document = exception.location.source->path();
        verdict.target.kind = "exception";
        verdict.target.id = exception.subject;
        const ExceptionState wrong = state_of(rule);
        verdict.outcome = exception.state == wrong ? Outcome::fail : Outcome::pass;
        if (wrong == ExceptionState::unused && exception.state == ExceptionState::idle) {
            verdict.outcome = Outcome::not_applicable;
            verdict.because.push_back(exception.why);
        }
        if (verdict.outcome != Outcome::fail) return verdict;
        switch (wrong) {
            case ExceptionState::expired:
                verdict.message = {fmt::format("the exception expired: it held until {}", exception.expires),
                                   fmt::format("例外の期限切れ: {} まで", exception.expires)};
                break;
            case ExceptionState::forbidden:
                verdict.message = {fmt::format("{} allows no exceptions", exception.subject),
                                   fmt::format("{} には例外が認められていません", exception.subject)};
                break;
            case ExceptionState::invalid:
                verdict.message = {fmt::format("the exception does not count: {}", exception.why.en),
                                   fmt::format("この例外は無効です: {}", exception.why.ja)};
                break;
            default:
                verdict.message = {fmt::format("nothing needs the exception for {} any more", exception.subject),
                                   fmt::format("{} の例外は不要になりました", exception.subject)};
        }
        return verdict;
    }

    Run& run_;
    const ExceptionPolicy& policy_;
    const Selection& selection_;
    std::map<std::string_view, const RuleInfo*> rules_;
    std::map<std::string, const Requirement*, std::less<>> requirements_;
    std::vector<Entry> entries_;
    std::map<std::string_view, std::vector<Entry*>> by_rule_;
    std::map<std::string, Before> before_;
};

/// The sources in which verdicts lie, but which are no documents of the project: those of CDK applications.
std::vector<const source::Source*> further_sources(const model::Project& project, const Run& run) {
    std::map<std::string_view, const source::Source*> sources;
    for (const Verdict& verdict : run.verdicts)
        sources.emplace(verdict.location.source->path(), verdict.location.source);
    for (const source::Source* source : run.unlisted.sources) sources.emplace(source->path(), source);
    for (const auto& document : project.documents()) sources.erase(document->path());
    std::vector<const source::Source*> further;
    for (const auto& [path, source] : sources) further.push_back(source);
    return further;
}

}  // namespace

bool is_refusable(std::string_view name) { return std::ranges::find(refusable, name) != refusable.end(); }

std::vector<WrittenException> collect_exceptions(const model::Project& project, const Run& run,
                                                 const base::ThreadPool& threads) {
    std::vector<const model::cloudformation::Template*> templates;
    for (const auto& deployment : project.deployments()) {
        for (const auto& document : deployment->templates()) templates.push_back(document.get());
    }
    const std::vector<const source::Source*> further = further_sources(project, run);
    const std::size_t documents = project.documents().size();
    std::vector<std::vector<WrittenException>> found(documents + templates.size() + further.size());
    threads.for_each_index(found.size(), [&](std::size_t index) {
        std::vector<WrittenException>& here = found[index];
        if (index < documents) {
            const model::Document& document = *project.documents()[index];
            const bool judged = document.kind() != model::DocumentKind::other;
            if (judged && may_hold_exceptions(document.source().bytes()) && document.tree() != nullptr)
                collect_comments(*document.tree(), here);
            collect_acknowledged(document, here);
        } else if (index < documents + templates.size()) {
            collect_metadata(*templates[index - documents], project, here);
        } else {
            const source::Source& source = *further[index - documents - templates.size()];
            if (may_hold_exceptions(source.bytes())) collect_typescript_comments(source, here);
        }
    });
    std::vector<WrittenException> all;
    for (std::vector<WrittenException>& part : found)
        all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
    return all;
}

void apply_exceptions(Run& run, const ExceptionPolicy& policy, std::vector<WrittenException> collected,
                      const Selection& selection) {
    std::vector<WrittenException> all = policy.registered;
    all.insert(all.end(), std::make_move_iterator(collected.begin()), std::make_move_iterator(collected.end()));
    Applier(run, policy, selection).apply(std::move(all));
}

void check_register(std::span<const WrittenException> entries, std::span<const Pack> packs, Mistakes& mistakes) {
    if (entries.empty()) return;
    std::vector<std::string> names;
    for (const Pack& pack : packs) {
        for (const PackRule& rule : pack.rules) names.insert(names.end(), {rule.head().name, rule.head().id});
        for (const PackCatalogue& catalogue : pack.catalogues) {
            for (const Requirement& requirement : catalogue.rows->requirements) names.push_back(requirement.id.full());
        }
    }
    const std::vector<std::string_view> known(names.begin(), names.end());
    for (const WrittenException& entry : entries) {
        const Exception& exception = entry.exception;
        if (exception.subject.empty() || std::ranges::find(names, exception.subject) != names.end()) continue;
        mistakes.add(*exception.location.source, exception.location.span.begin,
                     {fmt::format("there is no rule or requirement \"{}\"", exception.subject),
                      fmt::format("ルールまたは要件 \"{}\" はありません", exception.subject)},
                     suggestion(exception.subject, known));
    }
}

}  // namespace csr::policy
