using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>
/// Which addresses of a subnet are free. The first four and the last one are AWS's own (VPC User Guide, "Subnet CIDR
/// blocks"); the others belong to whoever's interface holds them.
/// </summary>
internal static class SubnetAddresses
{
    private const uint ReservedAtStart = 4;
    private const uint ReservedAtEnd = 1;
    private const int PrefixSize = 16;

    /// <summary>How many addresses can still be given.</summary>
    public static int CountAvailable(WorldView at, SubnetRow subnet)
    {
        if (subnet.CidrBlock is null) return 0;
        var interfaces = at.Rows<NetworkInterfaceRow>();
        var used = interfaces.CountBy(NetworkInterfaceRow.BySubnet, subnet.Id)
            + interfaces.By(NetworkInterfaceRow.BySubnetUncommon, subnet.Id)
                .Sum(eni => eni.PrivateAddresses.Count - 1 + (eni.Ipv4Prefixes.Count * PrefixSize));
        return (int)(Cidr.Parse(subnet.CidrBlock).Size - ReservedAtStart - ReservedAtEnd - used
            - SubnetReservations.CountUnused(at, subnet.Id));
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
            if (SubnetReservations.Contains(change, subnet.Id, address)) continue;
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

    /// <summary>
    /// A free block of 16 addresses for an interface, from a reservation of prefixes where there is one.
    /// </summary>
    public static string NextPrefix(Change change, SubnetRow subnet)
    {
        var block = Cidr.Parse(subnet.CidrBlock ?? throw NoIpv4(subnet.Id));
        var reserved = SubnetReservations.Of(change, subnet.Id)
            .Where(one => one.IsPrefix && Cidr.TryParse(one.Block, out _)).Select(one => Cidr.Parse(one.Block));
        foreach (var range in reserved.Append(block))
        {
            for (var first = (long)range.First; first + PrefixSize - 1 <= range.Last; first += PrefixSize)
            {
                var candidate = new Cidr((uint)first, 28);
                if (IsPrefixFree(change, subnet, candidate)) return candidate.ToString();
            }
        }

        throw new AwsException(
            "InsufficientCidrBlocks", "The specified subnet does not have enough free cidr blocks.");
    }

    /// <summary>Whether a block of 16 lies in the subnet and nobody has an address of it.</summary>
    public static bool IsPrefixFree(WorldView at, SubnetRow subnet, Cidr candidate)
    {
        var block = Cidr.Parse(subnet.CidrBlock ?? throw NoIpv4(subnet.Id));
        if (!block.Contains(candidate)) return false;
        if (candidate.First < block.First + ReservedAtStart || candidate.Last == block.Last) return false;
        for (var address = candidate.First; address <= candidate.Last; address++)
            if (!IsFree(at, subnet.Id, Cidr.AddressText(address))) return false;
        return true;
    }

    /// <summary>A free IPv6 address of the subnet; AWS's are random too.</summary>
    public static string NextIpv6(Change change, SubnetRow subnet)
    {
        var block = Ipv6Cidr.Parse(Ipv6Block(subnet));
        while (true)
        {
            var address = Ipv6Cidr.AddressText(block.First | ((UInt128)change.Random() & (block.Last - block.First)));
            if (IsFree(change, subnet.Id, address)) return address;
        }
    }

    /// <summary>Checks an IPv6 address that the user asked for; gives it in its shortest form.</summary>
    public static string TakeIpv6(WorldView at, SubnetRow subnet, string address)
    {
        if (!Ipv6Cidr.TryParseAddress(address, out var number))
            throw CommonErrors.InvalidParameterValue($"Invalid IPv6 address '{address}'.");
        if (!Ipv6Cidr.Parse(Ipv6Block(subnet)).Contains(number))
            throw CommonErrors.InvalidParameterValue("Address does not fall within the subnet's address range");
        var text = Ipv6Cidr.AddressText(number);
        return IsFree(at, subnet.Id, text)
            ? text
            : throw new AwsException("InvalidIPAddress.InUse", $"Address {text} is in use.");
    }

    /// <summary>A random free /80 of the subnet for an interface.</summary>
    public static string NextIpv6Prefix(Change change, SubnetRow subnet)
    {
        var block = Ipv6Cidr.Parse(Ipv6Block(subnet));
        while (true)
        {
            var offset = ((UInt128)(ushort)change.Random() << 48) & (block.Last - block.First);
            var prefix = new Ipv6Cidr(block.First | offset, 80).ToString();
            var isTaken = change.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.BySubnet, subnet.Id)
                .Any(eni => eni.Ipv6Prefixes.Contains(prefix, StringComparer.Ordinal));
            if (!isTaken) return prefix;
        }
    }

    private static string Ipv6Block(SubnetRow subnet) =>
        subnet.Ipv6CidrBlocks.FirstOrDefault(one => one.State == SubnetCidrBlockStateCode.Associated)?.Block
        ?? throw CommonErrors.InvalidParameterValue($"The subnet '{subnet.Id}' has no IPv6 CIDR block.");

    private static bool IsFree(WorldView at, string subnetId, string address) =>
        !at.Rows<NetworkInterfaceRow>().Any(
            NetworkInterfaceRow.ByAddress, NetworkInterfaceRow.AddressKey(subnetId, address))
        && !IsInDelegatedPrefix(at, subnetId, address);

    private static bool IsInDelegatedPrefix(WorldView at, string subnetId, string address) =>
        Cidr.TryParseAddress(address, out var number)
        && at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.BySubnetUncommon, subnetId)
            .Any(eni => eni.Ipv4Prefixes.Any(prefix => Cidr.Parse(prefix).Contains(number)));

    private static AwsException NoIpv4(string subnetId) =>
        CommonErrors.InvalidParameterValue($"The subnet '{subnetId}' has no IPv4 CIDR block.");
}
