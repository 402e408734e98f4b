using System.Globalization;
using System.Net;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>
/// The names that a VPC's resolver knows by itself (VPC user guide, "DNS attributes for your VPC"): IP names of private
/// addresses, names of public addresses, reverse names, and the records of the state.
/// </summary>
internal static class VpcNames
{
    /// <summary>
    /// The emulator's own API, in every VPC; <c>internal</c> is reserved, so no public name is hidden.
    /// </summary>
    public const string Endpoint = "virga.internal";

    /// <summary>Null if the name is none of the VPC's; an empty list if it is, but leads to nothing.</summary>
    public static IReadOnlyList<IPAddress>? Resolve(FabricIndex index, FabricVpc vpc, string name)
    {
        var dns = vpc.Dns;
        if (Record(dns, name) is { } record)
            return record.Addresses;
        if (name == Endpoint || Below(name, Endpoint) is not null)
            return [ServiceAddresses.Endpoint];
        if (Below(name, dns.PrivateDomain) is { } host)
            return Address(host, "ip-") is { } address && IsKnown(index, vpc, address) ? [address] : [];
        if (dns.HasPublicHostnames && Below(name, dns.PublicDomain) is { } publicHost
            && Address(publicHost, "ec2-") is { } publicAddress)
            return [Private(index, vpc, publicAddress) ?? publicAddress];

        return OfPeer(index, vpc, name);
    }

    /// <summary>The private address behind a public one, in the VPC and in peers that allow it to be told.</summary>
    private static IPAddress? Private(FabricIndex index, FabricVpc vpc, IPAddress address) =>
        vpc.Dns.PrivatelyResolvedVpcIds.Prepend(vpc.Id).SelectMany(id => index.ElasticByVpc[id])
            .FirstOrDefault(item => item.PublicAddress.Equals(address))?.PrivateAddress;

    /// <summary>
    /// A public name of a peered VPC: in another region it has another domain, and this VPC need not have names itself.
    /// </summary>
    private static IReadOnlyList<IPAddress>? OfPeer(FabricIndex index, FabricVpc vpc, string name)
    {
        foreach (var id in vpc.Dns.PrivatelyResolvedVpcIds)
        {
            if (index.Vpcs.TryGetValue(id, out var peer) && peer.Dns.HasPublicHostnames
                && Below(name, peer.Dns.PublicDomain) is { } host && Address(host, "ec2-") is { } address
                && Private(index, vpc, address) is { } own)
                return [own];
        }

        return null;
    }

    /// <summary>The name of an address that a reverse query asks for; null if it is not of the VPC.</summary>
    public static string? Reverse(FabricVpc vpc, string name)
    {
        const string suffix = ".in-addr.arpa";
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
            return null;
        var labels = name[..^suffix.Length].Split('.');
        return labels.Length == 4 && IPAddress.TryParse(string.Join('.', Enumerable.Reverse(labels)), out var address)
            && vpc.Contains(address)
            ? $"ip-{address.ToString().Replace('.', '-')}.{vpc.Dns.PrivateDomain}"
            : null;
    }

    private static FabricDnsRecord? Record(FabricDns dns, string name)
    {
        FabricDnsRecord? best = null;
        foreach (var record in dns.Records)
        {
            if (record.Name == name)
                return record;
            if (record.Name.StartsWith("*.", StringComparison.Ordinal) && name.Length >= record.Name.Length
                && name.EndsWith(record.Name[1..], StringComparison.Ordinal)
                && record.Name.Length > (best?.Name.Length ?? 0))
                best = record;
        }

        return best;
    }

    /// <summary>
    /// Names of a peered VPC's addresses are answered as well: they are private names of this region.
    /// </summary>
    private static bool IsKnown(FabricIndex index, FabricVpc vpc, IPAddress address) =>
        vpc.Contains(address) || index.State.Peerings.Any(peering =>
            (peering.RequesterVpcId == vpc.Id || peering.AccepterVpcId == vpc.Id)
            && index.Vpcs.TryGetValue(peering.Other(vpc.Id), out var other) && other.Contains(address));

    private static string? Below(string name, string domain) =>
        name.Length > domain.Length + 1 && name.EndsWith(domain, StringComparison.Ordinal)
        && name[name.Length - domain.Length - 1] == '.'
            ? name[..(name.Length - domain.Length - 1)]
            : null;

    private static IPAddress? Address(string host, string prefix)
    {
        if (!host.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var parts = host[prefix.Length..].Split('-');
        var bytes = new byte[4];
        for (var i = 0; i < 4; i++)
        {
            if (parts.Length != 4
                || !byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
                return null;
        }

        return new IPAddress(bytes);
    }
}
