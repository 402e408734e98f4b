using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Volumes;
using Virga.State;

namespace Virga.Ec2.RecycleBins;

/// <summary>
/// What was deleted and can still be restored: the row as it was, under its id, with its tags. It is out of its own
/// table, so that nothing else has to know of the bin.
/// </summary>
internal sealed record RecycledRow(string Id) : Row(Id), IRow<RecycledRow>
{
    public static RowKind<RecycledRow> Kind { get; } = new("recycled");

    public SnapshotRow? Snapshot { get; init; }

    public VolumeRow? Volume { get; init; }

    public ImageRow? Image { get; init; }

    public required SortedDictionary<string, string> Tags { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>When it is gone for ever.</summary>
    public required DateTimeOffset ExitsAt { get; init; }
}
