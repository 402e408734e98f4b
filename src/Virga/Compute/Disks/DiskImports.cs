using System.Diagnostics;
using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;

namespace Virga.Compute.Disks;

/// <summary>
/// Reads disks from the directory that stands for S3 into snapshots: raw ones as they are, others by
/// <c>qemu-img</c>.
/// </summary>
internal sealed class DiskImports(DiskStore disks, string directory)
{
    private const string Converter = "qemu-img";
    private const int HeadBytes = 512;

    /// <summary>Gives a snapshot the bytes of a disk.</summary>
    /// <returns>The size and format of the object, and the size of the disk in GiB.</returns>
    /// <exception cref="MachineException">There is no such object, or it is no disk.</exception>
    public async Task<(SnapshotImport Import, int SizeGiB)> ReadAsync(
        string snapshotId, SnapshotImport import, Action<int> progress, CancellationToken cancellation)
    {
        var path = BucketPath.Of(directory, import.Bucket, import.Key);
        if (!File.Exists(path))
            throw new MachineException(
                "ClientError", $"There is no object {import.Key} in the bucket {import.Bucket}.");
        var size = new FileInfo(path).Length;
        var format = import.Format ?? await FormatOfAsync(path, cancellation).ConfigureAwait(false);
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

    private static async Task ConvertAsync(
        string format, string source, string target, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Converter)
        {
            RedirectStandardError = true,
            ArgumentList = { "convert", "-f", NameOf(format), "-O", "raw", source, target },
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new MachineException(
                "ClientError", $"A disk of the format {format} needs {Converter}, which is not installed.", missing);
        }

        try
        {
            var errors = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw new MachineException(
                    "ClientError", $"The disk can not be read as {format}: {errors.ReplaceLineEndings(" ").Trim()}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>What QEMU calls AWS's formats.</summary>
    private static string NameOf(string format) => format switch
    {
        "VHD" => "vpc",
        "VHDX" => "vhdx",
        _ => "vmdk",
    };

    private static async Task<string> FormatOfAsync(string path, CancellationToken cancellation)
    {
        var head = new byte[HeadBytes];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellation)
            .ConfigureAwait(false);
        var bytes = head.AsSpan(0, read);
        return bytes.StartsWith("KDMV"u8) || bytes.StartsWith("# Disk DescriptorFile"u8) ? "VMDK"
            : bytes.StartsWith("conectix"u8) ? "VHD"
            : bytes.StartsWith("vhdxfile"u8) ? "VHDX"
            : "RAW";
    }
}
