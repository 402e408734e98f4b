using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;
using Virga.Libvirt.Storage;

namespace Virga.Libvirt.Machines;

/// <summary>Volumes come, go and grow under a running machine.</summary>
internal sealed partial class DomainDisks(
    DomainPreparation preparation, Storage.DiskStore store, LiveDisks disks, ILogger logger)
{
    /// <summary>A guest that listens lets go in a fraction of a second; one that does not is not waited for.</summary>
    private const int ForcedSeconds = 2;

    /// <summary>Brings the disks of a running machine to what they should be, and says which did not follow.</summary>
    internal async Task<MachineFacts> UpdateAsync(
        Machine machine, LibvirtDomain domain, MachineFacts facts, CancellationToken cancellation)
    {
        var view = DomainView.Parse(domain.Xml);
        var definition = DomainView.Parse(domain.DefinitionXml);
        var held = await DetachAsync(machine, domain, view, definition, cancellation).ConfigureAwait(false);
        var taken = view.Disks.Select(disk => disk.Target).ToHashSet();
        var refused = new List<string>();
        foreach (var volume in machine.Volumes.Where(volume => volume.Leaving == Leaving.No))
        {
            var stored = preparation.PrepareVolume(machine, volume);
            string? refusal;
            if (view.DiskOf(volume.VolumeId) is { } there)
            {
                refusal = IsTakenAway(domain, there, definition) ? "its guest holds the place of what was here" : null;
                if (refusal is null) Grow(domain, volume, stored);
            }
            else
            {
                var target = DiskTargets.Choose(volume.Device, taken);
                taken.Add(target);
                refusal = Attach(domain, volume, new DiskSpec(stored.Path, stored.Format, target, volume.VolumeId));
            }

            if (refusal is null) continue;
            Log.Refused(logger, machine.InstanceId, volume.VolumeId, refusal);
            refused.Add(volume.VolumeId);
        }

        return facts with { HeldVolumeIds = held, RefusedVolumeIds = refused };
    }

    private void Grow(LibvirtDomain domain, MachineVolume volume, StoredDisk stored)
    {
        // A shared file is long enough by now, but the guest has not been told.
        var bytes = BytesOf(volume);
        if (stored.CapacityBytes < bytes || preparation.IsShared(volume))
            LiveDisks.Grow(domain, volume.VolumeId, bytes);
    }

    /// <summary>Why the machine has no place for it, or null: it goes on without one that it cannot take.</summary>
    private string? Attach(LibvirtDomain domain, MachineVolume volume, DiskSpec disk)
    {
        if (!preparation.IsShared(volume)) store.Grow(volume.VolumeId, BytesOf(volume));
        try
        {
            LiveDisks.Attach(domain, disk);
            return null;
        }
        catch (LibvirtException error) when (!error.MayPass && DomainConvergence.IsOn(domain.State))
        {
            return error.Message;
        }
    }

    /// <returns>Volumes that should have gone and that the guest did not let go of.</returns>
    private async Task<List<string>> DetachAsync(
        Machine machine, LibvirtDomain domain, DomainView view, DomainView definition, CancellationToken cancellation)
    {
        var wanted = machine.Volumes.Where(volume => volume.Leaving == Leaving.No)
            .Select(volume => volume.VolumeId.Replace("-", "", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        var held = new List<string>();
        foreach (var disk in view.Disks.Where(disk => disk.Serial is { } serial && !wanted.Contains(serial)))
        {
            if (IsTakenAway(domain, disk, definition)) continue;
            var id = disk.Serial!.Insert(3, "-");
            var isForced = machine.Volumes.Any(one => one.VolumeId == id && one.Leaving == Leaving.Forced);
            try
            {
                var seconds = isForced ? ForcedSeconds : LiveDisks.DetachTimeoutSeconds;
                await disks.DetachAsync(domain, id, seconds, cancellation).ConfigureAwait(false);
            }
            catch (LibvirtException) when (DomainConvergence.IsOn(domain.State))
            {
                // A guest that does not answer, such as one that still boots, keeps its disks for now.
                if (!isForced || !TakeAway(machine, domain, disk)) held.Add(id);
            }
        }

        return held;
    }

    private bool TakeAway(Machine machine, LibvirtDomain domain, AttachedDisk disk)
    {
        try
        {
            ForcedDetach.TakeAway(domain, disk.Alias!);
            return true;
        }
        catch (LibvirtException error)
        {
            Log.NotTaken(logger, machine.InstanceId, disk.Target, error.Message);
            return false;
        }
    }

    /// <summary>What was taken by force is out of the definition, while the guest may still see a disk.</summary>
    private static bool IsTakenAway(LibvirtDomain domain, AttachedDisk disk, DomainView definition) =>
        disk is { Alias: { } alias, Serial: { } serial }
        && definition.Disks.All(one => one.Serial != serial)
        && ForcedDetach.IsTakenAway(domain, alias);

    private static ulong BytesOf(MachineVolume volume) => (ulong)volume.SizeGiB << 30;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Instance} has no place for {Volume}: {Reason}")]
        internal static partial void Refused(ILogger logger, string instance, string volume, string reason);

        [LoggerMessage(LogLevel.Warning, "{Instance} keeps the disk {Target} in spite of force: {Reason}")]
        internal static partial void NotTaken(ILogger logger, string instance, string target, string reason);
    }
}
