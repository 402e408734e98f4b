namespace Virga.Iam.Policies;

/// <summary>Finds versions of a managed policy.</summary>
internal static class PolicyVersions
{
    public static PolicyVersionFacts Get(PolicyRow row, string arn, string? versionId) =>
        row.Versions.FirstOrDefault(version => version.VersionId == versionId)
        ?? throw IamErrors.NoSuchEntity($"Policy {arn} version {versionId} does not exist or is not attachable.");
}
