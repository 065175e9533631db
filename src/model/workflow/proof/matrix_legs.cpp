#include "model/workflow/proof/matrix_legs.hpp"

#include <algorithm>

#include "model/workflow/written_text.hpp"

namespace csr::model {

namespace {

constexpr std::size_t most_combinations = 256;
constexpr std::size_t most_legs = 12;

using Leg = std::map<std::string, std::string>;

bool is_fixed(syntax::NodeRef node) { return node.is_scalar() && !has_expression(node.text()); }

/// Everything in the job whose value can steer it.
std::string steering_texts(const Job& job) {
    std::string texts;
    const auto add = [&](syntax::NodeRef node) {
        if (node && node.is_scalar()) texts += std::string(node.text()) + "\n";
        if (node && node.is_mapping()) {
            for (const syntax::NodeRef::Pair pair : node.pairs()) texts += std::string(text_of(pair.value)) + "\n";
        }
    };
    add(job.environment_name);
    add(job.continue_on_error);
    add(job.outputs);
    add(job.with);
    add(job.env);
    for (const Step& step : job.steps) {
        add(step.condition.node());
        add(step.continue_on_error);
        add(step.env);
        if (text_of(step.run).find("exit") != std::string_view::npos) add(step.run);
        if (text_of(step.run).find("GITHUB_") != std::string_view::npos) add(step.run);
    }
    return lower_case(texts);
}

/// The product of the listed keys; nothing when one is not fixed.
class MatrixReader {
  public:
    explicit MatrixReader(syntax::NodeRef matrix) : matrix_(matrix) {}

    bool run() {
        legs_.emplace_back();
        for (const syntax::NodeRef::Pair pair : matrix_.pairs()) {
            const std::string key = lower_case(text_of(pair.key));
            if (key != "include" && key != "exclude" && !multiply(key, pair.value)) return false;
        }
        if (keys_.empty()) legs_.clear();
        original_ = legs_.size();
        return exclude(matrix_.find("exclude")) && include(matrix_.find("include"));
    }
    [[nodiscard]] std::vector<Leg>& legs() { return legs_; }

  private:
    bool multiply(const std::string& key, syntax::NodeRef values) {
        if (!values || !values.is_sequence()) return false;
        std::vector<Leg> product;
        for (const Leg& leg : legs_) {
            for (const syntax::NodeRef value : values.items()) {
                if (value.is_scalar() && !is_fixed(value)) return false;
                Leg more = leg;
                more[key] = value.is_scalar() ? std::string(value.text()) : std::string();
                if (!value.is_scalar()) complex_ = true;
                product.push_back(std::move(more));
                if (product.size() > most_combinations) return false;
            }
        }
        legs_ = std::move(product);
        keys_.push_back(key);
        return !complex_;
    }

    static std::optional<Leg> leg_of(syntax::NodeRef node) {
        if (!node.is_mapping()) return std::nullopt;
        Leg leg;
        for (const syntax::NodeRef::Pair pair : node.pairs()) {
            if (!is_fixed(pair.value)) return std::nullopt;
            leg[lower_case(text_of(pair.key))] = pair.value.text();
        }
        return leg;
    }

    bool exclude(syntax::NodeRef list) {
        if (!list || list.is_null()) return true;
        if (!list.is_sequence()) return false;
        for (const syntax::NodeRef item : list.items()) {
            const std::optional<Leg> out = leg_of(item);
            if (!out) return false;
            std::erase_if(legs_, [&](const Leg& leg) {
                return std::all_of(out->begin(), out->end(), [&](const auto& pair) {
                    const auto found = leg.find(pair.first);
                    return found != leg.end() && found->second == pair.second;
                });
            });
        }
        original_ = legs_.size();
        return true;
    }

    /// Each entry is added to every combination whose original values it keeps, else it is one of its own.
    bool include(syntax::NodeRef list) {
        if (!list || list.is_null()) return true;
        if (!list.is_sequence()) return false;
        for (const syntax::NodeRef item : list.items()) {
            const std::optional<Leg> extra = leg_of(item);
            if (!extra) return false;
            bool added = false;
            for (std::size_t i = 0; i < original_; ++i) {
                const bool fits = std::all_of(keys_.begin(), keys_.end(), [&](const std::string& key) {
                    const auto found = extra->find(key);
                    return found == extra->end() || found->second == legs_[i].at(key);
                });
                if (!fits) continue;
                for (const auto& [key, value] : *extra) legs_[i][key] = value;
                added = true;
            }
            if (!added) legs_.push_back(*extra);
            if (legs_.size() > most_combinations) return false;
        }
        return true;
    }

    syntax::NodeRef matrix_;
    std::vector<Leg> legs_;
    std::vector<std::string> keys_;
    std::size_t original_ = 0;
    bool complex_ = false;
};

}  // namespace

void plan_matrix(JobInstance& instance) {
    const Job& job = *instance.job;
    const syntax::NodeRef strategy = job.strategy;
    const syntax::NodeRef matrix = strategy && strategy.is_mapping() ? strategy.find("matrix") : syntax::NodeRef();
    instance.legs.assign(1, {});
    if (!matrix || matrix.is_null()) return;
    const std::string texts = steering_texts(job);
    if (!matrix.is_mapping()) {
        instance.dynamic_matrix = true;
        return;
    }
    MatrixReader reader(matrix);
    if (!reader.run()) {
        instance.dynamic_matrix = true;
        return;
    }
    std::vector<Leg> kept;
    for (Leg& leg : reader.legs()) {
        std::erase_if(leg, [&](const auto& pair) {
            return texts.find("matrix." + pair.first) == std::string::npos &&
                   texts.find("matrix[") == std::string::npos;
        });
        if (std::find(kept.begin(), kept.end(), leg) == kept.end()) kept.push_back(std::move(leg));
    }
    if (kept.empty()) return;
    const bool listed = kept.size() <= most_legs && !job.uses;
    if (listed) {
        instance.legs = std::move(kept);
        return;
    }
    for (const Leg& leg : kept) {
        for (const auto& [key, value] : leg) {
            std::vector<std::string>& values = instance.open_matrix[key];
            if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
        }
    }
}

}  // namespace csr::model
