using Virga.Iam;
using Virga.Iam.Roles;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>A role that somebody wants to assume, and the account it is in.</summary>
internal sealed record AssumedRole(RoleRow Row, string Account, string Arn)
{
    private const int DefaultSeconds = 3_600;

    /// <summary>Finds the role by its ARN.</summary>
    public static AssumedRole Get(WorldView at, string? arn, string action)
    {
        if (arn?.Split(':', 6) is not ["arn", { Length: > 0 }, { Length: > 0 }, _, var account, { Length: > 0 }])
            throw StsErrors.InvalidArn(arn ?? "");
        var home = at.At(new Scope(account, Virga.State.Scope.GlobalRegion));
        var role = home.Find<RoleRow>(IamArns.NameOf(arn));
        return role is not null && RoleView.ArnOf(role, account) == arn
            ? new(role, account, arn)
            : throw StsErrors.MayNotAssume(at.Caller.Arn, action, arn);
    }

    /// <summary>The length of a session; the role limits it, and to an hour when a role's session asks.</summary>
    public int Seconds(int? asked, bool isChained)
    {
        if (asked > Row.MaxSessionDurationSeconds)
            throw StsErrors.Validation(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        if (isChained && asked > DefaultSeconds)
            throw StsErrors.Validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        return asked ?? DefaultSeconds;
    }

    public static AssumedRoleUser Show(TemporaryCredentialsRow row) =>
        new() { Arn = row.Arn, AssumedRoleId = row.UserId };
}
