using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Lists VPCs.</summary>
internal sealed class DescribeVpcs : IQuery<DescribeVpcsRequest, DescribeVpcsResult>
{
    private static readonly Listing<VpcRow, Vpc> Listing = new() { View = VpcView.Of, Filters = VpcFilters.All };

    public static DescribeVpcsResult Run(DescribeVpcsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.VpcIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { Vpcs = page.Items, NextToken = page.NextToken };
    }
}
