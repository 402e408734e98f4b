using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Lists resolvers; the documentation names no filters, so these are the members' own.</summary>
internal sealed class DescribeIpamPrefixListResolvers
    : IQuery<DescribeIpamPrefixListResolversRequest, DescribeIpamPrefixListResolversResult>
{
    private static readonly Listing<IpamPrefixListResolverRow, IpamPrefixListResolver> Listing = new()
    {
        View = ResolverView.Of,
        Filters = new()
        {
            { "ipam-prefix-list-resolver-id", one => one.IpamPrefixListResolverId },
            { "ipam-arn", one => one.IpamArn },
            { "address-family", one => one.AddressFamily },
            { "state", one => one.State },
        },
    };

    public static DescribeIpamPrefixListResolversResult Run(
        DescribeIpamPrefixListResolversRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.IpamPrefixListResolverIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamPrefixListResolvers = page.Items, NextToken = page.NextToken };
    }
}
