using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>The owner of a service takes over the costs of its endpoints.</summary>
internal sealed class ModifyVpcEndpointServicePayerResponsibility
    : IMutation<ModifyVpcEndpointServicePayerResponsibilityRequest, ModifyVpcEndpointServicePayerResponsibilityResult>
{
    public static ModifyVpcEndpointServicePayerResponsibilityResult Run(
        ModifyVpcEndpointServicePayerResponsibilityRequest input, Change change)
    {
        var row = change.Named<VpcEndpointServiceRow>(input.ServiceId);
        change.Put(row with { PayerResponsibility = input.PayerResponsibility });
        return new() { ReturnValue = true };
    }
}
