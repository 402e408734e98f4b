using System.Net;
using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>
/// Plans the namespace of a VPC. A packet's mark is the index of the subnet it came from; policy rules choose the route
/// table by it, after the routes inside the VPC.
/// </summary>
internal static class VpcPlanner
{
    /// <summary>Between instances, and over peering connections (EC2 user guide, "Jumbo frames").</summary>
    public const int InsideMtu = 9001;

    public static readonly IPNetwork Everything = IPNetwork.Parse("0.0.0.0/0");
    public static readonly IPNetwork Everything6 = IPNetwork.Parse("::/0");

    public static NamespacePlan Plan(FabricIndex index, FabricVpc vpc)
    {
        var plan = new NamespacePlan(PlanNames.Vpc(vpc.Index), vpc.Id) { HasIpv6 = vpc.Ipv6Cidrs.Count > 0 };
        AddAddresses(index, vpc, plan);
        AddLocalRoutes(index, vpc, plan);
        AddCommonRules(plan);
        AddEntrance(index, vpc, plan);
        foreach (var subnet in index.SubnetsByVpc[vpc.Id])
            AddSubnet(index, plan, subnet);
        foreach (var table in index.State.RouteTables.Where(table => table.VpcId == vpc.Id))
        {
            foreach (var route in table.Routes)
                AddRoute(index, vpc, plan, table, route);
        }

        plan.Tables.AddRange(VpcRuleset.Of(index, vpc));
        return plan;
    }

    private static void AddAddresses(FabricIndex index, FabricVpc vpc, NamespacePlan plan)
    {
        foreach (var service in ServiceAddresses.Ipv4)
            Add(service, vpc.Id);
        if (plan.HasIpv6)
        {
            foreach (var service in ServiceAddresses.Ipv6)
                Add(service, vpc.Id);
        }

        Add(vpc.Resolver, vpc.Id);
        foreach (var subnet in index.SubnetsByVpc[vpc.Id])
        {
            if (subnet.Router is { } router)
                Add(router, subnet.Id);
        }

        void Add(IPAddress address, string owner) =>
            plan.Addresses[new AddressSpec("lo", address, address.AsNetwork().PrefixLength)] = owner;
    }

    private static void AddLocalRoutes(FabricIndex index, FabricVpc vpc, NamespacePlan plan)
    {
        foreach (var cidr in vpc.Cidrs.Concat(vpc.Ipv6Cidrs))
            plan.Routes[new RouteSpec(PlanNames.LocalTable, cidr, RouteKind.Blackhole)] = vpc.Id;
        foreach (var item in index.InterfacesByVpc[vpc.Id].Where(index.HasCable))
        {
            var link = PlanNames.Interface(item.Index);
            foreach (var address in item.Addresses)
            {
                plan.Routes[On(link, address.AsNetwork())] = item.Id;
                plan.Neighbours[new NeighbourSpec(link, address, item.MacAddress)] = item.Id;
            }

            // A delegated prefix is somewhere behind the guest: its primary address is the way there.
            foreach (var prefix in item.Ipv4Prefixes)
                plan.Routes[On(link, prefix) with { Gateway = item.Ipv4Addresses[0] }] = item.Id;
            foreach (var prefix in item.Ipv6Prefixes.Where(_ => item.Ipv6Addresses.Count > 0))
                plan.Routes[On(link, prefix) with { Gateway = item.Ipv6Addresses[0] }] = item.Id;
        }

        static RouteSpec On(string link, IPNetwork destination) =>
            new(PlanNames.LocalTable, destination, RouteKind.Unicast) { Link = link };
    }

    private static void AddCommonRules(NamespacePlan plan)
    {
        var everywhere = new RouteSpec(PlanNames.DialTable, Everything, RouteKind.Local) { Link = "lo" };
        plan.Routes[everywhere] = plan.Owner;
        foreach (var isIpv6 in Families(plan))
        {
            plan.Rules[new RuleSpec(isIpv6, PlanNames.LocalPriority, PlanNames.LocalTable)] = plan.Owner;
            plan.Rules[new RuleSpec(isIpv6, PlanNames.LastPriority, 0)] = plan.Owner;
        }

        var answers = new RuleSpec(false, PlanNames.DialPriority, PlanNames.DialTable)
        {
            Mark = PlanNames.DialAnswerMark,
        };
        plan.Rules[answers] = plan.Owner;
    }

    /// <summary>What enters by the internet gateway may have routes of its own inside the VPC (middleboxes).</summary>
    private static void AddEntrance(FabricIndex index, FabricVpc vpc, NamespacePlan plan)
    {
        if (!index.InternetGateways.TryGetValue(vpc.Id, out var gateway)
            || !index.RouteTables.TryGetValue(gateway.RouteTableId, out var table))
            return;
        foreach (var isIpv6 in Families(plan))
        {
            plan.Rules[new RuleSpec(isIpv6, PlanNames.InsidePriority, PlanNames.InsideTable(table.Index))
            {
                IncomingLink = PlanNames.InternetLink,
            }] = gateway.Id;
        }
    }

    private static void AddSubnet(FabricIndex index, NamespacePlan plan, FabricSubnet subnet)
    {
        if (!index.RouteTables.TryGetValue(subnet.RouteTableId, out var table))
            return;
        foreach (var isIpv6 in Families(plan))
        {
            Add(PlanNames.InsidePriority, PlanNames.InsideTable(table.Index), isIpv6);
            Add(PlanNames.SubnetPriority, PlanNames.RouteTable(table.Index), isIpv6);
        }

        void Add(uint priority, uint kernelTable, bool isIpv6) =>
            plan.Rules[new RuleSpec(isIpv6, priority, kernelTable) { Mark = (uint)subnet.Index }] = subnet.Id;
    }

    private static void AddRoute(
        FabricIndex index, FabricVpc vpc, NamespacePlan plan, FabricRouteTable table, FabricRoute route)
    {
        if (route.Target.Kind == FabricRouteTargetKind.Local || (!route.Destination.IsIpv4() && !plan.HasIpv6))
            return;
        var isInside = (route.Destination.IsIpv4() ? vpc.Cidrs : vpc.Ipv6Cidrs).Any(
            cidr => cidr.Covers(route.Destination));
        var kernelTable = isInside ? PlanNames.InsideTable(table.Index) : PlanNames.RouteTable(table.Index);
        var spec = new RouteSpec(kernelTable, route.Destination, RouteKind.Blackhole);
        plan.Routes[spec with { Metric = PlanNames.LastMetric }] = table.Id;
        if (RouteTargets.Resolve(index, vpc, route) is { } way)
            plan.Routes[spec with { Kind = RouteKind.Unicast, Link = way.Link, Gateway = way.Gateway }] = table.Id;
    }

    private static bool[] Families(NamespacePlan plan) => plan.HasIpv6 ? [false, true] : [false];
}
