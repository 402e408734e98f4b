namespace Virga.Iam;

/// <summary>ARNs of IAM's resources. They have no region.</summary>
internal static class IamArns
{
    /// <summary>Of a resource with a path: <c>arn:aws:iam::111122223333:role/path/name</c>.</summary>
    public static string Of(string account, string type, string path, string name) =>
        $"arn:aws:iam::{account}:{type}{path}{name}";

    public static string Root(string account) => $"arn:aws:iam::{account}:root";

    /// <summary>The account of an ARN, or null when the text is no ARN.</summary>
    public static string? AccountOf(string arn) =>
        arn.Split(':', 6) is ["arn", _, _, _, var account, _] ? account : null;

    /// <summary>The last part of the resource, such as a role's name.</summary>
    public static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
