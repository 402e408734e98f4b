using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;
using Virga.Libvirt.Networks;
using Virga.Libvirt.Storage;

namespace Virga.Libvirt.Machines;

/// <summary>
/// Brings one machine to what it should be, from whatever is found: a server that was killed half-way goes on here.
/// </summary>
internal sealed class DomainConvergence(
    LibvirtOptions options,
    LibvirtHost host,
    Storage.DiskStore store,
    DomainPreparation preparation,
    AcceleratorChoice accelerators,
    MachineCables cables,
    RunningMachines running,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>A guest that was still booting hears the button the second or third time.</summary>
    private static readonly TimeSpan ButtonInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly LiveDisks disks = new(store, time);
    private readonly DomainDisks attached = new(preparation, store, new(store, time), logger);

    internal IMachineObserver? Observer { get; set; }

    internal async Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation)
    {
        running.Remove(machine.InstanceId);
        if (machine.Desired != Power.Running || machine.NeedsBoot)
            running.NoteAgent(machine.InstanceId, isConnected: false);
        switch (machine.Desired)
        {
            case Power.Running:
                return await RunAsync(machine, cancellation).ConfigureAwait(false);
            case Power.Stopped:
                if (machine.IsHibernating) Hibernate(machine.InstanceId);
                await StopAsync(machine.InstanceId, machine.IsStopForced, cancellation).ConfigureAwait(false);
                cables.Ended(machine.InstanceId);
                running.AddStopped(machine.InstanceId);
                return new MachineFacts { HostId = SystemIdentity.Uuid(machine.InstanceId) };
            default:
                Remove(machine.InstanceId);
                return new MachineFacts();
        }
    }

    /// <summary>Removes our machines that no instance stands for, and disks of ours that nothing stands for.</summary>
    internal void Sweep(Func<IReadOnlySet<string>> wanted)
    {
        var (domains, names) = (ListOurs(), store.Names.ToList());
        var instanceIds = wanted();
        foreach (var name in domains)
        {
            if (!instanceIds.Contains(name))
                Remove(name);
        }

        foreach (var name in names)
        {
            if (DiskNames.InstanceOf(name) is { } id && !instanceIds.Contains(id))
                preparation.Remove(id);
        }

        SweepDisks();
    }

    /// <summary>Everything of ours: for a server that keeps nothing.</summary>
    internal void RemoveEverything()
    {
        foreach (var name in ListOurs())
            Remove(name);
        store.DeleteAll();
    }

    /// <summary>Deletes the disks of volumes and snapshots that exist no longer.</summary>
    internal void SweepDisks()
    {
        if (options.ExistingDisks is null) return;
        var disks = store.Names.Where(DiskNames.IsVolumeOrSnapshot).ToList();
        if (disks.Count == 0) return;
        // Asked last: what is made meanwhile is not in the list.
        var existing = options.ExistingDisks();
        foreach (var name in disks.Where(name => !existing.Contains(name)))
            store.Delete(name);
    }

    private async Task<MachineFacts> RunAsync(Machine machine, CancellationToken cancellation)
    {
        using var found = FindOurs(machine.InstanceId);
        if (found is not null && IsOn(found.State))
        {
            if (DomainView.Parse(found.Xml).Boot >= machine.Boot)
            {
                await cables.ConnectAsync(machine, found, cancellation).ConfigureAwait(false);
                // A server that was killed while it held the machine could not let it go.
                if (found.State == DomainState.Paused) Unless(found, found.Resume);
                var known = preparation.Facts(machine, found);
                known = await attached.UpdateAsync(machine, found, known, cancellation).ConfigureAwait(false);
                running.Add(machine.InstanceId);
                return known;
            }

            await StopAsync(machine.InstanceId, machine.IsStopForced, cancellation).ConfigureAwait(false);
        }
        else if (!machine.NeedsBoot)
        {
            ReportLost(machine.InstanceId, found);
            return new MachineFacts();
        }

        var accelerator = await accelerators.GetAsync(cancellation).ConfigureAwait(false);
        var way = await cables.WayAsync(cancellation).ConfigureAwait(false);
        var (spec, facts) = preparation.Prepare(machine, accelerator, way);
        using var domain = host.Connect().DefineDomain(DomainXml.Of(spec));
        var isSaved = domain.HasManagedSave;
        await cables.StartAsync(machine.InstanceId, domain, cancellation).ConfigureAwait(false);
        // What goes on from a saved memory has the definition of that time.
        if (isSaved)
            domain.SetMetadata(
                DomainXml.Metadata(spec), DomainXml.Prefix, DomainXml.Namespace,
                DomainImpact.Live | DomainImpact.Definition);
        running.Add(machine.InstanceId);
        return facts with { VncEndpoint = preparation.VncEndpoint(DomainView.Parse(domain.Xml)) };
    }

    /// <summary>Writes a machine's memory to disk and ends it; the next start goes on from there.</summary>
    private void Hibernate(string instanceId)
    {
        using var domain = FindOurs(instanceId);
        if (domain is not null && IsOn(domain.State)) Unless(domain, domain.SaveAndStop);
    }

    /// <summary>It ended while nobody looked, for instance while this server was down.</summary>
    private void ReportLost(string instanceId, LibvirtDomain? found)
    {
        if (found is null)
        {
            Observer?.Seen(instanceId, Power.Terminated, isGuestInitiated: false);
            return;
        }

        running.AddStopped(instanceId);
        Observer?.Seen(instanceId, Power.Stopped, IsShutDownByGuest(found));
    }

    /// <summary>
    /// Lets a machine write nothing while work is done with its disks: by the guest's agent, which writes its file
    /// systems
    /// out first; without one its processors are halted, and the disks are as after a power cut.
    /// </summary>
    internal async Task HoldAsync(
        string instanceId, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var domain = FindOurs(instanceId);
        var isOn = domain is not null && IsOn(domain.State);
        var isFrozen = isOn && domain!.TryFreeze();
        if (isOn && !isFrozen) domain!.Suspend();
        try
        {
            await work(cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (isFrozen) Unless(domain!, domain!.Thaw);
            else if (isOn) Unless(domain!, domain!.Resume);
        }
    }

    /// <summary>Writes what a root disk holds now, raw, to a file of this machine.</summary>
    internal async Task ExportAsync(
        string instanceId, string volumeId, string path, CancellationToken cancellation)
    {
        using var domain = FindOurs(instanceId);
        if (domain is not null && IsOn(domain.State))
        {
            await ExportLiveAsync(domain, volumeId, path, cancellation).ConfigureAwait(false);
            return;
        }

        var passing = volumeId + "-export";
        store.Delete(passing);
        try
        {
            SparseFile.Copy(path, store.CreateRawCopy(passing, volumeId).Path, 0, _ => { }, cancellation);
        }
        finally
        {
            store.Delete(passing);
        }
    }

    /// <summary>
    /// QEMU reserves room for zeros; a second copy leaves holes there, and reads only what is no zero.
    /// </summary>
    private async Task ExportLiveAsync(
        LibvirtDomain domain, string volumeId, string path, CancellationToken cancellation)
    {
        var passing = path + ".export";
        File.Delete(passing);
        try
        {
            await disks.CopyRawAsync(domain, volumeId, passing, cancellation).ConfigureAwait(false);
            SparseFile.Copy(path, passing, 0, _ => { }, cancellation);
        }
        finally
        {
            File.Delete(passing);
        }
    }

    /// <summary>Has disks copied of one moment: while the machine is down, or held.</summary>
    internal async Task CaptureAsync(
        CaptureWish wish, Func<CancellationToken, Task> copy, CancellationToken cancellation)
    {
        if (!wish.Reboots)
        {
            await HoldAsync(wish.InstanceId, copy, cancellation).ConfigureAwait(false);
            return;
        }

        running.Remove(wish.InstanceId);
        await StopAsync(wish.InstanceId, isForced: false, cancellation).ConfigureAwait(false);
        try
        {
            await copy(cancellation).ConfigureAwait(false);
        }
        finally
        {
            using var domain = FindOurs(wish.InstanceId);
            if (domain is not null)
                await cables.StartAsync(wish.InstanceId, domain, CancellationToken.None).ConfigureAwait(false);
            running.Add(wish.InstanceId);
        }
    }

    private async Task StopAsync(string instanceId, bool isForced, CancellationToken cancellation)
    {
        using var domain = FindOurs(instanceId);
        if (domain is null || !IsOn(domain.State))
            return;
        var begun = time.GetTimestamp();
        var nextPress = TimeSpan.Zero;
        var patience = TimeSpan.FromSeconds(isForced ? 0 : options.ShutdownTimeoutSeconds);
        while (time.GetElapsedTime(begun) < patience && IsOn(domain.State))
        {
            if (time.GetElapsedTime(begun) >= nextPress)
            {
                Unless(domain, domain.PressPowerButton);
                nextPress += ButtonInterval;
            }

            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }

        if (IsOn(domain.State))
            Unless(domain, domain.Destroy);
    }

    private void Remove(string instanceId)
    {
        using (var domain = FindOurs(instanceId))
        {
            if (domain is not null && IsOn(domain.State))
                Unless(domain, domain.Destroy);
            domain?.Undefine();
        }

        cables.Ended(instanceId);
        preparation.Remove(instanceId);
    }

    /// <summary>A domain of that name and of this server; another's is never touched.</summary>
    private LibvirtDomain? FindOurs(string instanceId)
    {
        var domain = host.Connect().FindDomain(instanceId);
        if (domain is null || DomainView.Parse(domain.DefinitionXml).Owner == options.Owner)
            return domain;
        domain.Dispose();
        throw LibvirtException.OfFailure($"look up {instanceId}", "the domain of that name belongs to somebody else");
    }

    private List<string> ListOurs()
    {
        var ours = new List<string>();
        foreach (var domain in host.Connect().ListDomains())
        {
            using (domain)
            {
                if (domain.Name.StartsWith("i-", StringComparison.Ordinal) && IsOurs(domain)) ours.Add(domain.Name);
            }
        }

        return ours;
    }

    /// <summary>Somebody may undefine a domain of his own between the list and the question.</summary>
    private bool IsOurs(LibvirtDomain domain)
    {
        try
        {
            return DomainView.Parse(domain.DefinitionXml).Owner == options.Owner;
        }
        catch (LibvirtException gone) when (gone.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>Our machines that run on the fabric; it must keep their cables.</summary>
    internal List<MachineProcess> RunningOnFabric()
    {
        var machines = new List<MachineProcess>();
        foreach (var name in ListOurs())
        {
            using var domain = FindOurs(name);
            if (domain is not null && IsOn(domain.State) && DomainView.Parse(domain.Xml).HasTaps)
                machines.Add(cables.ProcessOf(name));
        }

        return machines;
    }

    /// <summary>Does something to a running machine, which may end by itself in that very moment.</summary>
    private static void Unless(LibvirtDomain domain, Action action)
    {
        try
        {
            action();
        }
        catch (LibvirtException) when (!IsOn(domain.State))
        {
            // it ended first, which is what was wanted
        }
    }

    internal static bool IsOn(DomainState state) => state is not (DomainState.ShutOff or DomainState.Crashed);

    internal static bool IsShutDownByGuest(LibvirtDomain domain) =>
        domain.ReadState() is (DomainState.ShutOff, (int)ShutOffReason.Shutdown);
}
