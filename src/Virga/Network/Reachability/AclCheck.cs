namespace Virga.Network.Reachability;

/// <summary>The network ACLs between two subnets: out of the sender's, into the receiver's, never inside one.</summary>
internal sealed class AclCheck(FabricIndex index, PathLog log)
{
    public bool Allow(Position position, FabricInterface? from, FabricInterface? to, Packet packet)
    {
        if (from is not null && to is not null && from.SubnetId == to.SubnetId)
            return true;
        return (from is null || Decide(position, from, packet, GateDirection.Egress))
            && (to is null || Decide(position, to, packet, GateDirection.Ingress));
    }

    private bool Decide(Position position, FabricInterface item, Packet packet, GateDirection direction)
    {
        if (index.Subnets[item.SubnetId].NetworkAclId is not { } id || !index.NetworkAcls.TryGetValue(id, out var acl))
            return true;

        var entries = direction == GateDirection.Ingress ? acl.Ingress : acl.Egress;
        var remote = direction == GateDirection.Ingress ? packet.Source : packet.Destination;
        var side = direction == GateDirection.Ingress ? "inbound" : "outbound";
        var entry = entries.OrderBy(item => item.Number).FirstOrDefault(item => item.Cidr.Contains(remote)
            && packet.Matches(item.Protocol, item.FromPort, item.ToPort));
        var isAllowed = entry is { IsAllowed: true };
        var number = entry is null ? "*" : entry.Number.ToString();
        var step = new PathStep(id, $"{side} entry {number} {(isAllowed ? "allows" : "denies")} the packet")
        {
            Kind = PathStepKind.NetworkAcl,
            IsReturn = position.IsAnswer,
            VpcId = position.VpcId,
            InterfaceId = item.Id,
            Direction = direction,
            AclEntry = entry,
            Packet = packet,
        };
        if (isAllowed)
            log.Pass(step);
        else
            log.Drop(step, ExplanationCode.AclRestriction);
        return isAllowed;
    }
}
