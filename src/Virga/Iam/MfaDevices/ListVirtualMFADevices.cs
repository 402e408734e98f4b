using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Lists the virtual devices of the account, without their seeds.</summary>
internal sealed class ListVirtualMFADevices : IQuery<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse>
{
    public static ListVirtualMFADevicesResponse Run(ListVirtualMFADevicesRequest input, WorldView at)
    {
        var rows = at.Rows<MfaDeviceRow>().Where(row => input.AssignmentStatus switch
        {
            "Assigned" => row.UserName is not null,
            "Unassigned" => row.UserName is null,
            _ => true,
        });
        var page = IamPage.Of(rows, row => row.Id, input.MaxItems, input.Marker);
        return new()
        {
            VirtualMFADevices = [.. page.Items.Select(row => MfaCodes.Show(row, at))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
