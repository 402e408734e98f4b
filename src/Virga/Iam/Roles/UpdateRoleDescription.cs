using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Changes the description of a role.</summary>
internal sealed class UpdateRoleDescription : IMutation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse>
{
    public static UpdateRoleDescriptionResponse Run(UpdateRoleDescriptionRequest input, Change change)
    {
        var row = RoleChanges.Update(change, input.RoleName, row => row with { Description = input.Description });
        return new() { Role = RoleView.Of(row, change.Account) };
    }
}
