using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Removes tags of a managed policy.</summary>
internal sealed class UntagPolicy : IMutation<UntagPolicyRequest, UntagPolicyResult>
{
    public static UntagPolicyResult Run(UntagPolicyRequest input, Change change)
    {
        var row = ManagedPolicyLookup.GetOwn(change, input.PolicyArn);
        change.Put(row with { Tags = IamTagging.Without(row.Tags, input.TagKeys) });
        return new();
    }
}
