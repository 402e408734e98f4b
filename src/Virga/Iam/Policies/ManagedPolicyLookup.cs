using Virga.Iam.ManagedPolicies;
using Virga.State;

namespace Virga.Iam.Policies;

/// <summary>Finds managed policies by ARN: the account's own, and those that AWS publishes.</summary>
internal static class ManagedPolicyLookup
{
    /// <summary>The account's own policy with this ARN, or null.</summary>
    public static PolicyRow? FindOwn(WorldView at, string arn)
    {
        var row = at.Find<PolicyRow>(IamArns.NameOf(arn));
        return row is not null && ArnOf(row, at.Account) == arn ? row : null;
    }

    /// <summary>The account's own policy, or NoSuchEntity.</summary>
    public static PolicyRow GetOwn(WorldView at, string? arn)
    {
        CheckArn(arn);
        return FindOwn(at, arn!) ?? throw IamErrors.NoSuchPolicy(arn!);
    }

    /// <summary>The text of a policy in force, or null when there is no such policy.</summary>
    public static string? FindDocument(WorldView at, string arn) => FindOwn(at, arn) is { } own
        ? own.Document
        : ManagedPolicyCatalogue.Find(arn) is { } published ? ManagedPolicyCatalogue.DocumentOf(published) : null;

    /// <summary>Whether a policy of this ARN can be attached.</summary>
    public static bool Exists(WorldView at, string arn) =>
        FindOwn(at, arn) is not null || ManagedPolicyCatalogue.Find(arn) is not null;

    public static string ArnOf(PolicyRow row, string account) => IamArns.Of(account, "policy", row.Path, row.Id);

    /// <summary>Refuses what is no ARN, such as the mere name of a policy.</summary>
    public static void CheckArn(string? arn)
    {
        if (arn?.Split(':', 6) is not ["arn", { Length: > 0 }, { Length: > 0 }, _, _, { Length: > 0 }])
            throw IamErrors.InvalidArn();
    }
}
