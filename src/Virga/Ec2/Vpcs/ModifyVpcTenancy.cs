using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Gives a VPC of dedicated tenancy the default one; the other way is not possible.</summary>
internal sealed class ModifyVpcTenancy : IMutation<ModifyVpcTenancyRequest, ModifyVpcTenancyResult>
{
    public static ModifyVpcTenancyResult Run(ModifyVpcTenancyRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        if (input.InstanceTenancy != Tenancy.Default)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({input.InstanceTenancy}) for parameter instanceTenancy is invalid. Only 'default' is valid.");
        change.Put(vpc with { InstanceTenancy = Tenancy.Default });
        return new() { ReturnValue = true };
    }
}
