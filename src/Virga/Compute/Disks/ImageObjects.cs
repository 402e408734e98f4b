using System.Formats.Tar;
using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Compute.Disks;

/// <summary>
/// AMIs as single objects: an archive of what is known of the AMI (<c>image.json</c>), then of the container image
/// (<c>image.tar</c>).
/// </summary>
/// <param name="store">The World.</param>
/// <param name="transfer">The engine that has the images; asked when it is needed.</param>
/// <param name="directory">What stands for S3.</param>
internal sealed class ImageObjects(Store store, Func<IImageTransfer> transfer, string directory)
{
    private const string RowEntry = "image.json";
    private const string ArchiveEntry = "image.tar";

    /// <summary>Far more than any AMI's; what is longer is not read into memory.</summary>
    private const int MaxRowBytes = 1 << 20;

    /// <summary>Writes an AMI; the object is there only when it is whole.</summary>
    /// <exception cref="MachineException">It cannot be; the text becomes the task's failure reason.</exception>
    public async Task StoreAsync(Scope scope, StoreImageTaskRow task, CancellationToken cancellation)
    {
        var image = store.World.At(scope).Table<ImageRow>().Find(task.Id)
            ?? throw new MachineException("ClientError", $"The image {task.Id} is gone.");
        var path = BucketPath.Of(directory, task.Bucket, task.Key);
        await WithPartsAsync(path, task.Id, async parts =>
        {
            var archive = Path.Combine(parts, ArchiveEntry);
            await transfer().ExportAsync(image.Reference!, archive, cancellation).ConfigureAwait(false);
            var row = Path.Combine(parts, RowEntry);
            await File.WriteAllBytesAsync(row, ImageRow.Kind.Write(image), cancellation).ConfigureAwait(false);
            var draft = Path.Combine(parts, "object");
            await using (var file = File.Create(draft))
            {
                await using (var tar = new TarWriter(file, leaveOpen: true))
                {
                    await tar.WriteEntryAsync(row, RowEntry, cancellation).ConfigureAwait(false);
                    await tar.WriteEntryAsync(archive, ArchiveEntry, cancellation).ConfigureAwait(false);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }).ConfigureAwait(false);
        store.Commit(scope, change =>
        {
            if (change.Find<StoreImageTaskRow>(task.Id) is { State: StoreImageTaskRow.InProgress } row)
                change.Put(row with { State = StoreImageTaskRow.Completed });
        });
    }

    /// <summary>Makes the AMI of an object.</summary>
    /// <exception cref="MachineException">It cannot be; the text becomes the AMI's state reason.</exception>
    public async Task RestoreAsync(Scope scope, RestoreImageTaskRow task, CancellationToken cancellation)
    {
        var path = BucketPath.OfObject(directory, task.Bucket, task.Key);
        await WithPartsAsync(path, task.Id, async parts =>
        {
            var stored = await ReadAsync(path, parts, cancellation).ConfigureAwait(false);
            var made = await transfer().ImportAsync(
                Path.Combine(parts, ArchiveEntry), task.Id, stored.Architecture, cancellation).ConfigureAwait(false);
            End(scope, task, stored, made);
        }).ConfigureAwait(false);
    }

    /// <summary>What anybody may have put there: whatever is wrong with it is said, and not tried again.</summary>
    private static async Task<ImageRow> ReadAsync(string path, string parts, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var tar = new TarReader(file);
            foreach (var name in (string[])[RowEntry, ArchiveEntry])
            {
                var entry = await tar.GetNextEntryAsync(cancellationToken: cancellation).ConfigureAwait(false);
                if (entry is not { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile }
                    || entry.Name != name || (name == RowEntry && entry.Length > MaxRowBytes))
                    throw new InvalidDataException($"{name} is not in it.");
                await entry.ExtractToFileAsync(Path.Combine(parts, name), overwrite: true, cancellation)
                    .ConfigureAwait(false);
            }

            return Checked((ImageRow)ImageRow.Kind.Read(
                await File.ReadAllBytesAsync(Path.Combine(parts, RowEntry), cancellation).ConfigureAwait(false)));
        }
        catch (Exception wrong) when (wrong is EndOfStreamException
            or not (IOException or UnauthorizedAccessException or OperationCanceledException))
        {
            throw new MachineException("ClientError", $"The object is no stored image: {wrong.Message}", wrong);
        }
    }

    private static ImageRow Checked(ImageRow stored)
    {
        if (stored.Devices?.All(device => device?.DeviceName is not null) is not true
            || stored.Name is null || stored.Description is null || stored.DefaultUser is null
            || stored.RootDeviceName is null || stored.VirtualizationType is null || stored.PlatformDetails is null
            || stored.UsageOperation is null || stored.Architecture is not ("x86_64" or "arm64"))
            throw new InvalidDataException($"{RowEntry} is not as it was written.");
        return stored;
    }

    private void End(Scope scope, RestoreImageTaskRow task, ImageRow stored, ImportedImage made) =>
        store.Commit(scope, change =>
        {
            change.Remove<RestoreImageTaskRow>(task.Id);
            if (change.Find<ImageRow>(task.Id) is not { State: ImageState.Pending } image) return;
            change.Put(stored with
            {
                Id = image.Id,
                Sequence = image.Sequence,
                Name = task.KeepsName ? KeptName(change, stored.Name) : image.Name,
                State = ImageState.Available,
                StateReason = null,
                CreationDate = image.CreationDate,
                Reference = made.Reference,
                Devices = [.. stored.Devices.Select(device => Device(change, task, device))],
                IsPublic = false,
                LaunchUserIds = [],
                LaunchArns = [],
                DeprecationTime = null,
                LastLaunchedTime = null,
                DeregistrationProtection = "disabled",
                ProtectedUntil = null,
                Backend = image.Backend,
                Capture = null,
                IsCaptured = true,
            });
        });

    /// <summary>
    /// With a snapshot of its own, for those of the stored image stayed there; none of them holds bytes.
    /// </summary>
    private static ImageDevice Device(Change change, RestoreImageTaskRow task, ImageDevice stored)
    {
        if (stored is not { VirtualName: null, SizeGiB: { } size }) return stored with { SnapshotId = null };
        var snapshot = change.Put(new SnapshotRow(change.NewId("snap"))
        {
            VolumeId = SnapshotRow.NoVolume,
            SizeGiB = size,
            State = SnapshotState.Completed,
            StartTime = change.Now,
            CompletionTime = change.Now,
            Description = $"Created by CreateRestoreImageTask for {task.Id}",
            IsEncrypted = stored.IsEncrypted,
            KmsKeyId = stored.IsEncrypted ? EbsSettingsRow.KeyFor(change, null) : null,
        });
        if (task.SnapshotTags.Count > 0) change.Put(new TagsRow(snapshot.Id, task.SnapshotTags));
        return stored with { SnapshotId = snapshot.Id };
    }

    private static string KeptName(Change change, string name)
    {
        try
        {
            return NewImage.CheckName(change, name);
        }
        catch (AwsException refusal)
        {
            throw new MachineException("ClientError", refusal.Message, refusal);
        }
    }

    /// <summary>
    /// With a folder of the task's own beside the object, which is on the same file system and gone afterwards.
    /// </summary>
    private static async Task WithPartsAsync(string path, string taskId, Func<string, Task> work)
    {
        var parts = $"{path}.{taskId}.parts";
        try
        {
            Directory.CreateDirectory(parts);
            await work(parts).ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new MachineException("ClientError", $"The bucket can not be used: {wrong.Message}", wrong);
        }
        finally
        {
            if (Directory.Exists(parts)) Directory.Delete(parts, recursive: true);
        }
    }
}
