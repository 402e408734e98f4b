using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Lists the devices of a user.</summary>
internal sealed class ListMFADevices : IQuery<ListMFADevicesRequest, ListMFADevicesResponse>
{
    public static ListMFADevicesResponse Run(ListMFADevicesRequest input, WorldView at)
    {
        // The account itself has none: it has no console to enable one at.
        if (input.UserName is null && at.Caller.Arn == IamArns.Root(at.Account))
            return new() { MFADevices = [], IsTruncated = false };
        var user = at.Get<UserRow>(UserView.NameOrCaller(input.UserName, at.Caller));
        var page = IamPage.Of(
            at.Rows<MfaDeviceRow>().By(MfaDeviceRow.ByUser, user.Id), row => row.Id, input.MaxItems, input.Marker);
        return new()
        {
            MFADevices = [.. page.Items.Select(row => new MFADevice
            {
                UserName = user.Id,
                SerialNumber = row.Id,
                EnableDate = row.EnableDate,
            })],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
