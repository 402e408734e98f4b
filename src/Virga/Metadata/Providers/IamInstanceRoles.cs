using System.Collections.Concurrent;
using Virga.Ec2.Instances;
using Virga.Iam.Evaluation;
using Virga.Iam.InstanceProfiles;
using Virga.Iam.Roles;
using Virga.State;
using Virga.Sts;

namespace Virga.Metadata.Providers;

/// <summary>
/// Roles from IAM, credentials from STS: what an instance reads here signs requests to every other service, and is
/// replaced before it expires.
/// </summary>
internal sealed class IamInstanceRoles(Store store) : IInstanceRoles
{
    /// <summary>EC2 has new credentials at least five minutes before the old ones expire (User Guide); SDKs ask again
    /// when a quarter of an hour is left, so ours are changed well before.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Scope Scope, string InstanceId), TemporaryCredentialsRow> _current = [];

    private readonly ConcurrentDictionary<(Scope Scope, string InstanceId), TemporaryCredentialsRow> _own = [];

    public MetadataRole? RoleOf(InstanceRow instance, WorldView at)
    {
        if (instance.Profile is not { } associated) return null;
        if (InstanceProfileView.Find(at, associated.Arn, null) is not { } profile) return null;
        var role = at.At(at.Scope.Global).Find<RoleRow>(profile.RoleName);
        if (role is null) return null;
        var (scope, id, name) = (at.Scope, instance.Id, role.Id);
        return new MetadataRole(
            associated.Arn, associated.ProfileId, name, at.Now, _ => CredentialsOf(scope, id, name));
    }

    public Func<DateTimeOffset, RoleCredentials>? IdentityOf(InstanceRow instance, WorldView at)
    {
        var (scope, id) = (at.Scope, instance.Id);
        return _ => OwnCredentialsOf(scope, id);
    }

    private RoleCredentials OwnCredentialsOf(Scope scope, string instanceId)
    {
        var key = (scope, instanceId);
        if (!_own.TryGetValue(key, out var row) || IsOver(row, scope))
        {
            store.Commit(scope, change => row = TemporaryCredentials.IssueForInstanceIdentity(change, instanceId));
            _own[key] = row!;
        }

        return Shown(row!);
    }

    private RoleCredentials CredentialsOf(Scope scope, string instanceId, string roleName)
    {
        var now = store.Time.GetUtcNow();
        var home = store.World.At(scope.Global);
        if (home.Table<RoleRow>().Find(roleName) is not { } role || !IsTrusted(role, scope.Account))
        {
            return new RoleCredentials("AssumeRoleUnauthorizedAccess", now, Message:
                $"EC2 cannot assume the role {roleName}. Please see documentation at "
                + "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html"
                + "#troubleshoot_iam-ec2_errors-info-doc.");
        }

        var key = (scope, instanceId);
        if (!_current.TryGetValue(key, out var row) || row.RoleName != roleName || IsOver(row, scope))
        {
            store.Commit(scope, change => row = TemporaryCredentials.IssueForInstance(change, roleName, instanceId));
            _current[key] = row!;
        }

        return Shown(row!);
    }

    private static RoleCredentials Shown(TemporaryCredentialsRow row) =>
        new("Success", row.IssuedAt, row.Id, row.Secret, row.SessionToken, row.Expiration);

    /// <summary>Whether others are due. What the World does not know any more (after a reset) nobody would honour.
    /// </summary>
    private bool IsOver(TemporaryCredentialsRow row, Scope scope) =>
        row.Expiration - store.Time.GetUtcNow() < RenewBefore
        || store.World.At(scope.Global).Table<TemporaryCredentialsRow>().Find(row.Id) is null;

    private static bool IsTrusted(RoleRow role, string account)
    {
        var trust = new SourcePolicy("trust", "Trust Policy", PolicyReader.Read(role.TrustPolicy, PolicyKind.Trust));
        var principal = new RequestPrincipal(account, "") { ServiceName = "ec2.amazonaws.com" };
        var request = new AuthorizationRequest(
            principal, "sts:AssumeRole", RoleView.ArnOf(role, account), account, new(), new() { Resource = trust });
        return PolicyEvaluator.EvaluateTrust(request).IsAllowed;
    }
}
