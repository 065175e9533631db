#include <algorithm>
#include <array>
#include <vector>

#include "cel/cel.hpp"
#include "cel/operators.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

namespace {

/// Three-valued equality. Remembers the first unknown parts it met.
class Equality {
  public:
    explicit Equality(base::Arena& arena) : arena_(arena) {}

    Value run(const Value& left, const Value& right) {
        if (!same(left, right, 0)) return Value::boolean(false);
        if (unknown_.empty()) return Value::boolean(true);
        return merge_unknowns(unknown_, arena_);
    }

  private:
    static constexpr int most_depth = 512;
    static constexpr std::size_t most_unknown = 16;

    void meet(const Value& value) {
        if (value.is(Kind::unknown) && unknown_.size() < most_unknown) unknown_.push_back(value);
    }

    /// False only when the two differ for certain.
    bool same(const Value& left, const Value& right, int depth) {
        if (left.is(Kind::unknown) || right.is(Kind::unknown)) {
            meet(left);
            meet(right);
            return true;
        }
        if (is_number(left) && is_number(right)) return compare(left, right) == 0;
        if (left.kind() != right.kind()) return false;
        if (depth > most_depth) {
            meet(limit_reached(arena_, "nesting of a value"));
            return true;
        }
        switch (left.kind()) {
            case Kind::null:
                return true;
            case Kind::boolean:
                return left.as_boolean() == right.as_boolean();
            case Kind::list:
                return same_lists(left.as_list(), right.as_list(), depth);
            case Kind::map:
                return same_maps(left.as_map(), right.as_map(), depth);
            case Kind::optional:
                return same_optionals(left.as_optional(), right.as_optional(), depth);
            default:
                return left.text() == right.text();
        }
    }

    bool same_optionals(const Value* left, const Value* right, int depth) {
        if (left == nullptr || right == nullptr) return left == right;
        return same(*left, *right, depth + 1);
    }

    bool same_lists(const model::List& left, const model::List& right, int depth) {
        if (&left == &right && left.size() == 0) return true;
        const auto open_left = open_items(left, arena_);
        const auto open_right = open_items(right, arena_);
        if (open_left || open_right) {
            if (open_left) meet(*open_left);
            if (open_right) meet(*open_right);
            return true;
        }
        if (left.size() != right.size()) return false;
        for (std::size_t index = 0; index < left.size(); ++index) {
            if (!same(left.at(index), right.at(index), depth + 1)) return false;
        }
        return true;
    }

    bool same_maps(const model::Map& left, const model::Map& right, int depth) {
        if (left.identity() != nullptr || right.identity() != nullptr) return left.identity() == right.identity();
        if (differing_sizes(left, right)) return false;
        for (std::size_t index = 0; index < left.size(); ++index) {
            const Value key = left.key_at(index);
            if (!same_member(left.get(key), right.get(key), depth)) return false;
        }
        for (std::size_t index = 0; index < right.size(); ++index) {
            const Value key = right.key_at(index);
            const auto there = left.get(key);
            if (!there && !same_member(there, right.get(key), depth)) return false;
        }
        return true;
    }

    /// Members that may be absent take part in no count.
    static bool differing_sizes(const model::Map& left, const model::Map& right) {
        const auto certain = [](const model::Map& map) {
            std::size_t count = 0;
            for (std::size_t index = 0; index < map.size(); ++index) {
                const auto value = map.get(map.key_at(index));
                if (value && !is_maybe_absent(*value)) ++count;
            }
            return count;
        };
        return certain(left) > right.size() || certain(right) > left.size();
    }

    bool same_member(const std::optional<Value>& left, const std::optional<Value>& right, int depth) {
        if (left && right) return same(*left, *right, depth + 1);
        const std::optional<Value>& there = left ? left : right;
        if (!there) return true;
        if (!is_maybe_absent(*there)) return false;
        meet(*there);
        return true;
    }

    base::Arena& arena_;
    std::vector<Value> unknown_;
};

}  // namespace

Value equals(const Value& left, const Value& right, const model::Evaluation& evaluation) {
    return Equality(evaluation.arena).run(left, right);
}

}  // namespace csr::cel
