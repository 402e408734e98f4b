namespace Virga.Ec2.Snapshots;

/// <summary>The newest move of a snapshot between tiers (EBS User Guide, "Archive Amazon EBS snapshots").</summary>
/// <param name="Status">Such as <c>archival-in-progress</c>.</param>
/// <param name="StartTime">When it began.</param>
internal sealed record SnapshotTiering(string Status, DateTimeOffset StartTime)
{
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>How long a restore holds; null for one for ever.</summary>
    public int? RestoreDays { get; init; }

    /// <summary>When it goes back into the archive.</summary>
    public DateTimeOffset? RestoreExpiry { get; init; }

    /// <summary>Whether it is on its way.</summary>
    public bool IsMoving => Status.EndsWith("-in-progress", StringComparison.Ordinal);
}
