using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>
/// Plans the outermost namespace, where public addresses are real: a route a public address, and the machine's own
/// network beyond. Its main table and default route belong to the machine (or to Docker) and are left alone.
/// </summary>
internal static class EdgePlanner
{
    /// <summary>At an internet gateway (EC2 user guide, "Network maximum transmission unit").</summary>
    public const int UplinkMtu = 1500;

    public static NamespacePlan Plan(FabricIndex index)
    {
        var vpcs = index.State.Vpcs;
        var plan =
            new NamespacePlan(PlanNames.Edge, PlanNames.Edge) { HasIpv6 = vpcs.Any(vpc => vpc.Ipv6Cidrs.Count > 0) };
        var everywhere = new RouteSpec(PlanNames.DialTable, VpcPlanner.Everything, RouteKind.Local) { Link = "lo" };
        plan.Routes[everywhere] = plan.Owner;
        var answers = new RuleSpec(false, PlanNames.DialPriority, PlanNames.DialTable)
        {
            Mark = PlanNames.DialAnswerMark,
        };
        plan.Rules[answers] = plan.Owner;
        foreach (var vpc in vpcs)
        {
            AddPublic(index, vpc, plan);
            AddIpv6(index, vpc, plan);
        }

        plan.Tables.Add(EdgeRuleset.Of(index));
        return plan;
    }

    private static void AddPublic(FabricIndex index, FabricVpc vpc, NamespacePlan plan)
    {
        if (!index.InternetGateways.ContainsKey(vpc.Id))
            return;
        foreach (var elastic in index.ElasticByVpc[vpc.Id])
        {
            plan.Routes[new RouteSpec(PlanNames.MainTable, elastic.PublicAddress.AsNetwork(), RouteKind.Unicast)
            {
                Link = PlanNames.EdgeLink(vpc.Index),
                Gateway = PlanNames.FarEnd,
            }] = elastic.Id;
        }
    }

    /// <summary>IPv6 addresses of a VPC are public; the internet gateway goes before the egress-only one.</summary>
    private static void AddIpv6(FabricIndex index, FabricVpc vpc, NamespacePlan plan)
    {
        var link = index.InternetGateways.ContainsKey(vpc.Id) ? PlanNames.EdgeLink(vpc.Index)
            : index.EgressOnly.ContainsKey(vpc.Id) ? PlanNames.EdgeEgressOnlyLink(vpc.Index)
            : null;
        if (link is null)
            return;
        foreach (var cidr in vpc.Ipv6Cidrs)
        {
            plan.Routes[new RouteSpec(PlanNames.MainTable, cidr, RouteKind.Unicast)
            {
                Link = link,
                Gateway = PlanNames.FarEnd6,
            }] = vpc.Id;
        }
    }
}
