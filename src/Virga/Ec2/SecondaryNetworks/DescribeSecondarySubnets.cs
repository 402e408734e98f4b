using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecondaryNetworks;

/// <summary>Lists subnets of secondary networks.</summary>
internal sealed class DescribeSecondarySubnets
    : IQuery<DescribeSecondarySubnetsRequest, DescribeSecondarySubnetsResult>
{
    private static readonly Listing<SecondarySubnetRow, SecondarySubnet> Listing = new()
    {
        View = SecondaryNetworks.Subnet,
        Filters = new()
        {
            { "ipv4-cidr-block-association.association-id", one => one.Ipv4CidrBlockAssociations![0].AssociationId },
            { "ipv4-cidr-block-association.cidr-block", one => one.Ipv4CidrBlockAssociations![0].CidrBlock },
            { "ipv4-cidr-block-association.state", one => one.Ipv4CidrBlockAssociations![0].State },
            { "owner-id", one => one.OwnerId },
            { "secondary-network-id", one => one.SecondaryNetworkId },
            { "secondary-network-type", one => one.SecondaryNetworkType },
            { "secondary-subnet-id", one => one.SecondarySubnetId },
            { "secondary-subnet-arn", one => one.SecondarySubnetArn },
            { "state", one => one.State },
        },
    };

    public static DescribeSecondarySubnetsResult Run(DescribeSecondarySubnetsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.SecondarySubnetIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { SecondarySubnets = page.Items, NextToken = page.NextToken };
    }
}
