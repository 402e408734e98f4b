using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>One rule of a lifecycle policy (ECR User Guide, "Lifecycle policy properties").</summary>
internal sealed record LifecycleRule
{
    /// <summary>Lower numbers go first.</summary>
    public required int Priority { get; init; }

    /// <summary><c>tagged</c>, <c>untagged</c> or <c>any</c>.</summary>
    public required string TagStatus { get; init; }

    /// <summary>An image must have a tag for each of these.</summary>
    public IReadOnlyList<string> TagPrefixes { get; init; } = [];

    /// <summary>The same with <c>*</c>.</summary>
    public IReadOnlyList<string> TagPatterns { get; init; } = [];

    /// <summary>
    /// <c>imageCountMoreThan</c>, <c>sinceImagePushed</c>, <c>sinceImagePulled</c> or <c>sinceImageTransitioned</c>.
    /// </summary>
    public required string CountType { get; init; }

    /// <summary>Images, or days.</summary>
    public required int CountNumber { get; init; }

    /// <summary>Whether it selects archived images; active ones otherwise.</summary>
    public bool SelectsArchived { get; init; }

    /// <summary>Whether it archives; it expires otherwise.</summary>
    public bool Archives { get; init; }
}
