using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>
/// Gives credentials of a federated user, who may do what the caller and the given policies both allow.
/// </summary>
internal sealed class GetFederationToken : IMutation<GetFederationTokenRequest, GetFederationTokenResponse>
{
    public static GetFederationTokenResponse Run(GetFederationTokenRequest input, Change change)
    {
        var caller = change.Caller;
        if (TemporaryCredentials.Of(change, caller) is not null)
            throw StsErrors.AccessDenied("Cannot call GetFederationToken with session credentials");
        var scope = SessionScope.OfPolicies(change, caller.Account, input.Policy, input.PolicyArns)
            .WithTags(input.Tags, null, null);
        var plan = new SessionPlan(
            $"arn:aws:sts::{caller.Account}:federated-user/{input.Name}",
            $"{caller.Account}:{input.Name}",
            LongTermCaller.Seconds(caller, input.DurationSeconds))
        {
            UserName = LongTermCaller.UserName(caller),
            // Without policies a federated user may do nothing.
            Scope = scope.Policies is null ? scope with { Policies = [] } : scope,
        };
        var issued = TemporaryCredentials.Issue(change, caller.Account, plan);
        return new()
        {
            Credentials = TemporaryCredentials.Show(issued),
            FederatedUser = new() { Arn = issued.Arn, FederatedUserId = issued.UserId },
            PackedPolicySize = scope.PackedSize ?? 0,
        };
    }
}
