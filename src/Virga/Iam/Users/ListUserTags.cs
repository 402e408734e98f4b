using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Lists the tags of a user.</summary>
internal sealed class ListUserTags : IQuery<ListUserTagsRequest, ListUserTagsResponse>
{
    public static ListUserTagsResponse Run(ListUserTagsRequest input, WorldView at)
    {
        var page = IamPage.Of(at.Get<UserRow>(input.UserName!).Tags, tag => tag.Key, input.MaxItems, input.Marker);
        return new() { Tags = IamTagging.List(page.Items), IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
