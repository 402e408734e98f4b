using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Subnets;

/// <summary>
/// Which addresses of a subnet are free. The first four and the last one are AWS's own (VPC User Guide, "Subnet CIDR
/// blocks"); the others belong to whoever's interface holds them.
/// </summary>
internal static class SubnetAddresses
{
    private const uint ReservedAtStart = 4;
    private const uint ReservedAtEnd = 1;

    /// <summary>How many addresses can still be given.</summary>
    public static int CountAvailable(WorldView at, SubnetRow subnet)
    {
        if (subnet.CidrBlock is null) return 0;
        var used = at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.BySubnet, subnet.Id)
            .Sum(eni => eni.PrivateAddresses.Count + (eni.Ipv4Prefixes.Count * 16));
        return (int)(Cidr.Parse(subnet.CidrBlock).Size - ReservedAtStart - ReservedAtEnd - used);
    }

    /// <summary>A free address, as random as AWS's.</summary>
    public static string Next(Change change, SubnetRow subnet, IReadOnlyCollection<string>? alsoTaken = null)
    {
        var block = Cidr.Parse(subnet.CidrBlock ?? throw NoIpv4(subnet.Id));
        var first = block.First + ReservedAtStart;
        var count = block.Size - ReservedAtStart - ReservedAtEnd;
        var start = (long)(change.Random() % (ulong)count);
        for (long i = 0; i < count; i++)
        {
            var address = Cidr.AddressText((uint)(first + ((start + i) % count)));
            if (IsFree(change, subnet.Id, address) && alsoTaken?.Contains(address) != true) return address;
        }

        throw new AwsException(
            "InsufficientFreeAddressesInSubnet",
            $"There are not enough free addresses in subnet '{subnet.Id}' to satisfy the requested number of "
            + "instances.");
    }

    /// <summary>Checks an address that the user asked for.</summary>
    public static string Take(WorldView at, SubnetRow subnet, string address)
    {
        var block = Cidr.Parse(subnet.CidrBlock ?? throw NoIpv4(subnet.Id));
        if (!Cidr.TryParseAddress(address, out var number))
            throw CommonErrors.InvalidParameterValue($"Invalid IPv4 address '{address}'.");
        if (!block.Contains(number))
            throw CommonErrors.InvalidParameterValue("Address does not fall within the subnet's address range");
        if (number < block.First + ReservedAtStart || number > block.Last - ReservedAtEnd)
            throw CommonErrors.InvalidParameterValue("Address is in subnet's reserved address range");
        return IsFree(at, subnet.Id, address)
            ? address
            : throw new AwsException("InvalidIPAddress.InUse", $"Address {address} is in use.");
    }

    private static bool IsFree(WorldView at, string subnetId, string address) =>
        !at.Rows<NetworkInterfaceRow>().Any(
            NetworkInterfaceRow.ByAddress, NetworkInterfaceRow.AddressKey(subnetId, address));

    private static AwsException NoIpv4(string subnetId) =>
        CommonErrors.InvalidParameterValue($"The subnet '{subnetId}' has no IPv4 CIDR block.");
}
