#include "model/cloudformation/scope.hpp"

#include <algorithm>

namespace csr::model::cloudformation {

namespace {

bool same_cause(const Cause& a, const Cause& b) {
    return a.kind == b.kind && a.subject == b.subject && a.variable == b.variable &&
           a.through_condition == b.through_condition;
}

}  // namespace

Session::ConditionMemo& Session::condition(const Template& owner, const Resource* caller, std::uint32_t index) {
    for (const Memos* memos = memos_; memos != nullptr; memos = memos->next) {
        if (memos->owner == &owner && memos->caller == caller) return memos->memos[index];
    }
    const std::size_t count = owner.conditions().all().size();
    const std::vector<ConditionMemo> fresh(count);
    const std::span<const ConditionMemo> copy = arena().copy(std::span<const ConditionMemo>(fresh));
    // The copy is this session's own; the arena hands it out read-only.
    memos_ = arena().create<Memos>(Memos{&owner, caller, const_cast<ConditionMemo*>(copy.data()), memos_});
    return memos_->memos[index];
}

Scope open_scope(const Template& owner, const Evaluation& evaluation) {
    return Scope{evaluation.arena.create<Session>(evaluation), &owner, nullptr, 0, false, nullptr};
}

Scope scope_of(const Resource& resource, Session& session) {
    return Scope{&session, resource.owner, resource.bindings, 0, false, nullptr};
}

Value unknown_at(const Scope& scope, CauseKind kind, std::string_view subject, syntax::NodeRef node) {
    return unknown(scope.arena(), Cause{kind, scope.arena().copy(subject), place_of(node)});
}

Value merge_unknown(const Scope& scope, std::span<const Value> values, Place place) {
    std::vector<Cause> causes;
    for (const Value& value : values) {
        if (!value.is(Kind::unknown)) continue;
        for (const Cause& cause : value.as_unknown().causes) {
            const auto alike = [&cause](const Cause& other) { return same_cause(cause, other); };
            if (causes.size() < EvaluationLimits::causes && std::ranges::none_of(causes, alike))
                causes.push_back(cause);
        }
    }
    const std::span<const Cause> kept = scope.arena().copy(std::span<const Cause>(causes));
    return Value::unknown(*scope.arena().create<Unknown>(kept), place);
}

Value chosen_through(const Scope& scope, const Value& value) {
    if (!value.is(Kind::unknown)) return value;
    std::vector<Cause> causes(value.as_unknown().causes.begin(), value.as_unknown().causes.end());
    for (Cause& cause : causes) cause.through_condition = cause.variable != nullptr;
    const std::span<const Cause> kept = scope.arena().copy(std::span<const Cause>(causes));
    return Value::unknown(*scope.arena().create<Unknown>(kept), value.place());
}

Value perhaps_absent(const Scope& scope, const Value& value) {
    if (!value.is(Kind::unknown)) return value;
    return Value::unknown(*scope.arena().create<Unknown>(value.as_unknown().causes, true), value.place());
}

namespace {

void replace_all(std::string& text, const std::string& wanted, std::string_view by) {
    for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at)) {
        text.replace(at, wanted.size(), by);
        at += by.size();
    }
}

/// What &{Name} leaves of a text: its letters and digits.
std::string alphanumeric(std::string_view text) {
    std::string kept;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || (c >= '0' && c <= '9')) kept += c;
    }
    return kept;
}

}  // namespace

std::string_view substitute_bindings(base::Arena& arena, const Binding* bindings, std::string_view text) {
    if (bindings == nullptr || text.find('{') == std::string_view::npos) return text;
    std::string replaced(text);
    for (const Binding* binding = bindings; binding != nullptr; binding = binding->outer) {
        replace_all(replaced, "${" + std::string(binding->name) + "}", binding->text);
        replace_all(replaced, "&{" + std::string(binding->name) + "}", alphanumeric(binding->text));
    }
    return replaced == text ? text : arena.copy(replaced);
}

}  // namespace csr::model::cloudformation
