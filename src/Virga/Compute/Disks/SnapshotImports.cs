using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;

namespace Virga.Compute.Disks;

/// <summary>
/// Reads disks from the directory that stands for S3 into snapshots.
/// </summary>
internal sealed class SnapshotImports(DiskStore disks, string directory)
{
    /// <summary>Gives a snapshot the bytes of a disk.</summary>
    /// <returns>The size and format of the object, and the size of the disk in GiB.</returns>
    /// <exception cref="MachineException">There is no such object, or it is no disk.</exception>
    public async Task<(SnapshotImport Import, int SizeGiB)> ReadAsync(
        string snapshotId, SnapshotImport import, Action<int> progress, CancellationToken cancellation)
    {
        var path = BucketPath.OfObject(directory, import.Bucket, import.Key);
        var size = new FileInfo(path).Length;
        var format = import.Format ?? NameOf(DiskFile.FormatOf(path));
        if (size == 0) throw new MachineException("ClientError", "The disk is empty.");
        if (format == "RAW")
            await Task.Run(
                    () => SparseFile.Copy(
                        disks.PathOf(snapshotId), path, (long)GiB(size) << 30, progress, cancellation), cancellation)
                .ConfigureAwait(false);
        else
            await disks.TakeAsync(snapshotId, draft => ConvertAsync(format, path, draft, cancellation))
                .ConfigureAwait(false);
        var whole = GiB(new FileInfo(disks.PathOf(snapshotId)).Length);
        SparseFile.Grow(disks.PathOf(snapshotId), (long)whole << 30);
        return (import with { Format = format, SizeBytes = size }, whole);
    }

    /// <summary>Removes what was read for a snapshot that nobody wants any more.</summary>
    public void Forget(string snapshotId) => disks.Delete(snapshotId);

    private static int GiB(long bytes) => (int)((bytes + (1L << 30) - 1) >> 30);

    /// <summary>AWS's name of a format; plain bytes are what shows nothing else.</summary>
    private static string NameOf(string? format) => format switch
    {
        "vpc" => "VHD",
        null => "RAW",
        _ => format.ToUpperInvariant(),
    };

    private static async Task ConvertAsync(
        string format, string source, string target, CancellationToken cancellation)
    {
        try
        {
            await DiskFile.ConvertAsync(source, DiskFile.FormatNamed(format)!, target, DiskFile.Raw, cancellation)
                .ConfigureAwait(false);
        }
        catch (MachineException wrong)
        {
            throw new MachineException(wrong.Code, $"The disk can not be read as {format}: {wrong.Message}", wrong);
        }
    }
}
