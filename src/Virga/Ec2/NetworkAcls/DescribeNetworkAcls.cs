using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>Lists network ACLs.</summary>
internal sealed class DescribeNetworkAcls : IQuery<DescribeNetworkAclsRequest, DescribeNetworkAclsResult>
{
    private static readonly Listing<NetworkAclRow, NetworkAcl> Listing =
        new() { View = NetworkAclView.Of, Filters = NetworkAclFilters.All };

    public static DescribeNetworkAclsResult Run(DescribeNetworkAclsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.NetworkAclIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { NetworkAcls = page.Items, NextToken = page.NextToken };
    }
}
