using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Ec2.Vpcs;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Compute;

/// <summary>
/// Brings machines to what their instances say, and instances to what is seen of their machines. One worker for each
/// instance that has something to do; a restart is: look at all, compare, go on.
/// </summary>
internal sealed partial class Reconciler : IMachineObserver, IAsyncDisposable
{
    /// <summary>Engines get slower, not faster, when more than a few machines start at once.</summary>
    private const int MaxAtOnce = 8;

    /// <summary>A machine that is shutting down is given its time; one that fails again and again is not.</summary>
    private static readonly TimeSpan SweepPatience = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan SettlePause = TimeSpan.FromMilliseconds(5);

    private readonly Store store;
    private readonly ILogger log;
    private readonly Dictionary<string, IBackend> backends;
    private readonly ConcurrentDictionary<string, Scope> scopes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Worker> workers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim places = new(MaxAtOnce);
    private readonly CancellationTokenSource stopping = new();

    public Reconciler(Store store, IEnumerable<IBackend> backends, ILogger log)
    {
        this.store = store;
        this.log = log;
        this.backends = backends.ToDictionary(backend => backend.Name, StringComparer.Ordinal);
    }

    /// <summary>The backend of this name, or null.</summary>
    public IBackend? Backend(string name) => backends.GetValueOrDefault(name);

    public IEnumerable<IBackend> Backends => backends.Values;

    /// <summary>
    /// Begins: sweeps what no instance stands for, and takes up every instance that is not what it should be.
    /// </summary>
    public void Start()
    {
        store.Changed += committed => Note(committed.Touches);
        foreach (var backend in backends.Values) backend.Start(this);
    }

    /// <summary>
    /// Waits until each backend has found out whether it works and told its images, but not longer than this.
    /// </summary>
    public async Task SettleAsync(TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        while (backends.Values.Any(backend => backend.Health.State == PartHealth.Starting)
            && !limit.IsCancellationRequested)
            await Task.Delay(SettlePause, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    public void Seen(string instanceId, Power seen, bool isGuestInitiated)
    {
        if (!scopes.TryGetValue(instanceId, out var scope)) return;
        if (seen == Power.Running)
        {
            // Somebody started what is to be stopped. It lacks what a start gives it, so the wish wins.
            if (store.World.At(scope).Table<InstanceRow>().Find(instanceId)
                is { Desired: Power.Stopped, State: Wire.Ec2.InstanceStateName.Stopped })
                Wake(instanceId);
            return;
        }

        store.Commit(scope, change =>
        {
            if (change.Find<InstanceRow>(instanceId) is not { } instance) return;
            InstanceObservation.Apply(change, instance, seen, isGuestInitiated);
        });
    }

    public void UserDataEnded(string instanceId, string outcome)
    {
        if (!scopes.TryGetValue(instanceId, out var scope)) return;
        store.Commit(scope, change =>
        {
            if (change.Find<InstanceRow>(instanceId) is { IsTerminated: false })
                Tagging.SetSystem(change, instanceId, InstanceLifecycle.UserDataTag, outcome);
        });
    }

    public void Ails(string instanceId)
    {
        if (scopes.ContainsKey(instanceId)) Wake(instanceId);
    }

    public void Images(string backend, IReadOnlyList<HostImage> images) =>
        store.Commit(HostImageRow.Host, change => HostImages.Replace(change, backend, images));

    public void Recovered(string backend)
    {
        foreach (var (scope, partition) in store.World.Partitions)
        {
            foreach (var instance in partition.Table<InstanceRow>())
            {
                if (instance.Backend != backend || instance.IsTerminated) continue;
                scopes[instance.Id] = scope;
                Wake(instance.Id);
            }
        }

        _ = SweepAsync(backend, () => Known(backend));
    }

    /// <summary>Removes what no instance stands for, and waits until it is gone.</summary>
    public async Task SweepAsync()
    {
        // What is being removed already is gone for sure only when its worker rests.
        await Task.WhenAll(workers.Values.Select(worker => worker.Ended))
            .WaitAsync(SweepPatience, store.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var backend in backends.Keys)
            await SweepAsync(backend, () => Known(backend)).ConfigureAwait(false);
    }

    /// <summary>Ends all machines: the end of a run that keeps nothing.</summary>
    public async Task RemoveAllAsync()
    {
        foreach (var backend in backends.Keys)
            await SweepAsync(backend, static () => new HashSet<string>()).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(workers.Values.Select(worker => worker.Ended)).ConfigureAwait(false);
        foreach (var backend in backends.Values) await backend.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
        places.Dispose();
    }

    private void Note(IReadOnlyList<Touch> touches)
    {
        foreach (var touch in touches)
        {
            if (touch.Kind == VolumeRow.Kind || touch.Kind == VolumeModificationRow.Kind) NoteVolume(touch);
            if (touch.Kind == NetworkInterfaceRow.Kind) NoteInterface(touch);
            if (touch.Kind == VpcRow.Kind) NoteVpc(touch);
            if (touch.Row is ReplaceRootVolumeTaskRow { State: "in-progress" } task
                && scopes.ContainsKey(task.InstanceId))
                Wake(task.InstanceId);
            if (touch.Kind != InstanceRow.Kind) continue;
            if (touch.Row is not InstanceRow instance)
            {
                // Removed from the World whole (reset): its machine has nobody left.
                if (scopes.ContainsKey(touch.Id)) Wake(touch.Id);
                continue;
            }

            if (!backends.ContainsKey(instance.Backend)) continue;
            scopes[instance.Id] = touch.Scope;
            if (!InstanceObservation.IsSettled(instance)) Wake(instance.Id);
        }
    }

    private HashSet<string> Known(string backend) =>
    [
        .. from partition in store.World.Partitions.Values
           from instance in partition.Table<InstanceRow>()
           where instance.Backend == backend && !instance.IsTerminated
           select instance.Id,
    ];

    /// <summary>A machine has something to do when a volume comes, goes or grows.</summary>
    private void NoteVolume(Touch touch)
    {
        var volume = touch.Row switch
        {
            VolumeRow row when row.Attachments.Any(one => one.IsLeaving || one.State == "attaching") => row,
            VolumeModificationRow { State: "modifying" } =>
                store.World.At(touch.Scope).Table<VolumeRow>().Find(touch.Id),
            _ => null,
        };
        if (volume is null) return;
        var instances = store.World.At(touch.Scope).Table<InstanceRow>();
        foreach (var attachment in volume.Attachments)
        {
            // A hypervisor on another host keeps the bytes itself.
            var hasDevices = volume.IsOnDisk || instances.Find(attachment.InstanceId)?.Backend == "libvirt";
            if (hasDevices && scopes.ContainsKey(attachment.InstanceId)) Wake(attachment.InstanceId);
        }
    }

    /// <summary>
    /// A virtual machine gets and loses cards. A row tells nothing of the instance that it was taken from, so each of
    /// its account and region is looked at; there are few.
    /// </summary>
    private void NoteInterface(Touch touch)
    {
        foreach (var (id, scope) in scopes)
        {
            if (scope == touch.Scope
                && store.World.At(scope).Table<InstanceRow>().Find(id) is { IsTerminated: false } instance
                && backends.GetValueOrDefault(instance.Backend) is ICards
                && (touch.Row is not NetworkInterfaceRow { Attachment.InstanceId: var holder } || holder == id))
                Wake(id);
        }
    }

    /// <summary>Machines of a VPC are told of other DHCP options and DNS attributes.</summary>
    private void NoteVpc(Touch touch)
    {
        foreach (var (id, scope) in scopes)
        {
            if (scope == touch.Scope
                && store.World.At(scope).Table<InstanceRow>().Find(id) is { IsTerminated: false } instance
                && instance.VpcId == touch.Id)
                Wake(id);
        }
    }

    /// <summary>Does something with a machine while nothing else is done with it.</summary>
    public Task WithMachineAsync(string instanceId, Func<CancellationToken, Task> errand) =>
        workers.GetOrAdd(instanceId, id => new(id, this)).DoAsync(errand);

    private void Wake(string instanceId) =>
        workers.GetOrAdd(instanceId, id => new(id, this)).Wake();

    private async Task SweepAsync(string backend, Func<IReadOnlySet<string>> wanted)
    {
        try
        {
            await backends[backend].SweepAsync(wanted, stopping.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.SweepFailed(log, backend, exception);
        }
    }

    private void Forget(string instanceId)
    {
        workers.TryRemove(instanceId, out _);
        scopes.TryRemove(instanceId, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Sweeping {Backend} failed.")]
        public static partial void SweepFailed(ILogger log, string backend, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{InstanceId} is not what it should be yet; trying again.")]
        public static partial void TryingAgain(ILogger log, string instanceId, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "{InstanceId} cannot be what it should be: {Reason}")]
        public static partial void Failed(ILogger log, string instanceId, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "{InstanceId} does not get another root: {Reason}")]
        public static partial void RootNotReplaced(ILogger log, string instanceId, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "{InstanceId} is {Power}{Where}")]
        public static partial void Arrived(ILogger log, string instanceId, Power power, string where);
    }
}
