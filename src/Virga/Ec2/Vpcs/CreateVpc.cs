using Virga.Ec2.NetworkAcls;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Creates a VPC with its main route table, default network ACL and default security group.</summary>
internal sealed class CreateVpc : IMutation<CreateVpcRequest, CreateVpcResult>
{
    public static CreateVpcResult Run(CreateVpcRequest input, Change change)
    {
        var block = VpcRules.ParseBlock(input.CidrBlock ?? throw CommonErrors.MissingParameter("CidrBlock"));
        var vpc = NewVpc.Make(change, block, input.InstanceTenancy ?? Tenancy.Default, isDefault: false);
        if (input.AmazonProvidedIpv6CidrBlock == true)
        {
            var ipv6 = VpcRules.NewIpv6Block(change, vpc, input.Ipv6CidrBlockNetworkBorderGroup);
            vpc = change.Put(vpc with { Ipv6CidrBlocks = [ipv6] });
            DefaultNetworkAcl.AllowIpv6(change, vpc.Id);
        }

        change.TagNew(input.TagSpecifications, ResourceType.Vpc, vpc.Id);
        return new() { Vpc = VpcView.Of(vpc, change) };
    }
}
