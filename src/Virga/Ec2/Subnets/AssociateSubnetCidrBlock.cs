using Virga.Ec2.Ipams;
using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>Gives a subnet an IPv6 block of its VPC; a subnet has one at most.</summary>
internal sealed class AssociateSubnetCidrBlock
    : IMutation<AssociateSubnetCidrBlockRequest, AssociateSubnetCidrBlockResult>
{
    public static AssociateSubnetCidrBlockResult Run(AssociateSubnetCidrBlockRequest input, Change change)
    {
        var subnet = change.Named<SubnetRow>(input.SubnetId);
        if (input.Ipv6IpamPoolId is null && input.Ipv6NetmaskLength is not null)
            throw CommonErrors.InvalidParameterCombination("A netmask length needs an IPAM pool");
        var choice = input.Ipv6IpamPoolId is null
            ? null
            : IpamForResource.Choose(
                change, input.Ipv6IpamPoolId, false, input.Ipv6CidrBlock, input.Ipv6NetmaskLength,
                [new() { Tags = change.TagsOf(subnet.Id) }], subnet.VpcId);
        var block = SubnetRules.Ipv6Block(
            change, change.Get<VpcRow>(subnet.VpcId),
            choice?.Block ?? input.Ipv6CidrBlock ?? throw CommonErrors.MissingParameter("ipv6CidrBlock"));
        if (subnet.Ipv6CidrBlocks.Count > 0)
            throw CommonErrors.InvalidParameterValue($"The subnet '{subnet.Id}' already has an IPv6 CIDR block.");
        var association = CreateSubnet.Association(change, block);
        change.Put(subnet with { Ipv6CidrBlocks = [association] });
        choice?.Give(subnet.Id, change.Region);
        var shape = SubnetView.Ipv6Association(association with { State = SubnetCidrBlockStateCode.Associating });
        return new() { SubnetId = subnet.Id, Ipv6CidrBlockAssociation = shape };
    }
}
