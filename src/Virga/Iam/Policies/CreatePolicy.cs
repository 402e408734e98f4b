using Virga.Iam.Evaluation;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Creates a managed policy with its first version.</summary>
internal sealed class CreatePolicy : IMutation<CreatePolicyRequest, CreatePolicyResponse>
{
    public static CreatePolicyResponse Run(CreatePolicyRequest input, Change change)
    {
        if (change.Find<PolicyRow>(input.PolicyName) is not null)
            throw IamErrors.AlreadyExists(
                $"A policy called {input.PolicyName} already exists. Duplicate names are not allowed.");
        var document = PolicySize.Check(PolicyDocuments.Check(input.PolicyDocument, PolicyKind.Identity));
        var row = change.Put(new PolicyRow(input.PolicyName!)
        {
            Path = EntityPolicies.Path(input.Path),
            UniqueId = IamIds.New(change, IamIds.Policy),
            CreateDate = change.Now,
            UpdateDate = change.Now,
            Description = input.Description,
            Versions = [new("v1", document, change.Now)],
            DefaultVersionId = "v1",
            LastVersion = 1,
            Tags = IamTagging.New(input.Tags),
        });
        var policy = PolicyView.Of(row, change);
        policy.Tags = IamTagging.Show(row.Tags);
        return new() { Policy = policy };
    }
}
