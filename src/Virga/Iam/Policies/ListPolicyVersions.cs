using Virga.Iam.ManagedPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Lists the versions of a managed policy, the newest first.</summary>
internal sealed class ListPolicyVersions : IQuery<ListPolicyVersionsRequest, ListPolicyVersionsResponse>
{
    public static ListPolicyVersionsResponse Run(ListPolicyVersionsRequest input, WorldView at)
    {
        ManagedPolicyLookup.CheckArn(input.PolicyArn);
        if (ManagedPolicyCatalogue.Find(input.PolicyArn!) is { } published)
            return new()
            {
                Versions =
                [
                    new() { VersionId = published.DefaultVersionId, IsDefaultVersion = true,
                        CreateDate = published.UpdateDate },
                ],
                IsTruncated = false,
            };
        var row = ManagedPolicyLookup.GetOwn(at, input.PolicyArn);
        return new()
        {
            Versions = [.. row.Versions.Reverse().Select(version => PolicyView.Of(version, row.DefaultVersionId))],
            IsTruncated = false,
        };
    }
}
