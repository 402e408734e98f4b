using Virga.Iam.Evaluation;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Simulation;

/// <summary>Says what the given policies allow.</summary>
internal sealed class SimulateCustomPolicy : IQuery<SimulateCustomPolicyRequest, SimulatePolicyResponse>
{
    public static SimulatePolicyResponse Run(SimulateCustomPolicyRequest input, WorldView at)
    {
        var policies = new PolicySet
        {
            Identity =
            [
                .. (input.PolicyInputList ?? []).Select((text, position) => new SourcePolicy(
                    $"PolicyInputList.{position + 1}", "None", PolicyDocuments.Read(text, PolicyKind.Identity))),
            ],
            Boundary = input.PermissionsBoundaryPolicyInputList is [var boundary, ..]
                ? new("PermissionsBoundaryPolicyInputList.1", "None", PolicyDocuments.Read(boundary,
                    PolicyKind.Identity))
                : null,
            Resource = input.ResourcePolicy is { } text
                ? new("ResourcePolicy", "None", PolicyDocuments.Read(text, PolicyKind.Resource))
                : null,
        };
        var caller = input.CallerArn ?? IamArns.Of(at.Account, "user", "/", "simulated");
        var question = Question.Of(input.ActionNames, input.ResourceArns, input.ContextEntries, input.ResourceOwner);
        return Simulator.Run(new(at.Account, caller), policies, question, input.MaxItems, input.Marker);
    }
}
