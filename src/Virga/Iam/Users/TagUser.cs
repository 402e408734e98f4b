using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Tags a user.</summary>
internal sealed class TagUser : IMutation<TagUserRequest, TagUserResult>
{
    public static TagUserResult Run(TagUserRequest input, Change change)
    {
        change.Update<UserRow>(input.UserName!, row => row with { Tags = IamTagging.Merge(row.Tags, input.Tags) });
        return new();
    }
}
