using System.Collections.Immutable;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;

namespace Virga.Libvirt.Storage;

/// <summary>
/// What is done to disks while a machine runs on them: copies of one moment, growth, plugging in and out.
/// </summary>
/// <remarks>
/// Copies are push backups. <c>blockcommit</c> is not offered at all: without one flag it writes the guest's changes
/// into the AMI that others are overlays of (measured, at the price of an AMI).
/// </remarks>
internal sealed class LiveDisks(DiskStore store, TimeProvider time)
{
    /// <summary>A copy of a large disk may take long; one that makes no end is a defect of the host.</summary>
    private const int CopyTimeoutSeconds = 3600;

    /// <summary>A guest answers in less than a second, or never: a hung kernel does not.</summary>
    internal const int DetachTimeoutSeconds = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Copies disks of a running machine into new ones of their own, all as they are at one moment; the guest's agent
    /// holds back writes meanwhile if there is one, else the copies are as after a power cut.
    /// </summary>
    /// <param name="domain">The machine.</param>
    /// <param name="copies">The EBS volume and the name of its copy in the pool.</param>
    /// <param name="cancellation">Ends the copy; half-made disks are deleted.</param>
    internal async Task CopyAsync(
        LibvirtDomain domain,
        ImmutableArray<(string VolumeId, string CopyName)> copies,
        CancellationToken cancellation)
    {
        var view = DomainView.Parse(domain.Xml);
        var targets = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var (volumeId, name) in copies)
        {
            var disk = view.DiskOf(volumeId) ?? throw NotAttached(volumeId);
            var source = store.FindByPath(disk.Path) ?? throw NotAttached(volumeId);
            targets.Add((disk.Target, store.BeginEmpty(name, source.CapacityBytes).Path));
        }

        var others = view.Disks.Select(disk => disk.Target).Except(targets.Select(target => target.Item1));
        try
        {
            await RunBackupAsync(domain, BackupXml.Of(targets.ToImmutable(), [.. others]), cancellation);
            foreach (var (_, name) in copies)
                store.Complete(name);
        }
        catch
        {
            foreach (var (_, name) in copies)
                store.Delete(name);
            throw;
        }
    }

    /// <summary>Copies one disk of a running machine, raw, to a new file of this machine.</summary>
    internal Task CopyRawAsync(
        LibvirtDomain domain, string volumeId, string path, CancellationToken cancellation)
    {
        var view = DomainView.Parse(domain.Xml);
        var disk = view.DiskOf(volumeId) ?? throw NotAttached(volumeId);
        var source = store.FindByPath(disk.Path) ?? throw NotAttached(volumeId);
        var others = view.Disks.Select(other => other.Target).Where(other => other != disk.Target);

        // libvirt wants to find the file, whose owner it changes, before QEMU fills it.
        using (var target = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite))
            RandomAccess.SetLength(target, (long)source.CapacityBytes);
        return RunBackupAsync(domain, BackupXml.Of([(disk.Target, path)], [.. others], "raw"), cancellation);
    }

    /// <summary>Plugs a disk in, now if the machine runs and for every later start.</summary>
    internal static void Attach(LibvirtDomain domain, DiskSpec disk)
    {
        if (disk.VolumeId is { } id && DomainView.Parse(domain.Xml).DiskOf(id) is not null)
            return;
        domain.AttachDevice(DeviceXml.Of(disk), ImpactOn(domain));
    }

    /// <summary>Pulls a disk out, and waits until the guest has let go of it.</summary>
    internal async Task DetachAsync(
        LibvirtDomain domain, string volumeId, int timeoutSeconds, CancellationToken cancellation)
    {
        if (DomainView.Parse(domain.Xml).DiskOf(volumeId) is not { Alias: { } alias })
            return;
        domain.DetachAlias(alias, ImpactOn(domain));
        var deadline = time.GetUtcNow().AddSeconds(timeoutSeconds);
        while (DomainView.Parse(domain.Xml).DiskOf(volumeId) is not null)
        {
            if (time.GetUtcNow() > deadline)
                throw LibvirtException.OfTimeout($"detach {volumeId} from {domain.Name}", timeoutSeconds);
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>Grows a disk under a running machine.</summary>
    internal static void Grow(LibvirtDomain domain, string volumeId, ulong bytes)
    {
        if (DomainView.Parse(domain.Xml).DiskOf(volumeId) is { } disk)
            domain.ResizeDisk(disk.Target, bytes);
    }

    private async Task RunBackupAsync(LibvirtDomain domain, string xml, CancellationToken cancellation)
    {
        var isFrozen = domain.TryFreeze();
        try
        {
            domain.BeginBackup(xml);
        }
        finally
        {
            if (isFrozen)
                domain.Thaw();          // the moment is fixed once the backup has begun
        }

        var deadline = time.GetUtcNow().AddSeconds(CopyTimeoutSeconds);
        try
        {
            while (domain.ReadJob().IsUnderWay)
            {
                if (time.GetUtcNow() > deadline)
                    throw LibvirtException.OfTimeout($"copy disks of {domain.Name}", CopyTimeoutSeconds);
                await Task.Delay(Pause, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            domain.AbortJob();
            throw;
        }

        var end = domain.ReadEndedJob();
        if (end != DomainJobState.Completed)
            throw LibvirtException.OfFailure($"copy disks of {domain.Name}", $"the copy ended as {end}");
    }

    private static DomainImpact ImpactOn(LibvirtDomain domain) =>
        domain.State is DomainState.Running or DomainState.Blocked or DomainState.Paused
            ? DomainImpact.Live | DomainImpact.Definition
            : DomainImpact.Definition;

    private static LibvirtException NotAttached(string volumeId) =>
        LibvirtException.OfFailure($"copy {volumeId}", "the machine has no such disk");
}
