using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Lists the devices that there is a sample configuration for: a generic one.</summary>
internal sealed class GetVpnConnectionDeviceTypes
    : IQuery<GetVpnConnectionDeviceTypesRequest, GetVpnConnectionDeviceTypesResult>
{
    /// <summary>Ours; AWS has some forty devices of vendors.</summary>
    public const string Generic = "9005b6c1";

    public static GetVpnConnectionDeviceTypesResult Run(GetVpnConnectionDeviceTypesRequest input, WorldView at)
    {
        var page = PageToken.Slice(
            [
                new VpnConnectionDeviceType
                {
                    VpnConnectionDeviceTypeId = Generic, Vendor = "Generic", Platform = "Generic",
                    Software = "Vendor Agnostic",
                },
            ],
            input.MaxResults, input.NextToken);
        return new() { VpnConnectionDeviceTypes = page.Items, NextToken = page.NextToken };
    }
}
