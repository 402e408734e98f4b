using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists the discoveries that IPAMs use.</summary>
internal sealed class DescribeIpamResourceDiscoveryAssociations
    : IQuery<DescribeIpamResourceDiscoveryAssociationsRequest, DescribeIpamResourceDiscoveryAssociationsResult>
{
    private static readonly Listing<IpamDiscoveryAssociationRow, IpamResourceDiscoveryAssociation> Listing = new()
    {
        View = IpamView.Association,
        Filters = new()
        {
            { "ipam-id", one => one.IpamId },
            { "ipam-resource-discovery-id", one => one.IpamResourceDiscoveryId },
            { "ipam-resource-discovery-association-id", one => one.IpamResourceDiscoveryAssociationId },
            { "owner-id", one => one.OwnerId },
            { "state", one => one.State },
        },
    };

    public static DescribeIpamResourceDiscoveryAssociationsResult Run(
        DescribeIpamResourceDiscoveryAssociationsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.IpamResourceDiscoveryAssociationIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamResourceDiscoveryAssociations = page.Items, NextToken = page.NextToken };
    }
}
