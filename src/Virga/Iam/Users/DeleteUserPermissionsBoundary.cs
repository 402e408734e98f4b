using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Removes the boundary of a user.</summary>
internal sealed class DeleteUserPermissionsBoundary : IMutation<DeleteUserPermissionsBoundaryRequest,
    DeleteUserPermissionsBoundaryResult>
{
    public static DeleteUserPermissionsBoundaryResult Run(DeleteUserPermissionsBoundaryRequest input, Change change)
    {
        change.Update<UserRow>(input.UserName!, row => row with { PermissionsBoundary = null });
        return new();
    }
}
