using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Lists the tags of a device.</summary>
internal sealed class ListMFADeviceTags : IQuery<ListMFADeviceTagsRequest, ListMFADeviceTagsResponse>
{
    public static ListMFADeviceTagsResponse Run(ListMFADeviceTagsRequest input, WorldView at)
    {
        var row = at.Get<MfaDeviceRow>(input.SerialNumber!);
        var page = IamPage.Of(row.Tags, tag => tag.Key, input.MaxItems, input.Marker);
        return new() { Tags = IamTagging.List(page.Items), IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
