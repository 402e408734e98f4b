using Virga.Iam.Evaluation;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Simulation;

/// <summary>Lists the condition keys that the given policies ask for.</summary>
internal sealed class GetContextKeysForCustomPolicy : IQuery<GetContextKeysForCustomPolicyRequest,
    GetContextKeysForPolicyResponse>
{
    public static GetContextKeysForPolicyResponse Run(GetContextKeysForCustomPolicyRequest input, WorldView at)
    {
        var documents = (input.PolicyInputList ?? []).Select(text => PolicyDocuments.Read(text, PolicyKind.Resource));
        return new() { ContextKeyNames = [.. ContextKeys.Of(documents)] };
    }
}
