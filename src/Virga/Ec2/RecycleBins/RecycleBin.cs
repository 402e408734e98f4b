using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Volumes;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RecycleBins;

/// <summary>
/// Deletes what may be restored for some days. AWS's rules of retention are another service's; here one setting stands
/// for them, which is for every snapshot, image and volume of every account. What was never complete is not kept.
/// </summary>
internal static class RecycleBin
{
    /// <summary>The most for volumes (EBS User Guide, "Recycle Bin").</summary>
    private const int MaxVolumeDays = 7;

    public static void Put(Change change, SnapshotRow row)
    {
        var bin = Entry(change, row.Id, change.Rules.RecycleBinDays);
        change.Remove<SnapshotRow>(row.Id);
        if (row.State != SnapshotState.Completed) return;
        var isMoving = row.Tiering is { IsMoving: true };
        Keep(change, bin with
        {
            Snapshot = row with { FastRestores = [], Tiering = isMoving ? null : row.Tiering },
        });
    }

    public static void Put(Change change, ImageRow row)
    {
        var bin = Entry(change, row.Id, change.Rules.RecycleBinDays);
        change.Remove<ImageRow>(row.Id);
        if (row.State is ImageState.Available or ImageState.Disabled) Keep(change, bin with { Image = row });
    }

    public static void Put(Change change, VolumeRow row)
    {
        var bin = Entry(change, row.Id, Math.Min(change.Rules.RecycleBinDays, MaxVolumeDays));
        change.Remove<VolumeRow>(row.Id);
        Keep(change, bin with { Volume = row with { State = VolumeState.Available } });
    }

    /// <summary>Takes an entry out; the caller puts its row back first. Its tags are back after this.</summary>
    public static void Restored(Change change, RecycledRow bin)
    {
        change.Cancel<RecycledIsGone>(bin.Id);
        change.Remove<RecycledRow>(bin.Id);
        if (bin.Tags.Count > 0) change.Put(new TagsRow(bin.Id, bin.Tags));
    }

    /// <summary>The entries of a kind with these ids, or all; AWS's error for one that is not in the bin.</summary>
    public static IEnumerable<RecycledRow> Chosen(
        WorldView at, List<string>? ids, RowKind kind, Func<RecycledRow, bool> isOfKind)
    {
        foreach (var id in ids ?? [])
        {
            Ids.Check(kind, id);
            if (at.Find<RecycledRow>(id) is not { } bin || !isOfKind(bin)) throw kind.NotFound!(id);
        }

        return at.Rows<RecycledRow>()
            .Where(bin => isOfKind(bin) && (ids is not { Count: > 0 } || ids.Contains(bin.Id)));
    }

    private static RecycledRow Entry(Change change, string id, int days) => new(id)
    {
        Tags = change.Find<TagsRow>(id)?.Tags ?? new(StringComparer.Ordinal),
        EnteredAt = change.Now,
        ExitsAt = change.Now.AddDays(days),
    };

    private static void Keep(Change change, RecycledRow bin)
    {
        if (bin.ExitsAt <= change.Now) return;
        change.Put(bin);
        change.Expire<RecycledIsGone>(bin.ExitsAt - change.Now, bin.Id);
    }
}

/// <summary>The time in the recycle bin is over.</summary>
internal sealed class RecycledIsGone : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<RecycledRow>(subject);
}
