using System.Net;
using Virga.Ec2.DhcpOptionsSets;
using Virga.Ec2.Instances;
using Virga.Ec2.NetworkAcls;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.RouteTables;
using Virga.Ec2.Subnets;
using Virga.Ec2.VpcBlockPublicAccess;
using Virga.Ec2.VpcPeeringConnections;
using Virga.Ec2.Vpcs;
using Virga.State;

namespace Virga.Network.Desired;

/// <summary>VPCs with what their resolvers and DHCP answer, and subnets with the table and ACL in force.</summary>
internal static class DesiredVpcs
{
    private const string Associated = "associated";
    private const string AmazonProvidedDns = "AmazonProvidedDNS";

    /// <summary>EnableResourceNameDnsARecord is of the instance, so its names are records of the VPC.</summary>
    public static readonly RowKind[] Reads =
    [
        VpcRow.Kind, DhcpOptionsRow.Kind, InstanceRow.Kind, NetworkInterfaceRow.Kind, VpcPeeringConnectionRow.Kind,
    ];

    public static readonly RowKind[] SubnetReads =
    [
        SubnetRow.Kind, RouteTableRow.Kind, NetworkAclRow.Kind, BlockPublicAccessRow.Kind,
        BlockPublicAccessExclusionRow.Kind,
    ];

    public static IEnumerable<FabricVpc> Of(Source source, Memory<FabricVpc> memory)
    {
        var names = ResourceNames(source).ToLookup(one => one.VpcId, one => one.Record, StringComparer.Ordinal);
        foreach (var vpc in source.Rows<VpcRow>())
        {
            yield return new FabricVpc
            {
                Id = vpc.Id,
                Index = checked((int)vpc.Sequence),
                Cidrs = Blocks(vpc.CidrBlocks),
                Ipv6Cidrs = Blocks(vpc.Ipv6CidrBlocks),
                Dns = new FabricDns
                {
                    IsResolverEnabled = vpc.IsDnsSupportEnabled,
                    HasPublicHostnames = vpc.IsDnsSupportEnabled && vpc.AreDnsHostnamesEnabled,
                    PrivateDomain = DefaultDhcpOptions.DomainName(source.Scope.Region),
                    PublicDomain = PublicDomain(source.Scope.Region),
                    Records = names[vpc.Id].OrderBy(record => record.Name, StringComparer.Ordinal).ToValueList(),
                    PrivatelyResolvedVpcIds = PrivatelyResolved(source, vpc),
                },
                Dhcp = Dhcp(source, vpc),
            };
        }
    }

    public static IEnumerable<FabricSubnet> Subnets(Source source, Memory<FabricSubnet> memory)
    {
        var tables = source.Rows<RouteTableRow>();
        foreach (var subnet in source.Rows<SubnetRow>())
        {
            var table = tables.By(RouteTableRow.ByAssociated, subnet.Id).FirstOrDefault()
                ?? tables.By(RouteTableRow.ByVpc, subnet.VpcId)
                    .FirstOrDefault(one => one.Associations.Any(association => association.IsMain));
            var acl = source.Rows<NetworkAclRow>().By(NetworkAclRow.BySubnet, subnet.Id).FirstOrDefault();
            var block = Block(BlockPublicAccess.OfSubnet(source.View, subnet));
            yield return memory.Of(subnet.Id, [subnet, table?.Id, acl?.Id, block], () => new FabricSubnet
            {
                Id = subnet.Id,
                Index = checked((int)subnet.Sequence),
                VpcId = subnet.VpcId,
                Cidr = subnet.CidrBlock is { } cidr ? IPNetwork.Parse(cidr) : null,
                Ipv6Cidr = Blocks(subnet.Ipv6CidrBlocks) is { Count: > 0 } blocks ? blocks[0] : null,
                RouteTableId = table?.Id ?? "",
                NetworkAclId = acl?.Id,
                InternetBlock = block,
            });
        }
    }

    private static InternetBlock Block(string mode) => mode switch
    {
        BlockPublicAccess.Bidirectional => InternetBlock.Bidirectional,
        BlockPublicAccess.Ingress => InternetBlock.Ingress,
        _ => InternetBlock.None,
    };

    private static ValueList<IPNetwork> Blocks(IReadOnlyList<CidrAssociation> blocks) =>
        blocks.Where(one => one.State == Associated).Select(one => IPNetwork.Parse(one.Block)).ToValueList();

    /// <summary>VPC User Guide, "DNS attributes for your VPC".</summary>
    private static string PublicDomain(string region) =>
        region == "us-east-1" ? "compute-1.amazonaws.com" : $"{region}.compute.amazonaws.com";

    /// <summary>
    /// VPCs at the other end of a peering connection whose side allows DNS resolution (VPC Peering Guide, "Enable DNS
    /// resolution"): their public names lead to private addresses here.
    /// </summary>
    private static ValueList<string> PrivatelyResolved(Source source, VpcRow vpc) =>
        source.Rows<VpcPeeringConnectionRow>().By(VpcPeeringConnectionRow.ByVpc, vpc.Id)
            .Where(peering => peering.IsActive)
            .Select(peering => peering.Opposite(vpc.Id))
            .Where(other => other.AllowsDnsResolutionFromRemoteVpc)
            .Select(other => other.VpcId)
            .Order(StringComparer.Ordinal)
            .ToValueList();

    private static FabricDhcp Dhcp(Source source, VpcRow vpc)
    {
        if (source.Find<DhcpOptionsRow>(vpc.DhcpOptionsId) is not { } row) return new FabricDhcp();
        return new FabricDhcp
        {
            DomainName = Values("domain-name").FirstOrDefault(),
            NameServers = Values("domain-name-servers")
                .Select(server => server == AmazonProvidedDns ? Resolver(vpc) : Address(server))
                .OfType<IPAddress>().ToValueList(),
            NtpServers = Values("ntp-servers").Select(Address).OfType<IPAddress>().ToValueList(),
        };

        IEnumerable<string> Values(string key) =>
            row.Options.Where(option => option.Key == key).SelectMany(option => option.Values);
    }

    /// <summary>Without enableDnsSupport there is no resolver that a guest could be told of.</summary>
    private static IPAddress? Resolver(VpcRow vpc) =>
        vpc.IsDnsSupportEnabled ? IPNetwork.Parse(vpc.CidrBlocks[0].Block).BaseAddress.Plus(2) : null;

    private static IPAddress? Address(string text) => IPAddress.TryParse(text, out var address) ? address : null;

    private static IEnumerable<(string VpcId, FabricDnsRecord Record)> ResourceNames(Source source)
    {
        foreach (var instance in source.Rows<InstanceRow>())
        {
            if (!(instance.HasResourceNameARecord || instance.HasResourceNameAaaaRecord) || instance.IsTerminated)
                continue;
            var primary = source.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instance.Id)
                .FirstOrDefault(eni => eni.Attachment?.DeviceIndex == 0);
            if (primary is null) continue;
            var addresses = new List<IPAddress>();
            if (instance.HasResourceNameARecord && primary.PrimaryAddress is { } address)
                addresses.Add(IPAddress.Parse(address));
            if (instance.HasResourceNameAaaaRecord && primary.Ipv6Addresses.Count > 0)
                addresses.Add(IPAddress.Parse(primary.Ipv6Addresses[0]));
            var name = Ec2.DnsNames.Resource(instance.Id, source.Scope.Region);
            if (addresses.Count > 0) yield return (primary.VpcId, new(name, addresses.ToValueList()));
        }
    }
}
