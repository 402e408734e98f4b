using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Adds a rule to a filter.</summary>
internal sealed class CreateTrafficMirrorFilterRule
    : IMutation<CreateTrafficMirrorFilterRuleRequest, CreateTrafficMirrorFilterRuleResult>
{
    public static CreateTrafficMirrorFilterRuleResult Run(CreateTrafficMirrorFilterRuleRequest input, Change change)
    {
        var filter = change.Named<TrafficMirrorFilterRow>(input.TrafficMirrorFilterId);
        var rule = TrafficMirrorRules.CheckedRule(change, new(change.NewId("tmfr"))
        {
            FilterId = filter.Id,
            IsEgress = input.TrafficDirection == TrafficDirection.Egress,
            Number = input.RuleNumber ?? 0,
            Action = input.RuleAction!,
            Protocol = input.Protocol,
            DestinationPorts = TrafficMirrorRules.Ports(input.DestinationPortRange),
            SourcePorts = TrafficMirrorRules.Ports(input.SourcePortRange),
            DestinationBlock = input.DestinationCidrBlock!,
            SourceBlock = input.SourceCidrBlock!,
            Description = input.Description,
        });
        change.Put(rule);
        change.TagNew(input.TagSpecifications, ResourceType.TrafficMirrorFilterRule, rule.Id);
        var shape = TrafficMirrorView.Rule(rule, change);
        return new() { TrafficMirrorFilterRule = shape, ClientToken = input.ClientToken };
    }
}
