using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>Plans the namespace of a transit gateway: the link a packet comes by chooses the route table.</summary>
internal static class TransitPlanner
{
    /// <summary>Transit gateway guide, "Maximum transmission unit": 8500 bytes between VPCs.</summary>
    public const int Mtu = 8500;

    public static NamespacePlan Plan(FabricIndex index, FabricTransitGateway gateway)
    {
        var plan =
            new NamespacePlan(PlanNames.Transit(gateway.Index), gateway.Id) { HasIpv6 = HasIpv6(index, gateway) };
        bool[] families = plan.HasIpv6 ? [false, true] : [false];
        var links = gateway.Attachments
            .Where(item => index.Vpcs.ContainsKey(item.VpcId))
            .ToDictionary(item => item.Id, StringComparer.Ordinal);
        foreach (var isIpv6 in families)
        {
            foreach (var attachment in links.Values)
                AddRule(plan, gateway, attachment, isIpv6);
            // Before the main table: without a route of the associated table nothing passes.
            plan.Rules[new RuleSpec(isIpv6, PlanNames.LastPriority, 0)] = gateway.Id;
        }

        foreach (var table in gateway.RouteTables)
        {
            foreach (var route in table.Routes.Where(route => route.Destination.IsIpv4() || plan.HasIpv6))
                plan.Routes[Route(table, route, links)] = table.Id;
        }

        return plan;
    }

    private static RouteSpec Route(
        FabricTransitRouteTable table, FabricTransitRoute route, Dictionary<string, FabricTransitAttachment> links)
    {
        var number = PlanNames.RouteTable(table.Index);
        if (!links.TryGetValue(route.AttachmentId, out var target))
            return new RouteSpec(number, route.Destination, RouteKind.Blackhole);
        return new RouteSpec(number, route.Destination, RouteKind.Unicast)
        {
            Link = PlanNames.AttachmentLink(target.Index),
            Gateway = route.Destination.IsIpv4() ? PlanNames.FarEnd : PlanNames.FarEnd6,
        };
    }

    private static void AddRule(
        NamespacePlan plan, FabricTransitGateway gateway, FabricTransitAttachment attachment, bool isIpv6)
    {
        if (gateway.RouteTables.FirstOrDefault(table => table.Id == attachment.RouteTableId) is not { } table)
            return;
        plan.Rules[new RuleSpec(isIpv6, PlanNames.SubnetPriority, PlanNames.RouteTable(table.Index))
        {
            IncomingLink = PlanNames.AttachmentLink(attachment.Index),
        }] = attachment.Id;
    }

    private static bool HasIpv6(FabricIndex index, FabricTransitGateway gateway) =>
        gateway.Attachments.Any(item => index.Vpcs.TryGetValue(item.VpcId, out var vpc) && vpc.Ipv6Cidrs.Count > 0);
}
