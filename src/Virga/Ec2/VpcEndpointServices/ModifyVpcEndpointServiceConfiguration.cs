using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Changes a service.</summary>
internal sealed class ModifyVpcEndpointServiceConfiguration
    : IMutation<ModifyVpcEndpointServiceConfigurationRequest, ModifyVpcEndpointServiceConfigurationResult>
{
    public static ModifyVpcEndpointServiceConfigurationResult Run(
        ModifyVpcEndpointServiceConfigurationRequest input, Change change)
    {
        var row = change.Named<VpcEndpointServiceRow>(input.ServiceId);
        row = row with
        {
            IsAcceptanceRequired = input.AcceptanceRequired ?? row.IsAcceptanceRequired,
            NetworkLoadBalancers =
                Edit(row.NetworkLoadBalancers, input.AddNetworkLoadBalancerArns, input.RemoveNetworkLoadBalancerArns),
            GatewayLoadBalancers =
                Edit(row.GatewayLoadBalancers, input.AddGatewayLoadBalancerArns, input.RemoveGatewayLoadBalancerArns),
            IpAddressTypes =
                Edit(row.IpAddressTypes, input.AddSupportedIpAddressTypes, input.RemoveSupportedIpAddressTypes),
            Regions = Edit(row.Regions, input.AddSupportedRegions, input.RemoveSupportedRegions),
            PrivateDnsName = input.RemovePrivateDnsName == true ? null : input.PrivateDnsName ?? row.PrivateDnsName,
        };
        change.Put(CreateVpcEndpointServiceConfiguration.Checked(row));
        return new() { Return = true };
    }

    private static List<string> Edit(IReadOnlyList<string> before, List<string>? added, List<string>? removed) =>
        [.. before.Except(removed ?? []).Union(added ?? [])];
}
