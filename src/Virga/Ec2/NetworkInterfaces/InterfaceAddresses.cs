using Virga.Ec2.Subnets;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>
/// Gives addresses to interfaces. Each one is written before the next is looked for, so none is given twice.
/// </summary>
internal static class InterfaceAddresses
{
    /// <summary>Secondary addresses: those named, then as many free ones as asked for.</summary>
    public static NetworkInterfaceRow AddSecondary(
        Change change, NetworkInterfaceRow eni, IReadOnlyList<string> named, int count, bool canReassign = false)
    {
        var subnet = change.Get<SubnetRow>(eni.SubnetId);
        foreach (var address in named)
        {
            if (canReassign) TakeFromOther(change, eni, address);
            eni = Add(change, eni, SubnetAddresses.Take(change, subnet, address));
        }

        for (var i = 0; i < count; i++) eni = Add(change, eni, SubnetAddresses.Next(change, subnet));
        return eni;
    }

    /// <summary>Delegated blocks of 16: those named, then as many free ones as asked for.</summary>
    public static NetworkInterfaceRow AddPrefixes(
        Change change, NetworkInterfaceRow eni, IReadOnlyList<string> named, int count)
    {
        var subnet = change.Get<SubnetRow>(eni.SubnetId);
        foreach (var prefix in named)
        {
            if (!Cidr.TryParse(prefix, out var block) || block.Length != 28
                || !SubnetAddresses.IsPrefixFree(change, subnet, block.Canonical))
                throw new AwsException("InvalidCidr.InUse", $"The prefix {prefix} cannot be assigned.");
            eni = change.Put(eni with { Ipv4Prefixes = [.. eni.Ipv4Prefixes, block.Canonical.ToString()] });
        }

        for (var i = 0; i < count; i++)
        {
            var next = SubnetAddresses.NextPrefix(change, subnet);
            eni = change.Put(eni with { Ipv4Prefixes = [.. eni.Ipv4Prefixes, next] });
        }

        return eni;
    }

    /// <summary>IPv6 addresses: those named, then as many free ones as asked for.</summary>
    public static NetworkInterfaceRow AddIpv6(
        Change change, NetworkInterfaceRow eni, IReadOnlyList<string> named, int count)
    {
        var subnet = change.Get<SubnetRow>(eni.SubnetId);
        foreach (var address in named)
        {
            var taken = SubnetAddresses.TakeIpv6(change, subnet, address);
            eni = change.Put(eni with { Ipv6Addresses = [.. eni.Ipv6Addresses, taken] });
        }

        for (var i = 0; i < count; i++)
        {
            var next = SubnetAddresses.NextIpv6(change, subnet);
            eni = change.Put(eni with { Ipv6Addresses = [.. eni.Ipv6Addresses, next] });
        }

        return eni;
    }

    /// <summary>Delegated IPv6 blocks of /80: those named, then as many free ones as asked for.</summary>
    public static NetworkInterfaceRow AddIpv6Prefixes(
        Change change, NetworkInterfaceRow eni, IReadOnlyList<string> named, int count)
    {
        var subnet = change.Get<SubnetRow>(eni.SubnetId);
        foreach (var prefix in named)
        {
            if (!Ipv6Cidr.TryParse(prefix, out var block) || block.Length != 80)
                throw CommonErrors.InvalidParameterValue($"The prefix {prefix} is invalid: it must be a /80.");
            eni = change.Put(eni with { Ipv6Prefixes = [.. eni.Ipv6Prefixes, block.Canonical.ToString()] });
        }

        for (var i = 0; i < count; i++)
        {
            var next = SubnetAddresses.NextIpv6Prefix(change, subnet);
            eni = change.Put(eni with { Ipv6Prefixes = [.. eni.Ipv6Prefixes, next] });
        }

        return eni;
    }

    private static NetworkInterfaceRow Add(Change change, NetworkInterfaceRow eni, string address) =>
        change.Put(eni with
        {
            PrivateAddresses = [.. eni.PrivateAddresses, new(address, IsPrimary: eni.PrivateAddresses.Count == 0)],
        });

    private static void TakeFromOther(Change change, NetworkInterfaceRow eni, string address)
    {
        var key = NetworkInterfaceRow.AddressKey(eni.SubnetId, address);
        var holder = change.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByAddress, key).FirstOrDefault();
        if (holder is null || holder.Id == eni.Id || holder.PrimaryAddress == address) return;
        RemoveInterface.Unassign(change, holder, [address]);
    }
}
