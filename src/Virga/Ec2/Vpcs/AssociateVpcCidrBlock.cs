using Virga.Ec2.NetworkAcls;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Adds an IPv4 block of the user's or an IPv6 block of Amazon's to a VPC.</summary>
internal sealed class AssociateVpcCidrBlock : IMutation<AssociateVpcCidrBlockRequest, AssociateVpcCidrBlockResult>
{
    public static AssociateVpcCidrBlockResult Run(AssociateVpcCidrBlockRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        if (input.CidrBlock is { } text) return AddIpv4(change, vpc, text);
        if (input.AmazonProvidedIpv6CidrBlock != true)
            throw CommonErrors.MissingParameter("CidrBlock or AmazonProvidedIpv6CidrBlock");
        var association = VpcRules.NewIpv6Block(change, vpc, input.Ipv6CidrBlockNetworkBorderGroup);
        change.Put(vpc with { Ipv6CidrBlocks = [.. vpc.Ipv6CidrBlocks, association] });
        DefaultNetworkAcl.AllowIpv6(change, vpc.Id);
        var shown = association with { State = VpcCidrBlockStateCode.Associating };
        return new() { VpcId = vpc.Id, Ipv6CidrBlockAssociation = VpcView.Ipv6Association(shown) };
    }

    private static AssociateVpcCidrBlockResult AddIpv4(Change change, VpcRow vpc, string text)
    {
        var block = VpcRules.SecondaryBlock(vpc, text);
        var association = new CidrAssociation(
            change.NewId("vpc-cidr-assoc"), block.ToString(), VpcCidrBlockStateCode.Associated);
        change.Put(vpc with { CidrBlocks = [.. vpc.CidrBlocks, association] });
        var shown = association with { State = VpcCidrBlockStateCode.Associating };
        return new() { VpcId = vpc.Id, CidrBlockAssociation = VpcView.Association(shown) };
    }
}
