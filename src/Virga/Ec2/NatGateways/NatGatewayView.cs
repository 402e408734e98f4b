using Virga.Ec2.Addresses;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NatGateways;

/// <summary>A NAT gateway as AWS shows it.</summary>
internal static class NatGatewayView
{
    public static NatGateway Of(NatGatewayRow nat, WorldView at) => new()
    {
        NatGatewayId = nat.Id,
        VpcId = nat.VpcId,
        SubnetId = nat.SubnetId,
        State = nat.State,
        ConnectivityType = nat.ConnectivityType,
        AvailabilityMode = AvailabilityMode.Zonal,
        CreateTime = nat.CreateTime,
        DeleteTime = nat.DeleteTime,
        NatGatewayAddresses = Addresses(nat, at),
        Tags = at.TagsOf(nat.Id),
    };

    /// <summary>The addresses of a gateway, the primary one first.</summary>
    public static List<NatGatewayAddress> Addresses(NatGatewayRow nat, WorldView at)
    {
        if (at.Find<NetworkInterfaceRow>(nat.NetworkInterfaceId) is not { } eni)
            return [.. nat.LastAddresses.Select(last => new NatGatewayAddress
            {
                NetworkInterfaceId = nat.NetworkInterfaceId,
                PrivateIp = last.PrivateIp,
                PublicIp = last.PublicIp,
                AllocationId = last.AllocationId,
                IsPrimary = last.IsPrimary,
                Status = NatGatewayAddressStatus.Succeeded,
            })];
        return [.. eni.PrivateAddresses.Select(one => Address(one, eni, nat, at))];
    }

    private static NatGatewayAddress Address(
        PrivateAddress one, NetworkInterfaceRow eni, NatGatewayRow nat, WorldView at)
    {
        var elastic = ElasticAddresses.Of(at, eni.Id, one.Address);
        var isPublic = nat.ConnectivityType == ConnectivityType.Public;
        return new()
        {
            NetworkInterfaceId = eni.Id,
            PrivateIp = one.Address,
            PublicIp = elastic?.PublicIp,
            AllocationId = elastic?.Id,
            AssociationId = elastic?.Association!.Id,
            IsPrimary = one.IsPrimary,
            Status = nat.State == NatGatewayState.Pending && isPublic
                ? NatGatewayAddressStatus.Associating
                : NatGatewayAddressStatus.Succeeded,
        };
    }
}
