using Virga.Network;
using Virga.Network.Reachability;

namespace Virga.Ec2.NetworkInsights;

/// <summary>
/// The steps of a walk as AWS lists components: instance, interface, group, ACL, route table, gateway, and so on to the
/// other end. The walker asks in the kernel's order and leaves out what decides nothing.
/// </summary>
internal sealed class PathComponents(FabricIndex index)
{
    public (List<PathHop> Forward, List<PathHop> Return) Of(PathFinding finding)
    {
        var steps = finding.Answer.Steps;
        var receives = steps.FirstOrDefault(step => step.IsArrival);
        var forward = Way(
            [.. steps.Where(step => !step.IsReturn && !step.IsArrival)],
            finding.Question.SourceInterfaceId, receives?.InterfaceId, receives?.Packet, isReturn: false);
        if (receives is null) return (forward, []);

        // The answer ends at the sender only if nothing stopped it.
        var back = Way(
            [.. steps.Where(step => step.IsReturn)],
            receives.InterfaceId, finding.Answer.IsReachable ? finding.Question.SourceInterfaceId : null,
            finding.Answer.IsReachable ? steps[0].Packet?.Reply() : null, isReturn: true);
        return (forward, back);
    }

    private List<PathHop> Way(PathStep[] steps, string? from, string? to, Packet? last, bool isReturn)
    {
        var hops = new List<PathHop>();
        if (from is not null) Begin(hops, index.Interfaces[from], steps.FirstOrDefault()?.Packet, isReturn);
        else if (steps is [{ Kind: not PathStepKind.Gateway, VpcId.Length: > 0 } inside, ..]
            && index.InternetGateways.TryGetValue(inside.VpcId, out var gateway))
            hops.Add(new(gateway.Id) { VpcId = inside.VpcId, Inbound = PathFacts.Of(inside.Packet) });
        foreach (var hop in steps.GroupBy(step => step.Hop))
            Add(hops, [.. hop.Where(step => step.Code is null).OrderBy(Rank)]);
        if (to is not null) End(hops, index.Interfaces[to], last);
        return hops;
    }

    private void Begin(List<PathHop> hops, FabricInterface item, Packet? first, bool isReturn)
    {
        if (item.Attachment is { } attachment)
            hops.Add(new(attachment.InstanceId) { Outbound = PathFacts.Of(first) });
        hops.Add(Interface(item));
        // Groups let answers pass without a rule.
        if (isReturn && item.SecurityGroupIds.Count > 0) hops.Add(new(item.SecurityGroupIds[0]));
    }

    private void End(List<PathHop> hops, FabricInterface item, Packet? last)
    {
        hops.Add(Interface(item));
        if (item.Attachment is { } attachment)
            hops.Add(new(attachment.InstanceId) { Inbound = PathFacts.Of(last) });
    }

    private PathHop Interface(FabricInterface item) => new(item.Id)
    {
        AttachedTo = item.Attachment?.InstanceId,
        SubnetId = item.SubnetId,
        VpcId = index.VpcIdOf(item),
    };

    private static void Add(List<PathHop> hops, PathStep[] steps)
    {
        foreach (var step in steps)
        {
            if (step.Kind is PathStepKind.Internet or PathStepKind.Vpc) continue;
            hops.Add(Hop(step));
            if (step.Route?.Target is not { Id.Length: > 0 } target) continue;
            var isGateway = target.Kind
                is FabricRouteTargetKind.InternetGateway or FabricRouteTargetKind.EgressOnlyInternetGateway;
            var isShown = steps.Any(other => other.ComponentId == target.Id && other.Direction == GateDirection.Egress);
            if (target.Kind == FabricRouteTargetKind.VpcPeeringConnection || (isGateway && !isShown))
                hops.Add(new(target.Id) { Inbound = PathFacts.Of(step.Packet) });
        }
    }

    private static PathHop Hop(PathStep step) => new(step.ComponentId)
    {
        VpcId = step.Kind is PathStepKind.Gateway or PathStepKind.NatGateway ? step.VpcId : null,
        AclRule = step.AclEntry is { } entry ? PathFacts.Of(entry, step.Direction) : null,
        GroupRule = step.Rule is { } rule ? PathFacts.Of(rule, step.Direction) : null,
        Route = step.Route is { } route ? PathFacts.Of(route, isActive: true) : null,
        Inbound = step.Left is null ? null : PathFacts.Of(step.Packet),
        Outbound = PathFacts.Of(step.Left),
    };

    /// <summary>The order in which a packet meets components on its way through one VPC, as AWS lists them.</summary>
    private static int Rank(PathStep step) => (step.Kind, step.Direction) switch
    {
        (PathStepKind.Gateway, GateDirection.Ingress) => 0,
        (PathStepKind.SecurityGroup, GateDirection.Egress) => 1,
        (PathStepKind.NetworkAcl, GateDirection.Egress) => 2,
        (PathStepKind.RouteTable, _) => 3,
        (PathStepKind.NetworkAcl, GateDirection.Ingress) => 4,
        (PathStepKind.SecurityGroup, GateDirection.Ingress) => 5,
        _ => 6,
    };
}
