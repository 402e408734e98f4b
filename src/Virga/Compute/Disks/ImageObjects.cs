using System.Formats.Tar;
using Virga.Ec2.Images;
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

    /// <summary>Writes an AMI; the object is there only when it is whole.</summary>
    /// <exception cref="MachineException">It cannot be; the text becomes the task's failure reason.</exception>
    public async Task StoreAsync(Scope scope, StoreImageTaskRow task, CancellationToken cancellation)
    {
        var image = store.World.At(scope).Table<ImageRow>().Find(task.Id)
            ?? throw new MachineException("ClientError", $"The image {task.Id} is gone.");
        var path = BucketPath.Of(directory, task.Bucket, task.Key);
        await WithPartsAsync(path, async parts =>
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
        var path = BucketPath.Of(directory, task.Bucket, task.Key);
        if (!File.Exists(path))
            throw new MachineException("ClientError", $"There is no object {task.Bucket}/{task.Key}.");
        await WithPartsAsync(path, async parts =>
        {
            var stored = await ReadAsync(path, parts, cancellation).ConfigureAwait(false);
            var made = await transfer().ImportAsync(
                Path.Combine(parts, ArchiveEntry), task.Id, stored.Architecture, cancellation).ConfigureAwait(false);
            End(scope, task, stored, made);
        }).ConfigureAwait(false);
    }

    private static async Task<ImageRow> ReadAsync(string path, string parts, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var tar = new TarReader(file);
            foreach (var name in (string[])[RowEntry, ArchiveEntry])
            {
                var entry = await tar.GetNextEntryAsync(cancellationToken: cancellation).ConfigureAwait(false);
                if (entry?.Name != name) throw new InvalidDataException($"{name} is not in it.");
                await entry.ExtractToFileAsync(Path.Combine(parts, name), overwrite: true, cancellation)
                    .ConfigureAwait(false);
            }

            return (ImageRow)ImageRow.Kind.Read(
                await File.ReadAllBytesAsync(Path.Combine(parts, RowEntry), cancellation).ConfigureAwait(false));
        }
        catch (Exception wrong) when (wrong is InvalidDataException or EndOfStreamException or FormatException
            or System.Text.Json.JsonException)
        {
            throw new MachineException("ClientError", $"The object is no stored image: {wrong.Message}", wrong);
        }
    }

    private void End(Scope scope, RestoreImageTaskRow task, ImageRow stored, ImportedImage made) =>
        store.Commit(scope, change =>
        {
            change.Remove<RestoreImageTaskRow>(task.Id);
            if (change.Find<ImageRow>(task.Id) is not { State: ImageState.Pending } image) return;
            var name = task.KeepsName ? stored.Name : image.Name;
            if (task.KeepsName && ImageRow.FindByName(change, name) is { } other)
                throw new MachineException("ClientError", $"AMI name {name} is already in use by AMI {other.Id}");
            change.Put(stored with
            {
                Id = image.Id,
                Sequence = image.Sequence,
                Name = name,
                State = ImageState.Available,
                CreationDate = image.CreationDate,
                Reference = made.Reference,
                // The snapshots stayed where the image was stored; those of container images hold no bytes.
                Devices = [.. stored.Devices.Select(device => device with { SnapshotId = null })],
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

    /// <summary>With a folder beside the object, which is on the same file system and gone afterwards.</summary>
    private static async Task WithPartsAsync(string path, Func<string, Task> work)
    {
        var parts = path + ".parts";
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
