using System.Net;
using Virga.Ec2;
using Virga.Ec2.DhcpOptionsSets;
using Virga.Ec2.Vpcs;
using Virga.State;

namespace Virga.Compute;

/// <summary>
/// What a machine gets by DHCP on AWS: resolvers and search domains of its VPC's options (VPC User Guide, "DHCP option
/// sets in Amazon VPC"). <c>AmazonProvidedDNS</c> is the base of the VPC's block plus two.
/// </summary>
internal sealed record MachineResolvers(IReadOnlyList<string> Addresses, IReadOnlyList<string> SearchDomains)
{
    public static readonly MachineResolvers None = new([], []);

    private const string AmazonProvided = "AmazonProvidedDNS";

    public static MachineResolvers Of(VpcRow? vpc, WorldView at)
    {
        if (vpc is null || at.Find<DhcpOptionsRow>(vpc.DhcpOptionsId) is not { } options) return None;
        // Without enableDnsSupport there is no resolver that a guest could be told of.
        var own = vpc.IsDnsSupportEnabled ? Cidr.AddressText(vpc.CidrBlock.First + 2) : "";
        return new(
            [
                .. ValuesOf(options, "domain-name-servers").Select(name => name == AmazonProvided ? own : name)
                    .Where(name => IPAddress.TryParse(name, out _)),
            ],
            // Several domains may stand in one value, with blanks between them.
            [.. ValuesOf(options, "domain-name").SelectMany(name => name.Split(' '))]);
    }

    /// <summary>The lines of <c>resolv.conf</c> that say so.</summary>
    public string ToText() => string.Concat(
        SearchDomains.Count > 0 ? $"search {string.Join(' ', SearchDomains)}\n" : "",
        string.Concat(Addresses.Select(address => $"nameserver {address}\n")));

    private static IEnumerable<string> ValuesOf(DhcpOptionsRow options, string key) =>
        options.Options.Where(option => option.Key == key).SelectMany(option => option.Values);
}
