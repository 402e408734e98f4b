using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Makes a version of a managed policy the one in force.</summary>
internal sealed class SetDefaultPolicyVersion : IMutation<SetDefaultPolicyVersionRequest, SetDefaultPolicyVersionResult>
{
    public static SetDefaultPolicyVersionResult Run(SetDefaultPolicyVersionRequest input, Change change)
    {
        var row = ManagedPolicyLookup.GetOwn(change, input.PolicyArn);
        var version = PolicyVersions.Get(row, input.PolicyArn!, input.VersionId);
        change.Put(row with { DefaultVersionId = version.VersionId, UpdateDate = change.Now });
        return new();
    }
}
