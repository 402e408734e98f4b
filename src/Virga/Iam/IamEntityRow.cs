using Virga.State;

namespace Virga.Iam;

/// <summary>
/// What users, groups and roles have in common. The id of the row is the name. Names differ by more than case, so the
/// slices look a taken name up without it.
/// </summary>
internal abstract record IamEntityRow(string Id) : Row(Id)
{
    /// <summary>Begins and ends with a slash.</summary>
    public required string Path { get; init; }

    /// <summary>Such as AIDA…, AROA…, AGPA…; never used again, unlike names.</summary>
    public required string UniqueId { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>Inline policies by name, as text.</summary>
    public SortedDictionary<string, string> InlinePolicies { get; init; } = [];

    /// <summary>ARNs of attached managed policies, in order of attachment.</summary>
    public IReadOnlyList<string> AttachedPolicies { get; init; } = [];

    /// <summary>The ARN of the permissions boundary, or null.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>In order of tagging, as AWS lists them.</summary>
    public IReadOnlyList<IamTag> Tags { get; init; } = [];
}

/// <summary>A tag of an IAM resource. Keys differ by more than case.</summary>
internal sealed record IamTag(string Key, string Value);
