using Virga.Iam.Evaluation;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Adds a version to a managed policy, which keeps five at most.</summary>
internal sealed class CreatePolicyVersion : IMutation<CreatePolicyVersionRequest, CreatePolicyVersionResponse>
{
    public static CreatePolicyVersionResponse Run(CreatePolicyVersionRequest input, Change change)
    {
        var row = ManagedPolicyLookup.GetOwn(change, input.PolicyArn);
        if (row.Versions.Count >= MaxVersions)
            throw IamErrors.LimitExceeded(
                "A managed policy can have up to 5 versions. Before you create a new version, you must "
                + "delete an existing version.");
        var document = PolicySize.Check(PolicyDocuments.Check(input.PolicyDocument, PolicyKind.Identity));
        var version = new PolicyVersionFacts($"v{row.LastVersion + 1}", document, change.Now);
        row = change.Put(row with
        {
            Versions = [.. row.Versions, version],
            LastVersion = row.LastVersion + 1,
            DefaultVersionId = input.SetAsDefault == true ? version.VersionId : row.DefaultVersionId,
            UpdateDate = change.Now,
        });
        return new() { PolicyVersion = PolicyView.Of(version, row.DefaultVersionId) };
    }

    private const int MaxVersions = 5;
}
