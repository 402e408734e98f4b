using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists pools.</summary>
internal sealed class DescribeIpamPools : IQuery<DescribeIpamPoolsRequest, DescribeIpamPoolsResult>
{
    private static readonly Listing<IpamPoolRow, IpamPool> Listing = new()
    {
        View = IpamView.Pool,
        Filters = new()
        {
            { "address-family", one => one.AddressFamily },
            { "aws-service", one => one.AwsService },
            { "description", one => one.Description },
            { "ipam-pool-id", one => one.IpamPoolId },
            { "ipam-scope-arn", one => one.IpamScopeArn },
            { "ipam-scope-type", one => one.IpamScopeType },
            { "locale", one => one.Locale },
            { "owner-id", one => one.OwnerId },
            { "publicly-advertisable", one => one.PubliclyAdvertisable },
            { "source-ipam-pool-id", one => one.SourceIpamPoolId },
            { "state", one => one.State },
        },
    };

    public static DescribeIpamPoolsResult Run(DescribeIpamPoolsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.IpamPoolIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamPools = page.Items, NextToken = page.NextToken };
    }
}
