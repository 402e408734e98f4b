using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Changes an attribute of a VPC.</summary>
internal sealed class ModifyVpcAttribute : IMutation<ModifyVpcAttributeRequest, ModifyVpcAttributeResult>
{
    public static ModifyVpcAttributeResult Run(ModifyVpcAttributeRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        if (input.EnableDnsSupport is not null && input.EnableDnsHostnames is not null)
            throw CommonErrors.InvalidParameterCombination("Fields for multiple attribute types specified");
        change.Put(vpc with
        {
            IsDnsSupportEnabled = input.EnableDnsSupport?.Value ?? vpc.IsDnsSupportEnabled,
            AreDnsHostnamesEnabled = input.EnableDnsHostnames?.Value ?? vpc.AreDnsHostnamesEnabled,
            AreNetworkAddressUsageMetricsEnabled =
                input.EnableNetworkAddressUsageMetrics?.Value ?? vpc.AreNetworkAddressUsageMetricsEnabled,
        });
        return new();
    }
}
