// Times compiling and evaluating typical rules. Prints nanoseconds; never fails.
#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>
#include <string_view>
#include <vector>

#include "cel/cel.hpp"
#include "cel/containers.hpp"

namespace {

namespace cel = csr::cel;
namespace model = csr::model;
using model::Value;

constexpr std::array<std::string_view, 5> rules{
    "has(self.RetentionInDays) && self.RetentionInDays == params.days",
    "self.?StorageEncrypted.orValue(false) == true",
    "has(self.Tags) && self.Tags.exists(t, t.Key == 'Owner' && t.Value != '')",
    "has(self.Name) && self.Name.matches('^[a-z][a-z0-9-]{2,40}$')",
    "self.Tags.filter(t, t.Key.startsWith('aws:')).all(t, has(t.Value) && size(t.Value) > 0) && self.RetentionInDays "
    "<= 90",
};

Value tags(csr::base::Arena& arena) {
    std::vector<Value> items;
    for (const std::string_view key : {"Name", "aws:cdk", "Stage", "Owner"}) {
        const std::array<cel::ArrayMap::Entry, 2> entries{
            {{Value::string("Key"), Value::string(key)}, {Value::string("Value"), Value::string("value")}}};
        items.push_back(cel::make_map(arena, entries));
    }
    return cel::make_list(arena, items);
}

/// The least nanoseconds per call over several rounds.
template <class Work>
double nanoseconds(int calls, Work&& work) {
    double best = 1e18;
    for (int round = 0; round < 7; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        for (int call = 0; call < calls; ++call) work();
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - begin;
        best = std::min(best, taken.count() / calls);
    }
    return best;
}

}  // namespace

int main() {
    csr::base::Arena arena;
    const std::array<cel::ArrayMap::Entry, 4> members{{{Value::string("RetentionInDays"), Value::integer(30)},
                                                       {Value::string("StorageEncrypted"), Value::boolean(true)},
                                                       {Value::string("Name"), Value::string("goal-mandala-logs")},
                                                       {Value::string("Tags"), tags(arena)}}};
    const std::array<cel::ArrayMap::Entry, 1> parameters{{{Value::string("days"), Value::integer(30)}}};
    const std::array<Value, 2> variables{cel::make_map(arena, members), cel::make_map(arena, parameters)};
    cel::Environment environment;
    environment.declare("self", model::dynamic_map_type);
    environment.declare("params", model::dynamic_map_type);
    const model::Assignment assignment;
    csr::base::Arena scratch;
    const model::Evaluation evaluation{scratch, assignment};
    fmt::print("| rule | compile ns | evaluate ns | without blame ns |\n|---|---:|---:|---:|\n");
    for (const std::string_view rule : rules) {
        cel::Options options;
        options.check_patterns = false;
        const auto program = cel::compile(rule, environment, options);
        if (!program) return 1;
        const double compiling =
            nanoseconds(2000, [&] { static_cast<void>(cel::compile(rule, environment, options)); });
        const double evaluating = nanoseconds(20000, [&] {
            scratch.clear();
            static_cast<void>(program->evaluate(variables, evaluation));
        });
        const double plain = nanoseconds(20000, [&] {
            scratch.clear();
            static_cast<void>(program->value(variables, evaluation));
        });
        fmt::print("| `{}` | {:.0f} | {:.0f} | {:.0f} |\n", rule, compiling, evaluating, plain);
    }
    return 0;
}
