namespace Virga.Iam.Policies;

/// <summary>Limits a managed policy. Source: IAM User Guide, "IAM and STS character limits".</summary>
internal static class PolicySize
{
    private const int MaxSize = 6_144;

    public static string Check(string document) => PolicyDocuments.SizeOf(document) <= MaxSize
        ? document
        : throw IamErrors.LimitExceeded($"Cannot exceed quota for PolicySize: {MaxSize}");
}
