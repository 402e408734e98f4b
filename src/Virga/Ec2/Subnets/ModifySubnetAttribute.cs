using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>Changes attributes of a subnet.</summary>
internal sealed class ModifySubnetAttribute : IMutation<ModifySubnetAttributeRequest, ModifySubnetAttributeResult>
{
    public static ModifySubnetAttributeResult Run(ModifySubnetAttributeRequest input, Change change)
    {
        var subnet = change.Named<SubnetRow>(input.SubnetId);
        if (input.MapCustomerOwnedIpOnLaunch?.Value == true)
            throw CommonErrors.InvalidParameterValue($"The subnet '{subnet.Id}' is not on an Outpost.");
        if (input.AssignIpv6AddressOnCreation?.Value == true && subnet.Ipv6CidrBlocks.Count == 0)
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value for assignIpv6AddressOnCreation: the subnet '{subnet.Id}' has no IPv6 CIDR block.");
        var index = input.DisableLniAtDeviceIndex?.Value == true ? null : subnet.LniDeviceIndex;
        change.Put(subnet with
        {
            MapsPublicIpOnLaunch = input.MapPublicIpOnLaunch?.Value ?? subnet.MapsPublicIpOnLaunch,
            AssignsIpv6AddressOnCreation =
                input.AssignIpv6AddressOnCreation?.Value ?? subnet.AssignsIpv6AddressOnCreation,
            IsDns64Enabled = input.EnableDns64?.Value ?? subnet.IsDns64Enabled,
            HostnameType = input.PrivateDnsHostnameTypeOnLaunch ?? subnet.HostnameType,
            HasResourceNameARecord =
                input.EnableResourceNameDnsARecordOnLaunch?.Value ?? subnet.HasResourceNameARecord,
            HasResourceNameAaaaRecord =
                input.EnableResourceNameDnsAAAARecordOnLaunch?.Value ?? subnet.HasResourceNameAaaaRecord,
            LniDeviceIndex = input.EnableLniAtDeviceIndex ?? index,
        });
        return new();
    }
}
