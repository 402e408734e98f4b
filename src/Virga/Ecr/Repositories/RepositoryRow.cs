using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>A repository; its id is its name.</summary>
internal sealed record RepositoryRow(string Id) : Row(Id), IRow<RepositoryRow>
{
    public static RowKind<RepositoryRow> Kind { get; } = new("ecr-repository");

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>MUTABLE</c>, <c>IMMUTABLE</c>, or one of them <c>_WITH_EXCLUSION</c>.</summary>
    public required string TagMutability { get; init; }

    /// <summary>Wildcards of tags that are treated the other way round.</summary>
    public List<ImageTagMutabilityExclusionFilter>? ExclusionFilters { get; init; }

    public bool IsScannedOnPush { get; init; }

    public required EncryptionConfiguration Encryption { get; init; }

    /// <summary>The repository policy as it was written, or null.</summary>
    public string? PolicyText { get; init; }

    /// <summary>The lifecycle policy as it was written, or null.</summary>
    public string? LifecyclePolicyText { get; init; }

    /// <summary>When the lifecycle policy last ran.</summary>
    public DateTimeOffset? LifecyclePolicyEvaluatedAt { get; init; }
}
