#pragma once

#include "model/assignment.hpp"
#include "model/cloudformation/deployment.hpp"

namespace csr::model::cloudformation {

/// What an alarm watches, whether it says so itself or in an expression over several metrics: list of maps as
/// docs/model.md says (Metric).
[[nodiscard]] Value metrics_of(const Resource& alarm, const Evaluation& evaluation);
/// The topics that an alarm tells when it goes off: list of Resource.
[[nodiscard]] Value topics_of(const Deployment& deployment, const Resource& alarm, const Evaluation& evaluation);
/// Who a topic tells, wherever that is written: list of maps with `protocol`, `endpoint`, `written`.
[[nodiscard]] Value subscriptions_of(const Deployment& deployment, const Resource& topic, const Evaluation& evaluation);
/// The widgets of a dashboard's JSON; an empty list when it is none.
[[nodiscard]] Value widgets_of(const Deployment& deployment, const Resource& dashboard, const Evaluation& evaluation);

}  // namespace csr::model::cloudformation
