using Virga.Iam.ManagedPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Shows a managed policy, own or AWS's.</summary>
internal sealed class GetPolicy : IQuery<GetPolicyRequest, GetPolicyResponse>
{
    public static GetPolicyResponse Run(GetPolicyRequest input, WorldView at)
    {
        ManagedPolicyLookup.CheckArn(input.PolicyArn);
        if (ManagedPolicyCatalogue.Find(input.PolicyArn!) is { } published)
            return new() { Policy = PolicyView.Of(published, at) };
        return new() { Policy = PolicyView.Whole(ManagedPolicyLookup.GetOwn(at, input.PolicyArn), at) };
    }
}
