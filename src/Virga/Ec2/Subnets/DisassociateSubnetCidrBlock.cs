using Virga.Ec2.Ipams;
using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>Takes the IPv6 block from a subnet, unless an interface has an address of it.</summary>
internal sealed class DisassociateSubnetCidrBlock
    : IMutation<DisassociateSubnetCidrBlockRequest, DisassociateSubnetCidrBlockResult>
{
    public static DisassociateSubnetCidrBlockResult Run(DisassociateSubnetCidrBlockRequest input, Change change)
    {
        var id = input.AssociationId!;
        var subnet = change.Rows<SubnetRow>().FirstOrDefault(one =>
            one.Ipv6CidrBlocks.Any(block => block.AssociationId == id)) ?? throw new AwsException(
            "InvalidSubnetCidrBlockAssociationID.NotFound", $"The subnet CIDR block with ID '{id}' does not exist");
        if (change.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.BySubnet, subnet.Id)
            .Any(eni => eni.Ipv6Addresses.Count + eni.Ipv6Prefixes.Count > 0))
            throw new AwsException(
                "InvalidCidrBlock.InUse",
                $"The subnet CIDR block with ID '{id}' has addresses in use and cannot be disassociated.");
        var association = subnet.Ipv6CidrBlocks.First(block => block.AssociationId == id);
        change.Put(subnet with
        {
            Ipv6CidrBlocks = [.. subnet.Ipv6CidrBlocks.Where(block => block.AssociationId != id)],
            AssignsIpv6AddressOnCreation = false,
        });
        IpamAllocator.Release(change, subnet.Id, association.Block);
        var shape = SubnetView.Ipv6Association(association with { State = SubnetCidrBlockStateCode.Disassociating });
        return new() { SubnetId = subnet.Id, Ipv6CidrBlockAssociation = shape };
    }
}
