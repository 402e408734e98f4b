using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Lists the blocks of a version.</summary>
internal sealed class GetIpamPrefixListResolverVersionEntries
    : IQuery<GetIpamPrefixListResolverVersionEntriesRequest, GetIpamPrefixListResolverVersionEntriesResult>
{
    public static GetIpamPrefixListResolverVersionEntriesResult Run(
        GetIpamPrefixListResolverVersionEntriesRequest input, WorldView at)
    {
        var row = at.Named<IpamPrefixListResolverRow>(input.IpamPrefixListResolverId);
        var version = input.IpamPrefixListResolverVersion ?? 0;
        if (version < 1 || version > row.Versions.Count)
            throw new AwsException(
                "InvalidIpamPrefixListResolverVersion.NotFound", $"The resolver {row.Id} has no version {version}.");
        var all = row.Versions[(int)version - 1].Blocks
            .Select(one => new IpamPrefixListResolverVersionEntry { Cidr = one }).ToList();
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { Entries = page.Items, NextToken = page.NextToken };
    }
}
