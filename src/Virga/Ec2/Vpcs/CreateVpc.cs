using Virga.Ec2.Ipams;
using Virga.Ec2.NetworkAcls;
using Virga.Ec2.Tags;
using Virga.Ec2.VpcEncryptionControls;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Creates a VPC with its main route table, default network ACL and default security group.</summary>
internal sealed class CreateVpc : IMutation<CreateVpcRequest, CreateVpcResult>
{
    public static CreateVpcResult Run(CreateVpcRequest input, Change change)
    {
        VpcRules.CheckPools(
            input.Ipv6Pool, input.Ipv6CidrBlock, input.Ipv6IpamPoolId, input.Ipv4IpamPoolId, input.Ipv4NetmaskLength,
            input.Ipv6NetmaskLength);
        var ipv4 = input.Ipv4IpamPoolId is { } pool
            ? IpamForResource.Choose(
                change, pool, true, input.CidrBlock, input.Ipv4NetmaskLength, input.TagSpecifications)
            : null;
        var ipv6 = VpcRules.ChooseIpv6(
            change, input.Ipv6IpamPoolId, input.Ipv6CidrBlock, input.Ipv6NetmaskLength, input.TagSpecifications);
        var block = VpcRules.ParseBlock(
            ipv4?.Block ?? input.CidrBlock ?? throw CommonErrors.MissingParameter("CidrBlock"));
        var vpc = NewVpc.Make(change, block, input.InstanceTenancy ?? Tenancy.Default, isDefault: false);
        ipv4?.Give(vpc.Id, change.Region);
        if (ipv6 is not null) vpc = AssociateVpcCidrBlock.AddIpv6(change, vpc, VpcRules.IpamBlock(change, vpc, ipv6));
        if (input.AmazonProvidedIpv6CidrBlock == true)
            vpc = AssociateVpcCidrBlock.AddIpv6(
                change, vpc, VpcRules.NewIpv6Block(change, vpc, input.Ipv6CidrBlockNetworkBorderGroup));
        if (input.VpcEncryptionControl is { } control) CreateVpcEncryptionControl.With(change, vpc.Id, control);
        change.TagNew(input.TagSpecifications, ResourceType.Vpc, vpc.Id);
        return new() { Vpc = VpcView.Of(vpc, change) };
    }
}
