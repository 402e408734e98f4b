using Virga.Iam.MfaDevices;
using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>Gives credentials of a role.</summary>
internal sealed class AssumeRole : IMutation<AssumeRoleRequest, AssumeRoleResponse>
{
    public static AssumeRoleResponse Run(AssumeRoleRequest input, Change change)
    {
        var role = AssumedRole.Get(change, input.RoleArn, "sts:AssumeRole");
        var calling = TemporaryCredentials.Of(change, change.Caller);
        var scope = SessionScope.OfPolicies(change, role.Account, input.Policy, input.PolicyArns)
            .WithTags(input.Tags, input.TransitiveTagKeys, calling);
        var seconds = role.Seconds(input.DurationSeconds, calling?.RoleName is not null);
        var plan = TemporaryCredentials.RolePlan(role.Row, role.Account, input.RoleSessionName!, seconds) with
        {
            Scope = scope,
            SourceIdentity = input.SourceIdentity ?? calling?.SourceIdentity,
            HasMfa = MfaCodes.Check(change, input.SerialNumber, input.TokenCode),
        };
        var issued = TemporaryCredentials.Issue(change, role.Account, plan);
        return new()
        {
            Credentials = TemporaryCredentials.Show(issued),
            AssumedRoleUser = AssumedRole.Show(issued),
            PackedPolicySize = scope.PackedSize,
            SourceIdentity = issued.SourceIdentity,
        };
    }
}
