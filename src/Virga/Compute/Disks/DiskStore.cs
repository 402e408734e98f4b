using System.Collections.Concurrent;

namespace Virga.Compute.Disks;

/// <summary>
/// The bytes of volumes and snapshots: a sparse raw file each, in one directory, named by its id. A file that is not
/// there stands for zeros. It knows nothing of the World; <see cref="DiskKeeper"/> tells it what to hold.
/// </summary>
internal sealed class DiskStore(string directory)
{
    /// <summary>What the name of a file that is being written ends with.</summary>
    public const string DraftSuffix = ".new";

    private const string Suffix = ".raw";
    private const int BytesPerGiBShift = 30;

    private static readonly string[] Prefixes = ["vol-", "snap-"];

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly ConcurrentDictionary<string, Lock> gates = new(StringComparer.Ordinal);
    private readonly Lazy<bool> canClone = new(() => SparseFile.CanClone(directory));

    /// <summary>Where the files are.</summary>
    public string Directory => directory;

    /// <summary>Whether copies share blocks until one of them is written.</summary>
    public bool CanClone => canClone.Value;

    /// <summary>Makes the directory. Nobody else may list it; QEMU, which is another user, may pass through.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Open()
    {
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(directory);
        else System.IO.Directory.CreateDirectory(directory, Mode);
    }

    /// <summary>Where the bytes of a volume or snapshot are, or would be.</summary>
    public string PathOf(string id) => Path.Combine(directory, id + Suffix);

    public bool Has(string id) => File.Exists(PathOf(id));

    /// <summary>
    /// Sees to it that a volume has its file: at first with the bytes of its snapshot, and never shorter than its size.
    /// </summary>
    /// <returns>Its path.</returns>
    public Task<string> EnsureAsync(
        string volumeId, int sizeGiB, string? snapshotId, CancellationToken cancellation) =>
        Task.Run(() => Ensure(volumeId, sizeGiB, snapshotId, cancellation), cancellation);

    /// <summary>As <see cref="EnsureAsync"/>, for who is on a thread that may wait.</summary>
    public string Ensure(string volumeId, int sizeGiB, string? snapshotId, CancellationToken cancellation)
    {
        var path = PathOf(volumeId);
        var length = (long)sizeGiB << BytesPerGiBShift;
        lock (gates.GetOrAdd(volumeId, _ => new()))
        {
            if (File.Exists(path)) SparseFile.Grow(path, length);
            else if (snapshotId is null || !Has(snapshotId)) SparseFile.Create(path, length);
            else SparseFile.Copy(path, PathOf(snapshotId), length, _ => { }, cancellation);
        }

        return path;
    }

    /// <summary>
    /// Gives a snapshot the bytes that a volume or another snapshot has now. One without bytes leaves it without.
    /// </summary>
    public async Task CopyAsync(
        string snapshotId, string sourceId, Action<int> progress, CancellationToken cancellation)
    {
        if (Has(snapshotId) || !Has(sourceId)) return;
        await Task.Run(
                () => SparseFile.Copy(PathOf(snapshotId), PathOf(sourceId), 0, progress, cancellation), cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Takes bytes that somebody else writes; they count when all of them are on disk.</summary>
    public async Task TakeAsync(string snapshotId, Func<string, Task> write)
    {
        if (Has(snapshotId)) return;
        var draft = PathOf(snapshotId) + DraftSuffix;
        File.Delete(draft);
        try
        {
            await write(draft).ConfigureAwait(false);
            SparseFile.Settle(draft, PathOf(snapshotId));
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Frees the bytes of a volume or snapshot. One that has none is no error.</summary>
    public void Delete(string id)
    {
        File.Delete(PathOf(id));
        gates.TryRemove(id, out _);
    }

    /// <summary>
    /// Removes what was begun and never finished, and the files of volumes and snapshots that are not wanted any more.
    /// Other files that somebody put here stay.
    /// </summary>
    public void Sweep(IReadOnlySet<string> wanted)
    {
        foreach (var path in System.IO.Directory.EnumerateFiles(directory))
        {
            var name = Path.GetFileName(path);
            if (!Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal))) continue;
            var isDraft = name.Contains(Suffix + DraftSuffix, StringComparison.Ordinal);
            var isLeft = name.EndsWith(Suffix, StringComparison.Ordinal) && !wanted.Contains(name[..^Suffix.Length]);
            if (isDraft || isLeft) File.Delete(path);
        }
    }

    /// <summary>Ends the directory of a run that keeps nothing.</summary>
    public void Remove()
    {
        Sweep(new HashSet<string>());
        if (!System.IO.Directory.EnumerateFileSystemEntries(directory).Any()) System.IO.Directory.Delete(directory);
    }
}
