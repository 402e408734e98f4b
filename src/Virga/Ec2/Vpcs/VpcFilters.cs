using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>The filters of DescribeVpcs, as its documentation lists them.</summary>
internal static class VpcFilters
{
    public static readonly Filters<Vpc> All = new()
    {
        { "cidr", vpc => vpc.CidrBlock },
        { "cidr-block-association.cidr-block", vpc => Blocks(vpc).Select(block => block.CidrBlock) },
        { "cidr-block-association.association-id", vpc => Blocks(vpc).Select(block => block.AssociationId) },
        { "cidr-block-association.state", vpc => Blocks(vpc).Select(block => block.CidrBlockState?.State) },
        { "dhcp-options-id", vpc => vpc.DhcpOptionsId },
        { "ipv6-cidr-block-association.ipv6-cidr-block", vpc => Ipv6Blocks(vpc).Select(block => block.Ipv6CidrBlock) },
        { "ipv6-cidr-block-association.ipv6-pool", vpc => Ipv6Blocks(vpc).Select(block => block.Ipv6Pool) },
        { "ipv6-cidr-block-association.association-id", vpc => Ipv6Blocks(vpc).Select(block => block.AssociationId) },
        {
            "ipv6-cidr-block-association.state",
            vpc => Ipv6Blocks(vpc).Select(block => block.Ipv6CidrBlockState?.State)
        },
        { "is-default", vpc => vpc.IsDefault },

        // Not documented; CDK's Vpc.fromLookup (aws-ec2/lib/vpc.ts) and Ansible's amazon.aws.ec2_instance ask by it.
        { "isDefault", vpc => vpc.IsDefault },
        { "owner-id", vpc => vpc.OwnerId },
        { "state", vpc => vpc.State },
        { "vpc-id", vpc => vpc.VpcId },
    };

    private static List<VpcCidrBlockAssociation> Blocks(Vpc vpc) => vpc.CidrBlockAssociationSet ?? [];

    private static List<VpcIpv6CidrBlockAssociation> Ipv6Blocks(Vpc vpc) => vpc.Ipv6CidrBlockAssociationSet ?? [];
}
