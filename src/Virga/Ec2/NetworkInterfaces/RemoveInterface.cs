using Virga.Ec2.Addresses;
using Virga.Ec2.TrafficMirrors;
using Virga.Ec2.TrunkInterfaces;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Takes interfaces and addresses away, with the public addresses on them.</summary>
internal static class RemoveInterface
{
    /// <summary>Removes an interface; elastic addresses on it are freed.</summary>
    public static void Run(Change change, NetworkInterfaceRow eni)
    {
        ElasticAddresses.DisassociateAll(change, eni.Id);
        if (eni.AutoPublicIp is { } address) PublicAddresses.Release(change, address);
        foreach (var permission in change.Rows<NetworkInterfacePermissionRow>()
            .By(NetworkInterfacePermissionRow.ByInterface, eni.Id))
            change.Remove<NetworkInterfacePermissionRow>(permission.Id);
        TrafficMirrorRules.Forget(change, eni.Id);
        if (eni.InterfaceType == NetworkInterfaceType.Trunk) TrunkAssociations.Forget(change, eni.Id);
        change.Remove<NetworkInterfaceRow>(eni.Id);
    }

    /// <summary>Takes private addresses from an interface; elastic addresses on them are freed.</summary>
    public static NetworkInterfaceRow Unassign(Change change, NetworkInterfaceRow eni, IReadOnlyList<string> addresses)
    {
        foreach (var address in addresses)
            if (ElasticAddresses.Of(change, eni.Id, address) is { } elastic)
                change.Put(elastic with { Association = null });
        return change.Put(eni with
        {
            PrivateAddresses = [.. eni.PrivateAddresses.Where(one => !addresses.Contains(one.Address))],
        });
    }
}
