using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Docker.Devices;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;
using Virga.Docker.Ssh;
using Virga.Service.Control;

namespace Virga.Docker.Backend;

/// <summary>Runs instances as containers of a Docker engine.</summary>
internal sealed partial class DockerBackend
    : IBackend, IConsoleOutput, ICommandRunner, IKeyGrants, IMachineHold, IImageCapture, IImageTransfer,
        IRootReplacement
{
    /// <summary>EC2 shows the newest 64 KiB (EC2 API Reference, GetConsoleOutput).</summary>
    private const int MaxConsoleBytes = 64 * 1_024;

    private const int MaxAtOnce = 8;

    private const int MaxConsoleLines = 2_000;

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(1);

    private readonly DockerEngine engine;
    private readonly DockerMachines machines;
    private readonly DockerImages images;
    private readonly DockerNetworks networks;
    private readonly DockerVolumes volumes;
    private readonly DockerCapture capture;
    private readonly DockerTransfer transfer;
    private readonly DockerSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<string, int> busy = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> killed = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly UserDataWatch userData;
    private readonly SshDoor door;
    private Task watching = Task.CompletedTask;
    private IMachineObserver? observer;
    private volatile PartHealth health = new("docker", PartHealth.Starting, "looking for the engine");

    public DockerBackend(
        DockerEngine engine, IMachineNetworks machineNetworks, HostPorts ports, BlockDevices? devices,
        DockerSettings settings, TimeProvider time, ILogger log)
    {
        this.engine = engine;
        this.settings = settings;
        this.time = time;
        this.log = log;
        images = new(engine, settings, log);
        userData = new(engine);
        volumes = new(engine, devices);
        capture = new(engine, volumes, settings);
        transfer = new(engine, images, capture);
        door = new(engine, time, log);
        networks = new(engine, machineNetworks, ports, door, settings);
        machineNetworks.Expect(networks.RunningAsync);
        machines = new(engine, new(engine, GuestBinary.Load()), images, networks, settings, volumes);
    }

    public string Name => "docker";

    public PartHealth Health => health;

    public void Start(IMachineObserver observer)
    {
        this.observer = observer;
        watching = Task.Run(() => WatchAsync(observer));
    }

    public Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation) =>
        BusilyAsync(machine.InstanceId, async () =>
        {
            var facts = await machines.ConvergeAsync(machine, cancellation).ConfigureAwait(false);
            if (machine.Desired != Power.Running) userData.Forget(machine.InstanceId);
            if (machine.Desired == Power.Terminated) door.Forget(machine.InstanceId);
            WatchUserData(machine);
            return facts;
        });

    public Task<MachineFacts> ReplaceRootAsync(Machine machine, CancellationToken cancellation) =>
        BusilyAsync(machine.InstanceId, async () =>
        {
            var facts = await machines.ReplaceRootAsync(machine, cancellation).ConfigureAwait(false);
            userData.Forget(machine.InstanceId);
            WatchUserData(machine);
            return facts;
        });

    public async Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation)
    {
        var ours = EngineFilters.Label($"{DockerLabels.Home}={settings.Home}");
        var found = await engine.Containers.ListAsync(ours, cancellation).ConfigureAwait(false);
        var instanceIds = wanted();
        var places = new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(found, places, async (container, token) =>
        {
            var instance = container.Labels?.GetValueOrDefault(DockerLabels.Instance);
            if (instance is not null && instanceIds.Contains(instance)) return;
            Log.Swept(log, instance ?? container.Id);
            await machines.RemoveAsync(container.Id, instance, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        // A machine that is being made has its network already, and no process yet.
        if (wanted().Count == 0 && busy.Values.All(count => count == 0))
            await networks.RemoveAsync(cancellation).ConfigureAwait(false);
        volumes.Sweep(wanted);
    }

    public async Task<ReadOnlyMemory<byte>> ConsoleOutputAsync(string instanceId, CancellationToken cancellation)
    {
        var query = new LogQuery { Tail = MaxConsoleLines };
        using var output = await engine.Containers
            .LogsAsync(DockerLabels.NameOf(instanceId), query, cancellation).ConfigureAwait(false);
        using var text = new MemoryStream();
        while (await output.Output.ReadAsync(cancellation).ConfigureAwait(false) is { IsEnd: false } chunk)
            text.Write(chunk.Bytes.Span);
        var bytes = text.ToArray();
        return bytes.AsMemory(Math.Max(0, bytes.Length - MaxConsoleBytes));
    }

    public async Task<CommandOutcome> RunAsync(string instanceId, string script, CancellationToken cancellation)
    {
        var spec = new ExecSpec { Cmd = ["/bin/sh", "-c", script] };
        var result = await engine.Execs
            .RunAsync(DockerLabels.NameOf(instanceId), spec, default, cancellation).ConfigureAwait(false);
        return new((int)result.ExitCode, result.OutputText, result.ErrorText);
    }

    public async Task GrantAsync(
        string instanceId, string user, string key, DateTimeOffset until, CancellationToken cancellation)
    {
        try
        {
            await door.SessionsOf(instanceId, new(IPAddress.Loopback, 0))
                .GrantAsync(user, key, until, cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException refusal)
        {
            throw new IOException(refusal.EngineMessage, refusal);
        }
    }

    public Task HoldAsync(
        string instanceId, Func<CancellationToken, Task> work, CancellationToken cancellation) =>
        volumes.HoldAsync(instanceId, work, cancellation);

    public Task<string?> CaptureAsync(
        CaptureWish wish, Func<CancellationToken, Task> meanwhile, CancellationToken cancellation) =>
        BusilyAsync<string?>(wish.InstanceId, async () =>
            await capture.CaptureAsync(wish, meanwhile, cancellation).ConfigureAwait(false));

    public Task<string?> CopyImageAsync(string reference, string imageId, CancellationToken cancellation) =>
        BusilyAsync<string?>(
            imageId, async () => await capture.CopyAsync(reference, imageId, cancellation).ConfigureAwait(false));

    public Task SweepImagesAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation) =>
        capture.SweepAsync(wanted, cancellation);

    public Task<ImportedImage> ImportAsync(
        string path, string imageId, string? architecture, CancellationToken cancellation) =>
        transfer.ImportAsync(path, imageId, architecture, cancellation);

    public Task ExportAsync(string reference, string path, CancellationToken cancellation) =>
        transfer.ExportAsync(reference, path, cancellation);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        door.Dispose();
        stopping.Dispose();
    }

    private void WatchUserData(Machine machine)
    {
        if (machine.Desired == Power.Running && !machine.UserData.IsEmpty && observer is not null)
            userData.Begin(machine.InstanceId, observer, stopping.Token);
    }

    /// <summary>What the engine tells of a machine meanwhile is our own doing.</summary>
    private async Task<T> BusilyAsync<T>(string instanceId, Func<Task<T>> work)
    {
        busy.AddOrUpdate(instanceId, 1, static (_, count) => count + 1);
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (DockerEngineException exception) when (!exception.IsUnreachable && !exception.IsConflict)
        {
            throw new MachineException("Server.InternalError", exception.EngineMessage, exception);
        }
        finally
        {
            busy.AddOrUpdate(instanceId, 0, static (_, count) => count - 1);
        }
    }

    private bool IsBusy(string instanceId) => busy.GetValueOrDefault(instanceId) > 0;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Removing the container of {Instance}, which is gone.")]
        public static partial void Swept(ILogger log, string instance);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The Docker engine went away: {Reason}")]
        public static partial void WentAway(ILogger log, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Instance} has no network yet: {Reason}")]
        public static partial void NotPlugged(ILogger log, string instance, string reason);
    }
}
