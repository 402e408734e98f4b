using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Sets the boundary of a user.</summary>
internal sealed class PutUserPermissionsBoundary : IMutation<PutUserPermissionsBoundaryRequest,
    PutUserPermissionsBoundaryResult>
{
    public static PutUserPermissionsBoundaryResult Run(PutUserPermissionsBoundaryRequest input, Change change)
    {
        change.Update<UserRow>(input.UserName!, row => EntityPolicies.Bound(change, row, input.PermissionsBoundary));
        return new();
    }
}
