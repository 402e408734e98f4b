using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Lists the versions of a resolver.</summary>
internal sealed class GetIpamPrefixListResolverVersions
    : IQuery<GetIpamPrefixListResolverVersionsRequest, GetIpamPrefixListResolverVersionsResult>
{
    private static readonly Filters<IpamPrefixListResolverVersion> Filters = new()
    {
        { "version", one => one.Version },
    };

    public static GetIpamPrefixListResolverVersionsResult Run(
        GetIpamPrefixListResolverVersionsRequest input, WorldView at)
    {
        var row = at.Named<IpamPrefixListResolverRow>(input.IpamPrefixListResolverId);
        var wanted = input.IpamPrefixListResolverVersions ?? [];
        var all = Enumerable.Range(1, row.Versions.Count)
            .Where(number => wanted.Count == 0 || wanted.Contains(number))
            .Select(number => new IpamPrefixListResolverVersion { Version = number });
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamPrefixListResolverVersions = page.Items, NextToken = page.NextToken };
    }
}
