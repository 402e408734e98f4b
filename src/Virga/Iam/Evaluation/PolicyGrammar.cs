using System.Buffers;

namespace Virga.Iam.Evaluation;

/// <summary>What a well-formed document must also satisfy, in the order in which AWS checks it.</summary>
internal static class PolicyGrammar
{
    private static readonly SearchValues<char> SidCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly SearchValues<char> VendorCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly string[] Partitions = ["*", "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b"];

    private static readonly string[] IamPaths =
    [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/",
        "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
    ];

    public static void Check(PolicyDocument document, PolicyKind kind)
    {
        CheckSids(document, kind);
        foreach (var statement in document.Statements)
            if (statement.Actions is not { Items.IsEmpty: false })
                throw new MalformedPolicyException("Policy statement must contain actions.");
        foreach (var statement in document.Statements)
        {
            if (statement.Resources is { } resources)
                foreach (var item in resources.Items) CheckResource(item.Text);
            foreach (var action in statement.Actions!.Items) CheckAction(action.Text);
        }

        foreach (var statement in document.Statements) CheckByKind(statement, kind);
    }

    private static void CheckSids(PolicyDocument document, PolicyKind kind)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sid in document.Statements.Select(statement => statement.Sid).Where(sid => !string.IsNullOrEmpty(
            sid)))
        {
            if (!seen.Add(sid!)) throw new MalformedPolicyException(
                "Statement IDs (SID) in a single policy must be unique.");
            if (kind == PolicyKind.Identity && sid.AsSpan().ContainsAnyExcept(SidCharacters))
                throw new MalformedPolicyException(
                    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression "
                    + "[0-9A-Za-z]*");
        }
    }

    private static void CheckAction(string action)
    {
        if (action == "*") return;
        var parts = action.Split(':');
        if (parts.Length == 1)
            throw new MalformedPolicyException(
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        if (parts.Length > 2) throw new MalformedPolicyException("Actions/Condition can contain only one colon.");
        if (parts[0] != "*" && parts[0].AsSpan().ContainsAnyExcept(VendorCharacters))
            throw new MalformedPolicyException($"Vendor {parts[0]} is not valid");
    }

    private static void CheckResource(string resource)
    {
        if (resource == "*" || resource.StartsWith("${", StringComparison.Ordinal)) return;
        var parts = resource.Split(':', 6);
        if (parts.Length == 1)
            throw new MalformedPolicyException($"Resource {resource} must be in ARN format or \"*\".");
        if (!Partitions.Contains(parts[1]) && !parts[1].StartsWith("${", StringComparison.Ordinal))
            throw new MalformedPolicyException(
                $"Partition \"{parts[1]}\" is not valid for resource \"arn:{parts[1]}:{Part(parts, 2)}:{Part(parts, 3)}"
                + $":{Part(parts, 4)}:{Part(parts, 5)}\".");
        if (parts.Length == 2)
            throw new MalformedPolicyException("Resource vendor must be fully qualified and cannot contain regexes.");
        if (parts[2] != "iam" || parts.Length < 6) return;
        if (parts[3].Length > 0)
            throw new MalformedPolicyException($"IAM resource {resource} cannot contain region information.");
        if (parts[5] is not ("*" or "root")
            && !IamPaths.Any(path => parts[5].StartsWith(path, StringComparison.Ordinal))
            && !parts[5].Contains('*', StringComparison.Ordinal))
            throw new MalformedPolicyException(
                $"IAM resource path must either be \"*\" or start with {string.Join(", ", IamPaths)}.");
    }

    private static string Part(string[] parts, int index) =>
        index < parts.Length && (parts[index].Length > 0 || parts.Length > index + 1) ? parts[index] : "*";

    private static void CheckByKind(PolicyStatement statement, PolicyKind kind)
    {
        if (kind == PolicyKind.Identity)
        {
            if (statement.Principals is not null)
                throw new MalformedPolicyException("Policy document should not specify a principal.");
            if (statement.Resources is not { Items.IsEmpty: false })
                throw new MalformedPolicyException("Policy statement must contain resources.");
            return;
        }

        if (kind != PolicyKind.Trust) return;
        if (statement.Resources is not null) throw new MalformedPolicyException("Has prohibited field Resource");
        if (statement.Principals is not { Names.IsEmpty: false })
            throw new MalformedPolicyException("Missing required field Principal");
        if (statement.Actions!.Items.Any(action => !action.Text.StartsWith("sts:", StringComparison.OrdinalIgnoreCase)))
            throw new MalformedPolicyException("AssumeRole policy may only specify STS AssumeRole actions.");
    }
}
