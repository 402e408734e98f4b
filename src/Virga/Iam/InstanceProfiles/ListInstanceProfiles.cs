using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Lists instance profiles by path prefix.</summary>
internal sealed class ListInstanceProfiles : IQuery<ListInstanceProfilesRequest, ListInstanceProfilesResponse>
{
    public static ListInstanceProfilesResponse Run(ListInstanceProfilesRequest input, WorldView at)
    {
        var profiles = at.Rows<InstanceProfileRow>()
            .Where(row => row.Path.StartsWith(input.PathPrefix ?? "/", StringComparison.Ordinal));
        var page = IamPage.Of(profiles, row => row.Id, input.MaxItems, input.Marker);
        return new()
        {
            InstanceProfiles = [.. page.Items.Select(row => InstanceProfileView.Of(row, at))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
