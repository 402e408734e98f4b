using Virga.Ec2.Addresses;
using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.NatGateways;

/// <summary>Gives a NAT gateway's interface its private addresses and the elastic ones on them.</summary>
internal static class NatAddresses
{
    /// <summary>Lets an elastic address that nothing has stand for a private one of the gateway.</summary>
    public static void Bind(Change change, NetworkInterfaceRow eni, string allocationId, string privateAddress)
    {
        var address = change.Named<AddressRow>(allocationId);
        if (address.Association is not null)
            throw new AwsException(
                "Resource.AlreadyAssociated",
                $"Elastic IP address [{address.Id}] is already associated");
        ElasticAddresses.Associate(change, address, eni, privateAddress);
    }

    /// <summary>Adds secondary addresses: one private one for each elastic one, named or free, and then some.</summary>
    public static void Add(
        Change change, NetworkInterfaceRow eni, IReadOnlyList<string> allocationIds,
        IReadOnlyList<string> privateAddresses, int count)
    {
        var free = Math.Max(count, allocationIds.Count - privateAddresses.Count);
        var grown = InterfaceAddresses.AddSecondary(change, eni, privateAddresses, free);
        var added = grown.PrivateAddresses.Skip(eni.PrivateAddresses.Count).ToList();
        for (var i = 0; i < allocationIds.Count; i++) Bind(change, grown, allocationIds[i], added[i].Address);
    }

    /// <summary>The interface of a gateway that is there.</summary>
    public static NetworkInterfaceRow InterfaceOf(WorldView at, NatGatewayRow nat) => nat.IsGone
        ? throw new AwsException("NatGatewayNotFound", $"The Nat Gateway {nat.Id} was not found")
        : at.Get<NetworkInterfaceRow>(nat.NetworkInterfaceId);
}
