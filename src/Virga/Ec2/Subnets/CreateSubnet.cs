using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>Creates a subnet in a zone.</summary>
internal sealed class CreateSubnet : IMutation<CreateSubnetRequest, CreateSubnetResult>
{
    public static CreateSubnetResult Run(CreateSubnetRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        var isIpv6Native = input.Ipv6Native == true;
        if (isIpv6Native ? input.Ipv6CidrBlock is null : input.CidrBlock is null)
            throw CommonErrors.MissingParameter(isIpv6Native ? "ipv6CidrBlock" : "cidrBlock");
        if (isIpv6Native && input.CidrBlock is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameter cidrBlock cannot be used with the parameter ipv6Native");
        var zone = SubnetRules.Zone(change, input.AvailabilityZone ?? input.AvailabilityZoneId);
        Cidr? block = input.CidrBlock is null ? null : SubnetRules.Ipv4Block(change, vpc, input.CidrBlock);
        var ipv6 = input.Ipv6CidrBlock is null ? null : SubnetRules.Ipv6Block(change, vpc, input.Ipv6CidrBlock);
        var subnet = NewSubnet.Make(change, vpc.Id, block, zone) with { IsIpv6Native = isIpv6Native };
        if (ipv6 is not null) subnet = subnet with { Ipv6CidrBlocks = [Association(change, ipv6)] };
        if (isIpv6Native)
            subnet = subnet with { AssignsIpv6AddressOnCreation = true, HostnameType = HostnameType.ResourceName };
        subnet = change.Put(subnet);
        change.TagNew(input.TagSpecifications, ResourceType.Subnet, subnet.Id);
        return new() { Subnet = SubnetView.Of(subnet, change) };
    }

    /// <summary>An IPv6 block with its new association id.</summary>
    public static CidrAssociation Association(Change change, string block) =>
        new(change.NewId("subnet-cidr-assoc"), block, SubnetCidrBlockStateCode.Associated);
}
