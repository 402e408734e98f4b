using Virga.Iam.Evaluation;
using Virga.Iam.Users;
using Virga.State;

namespace Virga.Iam.Roles;

/// <summary>
/// Checks trust policies. A principal of the own account must exist, as on AWS; those of other accounts are taken as
/// they are, since the accounts that a configuration names need not live here.
/// </summary>
internal static class TrustPolicies
{
    public static string Check(WorldView at, string? text)
    {
        var document = PolicyDocuments.Read(text ?? "", PolicyKind.Trust);
        foreach (var name in document.Statements.SelectMany(statement => statement.Principals!.Names))
            if (name.Kind == "AWS" && !IsValid(at, name.Value))
                throw IamErrors.Malformed($"Invalid principal in policy: \"AWS\":\"{name.Value}\"");
        return text!;
    }

    private static bool IsValid(WorldView at, string value)
    {
        if (value == "*" || (value.Length == 12 && value.All(char.IsAsciiDigit))) return true;
        if (value.Split(':', 6) is not ["arn", _, var service, "", { Length: 12 } account, var resource])
            return value.Length == 21 && value.All(char.IsAsciiLetterOrDigit);
        if (account != at.Account || service == "sts") return true;
        var name = IamArns.NameOf(value);
        return resource.Split('/')[0] switch
        {
            "user" => at.Find<UserRow>(name) is { } user && UserView.ArnOf(user, account) == value,
            "role" => at.Find<RoleRow>(name) is { } role && RoleView.ArnOf(role, account) == value,
            _ => resource == "root",
        };
    }
}
