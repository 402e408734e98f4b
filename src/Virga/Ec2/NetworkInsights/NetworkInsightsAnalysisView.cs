using System.Globalization;
using Virga.Ec2.Tags;
using Virga.Network.Reachability;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>An analysis as AWS shows it (Reachability Analyzer guide, "Getting started using the AWS CLI").</summary>
internal static class NetworkInsightsAnalysisView
{
    private const string Local = "local";

    public static NetworkInsightsAnalysis Of(NetworkInsightsAnalysisRow row, WorldView at) => new()
    {
        NetworkInsightsAnalysisId = row.Id,
        NetworkInsightsAnalysisArn = at.Ec2Arn("network-insights-analysis", row.Id),
        NetworkInsightsPathId = row.PathId,
        FilterInArns = row.FilterInArns.Count > 0 ? [.. row.FilterInArns] : null,
        FilterOutArns = row.FilterOutArns.Count > 0 ? [.. row.FilterOutArns] : null,
        StartDate = row.StartDate,
        Status = row.Status,
        WarningMessage = row.Warning,
        NetworkPathFound = row.Findings?.IsFound,
        ForwardPathComponents = Components(row.Findings?.Forward, at),
        ReturnPathComponents = Components(row.Findings?.Return, at),
        Explanations = row.Findings?.Explanation is { } explanation ? [Explained(explanation, at)] : null,
        Tags = at.TagsOf(row.Id),
    };

    public static List<PathComponent>? Components(IReadOnlyList<PathHop>? hops, WorldView at) =>
        hops is { Count: > 0 } ? [.. hops.Select((hop, i) => Component(hop, i + 1, at))] : null;

    private static PathComponent Component(PathHop hop, int number, WorldView at) => new()
    {
        SequenceNumber = number,
        Component = Named(hop.ComponentId, at),
        AttachedTo = Named(hop.AttachedTo, at),
        Subnet = Named(hop.SubnetId, at),
        Vpc = Named(hop.VpcId, at),
        AclRule = Acl(hop.AclRule),
        SecurityGroupRule = Group(hop.GroupRule),
        RouteTableRoute = Route(hop.Route),
        InboundHeader = Header(hop.Inbound),
        OutboundHeader = Header(hop.Outbound),
        AdditionalDetails = [],
        Explanations = [],
    };

    private static Explanation Explained(ExplanationFact fact, WorldView at) => new()
    {
        ExplanationCode = fact.Code,
        Direction = fact.Direction,
        Component = Named(fact.ComponentId, at),
        NetworkInterface = Named(fact.InterfaceId, at),
        SecurityGroups = fact.GroupIds.Count > 0 ? [.. fact.GroupIds.Select(id => Named(id, at)!)] : null,
        Subnet = Named(fact.SubnetId, at),
        Vpc = Named(fact.VpcId, at),
        Acl = Named(fact.AclId, at),
        AclRule = Acl(fact.AclRule),
        RouteTable = Named(fact.RouteTableId, at),
        RouteTableRoute = Route(fact.Route),
        InternetGateway = Named(fact.GatewayId, at),
        TransitGateway = Named(fact.TransitGatewayId, at),
        Destination = Named(fact.DestinationId, at),
        Address = fact.Address,
    };

    private static AnalysisComponent? Named(string? id, WorldView at) => id is null ? null : new()
    {
        Id = id,
        Arn = NetworkInsightsPathView.Arn(id, at),
        Name = at.TagOf(id, "Name"),
    };

    private static AnalysisAclRule? Acl(AclRuleFact? rule) => rule is null ? null : new()
    {
        RuleNumber = rule.Number,
        Egress = rule.IsEgress,
        RuleAction = rule.IsAllowed ? RuleAction.Allow : RuleAction.Deny,
        Cidr = rule.Cidr,
        Protocol = Protocol(rule.Protocol),
        PortRange = Ports(rule.Protocol, rule.FromPort, rule.ToPort),
    };

    private static AnalysisSecurityGroupRule? Group(GroupRuleFact? rule) => rule is null ? null : new()
    {
        Direction = rule.IsEgress ? "egress" : "ingress",
        Cidr = rule.Cidr,
        SecurityGroupId = rule.GroupId,
        PrefixListId = rule.PrefixListId,
        Protocol = Protocol(rule.Protocol),
        PortRange = Ports(rule.Protocol, rule.FromPort, rule.ToPort),
    };

    private static AnalysisRouteTableRoute? Route(RouteFact? fact)
    {
        if (fact is null) return null;
        var route = new AnalysisRouteTableRoute
        {
            DestinationCidr = fact.Destination,
            Origin = fact.Target == Local ? RouteOrigin.CreateRouteTable : RouteOrigin.CreateRoute,
            State = fact.IsActive ? "active" : "blackhole",
        };
        switch (Ids.PrefixOf(fact.Target))
        {
            case "nat": route.NatGatewayId = fact.Target; break;
            case "tgw": route.TransitGatewayId = fact.Target; break;
            case "pcx": route.VpcPeeringConnectionId = fact.Target; break;
            case "eigw": route.EgressOnlyInternetGatewayId = fact.Target; break;
            case "eni": route.NetworkInterfaceId = fact.Target; break;
            default: route.GatewayId = fact.Target; break;
        }

        return route;
    }

    private static AnalysisPacketHeader? Header(HeaderFact? header) => header is null ? null : new()
    {
        Protocol = header.Protocol.ToString(CultureInfo.InvariantCulture),
        SourceAddresses = [header.Source],
        SourcePortRanges = [new() { From = header.SourcePort, To = header.SourcePort }],
        DestinationAddresses = [header.Destination],
        DestinationPortRanges = [new() { From = header.DestinationPort, To = header.DestinationPort }],
    };

    private static string Protocol(int number) => number switch
    {
        IpProtocol.All => "all",
        IpProtocol.Tcp => "tcp",
        IpProtocol.Udp => "udp",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static PortRange? Ports(int protocol, int from, int to) =>
        IpProtocol.HasPorts(protocol) && from >= 0 ? new() { From = from, To = to } : null;
}
