#include "model/cloudformation/alarms.hpp"

#include <algorithm>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/json_text.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/relations.hpp"

namespace csr::model::cloudformation {

namespace {

/// The items of a list; a value that is none counts as one item, an absent one as none.
std::vector<Value> items_of(const std::optional<Value>& value) {
    std::vector<Value> items;
    if (!value) return items;
    if (!value->is(Kind::list)) return {*value};
    for (std::size_t i = 0; i < value->as_list().size(); ++i) items.push_back(value->as_list().at(i));
    return items;
}

Value or_empty(const std::optional<Value>& value, Place place) { return value ? *value : Value::string("", place); }

/// The dimensions as a map of their names.
Value dimensions_of(Session& session, const Value& metric) {
    std::vector<ValueMap::Entry> entries;
    for (const Value& dimension : items_of(member_of(metric, "Dimensions"))) {
        const std::optional<Value> name = member_of(dimension, "Name");
        const std::optional<Value> value = member_of(dimension, "Value");
        if (name && name->is(Kind::string) && value) entries.push_back({*name, *value});
    }
    return make_map(session.arena(), entries, metric.place());
}

Value metric_map(Session& session, const Value& metric, const std::optional<Value>& statistic) {
    const Place place = metric.place();
    const std::vector<ValueMap::Entry> fields{
        {Value::string("namespace"), or_empty(member_of(metric, "Namespace"), place)},
        {Value::string("name"), or_empty(member_of(metric, "MetricName"), place)},
        {Value::string("statistic"), or_empty(statistic, place)},
        {Value::string("dimensions"), dimensions_of(session, metric)},
    };
    return make_map(session.arena(), fields, place);
}

Value subscription_map(Session& session, const Value& written, const Resource& where) {
    const std::vector<ValueMap::Entry> fields{
        {Value::string("protocol"), or_empty(member_of(written, "Protocol"), written.place())},
        {Value::string("endpoint"), or_empty(member_of(written, "Endpoint"), written.place())},
        {Value::string("written"), resource_in(session, where)},
    };
    return make_map(session.arena(), fields, written.place());
}

}  // namespace

Value metrics_of(const Resource& alarm, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    const Value properties = properties_in(session, alarm);
    if (properties.is(Kind::unknown)) return properties;
    std::vector<Value> metrics;
    if (member_of(properties, "MetricName")) {
        const std::optional<Value> extended = member_of(properties, "ExtendedStatistic");
        metrics.push_back(metric_map(session, properties, extended ? extended : member_of(properties, "Statistic")));
    }
    for (const Value& query : items_of(member_of(properties, "Metrics"))) {
        if (query.is(Kind::unknown)) metrics.push_back(query);
        const std::optional<Value> asked = member_of(query, "MetricStat");
        const std::optional<Value> metric = asked ? member_of(*asked, "Metric") : std::nullopt;
        if (metric)
            metrics.push_back(metric->is(Kind::unknown) ? *metric
                                                        : metric_map(session, *metric, member_of(*asked, "Stat")));
    }
    return make_list(session.arena(), metrics, properties.place());
}

Value topics_of(const Deployment& deployment, const Resource& alarm, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    const Value properties = properties_in(session, alarm);
    if (properties.is(Kind::unknown)) return properties;
    std::vector<Value> topics;
    for (const Value& action : items_of(member_of(properties, "AlarmActions"))) {
        const Resource* const target = target_at(deployment, action.place());
        if (target == nullptr || target->type != "AWS::SNS::Topic") continue;
        if (const std::optional<Value> topic = existing_resource(session, *target)) topics.push_back(*topic);
    }
    return make_list(session.arena(), topics, properties.place());
}

Value subscriptions_of(const Deployment& deployment, const Resource& topic, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    const Value properties = properties_in(session, topic);
    if (properties.is(Kind::unknown)) return properties;
    std::vector<Value> subscriptions;
    for (const Value& written : items_of(member_of(properties, "Subscription")))
        subscriptions.push_back(written.is(Kind::unknown) ? written : subscription_map(session, written, topic));
    for (const Resource* const subscription : deployment.referrers(topic)) {
        if (subscription->type != "AWS::SNS::Subscription") continue;
        const std::optional<Value> exists = existing_resource(session, *subscription);
        if (!exists) continue;
        const Value own = properties_in(session, *subscription);
        const std::optional<Value> of = member_of(own, "TopicArn");
        if (exists->is(Kind::unknown)) {
            subscriptions.push_back(*exists);
        } else if (of && target_at(deployment, of->place()) == &topic) {
            subscriptions.push_back(subscription_map(session, own, *subscription));
        }
    }
    return make_list(session.arena(), subscriptions, properties.place());
}

Value widgets_of(const Deployment& deployment, const Resource& dashboard, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    const Value properties = properties_in(session, dashboard);
    if (properties.is(Kind::unknown)) return properties;
    const Value none = make_list(session.arena(), {}, properties.place());
    const std::optional<Value> body = member_of(properties, "DashboardBody");
    if (!body) return none;
    const Value read = json_value(&deployment, *body, evaluation);
    if (!read.is(Kind::optional)) return read;
    const Value* const value = read.as_optional();
    const std::optional<Value> widgets = value == nullptr ? std::nullopt : member_of(*value, "widgets");
    return widgets ? *widgets : none;
}

}  // namespace csr::model::cloudformation
