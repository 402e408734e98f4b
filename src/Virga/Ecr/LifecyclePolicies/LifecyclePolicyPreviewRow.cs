using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>The preview of a policy; a repository has one at most, and its id is the repository's name.</summary>
internal sealed record LifecyclePolicyPreviewRow(string Id) : Row(Id), IRow<LifecyclePolicyPreviewRow>
{
    public static RowKind<LifecyclePolicyPreviewRow> Kind { get; } =
        new("ecr-lifecycle-preview");

    public required string PolicyText { get; init; }

    /// <summary><c>IN_PROGRESS</c> or <c>COMPLETE</c>.</summary>
    public required string Status { get; init; }

    public List<LifecyclePolicyPreviewResult> Results { get; init; } = [];
}
