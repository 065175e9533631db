#include "model/cloudformation/network_rules.hpp"

#include <algorithm>
#include <array>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/relations.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::array<std::string_view, 2> range_properties{"CidrIp", "CidrIpv6"};
constexpr std::array<std::string_view, 6> peer_properties{"SourceSecurityGroupId",   "DestinationSecurityGroupId",
                                                          "SourcePrefixListId",      "DestinationPrefixListId",
                                                          "SourceSecurityGroupName", "SourceSecurityGroupOwnerId"};

class RuleReader {
  public:
    RuleReader(Session& session, const Deployment& deployment, Direction direction)
        : session_(session), deployment_(deployment), direction_(direction) {}

    Value read(const Resource& group) {
        const bool in = direction_ == Direction::in;
        const Value properties = properties_in(session_, group);
        if (properties.is(Kind::unknown)) return properties;
        add_inline(member_of(properties, in ? "SecurityGroupIngress" : "SecurityGroupEgress"), group);
        const std::string_view type = in ? "AWS::EC2::SecurityGroupIngress" : "AWS::EC2::SecurityGroupEgress";
        for (const Resource* const rule : deployment_.referrers(group)) {
            if (rule->type == type) add_resource(*rule, group);
        }
        return make_list(session_.arena(), rules_, properties.place());
    }

  private:
    void add_inline(const std::optional<Value>& written, const Resource& group) {
        if (!written) return;
        if (written->is(Kind::unknown)) return rules_.push_back(*written);
        if (!written->is(Kind::list)) return add(*written, group);
        for (std::size_t i = 0; i < written->as_list().size(); ++i) add(written->as_list().at(i), group);
    }

    /// A rule of its own counts where it names this group as the one it belongs to, not as the other side.
    void add_resource(const Resource& rule, const Resource& group) {
        const std::optional<Value> exists = existing_resource(session_, rule);
        if (!exists) return;
        if (exists->is(Kind::unknown)) return rules_.push_back(*exists);
        const Value properties = properties_in(session_, rule);
        const std::optional<Value> owner = member_of(properties, "GroupId");
        if (owner && target_at(deployment_, owner->place()) == &group) add(properties, rule);
    }

    void add(const Value& written, const Resource& where) {
        if (!written.is(Kind::map)) {
            if (written.is(Kind::unknown)) rules_.push_back(written);
            return;
        }
        base::Arena& arena = session_.arena();
        const Place place = written.place();
        std::vector<Value> ranges;
        for (const std::string_view name : range_properties) {
            if (const std::optional<Value> range = member_of(written, name)) ranges.push_back(*range);
        }
        std::vector<Value> peers;
        for (const std::string_view name : peer_properties) {
            if (const std::optional<Value> peer = member_of(written, name)) peers.push_back(*peer);
        }
        std::vector<ValueMap::Entry> fields{
            {Value::string("protocol"), text_of(member_of(written, "IpProtocol"), "-1", place)},
            {Value::string("ranges"), make_list(arena, ranges, place)},
            {Value::string("peers"), make_list(arena, peers, place)},
            {Value::string("written"), resource_in(session_, where)},
        };
        if (const std::optional<Value> from = member_of(written, "FromPort"))
            fields.push_back({Value::string("from_port"), *from});
        if (const std::optional<Value> to = member_of(written, "ToPort"))
            fields.push_back({Value::string("to_port"), *to});
        rules_.push_back(make_map(arena, fields, place));
    }

    Value text_of(const std::optional<Value>& value, std::string_view fallback, Place place) {
        if (!value) return Value::string(fallback, place);
        const std::optional<std::string_view> text = scalar_text(session_.arena(), *value);
        return text ? Value::string(*text, value->place()) : *value;
    }

    Session& session_;
    const Deployment& deployment_;
    Direction direction_;
    std::vector<Value> rules_;
};

}  // namespace

Value security_rules(const Deployment& deployment, const Resource& group, Direction direction,
                     const Evaluation& evaluation) {
    return RuleReader(*evaluation.arena.create<Session>(evaluation), deployment, direction).read(group);
}

}  // namespace csr::model::cloudformation
