using Virga.Iam.ManagedPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Lists managed policies, own and AWS's.</summary>
internal sealed class ListPolicies : IQuery<ListPoliciesRequest, ListPoliciesResponse>
{
    public static ListPoliciesResponse Run(ListPoliciesRequest input, WorldView at)
    {
        IEnumerable<Policy> own = input.Scope == "AWS"
            ? [] : at.Rows<PolicyRow>().Select(row => PolicyView.Of(row, at));
        IEnumerable<Policy> published = input.Scope == "Local"
            ? []
            : ManagedPolicyCatalogue.All().Select(facts => PolicyView.Of(facts, at));
        var all = own.Concat(published).Where(policy => IsWanted(policy, input));
        var page = IamPage.Of(all, policy => policy.Arn!, input.MaxItems, input.Marker);
        return new() { Policies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }

    private static bool IsWanted(Policy policy, ListPoliciesRequest input)
    {
        if (!policy.Path!.StartsWith(input.PathPrefix ?? "/", StringComparison.Ordinal)) return false;
        if (input.OnlyAttached == true && policy.AttachmentCount == 0) return false;
        return input.PolicyUsageFilter switch
        {
            "PermissionsPolicy" => policy.AttachmentCount > 0,
            "PermissionsBoundary" => policy.PermissionsBoundaryUsageCount > 0,
            _ => true,
        };
    }
}
