using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Creates a user.</summary>
internal sealed class CreateUser : IMutation<CreateUserRequest, CreateUserResponse>
{
    public static CreateUserResponse Run(CreateUserRequest input, Change change)
    {
        if (change.Rows<UserRow>().Any(UserRow.ByLowerName, input.UserName!.ToLowerInvariant()))
            throw IamErrors.AlreadyExists($"User with name {input.UserName} already exists.");
        if (input.PermissionsBoundary is { } boundary) EntityPolicies.CheckBoundary(change, boundary);
        var row = change.Put(new UserRow(input.UserName)
        {
            Path = EntityPolicies.Path(input.Path),
            UniqueId = IamIds.New(change, IamIds.User),
            CreateDate = change.Now,
            PermissionsBoundary = input.PermissionsBoundary,
            Tags = IamTagging.New(input.Tags),
        });
        return new() { User = UserView.Whole(row, change.Account) };
    }
}
