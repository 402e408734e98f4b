using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Deletes a version of a managed policy that is not in force.</summary>
internal sealed class DeletePolicyVersion : IMutation<DeletePolicyVersionRequest, DeletePolicyVersionResult>
{
    public static DeletePolicyVersionResult Run(DeletePolicyVersionRequest input, Change change)
    {
        var row = ManagedPolicyLookup.GetOwn(change, input.PolicyArn);
        var version = PolicyVersions.Get(row, input.PolicyArn!, input.VersionId);
        if (version.VersionId == row.DefaultVersionId)
            throw new AwsException(
                "DeleteConflict", "Cannot delete the default version of a policy.", System.Net.HttpStatusCode.Conflict);
        change.Put(row with { Versions = [.. row.Versions.Where(one => one != version)] });
        return new();
    }
}
