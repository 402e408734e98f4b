using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Lists targets, of one resolver or of all.</summary>
internal sealed class DescribeIpamPrefixListResolverTargets
    : IQuery<DescribeIpamPrefixListResolverTargetsRequest, DescribeIpamPrefixListResolverTargetsResult>
{
    private static readonly Listing<IpamPrefixListResolverTargetRow, IpamPrefixListResolverTarget> Listing = new()
    {
        View = ResolverView.Target,
        Filters = new()
        {
            { "ipam-prefix-list-resolver-target-id", one => one.IpamPrefixListResolverTargetId },
            { "ipam-prefix-list-resolver-id", one => one.IpamPrefixListResolverId },
            { "prefix-list-id", one => one.PrefixListId },
            { "state", one => one.State },
        },
    };

    public static DescribeIpamPrefixListResolverTargetsResult Run(
        DescribeIpamPrefixListResolverTargetsRequest input, WorldView at)
    {
        var filters = input.Filters;
        if (input.IpamPrefixListResolverId is { } id)
        {
            id = at.Named<IpamPrefixListResolverRow>(id).Id;
            filters = [.. filters ?? [], new() { Name = "ipam-prefix-list-resolver-id", Values = [id] }];
        }

        var page = Listing.Page(
            at, input.IpamPrefixListResolverTargetIds, filters, input.MaxResults, input.NextToken);
        return new() { IpamPrefixListResolverTargets = page.Items, NextToken = page.NextToken };
    }
}
