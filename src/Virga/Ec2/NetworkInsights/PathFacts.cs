using Virga.Network;
using Virga.Network.Reachability;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Parts of the desired network as facts that an analysis keeps.</summary>
internal static class PathFacts
{
    public static AclRuleFact Of(FabricAclEntry entry, GateDirection? direction) => new(
        entry.Number, direction == GateDirection.Egress, entry.IsAllowed, entry.Cidr.ToString(), entry.Protocol,
        entry.FromPort, entry.ToPort);

    public static GroupRuleFact Of(FabricRule rule, GateDirection? direction) =>
        new(direction == GateDirection.Egress, rule.Protocol, rule.FromPort, rule.ToPort)
        {
            Cidr = rule.Cidr?.ToString(),
            GroupId = rule.SecurityGroupId,
            PrefixListId = rule.PrefixListId,
        };

    public static RouteFact Of(FabricRoute route, bool isActive) =>
        new(route.Destination.ToString(), route.Target.Id, isActive);

    public static HeaderFact? Of(Packet? packet) => packet is null ? null : new(
        packet.Protocol, packet.Source.AsNetwork().ToString(), packet.SourcePort,
        packet.Destination.AsNetwork().ToString(), packet.DestinationPort);
}
