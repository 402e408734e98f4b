using System.Text.RegularExpressions;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>What ECR demands of a repository. Name: API Reference, CreateRepository; key: ECR User Guide.</summary>
internal static partial class RepositoryRules
{
    private const int MinNameLength = 2;
    private const int MaxNameLength = 256;
    private const int MaxRepositories = 100_000;

    public static void CheckName(string? name)
    {
        if (name is null || name.Length is < MinNameLength or > MaxNameLength || !Name().IsMatch(name))
            throw EcrErrors.InvalidParameter(
                "repositoryName", "must satisfy regular expression '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*"
                + "(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*'");
    }

    /// <summary>A registry holds 100,000 repositories (ECR quotas).</summary>
    public static void CheckRoom(WorldView at)
    {
        if (at.Rows<RepositoryRow>().Count >= MaxRepositories)
            throw EcrErrors.Limit($"The registry already has {MaxRepositories} repositories");
    }

    /// <summary>Exclusion filters are there exactly when the mutability says so; at most two wildcards each.</summary>
    public static void CheckMutability(string mutability, List<ImageTagMutabilityExclusionFilter>? filters)
    {
        var wants = mutability.EndsWith("_WITH_EXCLUSION", StringComparison.Ordinal);
        if (wants && filters is not { Count: > 0 })
            throw EcrErrors.InvalidParameter(
                "imageTagMutabilityExclusionFilters",
                $"ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as {mutability}");
        if (!wants && filters is { Count: > 0 })
            throw EcrErrors.InvalidParameter(
                "imageTagMutabilityExclusionFilters",
                $"ImageTagMutabilityExclusionFilters must be null when imageTagMutability is set as {mutability}");
        foreach (var filter in filters ?? [])
            if ((filter.Filter ?? "").Count(c => c == '*') > 2)
                throw EcrErrors.InvalidParameter(
                    "imageTagMutabilityExclusionFilters", "A filter holds at most 2 wildcards");
    }

    /// <summary>AES256 unless told; KMS without a key takes AWS's own for ECR.</summary>
    public static EncryptionConfiguration Encryption(WorldView at, string? type, string? key) => type switch
    {
        null or EncryptionType.AES256 => new() { EncryptionType = EncryptionType.AES256 },
        _ => new()
        {
            EncryptionType = type,
            KmsKey = key ?? $"arn:aws:kms:{at.Region}:{at.Account}:alias/aws/ecr",
        },
    };

    /// <summary>Whether a tag may be moved to another image.</summary>
    public static bool IsTagMutable(RepositoryRow row, string tag)
    {
        var isMutable = row.TagMutability.StartsWith("MUTABLE", StringComparison.Ordinal);
        var isExcluded = (row.ExclusionFilters ?? []).Any(filter => Wildcard.IsMatch(filter.Filter ?? "", tag));
        return isMutable != isExcluded;
    }

    [GeneratedRegex(@"^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex Name();
}
