using Virga.Ec2.Tags;
using Virga.Ec2.VpcBlockPublicAccess;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>A VPC as AWS shows it.</summary>
internal static class VpcView
{
    public static Vpc Of(VpcRow vpc, WorldView at) => new()
    {
        VpcId = vpc.Id,
        State = vpc.State,
        CidrBlock = vpc.CidrBlocks[0].Block,
        DhcpOptionsId = vpc.DhcpOptionsId,
        InstanceTenancy = vpc.InstanceTenancy,
        IsDefault = vpc.IsDefault,
        OwnerId = at.Account,
        CidrBlockAssociationSet = [.. vpc.CidrBlocks.Select(Association)],
        Ipv6CidrBlockAssociationSet = [.. vpc.Ipv6CidrBlocks.Select(Ipv6Association)],
        BlockPublicAccessStates = new() { InternetGatewayBlockMode = BlockPublicAccess.OfVpc(at, vpc.Id) },
        Tags = at.TagsOf(vpc.Id),
    };

    public static VpcCidrBlockAssociation Association(CidrAssociation association) => new()
    {
        AssociationId = association.AssociationId,
        CidrBlock = association.Block,
        CidrBlockState = new() { State = association.State },
    };

    public static VpcIpv6CidrBlockAssociation Ipv6Association(CidrAssociation association) => new()
    {
        AssociationId = association.AssociationId,
        Ipv6CidrBlock = association.Block,
        Ipv6CidrBlockState = new() { State = association.State },
        NetworkBorderGroup = association.NetworkBorderGroup,
        Ipv6Pool = association.Pool,
        Ipv6AddressAttribute = Ipv6Pool.IsAmazon(association.Block)
            ? Wire.Ec2.Ipv6AddressAttribute.Public
            : Wire.Ec2.Ipv6AddressAttribute.Private,
        IpSource = Ipv6Pool.IsAmazon(association.Block) ? Wire.Ec2.IpSource.Amazon : Wire.Ec2.IpSource.None,
    };
}
