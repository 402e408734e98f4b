using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Lists the tags of an instance profile.</summary>
internal sealed class ListInstanceProfileTags : IQuery<ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse>
{
    public static ListInstanceProfileTagsResponse Run(ListInstanceProfileTagsRequest input, WorldView at)
    {
        var row = at.Get<InstanceProfileRow>(input.InstanceProfileName!);
        var page = IamPage.Of(row.Tags, tag => tag.Key, input.MaxItems, input.Marker);
        return new() { Tags = IamTagging.List(page.Items), IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
