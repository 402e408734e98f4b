using Virga.Iam.AccessKeys;
using Virga.Iam.Roles;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>What a session is made of; the credentials themselves are made when it is issued.</summary>
/// <param name="Arn">What GetCallerIdentity will answer.</param>
/// <param name="UserId">The unique id beside it.</param>
/// <param name="Seconds">How long it lasts.</param>
internal sealed record SessionPlan(string Arn, string UserId, int Seconds)
{
    public string? RoleName { get; init; }

    public string? UserName { get; init; }

    public SessionScope Scope { get; init; } = SessionScope.None;

    public string? SourceIdentity { get; init; }

    public bool HasMfa { get; init; }
}

/// <summary>Issues temporary credentials.</summary>
internal static class TemporaryCredentials
{
    /// <summary>
    /// Expired credentials are kept a while, so that their use answers ExpiredToken and not InvalidClientTokenId.
    /// </summary>
    private static readonly TimeSpan KeptAfterExpiration = TimeSpan.FromHours(12);

    /// <summary>Issues credentials in an account; the change may be of any region or account.</summary>
    public static TemporaryCredentialsRow Issue(Change change, string account, SessionPlan plan)
    {
        var home = change.At(new Scope(account, Virga.State.Scope.GlobalRegion));
        Prune(home);
        return home.Put(new TemporaryCredentialsRow(AccessKeyId.New(home, AccessKeyId.Temporary, account))
        {
            Secret = Secrets.NewSecret(home),
            SessionToken = Secrets.NewToken(home),
            IssuedAt = home.Now,
            Expiration = WholeSeconds(home.Now.AddSeconds(plan.Seconds)),
            Arn = plan.Arn,
            UserId = plan.UserId,
            RoleName = plan.RoleName,
            UserName = plan.UserName,
            SessionPolicies = plan.Scope.Policies,
            Tags = plan.Scope.Tags,
            TransitiveTagKeys = plan.Scope.TransitiveTagKeys,
            SourceIdentity = plan.SourceIdentity,
            HasMfa = plan.HasMfa,
        });
    }

    /// <summary>
    /// Credentials of an instance's role, as the metadata service gives them out: a session named after the instance,
    /// six
    /// hours long. Null when the role is gone.
    /// </summary>
    public static TemporaryCredentialsRow? IssueForInstance(Change change, string roleName, string instanceId)
    {
        const int sixHours = 6 * 3_600;
        var role = change.At(change.Scope.Global).Find<RoleRow>(roleName);
        return role is null
            ? null
            : Issue(change, change.Account, RolePlan(role, change.Account, instanceId, sixHours));
    }

    /// <summary>
    /// Credentials of the instance itself, under the role name that no account can make and to which no policy can be
    /// attached (EC2 User Guide, "Instance identity roles").
    /// </summary>
    public static TemporaryCredentialsRow IssueForInstanceIdentity(Change change, string instanceId)
    {
        const string role = "aws:ec2-instance";
        const int sixHours = 6 * 3_600;
        var arn = $"arn:aws:sts::{change.Account}:assumed-role/{role}/{instanceId}";
        return Issue(change, change.Account, new(arn, $"{change.Account}:{role}:{instanceId}", sixHours)
        {
            RoleName = role,
        });
    }

    public static SessionPlan RolePlan(RoleRow role, string account, string session, int seconds) =>
        new($"arn:aws:sts::{account}:assumed-role/{role.Id}/{session}", $"{role.UniqueId}:{session}", seconds)
        {
            RoleName = role.Id,
        };

    /// <summary>The credentials of a caller's key, or null when the caller has none of this kind.</summary>
    public static TemporaryCredentialsRow? Of(WorldView at, Caller caller) =>
        at.At(new Scope(caller.Account, Virga.State.Scope.GlobalRegion)).Find<TemporaryCredentialsRow>(
            caller.AccessKeyId);

    public static Credentials Show(TemporaryCredentialsRow row) => new()
    {
        AccessKeyId = row.Id,
        SecretAccessKey = row.Secret,
        SessionToken = row.SessionToken,
        Expiration = row.Expiration,
    };

    private static void Prune(Change home)
    {
        var limit = home.Now - KeptAfterExpiration;
        foreach (var old in home.Rows<TemporaryCredentialsRow>().TakeWhile(row => row.Expiration < limit).ToList())
            home.Remove<TemporaryCredentialsRow>(old.Id);
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
