using Virga.Ec2.Images.Catalogue;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>A snapshot as something that a volume can be made of, wherever it is known from.</summary>
/// <param name="Id">The snapshot.</param>
/// <param name="SizeGiB">Its volume's size.</param>
internal sealed record SnapshotSource(string Id, int SizeGiB)
{
    public bool IsEncrypted { get; init; }

    public string? KmsKeyId { get; init; }

    /// <summary>Whether it holds data.</summary>
    public bool IsOnDisk { get; init; }

    /// <summary>What the snapshot lacks, or null.</summary>
    public string? StateMessage { get; init; }

    /// <summary>Whether the snapshot that an image or request names holds data.</summary>
    public static bool HasData(WorldView at, string? id) => id is not null
        && (at.Find<SnapshotRow>(id) ?? SharedSnapshots.Of(at).FirstOrDefault(one => one.Row.Id == id).Row)
            is { IsOnDisk: true };

    /// <summary>The key of an encrypted snapshot that the caller can see, or null.</summary>
    public static string? KeyOf(WorldView at, string? id) => id is null
        ? null
        : (at.Find<SnapshotRow>(id) ?? SharedSnapshots.Of(at).FirstOrDefault(one => one.Row.Id == id).Row)?.KmsKeyId;

    /// <summary>A volume of a snapshot is at least as large as it (AWS's text of a block device mapping).</summary>
    public static void CheckSize(int? askedGiB, string? id, int sizeGiB)
    {
        if (askedGiB < sizeGiB)
            throw new AwsException("InvalidBlockDeviceMapping",
                $"Volume of size {askedGiB}GB is smaller than snapshot '{id}', expect size >= {sizeGiB}GB");
    }

    /// <summary>The account's own, one shared with it, or one behind a public image; else AWS's error.</summary>
    public static SnapshotSource Get(WorldView at, string id)
    {
        Ids.Check(SnapshotRow.Kind, id);
        if (at.Find<SnapshotRow>(id) is { } own) return Usable(own);
        if (SharedSnapshots.Of(at).FirstOrDefault(one => one.Row.Id == id).Row is { } shared) return Usable(shared);
        return OfCatalogue(at, id) ?? throw SnapshotRow.Kind.NotFound!(id);
    }

    private static SnapshotSource Usable(SnapshotRow row)
    {
        if (row.State != SnapshotState.Completed)
            throw Ec2Errors.IncorrectState($"Snapshot is in invalid state - {row.State}");
        if (row.StorageTier != StorageTier.Standard)
            throw Ec2Errors.IncorrectState($"The snapshot '{row.Id}' is archived. Restore it first.");
        return new(row.Id, row.SizeGiB)
        {
            IsEncrypted = row.IsEncrypted, KmsKeyId = row.KmsKeyId, IsOnDisk = row.IsOnDisk,
            StateMessage = row.StateMessage,
        };
    }

    private static SnapshotSource? OfCatalogue(WorldView at, string id) =>
        AmiCatalogue.In(at.Region).SelectMany(image => image.BlockDevices)
            .Where(device => device.SnapshotId == id)
            .Select(device => new SnapshotSource(id, device.VolumeSizeGiB!.Value)).FirstOrDefault();
}

/// <summary>Snapshots of other accounts that the caller may use.</summary>
internal static class SharedSnapshots
{
    public static IEnumerable<(SnapshotRow Row, string OwnerId)> Of(WorldView at) =>
        from scope in at.Scopes
        where scope.Region == at.Region && scope.Account != at.Account
        from row in at.Rows<SnapshotRow>(scope)
        where row.IsPublic || row.UserIds.Contains(at.Account)
        select (row, scope.Account);
}
