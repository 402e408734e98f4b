using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Virga.Libvirt.Interop;

namespace Virga.Libvirt.Storage;

/// <summary>
/// Disks in a libvirt pool, local or remote: everything goes through libvirt, nothing through a path of this machine.
/// Its calls block while libvirt works.
/// </summary>
internal sealed partial class DiskStore(LibvirtHost host, string poolName, VolumeLedger ledger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The images that someone put into the pool, found live: named as AMIs are.</summary>
    internal ImmutableArray<PoolImage> ListImages()
    {
        using var pool = OpenPool();
        pool.TryRefresh();
        var images = ImmutableArray.CreateBuilder<PoolImage>();
        var notes = new Dictionary<string, ImageNote>(StringComparer.Ordinal);
        foreach (var volume in pool.ListVolumes())
        {
            using (volume)
            {
                if (ImageNote.ImageOf(volume.Name) is { } noted)
                    notes[noted] = ImageNote.Read(volume);
                if (!ImageName().IsMatch(volume.Name))
                    continue;
                var disk = Describe(volume);
                images.Add(new PoolImage(
                    disk.Name, disk.Format, disk.CapacityBytes, VolumeXml.ChangeTimeOf(volume.Xml)));
            }
        }

        return [.. images.Select(image => image with { Note = notes.GetValueOrDefault(image.ImageId) })
            .Where(image => image.Note is not { IsWhole: false })];
    }

    /// <summary>Brings a file into the pool as an AMI, which is listed when all of it is there.</summary>
    /// <exception cref="LibvirtException">The pool does not take it; nothing is left.</exception>
    internal async Task ImportImageAsync(
        string imageId, Stream content, ulong length, ImageNote note, CancellationToken cancellation)
    {
        var name = ImageNote.NameOf(imageId);
        try
        {
            Upload(name, new MemoryStream(ImageNote.Write(note with { IsWhole = false })), ImageNote.Bytes);
            await ImportAsync(imageId, content, length, cancellation).ConfigureAwait(false);
            using var pool = OpenPool();
            using var volume = pool.FindVolume(name) ?? throw Missing(name);
            volume.Upload(new MemoryStream(ImageNote.Write(note)), ImageNote.Bytes);
        }
        catch
        {
            Delete(imageId);
            Delete(name);
            throw;
        }
    }

    /// <summary>A disk that someone else fills: it counts as made once <see cref="Complete"/> is called.</summary>
    internal StoredDisk BeginEmpty(string name, ulong bytes) =>
        Begin(new LedgerEntry(name, null), pool => pool.CreateVolume(VolumeXml.Empty(name, bytes)));

    internal void Complete(string name)
    {
        if (ledger.Entries.GetValueOrDefault(name) is { State: LedgerState.Making } entry)
            ledger.Put(entry with { State = LedgerState.Ready });
    }

    /// <summary>Where a disk is on the hypervisor's host, and how large; null where there is none.</summary>
    internal StoredDisk? Find(string name)
    {
        using var pool = OpenPool();
        using var volume = pool.FindVolume(name);
        return volume is null ? null : Describe(volume);
    }

    /// <summary>As <see cref="Find"/>, but only a disk of ours that is whole.</summary>
    internal StoredDisk? FindReady(string name) => ledger.IsReady(name) ? Find(name) : null;

    /// <summary>The disks of ours, whole or not.</summary>
    internal IEnumerable<string> Names => ledger.Entries.Keys;

    /// <summary>As <see cref="Find"/>, by the path in a domain's XML.</summary>
    internal StoredDisk? FindByPath(string path) => Find(Path.GetFileName(path));

    /// <summary>An empty disk. Making one that is ours already changes nothing.</summary>
    internal StoredDisk CreateEmpty(string name, ulong bytes) =>
        Create(new LedgerEntry(name, null), pool => pool.CreateVolume(VolumeXml.Empty(name, bytes)));

    /// <summary>
    /// A disk that begins as <paramref name="backing"/> and holds what differs; at least as large as it.
    /// </summary>
    internal StoredDisk CreateOverlay(string name, ulong bytes, string backing) =>
        Create(new LedgerEntry(name, backing), pool =>
        {
            using var source = pool.FindVolume(backing) ?? throw Missing(backing);
            var disk = Describe(source);
            var size = Math.Max(bytes, disk.CapacityBytes);
            return pool.CreateVolume(VolumeXml.Overlay(name, size, new BackingDisk(disk.Path, disk.Format)));
        });

    /// <summary>A disk that begins as a raw file outside of the pool, which nobody may change meanwhile.</summary>
    internal StoredDisk CreateOverlayOfFile(string name, ulong bytes, string snapshotId, string path) =>
        Create(new LedgerEntry(name, snapshotId), pool =>
        {
            var size = Math.Max(bytes, (ulong)new FileInfo(path).Length);
            return pool.CreateVolume(VolumeXml.Overlay(name, size, new BackingDisk(path, "raw")));
        });

    /// <summary>As <see cref="CreateCopy"/>, with plain bytes whatever form the source has.</summary>
    internal StoredDisk CreateRawCopy(string name, string source) =>
        Create(new LedgerEntry(name, null), pool =>
        {
            using var original = pool.FindVolume(source) ?? throw Missing(source);
            return pool.CopyVolume(VolumeXml.Raw(name, original.ReadSize().CapacityBytes), original);
        });

    /// <summary>A disk of its own with the content of one that no running machine writes.</summary>
    internal StoredDisk CreateCopy(string name, string source) =>
        Create(new LedgerEntry(name, null), pool =>
        {
            using var original = pool.FindVolume(source) ?? throw Missing(source);
            return pool.CopyVolume(VolumeXml.Empty(name, original.ReadSize().CapacityBytes), original);
        });

    /// <summary>A disk with just these bytes.</summary>
    internal StoredDisk Upload(string name, Stream content, ulong length) =>
        Create(new LedgerEntry(name, null), pool =>
        {
            var volume = pool.CreateVolume(VolumeXml.Raw(name, length));
            volume.Upload(content, length);
            return volume;
        });

    /// <summary>
    /// As <see cref="Upload"/>, with bytes that may be of any format that libvirt knows, such as qcow2. It sees which
    /// one when it looks at the pool again, which has to wait for disks that are being made there.
    /// </summary>
    internal async Task<StoredDisk> ImportAsync(
        string name, Stream content, ulong length, CancellationToken cancellation)
    {
        Upload(name, content, length);
        while (true)
        {
            try
            {
                using var pool = OpenPool();
                pool.Refresh();
                return Find(name) ?? throw Missing(name);
            }
            catch (LibvirtException busy) when (busy.IsPoolBusy)
            {
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The disk's file as it is; an overlay's is of no use without its backing: copy it first.</summary>
    internal void Export(string name, Stream target)
    {
        using var pool = OpenPool();
        using var volume = pool.FindVolume(name) ?? throw Missing(name);
        volume.Download(target);
    }

    /// <summary>Reads at most the last bytes of a file that grows, such as a console's log.</summary>
    internal byte[] ReadTail(string name, int limitBytes)
    {
        using var pool = OpenPool();
        using var volume = pool.FindVolume(name);
        if (volume is null)
            return [];
        var (length, _) = volume.ReadSize();
        if (length == 0)
            return [];
        var offset = length > (ulong)limitBytes ? length - (ulong)limitBytes : 0;
        using var content = new MemoryStream();
        volume.Download(content, offset, length - offset);
        return content.ToArray();
    }

    /// <summary>Grows a disk that no running machine has open; a smaller size changes nothing.</summary>
    internal void Grow(string name, ulong bytes)
    {
        using var pool = OpenPool();
        using var volume = pool.FindVolume(name) ?? throw Missing(name);
        if (volume.ReadSize().CapacityBytes < bytes)
            volume.Resize(bytes);
    }

    /// <summary>
    /// Deletes a disk of ours, or condemns it while overlays need it; what is not ours stays. Doing it twice is no
    /// error.
    /// </summary>
    internal void Delete(string name)
    {
        if (!ledger.Entries.TryGetValue(name, out var entry))
            return;
        if (ledger.IsBacking(name))
        {
            ledger.Put(entry with { State = LedgerState.Condemned });
            return;
        }

        DeleteVolume(name);
        ledger.Remove(name);
        if (entry.Backing is { } backing && ledger.Entries.GetValueOrDefault(backing)?.State == LedgerState.Condemned)
            Delete(backing);
    }

    /// <summary>Deletes a log of ours, with the three older parts that virtlogd splits off at 2 MiB each.</summary>
    internal void DeleteLog(string name)
    {
        if (!ledger.Owns(name))
            return;
        using (var pool = OpenPool())
        {
            pool.TryRefresh();                  // parts that are older than a few seconds are known anyway
            for (var part = 0; part < 3; part++)
            {
                using var older = pool.FindVolume($"{name}.{part}");
                older?.Delete();
            }
        }

        Delete(name);
    }

    /// <summary>
    /// Deletes every disk of ours, overlays first: what a server without a data directory leaves behind.
    /// </summary>
    internal void DeleteAll()
    {
        foreach (var name in ledger.Entries.Keys)
            Delete(name);                       // condemned ones go with the last of their overlays
    }

    private void DeleteVolume(string name)
    {
        using var pool = OpenPool();
        using var volume = pool.FindVolume(name);
        try
        {
            volume?.Delete();
        }
        catch (LibvirtException gone) when (gone.IsNotFound)
        {
            // Somebody else deleted it this moment: a sweep beside a request.
        }
    }

    private StoredDisk Create(LedgerEntry entry, Func<LibvirtPool, LibvirtVolume> create)
    {
        var disk = Begin(entry, create);
        Complete(entry.Name);
        return disk;
    }

    private StoredDisk Begin(LedgerEntry entry, Func<LibvirtPool, LibvirtVolume> create)
    {
        using var pool = OpenPool();
        using var existing = pool.FindVolume(entry.Name);
        if (existing is not null)
        {
            if (ledger.IsReady(entry.Name))
                return Describe(existing);
            if (!ledger.Owns(entry.Name))
                throw LibvirtException.OfFailure($"create disk {entry.Name}", "the pool holds one that is not ours");
            existing.Delete();
        }

        ledger.Put(entry);
        using var volume = create(pool);
        return Describe(volume);
    }

    private static StoredDisk Describe(LibvirtVolume volume)
    {
        var (capacity, allocation) = volume.ReadSize();
        return new StoredDisk(volume.Name, volume.Path, VolumeXml.FormatOf(volume.Xml), capacity, allocation);
    }

    private LibvirtPool OpenPool() => host.Connect().OpenPool(poolName);

    private LibvirtException Missing(string name) =>
        LibvirtException.OfFailure($"open disk {name}", $"pool {poolName} holds none of that name");

    /// <summary>The form of AMI ids since 2018 (17 digits) and before (8), and what people choose in between.</summary>
    [GeneratedRegex("^ami-[0-9a-f]{8,}$")]
    private static partial Regex ImageName();
}

/// <summary>An AMI that is a disk in the pool. Not ours unless the ledger says so.</summary>
internal sealed record PoolImage(string ImageId, string Format, ulong CapacityBytes, DateTimeOffset ChangedAt)
{
    /// <summary>What stands beside it; null for one that somebody just copied there.</summary>
    public ImageNote? Note { get; init; }
}

/// <summary>
/// A disk in the pool: its path there, "qcow2" or "raw", the size a guest sees and the space it takes.
/// </summary>
internal sealed record StoredDisk(string Name, string Path, string Format, ulong CapacityBytes, ulong AllocationBytes);
