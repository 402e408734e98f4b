using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>Lists subnets.</summary>
internal sealed class DescribeSubnets : IQuery<DescribeSubnetsRequest, DescribeSubnetsResult>
{
    private static readonly Listing<SubnetRow, Subnet> Listing =
        new() { View = SubnetView.Of, Filters = SubnetFilters.All };

    public static DescribeSubnetsResult Run(DescribeSubnetsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.SubnetIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { Subnets = page.Items, NextToken = page.NextToken };
    }
}
