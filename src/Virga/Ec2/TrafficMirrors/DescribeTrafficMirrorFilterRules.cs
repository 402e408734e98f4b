using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Lists rules, of one filter or of all.</summary>
internal sealed class DescribeTrafficMirrorFilterRules
    : IQuery<DescribeTrafficMirrorFilterRulesRequest, DescribeTrafficMirrorFilterRulesResult>
{
    private static readonly Listing<TrafficMirrorFilterRuleRow, TrafficMirrorFilterRule> Listing = new()
    {
        View = TrafficMirrorView.Rule,
        Filters = new()
        {
            { "traffic-mirror-filter-rule-id", one => one.TrafficMirrorFilterRuleId },
            { "traffic-mirror-filter-id", one => one.TrafficMirrorFilterId },
            { "rule-number", one => one.RuleNumber },
            { "rule-action", one => one.RuleAction },
            { "traffic-direction", one => one.TrafficDirection },
            { "protocol", one => one.Protocol },
            { "source-cidr-block", one => one.SourceCidrBlock },
            { "destination-cidr-block", one => one.DestinationCidrBlock },
            { "description", one => one.Description },
        },
    };

    public static DescribeTrafficMirrorFilterRulesResult Run(
        DescribeTrafficMirrorFilterRulesRequest input, WorldView at)
    {
        var filters = input.Filters;
        if (input.TrafficMirrorFilterId is { } id)
        {
            id = at.Named<TrafficMirrorFilterRow>(id).Id;
            filters = [.. filters ?? [], new() { Name = "traffic-mirror-filter-id", Values = [id] }];
        }

        var page = Listing.Page(at, input.TrafficMirrorFilterRuleIds, filters, input.MaxResults, input.NextToken);
        return new() { TrafficMirrorFilterRules = page.Items, NextToken = page.NextToken };
    }
}
