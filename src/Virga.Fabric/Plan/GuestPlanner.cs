using System.Net;
using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>Plans the cable of an interface and what its guest gets: addresses, router, and for later interfaces the
/// policy routes that Amazon Linux sets up by itself (amazon-ec2-net-utils), without which answers leave by
/// eth0.</summary>
internal static class GuestPlanner
{
    public static GuestPlan Plan(FabricIndex index, FabricVpc vpc, FabricInterface item)
    {
        var subnet = index.Subnets[item.SubnetId];
        var nat = index.NatByInterface.GetValueOrDefault(item.Id);
        var attachment = item.Attachment;
        var link = attachment?.LinkName ?? "eth0";
        var device = attachment?.DeviceIndex ?? 0;
        var isTap = attachment?.Kind == FabricAttachmentKind.Tap;
        var isConfigured = !isTap;
        return new GuestPlan
        {
            Owner = item.Id,
            Namespace = PlanNames.Vpc(vpc.Index),
            Link = PlanNames.Interface(item.Index),
            Group = (uint)subnet.Index,
            Mtu = item.Mtu,
            Guest = nat is null ? attachment!.NetworkNamespace : PlanNames.Nat(nat.Index),
            IsOwnNamespace = nat is not null,
            GuestInode = nat is null ? attachment!.NetworkNamespaceInode : 0,
            GuestContainer = nat is null ? attachment!.ContainerId : "",
            IsTap = isTap,
            Start = attachment?.Start ?? 0,
            GuestLink = link,
            GuestMac = item.MacAddress,
            HasIpv6 = vpc.Ipv6Cidrs.Count > 0,
            GuestAddresses = isConfigured ? Addresses(item, subnet, link) : [],
            GuestRoutes = isConfigured ? Routes(item, subnet, link, device) : [],
            GuestRules = isConfigured && device > 0 ? Rules(item, device) : [],
        };
    }

    private static ValueList<AddressSpec> Addresses(FabricInterface item, FabricSubnet subnet, string link) =>
        item.Addresses
            .Select(address => new AddressSpec(
                link, address, address.IsIpv4() && subnet.Cidr is { } cidr ? cidr.PrefixLength : 128))
            .ToValueList();

    private static ValueList<RouteSpec> Routes(FabricInterface item, FabricSubnet subnet, string link, int device)
    {
        var table = device == 0 ? PlanNames.MainTable : PlanNames.GuestTable(device);
        var routes = new List<RouteSpec>();
        if (item.Ipv6Addresses.Count > 0)
            routes.Add(Default(VpcPlanner.Everything6, PlanNames.FarEnd6));
        if (item.Ipv4Addresses.Count > 0 && subnet is { Cidr: { } cidr, Router: { } router })
        {
            if (device > 0)
                routes.Add(new RouteSpec(table, cidr, RouteKind.Unicast) { Link = link });
            routes.Add(Default(VpcPlanner.Everything, router));
        }

        return routes.ToValueList();

        RouteSpec Default(IPNetwork destination, IPAddress router) =>
            new(table, destination, RouteKind.Unicast) { Link = link, Gateway = router };
    }

    private static ValueList<RuleSpec> Rules(FabricInterface item, int device) =>
        item.Addresses
            .Select(address => new RuleSpec(
                !address.IsIpv4(), PlanNames.GuestTable(device), PlanNames.GuestTable(device))
            {
                Source = address,
            })
            .ToValueList();
}
