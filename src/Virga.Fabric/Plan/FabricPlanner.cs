using System.Net;
using Virga.Network;

namespace Virga.Fabric.Plan;

/// <summary>
/// Translates a desired state into namespaces, links, routes and rules. Anything that the state refers to but does not
/// hold ends in a blackhole.
/// </summary>
internal static class FabricPlanner
{
    public static FabricPlan Plan(FabricState state) => Plan(new FabricIndex(state));

    public static FabricPlan Plan(FabricIndex index)
    {
        var plan = new FabricPlan();
        var edge = EdgePlanner.Plan(index);
        plan.Namespaces[edge.Name] = edge;
        foreach (var vpc in index.State.Vpcs)
        {
            var inside = VpcPlanner.Plan(index, vpc);
            plan.Namespaces[inside.Name] = inside;
            AddGateways(plan, index, vpc, inside);
            foreach (var item in index.InterfacesByVpc[vpc.Id].Where(index.HasCable))
                plan.Guests.Add(GuestPlanner.Plan(index, vpc, item));
        }

        foreach (var nat in index.State.NatGateways.Where(nat => index.Interfaces.ContainsKey(nat.InterfaceId)))
            AddNat(plan, index, nat);
        foreach (var peering in index.State.Peerings.Where(peering => IsWhole(index, peering)))
            AddPeering(plan, index, peering);
        foreach (var gateway in index.State.TransitGateways)
            AddTransit(plan, index, gateway);
        return plan;
    }

    /// <summary>
    /// The plan of a state that differs from the plan's own in groups, ACLs and prefix lists alone. A rule is the most
    /// frequent change of all, and the rest is most of the work at a thousand interfaces.
    /// </summary>
    public static FabricPlan Refilter(FabricPlan plan, FabricIndex index) => plan.Refiltered(
        index.State.Vpcs.ToDictionary(vpc => PlanNames.Vpc(vpc.Index), vpc => VpcRuleset.Of(index, vpc)));

    private static void AddGateways(FabricPlan plan, FabricIndex index, FabricVpc vpc, NamespacePlan inside)
    {
        var edge = plan.Namespaces[PlanNames.Edge];
        if (index.InternetGateways.TryGetValue(vpc.Id, out var gateway))
        {
            Join(plan, gateway.Id, EdgePlanner.UplinkMtu,
                (inside, PlanNames.InternetLink, PlanNames.Mac(LinkKind.EdgeNear, vpc.Index)),
                (edge, PlanNames.EdgeLink(vpc.Index), PlanNames.Mac(LinkKind.EdgeFar, vpc.Index)));
        }

        if (index.EgressOnly.TryGetValue(vpc.Id, out var egressOnly))
        {
            Join(plan, egressOnly.Id, EdgePlanner.UplinkMtu,
                (inside, PlanNames.EgressOnlyLink, PlanNames.Mac(LinkKind.EgressOnlyNear, vpc.Index)),
                (edge, PlanNames.EdgeEgressOnlyLink(vpc.Index), PlanNames.Mac(LinkKind.EgressOnlyFar, vpc.Index)));
        }
    }

    private static void AddNat(FabricPlan plan, FabricIndex index, FabricNatGateway nat)
    {
        var item = index.Interfaces[nat.InterfaceId];
        var inside = new NamespacePlan(PlanNames.Nat(nat.Index), nat.Id);
        inside.Tables.Add(NatRuleset.Of(item));
        plan.Namespaces[inside.Name] = inside;
    }

    private static void AddPeering(FabricPlan plan, FabricIndex index, FabricPeering peering)
    {
        var requester = plan.Namespaces[PlanNames.Vpc(index.Vpcs[peering.RequesterVpcId].Index)];
        var accepter = plan.Namespaces[PlanNames.Vpc(index.Vpcs[peering.AccepterVpcId].Index)];
        var link = PlanNames.PeeringLink(peering.Index);
        Join(plan, peering.Id, VpcPlanner.InsideMtu,
            (requester, link, PlanNames.Mac(LinkKind.PeeringRequester, peering.Index)),
            (accepter, link, PlanNames.Mac(LinkKind.PeeringAccepter, peering.Index)));
    }

    private static void AddTransit(FabricPlan plan, FabricIndex index, FabricTransitGateway gateway)
    {
        var inside = TransitPlanner.Plan(index, gateway);
        plan.Namespaces[inside.Name] = inside;
        foreach (var attachment in gateway.Attachments.Where(item => index.Vpcs.ContainsKey(item.VpcId)))
        {
            var vpc = plan.Namespaces[PlanNames.Vpc(index.Vpcs[attachment.VpcId].Index)];
            var number = attachment.Index;
            Join(plan, attachment.Id, TransitPlanner.Mtu,
                (vpc, PlanNames.TransitLink(number), PlanNames.Mac(LinkKind.TransitNear, number)),
                (inside, PlanNames.AttachmentLink(number), PlanNames.Mac(LinkKind.TransitFar, number)));
        }
    }

    /// <summary>A veth pair, each end of which knows the other by a neighbour entry.</summary>
    private static void Join(
        FabricPlan plan,
        string owner,
        int mtu,
        (NamespacePlan Namespace, string Link, string Mac) near,
        (NamespacePlan Namespace, string Link, string Mac) far)
    {
        plan.Veths.Add(new VethPlan(
            owner,
            new VethEnd(near.Namespace.Name, near.Link, near.Mac),
            new VethEnd(far.Namespace.Name, far.Link, far.Mac),
            mtu));
        Know(near.Namespace, near.Link, far.Mac, owner);
        Know(far.Namespace, far.Link, near.Mac, owner);
    }

    private static void Know(NamespacePlan inside, string link, string mac, string owner)
    {
        inside.Neighbours[new NeighbourSpec(link, PlanNames.FarEnd, mac)] = owner;
        if (inside.HasIpv6)
            inside.Neighbours[new NeighbourSpec(link, PlanNames.FarEnd6, mac)] = owner;
    }

    private static bool IsWhole(FabricIndex index, FabricPeering peering) =>
        index.Vpcs.ContainsKey(peering.RequesterVpcId) && index.Vpcs.ContainsKey(peering.AccepterVpcId);
}
