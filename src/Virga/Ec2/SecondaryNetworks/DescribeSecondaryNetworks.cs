using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecondaryNetworks;

/// <summary>Lists secondary networks.</summary>
internal sealed class DescribeSecondaryNetworks
    : IQuery<DescribeSecondaryNetworksRequest, DescribeSecondaryNetworksResult>
{
    private static readonly Listing<SecondaryNetworkRow, SecondaryNetwork> Listing = new()
    {
        View = SecondaryNetworks.Network,
        Filters = new()
        {
            { "ipv4-cidr-block-association.association-id", one => one.Ipv4CidrBlockAssociations![0].AssociationId },
            { "ipv4-cidr-block-association.cidr-block", one => one.Ipv4CidrBlockAssociations![0].CidrBlock },
            { "ipv4-cidr-block-association.state", one => one.Ipv4CidrBlockAssociations![0].State },
            { "owner-id", one => one.OwnerId },
            { "secondary-network-id", one => one.SecondaryNetworkId },
            { "secondary-network-arn", one => one.SecondaryNetworkArn },
            { "state", one => one.State },
            { "type", one => one.Type },
        },
    };

    public static DescribeSecondaryNetworksResult Run(DescribeSecondaryNetworksRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.SecondaryNetworkIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { SecondaryNetworks = page.Items, NextToken = page.NextToken };
    }
}
