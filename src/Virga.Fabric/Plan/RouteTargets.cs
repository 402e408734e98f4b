using System.Net;
using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>Finds the link that a route's target is reached by.</summary>
internal static class RouteTargets
{
    /// <summary>Null is a blackhole: the target is not there, or not attached, or has no such family.</summary>
    public static Way? Resolve(FabricIndex index, FabricVpc vpc, FabricRoute route)
    {
        var id = route.Target.Id;
        var isIpv4 = route.Destination.IsIpv4();
        var far = isIpv4 ? PlanNames.FarEnd : PlanNames.FarEnd6;
        switch (route.Target.Kind)
        {
            case FabricRouteTargetKind.InternetGateway:
                return index.InternetGateways.TryGetValue(vpc.Id, out var internet) && internet.Id == id
                    ? new Way(PlanNames.InternetLink, far)
                    : null;
            case FabricRouteTargetKind.EgressOnlyInternetGateway:
                return !isIpv4 && index.EgressOnly.TryGetValue(vpc.Id, out var egressOnly) && egressOnly.Id == id
                    ? new Way(PlanNames.EgressOnlyLink, far)
                    : null;
            case FabricRouteTargetKind.NatGateway:
                return index.NatGateways.TryGetValue(id, out var nat) ? Interface(nat.InterfaceId) : null;
            case FabricRouteTargetKind.NetworkInterface:
                return Interface(id);
            case FabricRouteTargetKind.VpcPeeringConnection:
                return index.Peerings.TryGetValue(id, out var peering) && IsBetween(peering)
                    ? new Way(PlanNames.PeeringLink(peering.Index), far)
                    : null;
            case FabricRouteTargetKind.TransitGateway:
                return index.TransitGateways.TryGetValue(id, out var transit)
                    && transit.Attachments.FirstOrDefault(item => item.VpcId == vpc.Id) is { } attachment
                    ? new Way(PlanNames.TransitLink(attachment.Index), far)
                    : null;
            default:
                return null;
        }

        Way? Interface(string interfaceId)
        {
            if (!index.Interfaces.TryGetValue(interfaceId, out var item) || !index.HasCable(item)
                || index.VpcIdOf(item) != vpc.Id)
                return null;
            var addresses = isIpv4 ? item.Ipv4Addresses : item.Ipv6Addresses;
            return addresses.Count > 0 ? new Way(PlanNames.Interface(item.Index), addresses[0]) : null;
        }

        bool IsBetween(FabricPeering peering) =>
            (peering.RequesterVpcId == vpc.Id || peering.AccepterVpcId == vpc.Id)
            && index.Vpcs.ContainsKey(peering.Other(vpc.Id));
    }
}

/// <summary>A link and the next hop on it.</summary>
internal sealed record Way(string Link, IPAddress Gateway);
