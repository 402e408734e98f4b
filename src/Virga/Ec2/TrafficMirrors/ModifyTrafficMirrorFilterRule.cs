using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Changes what a rule says; fields are emptied by name.</summary>
internal sealed class ModifyTrafficMirrorFilterRule
    : IMutation<ModifyTrafficMirrorFilterRuleRequest, ModifyTrafficMirrorFilterRuleResult>
{
    public static ModifyTrafficMirrorFilterRuleResult Run(ModifyTrafficMirrorFilterRuleRequest input, Change change)
    {
        var old = change.Named<TrafficMirrorFilterRuleRow>(input.TrafficMirrorFilterRuleId);
        var rule = old with
        {
            IsEgress = input.TrafficDirection is { } direction ? direction == TrafficDirection.Egress : old.IsEgress,
            Number = input.RuleNumber ?? old.Number,
            Action = input.RuleAction ?? old.Action,
            Protocol = input.Protocol ?? old.Protocol,
            DestinationPorts = TrafficMirrorRules.Ports(input.DestinationPortRange) ?? old.DestinationPorts,
            SourcePorts = TrafficMirrorRules.Ports(input.SourcePortRange) ?? old.SourcePorts,
            DestinationBlock = input.DestinationCidrBlock ?? old.DestinationBlock,
            SourceBlock = input.SourceCidrBlock ?? old.SourceBlock,
            Description = input.Description ?? old.Description,
        };
        foreach (var field in input.RemoveFields ?? []) rule = Without(rule, field);
        rule = change.Put(TrafficMirrorRules.CheckedRule(change, rule));
        return new() { TrafficMirrorFilterRule = TrafficMirrorView.Rule(rule, change) };
    }

    private static TrafficMirrorFilterRuleRow Without(TrafficMirrorFilterRuleRow rule, string field) => field switch
    {
        TrafficMirrorFilterRuleField.DestinationPortRange => rule with { DestinationPorts = null },
        TrafficMirrorFilterRuleField.SourcePortRange => rule with { SourcePorts = null },
        TrafficMirrorFilterRuleField.Protocol => rule with { Protocol = null },
        _ => rule with { Description = null },
    };
}
