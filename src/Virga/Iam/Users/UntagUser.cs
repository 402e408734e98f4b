using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Removes tags of a user.</summary>
internal sealed class UntagUser : IMutation<UntagUserRequest, UntagUserResult>
{
    public static UntagUserResult Run(UntagUserRequest input, Change change)
    {
        change.Update<UserRow>(input.UserName!, row => row with { Tags = IamTagging.Without(row.Tags, input.TagKeys) });
        return new();
    }
}
