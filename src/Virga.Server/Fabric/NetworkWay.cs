using System.Net;
using Virga.Network;

namespace Virga.Server.Fabric;

/// <summary>
/// The way that a client outside takes to an instance: its public address, as on the internet, or, where it has none,
/// its private one from inside of its VPC.
/// </summary>
internal static class NetworkWay
{
    /// <summary>Null while the instance is not plugged in. An empty VPC means that the address is public.</summary>
    public static (IPAddress Address, string VpcId)? To(FabricState state, string instanceId)
    {
        if (Primary(state, instanceId) is not { } primary) return null;
        var elastic = state.ElasticAddresses.FirstOrDefault(one => one.InterfaceId == primary.Id);
        return elastic is not null
            ? (elastic.PublicAddress, "")
            : (primary.Addresses.First(), state.Subnets.First(one => one.Id == primary.SubnetId).VpcId);
    }

    /// <summary>The plugged interface with device index 0, or null.</summary>
    public static FabricInterface? Primary(FabricState state, string instanceId) =>
        state.Interfaces.FirstOrDefault(item =>
            item.Attachment is { DeviceIndex: 0, NetworkNamespace.Length: > 0 } place
            && place.InstanceId == instanceId);
}
