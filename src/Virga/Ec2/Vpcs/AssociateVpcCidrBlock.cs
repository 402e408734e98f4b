using Virga.Ec2.Ipams;
using Virga.Ec2.NetworkAcls;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Adds a block to a VPC: the user's, one of Amazon's IPv6, or one of a pool.</summary>
internal sealed class AssociateVpcCidrBlock : IMutation<AssociateVpcCidrBlockRequest, AssociateVpcCidrBlockResult>
{
    public static AssociateVpcCidrBlockResult Run(AssociateVpcCidrBlockRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        VpcRules.CheckPools(
            input.Ipv6Pool, input.Ipv6CidrBlock, input.Ipv6IpamPoolId, input.Ipv4IpamPoolId, input.Ipv4NetmaskLength,
            input.Ipv6NetmaskLength);
        if (input.Ipv4IpamPoolId is { } pool)
        {
            var choice = IpamForResource.Choose(
                change, pool, true, input.CidrBlock, input.Ipv4NetmaskLength, VpcRules.TagsOf(change, vpc));
            var answer = AddIpv4(change, vpc, choice.Block);
            choice.Give(vpc.Id, change.Region);
            return answer;
        }

        if (input.CidrBlock is { } text) return AddIpv4(change, vpc, text);
        var chosen = VpcRules.ChooseIpv6(
            change, input.Ipv6IpamPoolId, input.Ipv6CidrBlock, input.Ipv6NetmaskLength,
            VpcRules.TagsOf(change, vpc));
        if (chosen is null && input.AmazonProvidedIpv6CidrBlock != true)
            throw CommonErrors.MissingParameter("CidrBlock or AmazonProvidedIpv6CidrBlock");
        var association = chosen is not null
            ? VpcRules.IpamBlock(change, vpc, chosen)
            : VpcRules.NewIpv6Block(change, vpc, input.Ipv6CidrBlockNetworkBorderGroup);
        AddIpv6(change, vpc, association);
        var shown = association with { State = VpcCidrBlockStateCode.Associating };
        return new() { VpcId = vpc.Id, Ipv6CidrBlockAssociation = VpcView.Ipv6Association(shown) };
    }

    /// <summary>The VPC with a further IPv6 block, which its default ACL lets through.</summary>
    public static VpcRow AddIpv6(Change change, VpcRow vpc, CidrAssociation association)
    {
        vpc = change.Put(vpc with { Ipv6CidrBlocks = [.. vpc.Ipv6CidrBlocks, association] });
        DefaultNetworkAcl.AllowIpv6(change, vpc.Id);
        return vpc;
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
