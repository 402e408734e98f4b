using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists scopes.</summary>
internal sealed class DescribeIpamScopes : IQuery<DescribeIpamScopesRequest, DescribeIpamScopesResult>
{
    private static readonly Listing<IpamScopeRow, IpamScope> Listing = new()
    {
        View = IpamView.Scope,
        Filters = new()
        {
            { "ipam-scope-id", one => one.IpamScopeId },
            { "ipam-scope-type", one => one.IpamScopeType },
            { "ipam-arn", one => one.IpamArn },
            { "is-default", one => one.IsDefault },
            { "owner-id", one => one.OwnerId },
            { "state", one => one.State },
        },
    };

    public static DescribeIpamScopesResult Run(DescribeIpamScopesRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.IpamScopeIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamScopes = page.Items, NextToken = page.NextToken };
    }
}
