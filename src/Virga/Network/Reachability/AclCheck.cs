namespace Virga.Network.Reachability;

/// <summary>The network ACLs between two subnets: out of the sender's, into the receiver's, never inside one.</summary>
internal sealed class AclCheck(
    FabricIndex index, Action<string, string> pass, Func<string, string, Position?> drop)
{
    public bool Allow(string vpcId, FabricInterface? from, FabricInterface? to, Packet packet)
    {
        if (from is not null && to is not null && from.SubnetId == to.SubnetId)
            return true;
        return (from is null || Decide(from, packet, GateDirection.Egress))
            && (to is null || Decide(to, packet, GateDirection.Ingress));
    }

    private bool Decide(FabricInterface item, Packet packet, GateDirection direction)
    {
        if (index.Subnets[item.SubnetId].NetworkAclId is not { } id || !index.NetworkAcls.TryGetValue(id, out var acl))
            return true;

        var entries = direction == GateDirection.Ingress ? acl.Ingress : acl.Egress;
        var remote = direction == GateDirection.Ingress ? packet.Source : packet.Destination;
        var side = direction == GateDirection.Ingress ? "inbound" : "outbound";
        var entry = entries.OrderBy(item => item.Number).FirstOrDefault(item => item.Cidr.Contains(remote)
            && packet.Matches(item.Protocol, item.FromPort, item.ToPort));
        if (entry is { IsAllowed: true })
        {
            pass(id, $"{side} entry {entry.Number} allows the packet");
            return true;
        }

        var number = entry is null ? "*" : entry.Number.ToString();
        return drop(id, $"{side} entry {number} denies the packet") is not null;
    }
}
