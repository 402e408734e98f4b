using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrunkInterfaces;

/// <summary>Which branch interfaces are behind which trunk; kept with the branch, and carried by no packet.</summary>
internal static class TrunkAssociations
{
    private const string Prefix = "trunk-assoc";

    public static TrunkInterfaceAssociation Of(NetworkInterfaceRow branch) => new()
    {
        AssociationId = branch.Trunk!.Id,
        BranchInterfaceId = branch.Id,
        TrunkInterfaceId = branch.Trunk.TrunkId,
        InterfaceProtocol = branch.Trunk.VlanId is null ? InterfaceProtocolType.GRE : InterfaceProtocolType.VLAN,
        VlanId = branch.Trunk.VlanId,
        GreKey = branch.Trunk.GreKey,
        Tags = [],
    };

    /// <summary>The branches of all trunks.</summary>
    public static IEnumerable<NetworkInterfaceRow> Branches(WorldView at) =>
        at.Rows<NetworkInterfaceRow>().Where(one => one.Trunk is not null);

    /// <summary>The branch of an association.</summary>
    public static NetworkInterfaceRow Branch(WorldView at, string id) =>
        Branches(at).FirstOrDefault(one => one.Trunk!.Id == id)
        ?? throw NoItems.Absent(Prefix, "InvalidTrunkInterfaceAssociationId", "trunk interface association ID", id);

    /// <summary>A trunk that goes leaves its branches.</summary>
    public static void Forget(Change change, string trunkId)
    {
        foreach (var branch in Branches(change).Where(one => one.Trunk!.TrunkId == trunkId).ToList())
            change.Put(branch with { Trunk = null });
    }
}
