using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Takes the role out of an instance profile.</summary>
internal sealed class RemoveRoleFromInstanceProfile : IMutation<RemoveRoleFromInstanceProfileRequest,
    RemoveRoleFromInstanceProfileResult>
{
    public static RemoveRoleFromInstanceProfileResult Run(RemoveRoleFromInstanceProfileRequest input, Change change)
    {
        var row = change.Get<InstanceProfileRow>(input.InstanceProfileName!);
        if (row.RoleName != input.RoleName)
            throw IamErrors.NoSuchEntity($"The role with name {input.RoleName} cannot be found.");
        change.Put(row with { RoleName = null });
        return new();
    }
}
