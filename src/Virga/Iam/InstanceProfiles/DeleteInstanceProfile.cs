using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.InstanceProfiles;

/// <summary>Deletes an instance profile without a role.</summary>
internal sealed class DeleteInstanceProfile : IMutation<DeleteInstanceProfileRequest, DeleteInstanceProfileResult>
{
    public static DeleteInstanceProfileResult Run(DeleteInstanceProfileRequest input, Change change)
    {
        var row = change.Get<InstanceProfileRow>(input.InstanceProfileName!);
        if (row.RoleName is not null) throw IamErrors.DeleteConflict("remove roles from instance profile");
        change.Remove<InstanceProfileRow>(row.Id);
        return new();
    }
}
