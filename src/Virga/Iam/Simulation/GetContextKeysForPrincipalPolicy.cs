using Virga.Iam.Evaluation;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Simulation;

/// <summary>Lists the condition keys that the policies of a principal ask for.</summary>
internal sealed class GetContextKeysForPrincipalPolicy : IQuery<GetContextKeysForPrincipalPolicyRequest,
    GetContextKeysForPolicyResponse>
{
    public static GetContextKeysForPolicyResponse Run(GetContextKeysForPrincipalPolicyRequest input, WorldView at)
    {
        var policies = PrincipalPolicies.Of(at, PrincipalPolicies.Find(at, input.PolicySourceArn!));
        var more = (input.PolicyInputList ?? []).Select(text => PolicyDocuments.Read(text, PolicyKind.Resource));
        return new() { ContextKeyNames = [.. ContextKeys.Of(policies.Identity.Select(one => one.Document).Concat(
            more))] };
    }
}
