using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Makes the default VPC of the region again.</summary>
internal sealed class CreateDefaultVpc : IMutation<CreateDefaultVpcRequest, CreateDefaultVpcResult>
{
    public static CreateDefaultVpcResult Run(CreateDefaultVpcRequest input, Change change)
    {
        if (change.Rows<VpcRow>().Any(vpc => vpc.IsDefault))
            throw new AwsException(
                "DefaultVpcAlreadyExists", "A Default VPC already exists for this account in this region.");
        return new() { Vpc = VpcView.Of(DefaultVpc.Make(change), change) };
    }
}
