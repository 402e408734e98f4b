using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists resource discoveries.</summary>
internal sealed class DescribeIpamResourceDiscoveries
    : IQuery<DescribeIpamResourceDiscoveriesRequest, DescribeIpamResourceDiscoveriesResult>
{
    private static readonly Listing<IpamResourceDiscoveryRow, IpamResourceDiscovery> Listing = new()
    {
        View = IpamView.Discovery,
        Filters = new()
        {
            { "ipam-resource-discovery-id", one => one.IpamResourceDiscoveryId },
            { "is-default", one => one.IsDefault },
            { "owner-id", one => one.OwnerId },
            { "state", one => one.State },
        },
    };

    public static DescribeIpamResourceDiscoveriesResult Run(DescribeIpamResourceDiscoveriesRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.IpamResourceDiscoveryIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamResourceDiscoveries = page.Items, NextToken = page.NextToken };
    }
}
