using Virga.Network;
using Virga.Network.Reachability;

namespace Virga.Ec2.NetworkInsights;

/// <summary>What an analysis says of the component that stops a packet.</summary>
internal static class PathExplanation
{
    public static ExplanationFact Of(
        PathStep stop, FabricIndex index, PathParty source, PathParty target, PathQuestion question)
    {
        var item = stop.InterfaceId is { } id ? index.Interfaces.GetValueOrDefault(id) : null;
        var bare = new ExplanationFact(stop.Code!)
        {
            Direction = stop.Direction switch
            {
                GateDirection.Ingress => "ingress",
                GateDirection.Egress => "egress",
                _ => null,
            },
            InterfaceId = item?.Id,
            SubnetId = item?.SubnetId,
            VpcId = stop.VpcId.Length > 0 ? stop.VpcId : item is null ? null : index.VpcIdOf(item),
        };
        return stop.Kind switch
        {
            PathStepKind.SecurityGroup => bare with { GroupIds = [.. item?.SecurityGroupIds ?? []] },
            PathStepKind.NetworkAcl => bare with
            {
                InterfaceId = null,
                AclId = stop.ComponentId,
                AclRule = stop.AclEntry is { } entry ? PathFacts.Of(entry, stop.Direction) : null,
            },
            PathStepKind.RouteTable => bare with
            {
                Direction = null,
                RouteTableId = stop.ComponentId,
                Route = stop.Route is { } route ? PathFacts.Of(route, isActive: false) : null,
                DestinationId = (stop.IsReturn ? source : target).Name,
            },
            PathStepKind.Gateway => bare with { Direction = null, GatewayId = stop.ComponentId },
            PathStepKind.Internet => bare with
            {
                Direction = null,
                GatewayId = source.GatewayId ?? target.GatewayId,
                Address = question.Destination.ToString(),
            },
            PathStepKind.TransitGateway => bare with { Direction = null, TransitGatewayId = stop.ComponentId },
            PathStepKind.Interface => bare,
            _ => bare with { Direction = null, ComponentId = stop.ComponentId },
        };
    }
}
