using Virga.Iam.Evaluation;
using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Simulation;

/// <summary>Says what a user, group or role may do, with further policies if given.</summary>
internal sealed class SimulatePrincipalPolicy : IQuery<SimulatePrincipalPolicyRequest, SimulatePolicyResponse>
{
    public static SimulatePolicyResponse Run(SimulatePrincipalPolicyRequest input, WorldView at)
    {
        var entity = PrincipalPolicies.Find(at, input.PolicySourceArn!);
        var policies = PrincipalPolicies.Of(at, entity);
        var more = (input.PolicyInputList ?? []).Select((text, position) => new SourcePolicy(
            $"PolicyInputList.{position + 1}", "None", PolicyDocuments.Read(text, PolicyKind.Identity)));
        policies = policies with
        {
            Identity = [.. policies.Identity, .. more],
            Boundary = input.PermissionsBoundaryPolicyInputList is [var boundary, ..]
                ? new("PermissionsBoundaryPolicyInputList.1", "None", PolicyDocuments.Read(boundary,
                    PolicyKind.Identity))
                : policies.Boundary,
            Resource = input.ResourcePolicy is { } text
                ? new("ResourcePolicy", "None", PolicyDocuments.Read(text, PolicyKind.Resource))
                : null,
        };
        var question = Question.Of(input.ActionNames, input.ResourceArns, input.ContextEntries, input.ResourceOwner);
        if (entity is UserRow user) question.Context.Set("aws:username", user.Id);
        question.Context.Set("aws:userid", entity.UniqueId);
        var principal = new RequestPrincipal(at.Account, input.CallerArn
            ?? input.PolicySourceArn!, null, entity.UniqueId);
        return Simulator.Run(principal, policies, question, input.MaxItems, input.Marker);
    }
}
