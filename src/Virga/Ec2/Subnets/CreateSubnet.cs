using Virga.Ec2.Ipams;
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
        if (input.OutpostArn is { } outpost)
            throw new AwsException("InvalidOutpostArn.NotFound", $"The Outpost '{outpost}' does not exist");
        var ipv4Choice = Choose(change, vpc, input, isIpv4: true);
        var ipv6Choice = Choose(change, vpc, input, isIpv4: false);
        var ipv4Text = ipv4Choice?.Block ?? input.CidrBlock;
        var ipv6Text = ipv6Choice?.Block ?? input.Ipv6CidrBlock;
        if (isIpv6Native ? ipv6Text is null : ipv4Text is null)
            throw CommonErrors.MissingParameter(isIpv6Native ? "ipv6CidrBlock" : "cidrBlock");
        if (isIpv6Native && ipv4Text is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameter cidrBlock cannot be used with the parameter ipv6Native");
        var zone = SubnetRules.Zone(change, input.AvailabilityZone ?? input.AvailabilityZoneId);
        Cidr? block = ipv4Text is null ? null : SubnetRules.Ipv4Block(change, vpc, ipv4Text);
        var ipv6 = ipv6Text is null ? null : SubnetRules.Ipv6Block(change, vpc, ipv6Text);
        var subnet = NewSubnet.Make(change, vpc.Id, block, zone) with { IsIpv6Native = isIpv6Native };
        if (ipv6 is not null) subnet = subnet with { Ipv6CidrBlocks = [Association(change, ipv6)] };
        if (isIpv6Native)
            subnet = subnet with { AssignsIpv6AddressOnCreation = true, HostnameType = HostnameType.ResourceName };
        subnet = change.Put(subnet);
        ipv4Choice?.Give(subnet.Id, change.Region);
        ipv6Choice?.Give(subnet.Id, change.Region);
        change.TagNew(input.TagSpecifications, ResourceType.Subnet, subnet.Id);
        return new() { Subnet = SubnetView.Of(subnet, change) };
    }

    /// <summary>An IPv6 block with its new association id.</summary>
    public static CidrAssociation Association(Change change, string block) =>
        new(change.NewId("subnet-cidr-assoc"), block, SubnetCidrBlockStateCode.Associated);

    /// <summary>The block of a pool that the request names, or null for none.</summary>
    private static IpamChoice? Choose(Change change, VpcRow vpc, CreateSubnetRequest input, bool isIpv4)
    {
        var pool = isIpv4 ? input.Ipv4IpamPoolId : input.Ipv6IpamPoolId;
        var length = isIpv4 ? input.Ipv4NetmaskLength : input.Ipv6NetmaskLength;
        if (pool is null && length is not null)
            throw CommonErrors.InvalidParameterCombination("A netmask length needs an IPAM pool");
        return pool is null
            ? null
            : IpamForResource.Choose(
                change, pool, isIpv4, isIpv4 ? input.CidrBlock : input.Ipv6CidrBlock, length,
                input.TagSpecifications, vpc.Id);
    }
}
