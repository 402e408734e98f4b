using Virga.Ec2.Ipams;
using Virga.Ec2.Subnets;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Takes a block without subnets from a VPC; the primary one stays.</summary>
internal sealed class DisassociateVpcCidrBlock
    : IMutation<DisassociateVpcCidrBlockRequest, DisassociateVpcCidrBlockResult>
{
    public static DisassociateVpcCidrBlockResult Run(DisassociateVpcCidrBlockRequest input, Change change)
    {
        var id = input.AssociationId!;
        var vpc = change.Rows<VpcRow>().FirstOrDefault(one =>
            one.CidrBlocks.Concat(one.Ipv6CidrBlocks).Any(block => block.AssociationId == id))
            ?? throw Ec2Errors.VpcCidrAssociationNotFound(id);
        if (vpc.CidrBlocks[0].AssociationId == id)
            throw Ec2Errors.OperationNotPermitted(
                $"The vpc CIDR block with association ID {id} may not be disassociated. It is the primary IPv4 CIDR "
                + "block of the VPC");
        var association = vpc.CidrBlocks.Concat(vpc.Ipv6CidrBlocks).First(block => block.AssociationId == id);
        if (IsUsed(change, vpc, association.Block))
            throw new AwsException(
                "InvalidCidrBlock.InUse",
                $"The vpc CIDR block with association ID {id} has subnets and cannot be disassociated.");
        change.Put(vpc with
        {
            CidrBlocks = [.. vpc.CidrBlocks.Where(block => block.AssociationId != id)],
            Ipv6CidrBlocks = [.. vpc.Ipv6CidrBlocks.Where(block => block.AssociationId != id)],
        });
        IpamAllocator.Release(change, vpc.Id, association.Block);
        return Answer(vpc.Id, association with { State = VpcCidrBlockStateCode.Disassociating });
    }

    private static bool IsUsed(Change change, VpcRow vpc, string block)
    {
        var subnets = change.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpc.Id);
        if (Ipv6Cidr.TryParse(block, out var ipv6))
            return subnets.Any(subnet =>
                subnet.Ipv6CidrBlocks.Any(one => ipv6.Contains(Ipv6Cidr.Parse(one.Block))));
        var ipv4 = Cidr.Parse(block);
        return subnets.Any(one => one.CidrBlock is not null && ipv4.Contains(Cidr.Parse(one.CidrBlock)));
    }

    private static DisassociateVpcCidrBlockResult Answer(string vpcId, CidrAssociation association) =>
        association.Block.Contains(':', StringComparison.Ordinal)
            ? new() { VpcId = vpcId, Ipv6CidrBlockAssociation = VpcView.Ipv6Association(association) }
            : new() { VpcId = vpcId, CidrBlockAssociation = VpcView.Association(association) };
}
