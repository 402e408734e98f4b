using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Deletes a managed policy that nobody uses and that has one version.</summary>
internal sealed class DeletePolicy : IMutation<DeletePolicyRequest, DeletePolicyResult>
{
    public static DeletePolicyResult Run(DeletePolicyRequest input, Change change)
    {
        ManagedPolicyLookup.CheckArn(input.PolicyArn);
        var row = ManagedPolicyLookup.GetOwn(change, input.PolicyArn);
        if (PolicyUse.Attached(change, input.PolicyArn!).Any())
            throw new AwsException(
                "DeleteConflict", "Cannot delete a policy attached to entities.", System.Net.HttpStatusCode.Conflict);
        if (PolicyUse.Bounded(change, input.PolicyArn!).Any())
            throw new AwsException("DeleteConflict",
                "Cannot delete a policy that is used as a permissions boundary.", System.Net.HttpStatusCode.Conflict);
        if (row.Versions.Count > 1)
            throw new AwsException("DeleteConflict",
                "This policy has more than one version. Before you delete a policy, you must delete the policy's "
                    + "versions. "
                + "The default version is deleted with the policy.",
                System.Net.HttpStatusCode.Conflict);
        change.Remove<PolicyRow>(row.Id);
        return new();
    }
}
