using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Tags a managed policy.</summary>
internal sealed class TagPolicy : IMutation<TagPolicyRequest, TagPolicyResult>
{
    public static TagPolicyResult Run(TagPolicyRequest input, Change change)
    {
        var row = ManagedPolicyLookup.GetOwn(change, input.PolicyArn);
        change.Put(row with { Tags = IamTagging.Merge(row.Tags, input.Tags) });
        return new();
    }
}
