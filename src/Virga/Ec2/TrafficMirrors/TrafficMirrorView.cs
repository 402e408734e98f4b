using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Filters, rules, targets and sessions as AWS shows them.</summary>
internal static class TrafficMirrorView
{
    public static TrafficMirrorFilter Filter(TrafficMirrorFilterRow row, WorldView at)
    {
        var rules = at.Rows<TrafficMirrorFilterRuleRow>().By(TrafficMirrorFilterRuleRow.ByFilter, row.Id)
            .OrderBy(one => one.Number).ToList();
        return new()
        {
            TrafficMirrorFilterId = row.Id,
            Description = row.Description,
            IngressFilterRules = rules.FindAll(one => !one.IsEgress).ConvertAll(one => Rule(one, at)),
            EgressFilterRules = rules.FindAll(one => one.IsEgress).ConvertAll(one => Rule(one, at)),
            NetworkServices = row.HasDns ? [TrafficMirrorNetworkService.AmazonDns] : [],
            Tags = at.TagsOf(row.Id),
        };
    }

    public static TrafficMirrorFilterRule Rule(TrafficMirrorFilterRuleRow row, WorldView at) => new()
    {
        TrafficMirrorFilterRuleId = row.Id,
        TrafficMirrorFilterId = row.FilterId,
        TrafficDirection = row.IsEgress ? TrafficDirection.Egress : TrafficDirection.Ingress,
        RuleNumber = row.Number,
        RuleAction = row.Action,
        Protocol = row.Protocol,
        DestinationPortRange = Ports(row.DestinationPorts),
        SourcePortRange = Ports(row.SourcePorts),
        DestinationCidrBlock = row.DestinationBlock,
        SourceCidrBlock = row.SourceBlock,
        Description = row.Description,
        Tags = at.TagsOf(row.Id),
    };

    public static TrafficMirrorTarget Target(TrafficMirrorTargetRow row, WorldView at) => new()
    {
        TrafficMirrorTargetId = row.Id,
        Type = row.Type,
        NetworkInterfaceId = Of(row, TrafficMirrorTargetType.NetworkInterface),
        NetworkLoadBalancerArn = Of(row, TrafficMirrorTargetType.NetworkLoadBalancer),
        GatewayLoadBalancerEndpointId = Of(row, TrafficMirrorTargetType.GatewayLoadBalancerEndpoint),
        Description = row.Description,
        OwnerId = at.Account,
        Tags = at.TagsOf(row.Id),
    };

    public static TrafficMirrorSession Session(TrafficMirrorSessionRow row, WorldView at) => new()
    {
        TrafficMirrorSessionId = row.Id,
        TrafficMirrorTargetId = row.TargetId,
        TrafficMirrorFilterId = row.FilterId,
        NetworkInterfaceId = row.InterfaceId,
        OwnerId = at.Account,
        PacketLength = row.PacketLength,
        SessionNumber = row.Number,
        VirtualNetworkId = row.VirtualNetworkId,
        Description = row.Description,
        Tags = at.TagsOf(row.Id),
    };

    private static string? Of(TrafficMirrorTargetRow row, string type) => row.Type == type ? row.Destination : null;

    private static TrafficMirrorPortRange? Ports(MirroredPorts? ports) =>
        ports is null ? null : new() { FromPort = ports.From, ToPort = ports.To };
}
