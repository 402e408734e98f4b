using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Libvirt.Interop;
using Virga.Libvirt.Networks;
using Virga.Libvirt.Storage;
using Virga.Service.Control;

namespace Virga.Libvirt.Machines;

/// <summary>
/// Looks after the host from the outside: whether libvirt answers, which images its pool holds, and machines that
/// changed by themselves. libvirt's events only wake it, so that nothing is missed while the daemon is away.
/// </summary>
internal sealed partial class HostWatch(
    LibvirtOptions options,
    LibvirtHost host,
    DiskStore store,
    RunningMachines running,
    Action sweepDisks,
    AcceleratorChoice accelerators,
    MachineCables cables,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    /// <summary>A machine that changed by itself must be seen within two seconds, events or not.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Looking at a pool reads the head of each of its files, hence not each time.</summary>
    private static readonly TimeSpan PoolInterval = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource stopping = new();

    /// <summary>One event is enough of a reason to look, and several are no more.</summary>
    private readonly Channel<LifecycleEvent> events = Channel.CreateBounded<LifecycleEvent>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private ImmutableArray<PoolImage> images = [];
    private TimeSpan sincePool = PoolInterval;
    private bool hasReportedImages;
    private bool isUp;
    private Task loop = Task.CompletedTask;

    internal PartHealth Health { get; private set; } =
        new("libvirt", PartHealth.Starting, "looking for the hypervisor");

    internal void Start(IMachineObserver observer)
    {
        host.Listen(change => events.Writer.TryWrite(change));
        loop = Task.Run(() => RunAsync(observer));
    }

    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
            return;
        await stopping.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task RunAsync(IMachineObserver observer)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Look(observer);
                Health = new("libvirt", "running", Detail("looking whether KVM works"));
                if (!images.IsEmpty)                    // nobody's hypervisor is probed who has no AMI for it
                    await accelerators.GetAsync(stopping.Token).ConfigureAwait(false);
                Health = new("libvirt", "running", Detail($"no AMI in pool {options.Pool}"));
            }
            catch (LibvirtException error)
            {
                Lose(error);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await PauseAsync().ConfigureAwait(false);
        }
    }

    private string Detail(string unknown) => $"{options.Uri}, {accelerators.Description ?? unknown}";

    private async Task PauseAsync()
    {
        using var timer = new CancellationTokenSource(Interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stopping.Token);
        try
        {
            await events.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // time to look anyway, or to stop: the loop sees which
        }
    }

    private void Look(IMachineObserver observer)
    {
        host.Connect();
        LookAtPool(observer);
        if (!isUp)
        {
            isUp = true;
            Log.Answers(logger, options.Uri);
            observer.Recovered("libvirt");
        }

        LookAtMachines(observer);
        LookAtStopped(observer);
    }

    private void Lose(LibvirtException error)
    {
        if (isUp || Health.Detail != error.Message)
            Log.Away(logger, options.Uri, error.Message);
        isUp = false;
        Health = new("libvirt", "unavailable", error.Message);
    }

    private void LookAtPool(IMachineObserver observer)
    {
        sincePool += Interval;
        if (sincePool < PoolInterval)
            return;
        sincePool = TimeSpan.Zero;
        sweepDisks();
        var now = store.ListImages().Sort((one, other) => string.CompareOrdinal(one.ImageId, other.ImageId));
        if (hasReportedImages && now.SequenceEqual(images))
            return;
        images = now;
        hasReportedImages = true;
        observer.Images("libvirt", [.. now.Select(Describe)]);
    }

    private static HostImage Describe(PoolImage image) => new(
        image.ImageId, image.Note?.Name ?? image.ImageId, image.ImageId, "x86_64", image.ChangedAt,
        (long)image.CapacityBytes)
    {
        BootMode = image.Note?.BootMode,
        RootGiB = Math.Max(HostImage.DefaultRootGiB, (int)((image.CapacityBytes + (1UL << 30) - 1) >> 30)),
    };

    private void LookAtMachines(IMachineObserver observer)
    {
        foreach (var machine in running.Snapshot())
        {
            using var domain = host.Connect().FindDomain(machine.Key);
            if (domain is not null && DomainConvergence.IsOn(domain.State))
            {
                running.NoteAgent(machine.Key, domain.HasAgent);
                if (cables.IsCut(machine.Key)) observer.Ails(machine.Key);
                continue;
            }

            running.NoteAgent(machine.Key, isConnected: false);
            var isGuestInitiated = domain is not null && DomainConvergence.IsShutDownByGuest(domain);
            if (!running.TryRemove(machine)) continue;
            cables.Ended(machine.Key);
            if (domain is not null) running.AddStopped(machine.Key);
            observer.Seen(machine.Key, domain is null ? Power.Terminated : Power.Stopped, isGuestInitiated);
        }
    }

    /// <summary>Somebody may start one by hand.</summary>
    private void LookAtStopped(IMachineObserver observer)
    {
        foreach (var machine in running.SnapshotOfStopped())
        {
            using var domain = host.Connect().FindDomain(machine.Key);
            var isOn = domain is not null && DomainConvergence.IsOn(domain.State);
            if (isOn && running.TryRemoveStopped(machine))
                observer.Seen(machine.Key, Power.Running, isGuestInitiated: false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "libvirt answers at {Uri}")]
        internal static partial void Answers(ILogger logger, string uri);

        [LoggerMessage(LogLevel.Warning, "libvirt does not answer at {Uri}: {Reason}")]
        internal static partial void Away(ILogger logger, string uri, string reason);
    }
}
