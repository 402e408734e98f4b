using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcBlockPublicAccess;

/// <summary>Lists exclusions; deleted ones for a while.</summary>
internal sealed class DescribeVpcBlockPublicAccessExclusions
    : IQuery<DescribeVpcBlockPublicAccessExclusionsRequest, DescribeVpcBlockPublicAccessExclusionsResult>
{
    private static readonly Listing<BlockPublicAccessExclusionRow, VpcBlockPublicAccessExclusion> Listing = new()
    {
        View = BlockPublicAccessView.Exclusion,
        Filters = new()
        {
            { "resource-arn", one => one.ResourceArn },
            { "internet-gateway-exclusion-mode", one => one.InternetGatewayExclusionMode },
            { "state", one => one.State },
        },
    };

    public static DescribeVpcBlockPublicAccessExclusionsResult Run(
        DescribeVpcBlockPublicAccessExclusionsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.ExclusionIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { VpcBlockPublicAccessExclusions = page.Items, NextToken = page.NextToken };
    }
}
