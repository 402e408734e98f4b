using Virga.Iam.ManagedPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Shows a version of a managed policy with its document.</summary>
internal sealed class GetPolicyVersion : IQuery<GetPolicyVersionRequest, GetPolicyVersionResponse>
{
    public static GetPolicyVersionResponse Run(GetPolicyVersionRequest input, WorldView at)
    {
        ManagedPolicyLookup.CheckArn(input.PolicyArn);
        if (ManagedPolicyCatalogue.Find(input.PolicyArn!) is { } published
            && published.DefaultVersionId == input.VersionId)
            return new()
            {
                PolicyVersion = new()
                {
                    Document = PolicyDocuments.Encode(ManagedPolicyCatalogue.DocumentOf(published)),
                    VersionId = published.DefaultVersionId,
                    IsDefaultVersion = true,
                    CreateDate = published.UpdateDate,
                },
            };
        var row = ManagedPolicyLookup.GetOwn(at, input.PolicyArn);
        var version = PolicyVersions.Get(row, input.PolicyArn!, input.VersionId);
        var shown = PolicyView.Of(version, row.DefaultVersionId);
        shown.Document = PolicyDocuments.Encode(version.Document);
        return new() { PolicyVersion = shown };
    }
}
