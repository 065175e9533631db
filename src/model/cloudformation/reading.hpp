#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/assignment.hpp"
#include "model/cloudformation/deployment.hpp"

namespace csr::model::cloudformation {

class Session;

/// The objects that many readers see under one assignment: what one of them has read of a resource, the others need not
/// resolve again. They share the limits of an evaluation as well, so that a value can be unknown here which a reader
/// alone would have known: one that is left with an unknown answer asks again without. For one thread.
class Reading {
  public:
    explicit Reading(Assignment assignment = {}) : assignment_(std::move(assignment)) {}
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    /// Roughly how many bytes it holds.
    [[nodiscard]] std::size_t size() const;
    /// Lives as long as the reading does.
    [[nodiscard]] const Evaluation& evaluation() const { return evaluation_; }
    /// The place for a value that a reader keeps here by a key of its own and the template for which it reads. What is
    /// kept has been evaluated under evaluation().
    [[nodiscard]] std::optional<Value>& kept(const void* key, const Template* asking) { return kept_[{key, asking}]; }

    // See evaluate.hpp and relations.hpp for what these give.

    [[nodiscard]] Value properties(const Resource& resource);
    [[nodiscard]] Value resource(const Resource& resource);
    [[nodiscard]] Value document_template(const Template& owner);
    [[nodiscard]] Value resource_list(const Deployment& deployment, std::string_view type, const Template* asking);
    [[nodiscard]] Value referrers(const Deployment& deployment, const Resource& to);
    [[nodiscard]] Value target_of(const Deployment& deployment, const Value& value);

  private:
    struct PlaceHash {
        std::size_t operator()(const Place& place) const {
            return std::hash<const void*>()(place.tree) ^ (std::size_t{place.node} * 0x9E3779B97F4A7C15U);
        }
    };

    Session& session(const Template& owner);
    /// The resource, unknown when its condition is open; nothing when its condition is false.
    const std::optional<Value>& existing(const Resource& resource);
    [[nodiscard]] Value existing(std::span<const Resource* const> resources);

    base::Arena arena_;
    Assignment assignment_;
    Evaluation evaluation_{arena_, assignment_};
    std::map<const Template*, Session*> sessions_;
    std::map<const Resource*, std::optional<Value>> existing_;
    std::map<const Resource*, Value> resources_;
    std::map<const Resource*, Value> properties_;
    std::map<const Template*, Value> templates_;
    std::map<std::pair<const Deployment*, std::string_view>, Value> lists_;
    std::map<const Resource*, Value> referrers_;
    std::unordered_map<Place, const Resource*, PlaceHash> targets_;
    std::map<std::pair<const void*, const Template*>, std::optional<Value>> kept_;
};

/// The readings of one thread, by assignment.
class Readings {
  public:
    /// Null when there is no room for another one. The reading lives until make_room().
    [[nodiscard]] Reading* under(const Assignment& assignment);
    /// Forgets them when they have grown large.
    void make_room();

  private:
    using Key = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    std::map<Key, std::unique_ptr<Reading>> readings_;
    std::size_t checks_ = 0;
};

}  // namespace csr::model::cloudformation
