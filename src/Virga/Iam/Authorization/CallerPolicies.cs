using System.Collections.Immutable;
using Virga.Iam.Evaluation;
using Virga.Iam.Roles;
using Virga.Iam.Simulation;
using Virga.Iam.Users;
using Virga.State;
using Virga.Sts;

namespace Virga.Iam.Authorization;

/// <summary>Who a caller is for the evaluator, and which policies are theirs.</summary>
internal sealed record CallerPolicies(RequestPrincipal Principal, PolicySet Policies, TemporaryCredentialsRow? Session)
{
    private const string AllowAll =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private static readonly SourcePolicy OfRoot =
        new("root", "account", PolicyReader.Read(AllowAll, PolicyKind.Identity));

    /// <summary>The entity behind the caller, or null for the account itself.</summary>
    public IamEntityRow? Entity { get; private init; }

    public static CallerPolicies Of(WorldView at, Caller caller)
    {
        var home = at.At(new Scope(caller.Account, Scope.GlobalRegion));
        var session = home.Find<TemporaryCredentialsRow>(caller.AccessKeyId);
        IamEntityRow? entity = session switch
        {
            { RoleName: { } role } => home.Find<RoleRow>(role),
            { UserName: { } user } => home.Find<UserRow>(user),
            null when caller.Arn.Contains(":user/", StringComparison.Ordinal) =>
                home.Find<UserRow>(IamArns.NameOf(caller.Arn)),
            _ => null,
        };
        var isOfRoot = session is { RoleName: null, UserName: null } || caller.Arn == IamArns.Root(caller.Account);
        var policies = entity is null
            ? new PolicySet { Identity = isOfRoot ? [OfRoot] : [] }
            : PrincipalPolicies.Of(home, entity);
        var roleArn = entity is RoleRow row ? RoleView.ArnOf(row, caller.Account) : null;
        return new(
            new(caller.Account, caller.Arn, roleArn, entity?.UniqueId ?? caller.UserId),
            policies with { Session = SessionPolicies(session) },
            session)
        {
            Entity = entity,
        };
    }

    private static ImmutableArray<SourcePolicy>? SessionPolicies(TemporaryCredentialsRow? session) =>
        session?.SessionPolicies is not { } texts
            ? null
            : [.. texts.Select((text, position) => new SourcePolicy(
                $"session-policy-{position + 1}", "session", PolicyReader.Read(text, PolicyKind.Resource)))];
}
