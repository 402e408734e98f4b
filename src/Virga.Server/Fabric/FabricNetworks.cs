using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Docker.Engine;
using Virga.Fabric.Agent;
using Virga.Fabric.Driver;
using Virga.Fabric.Protocol;
using Virga.Network;
using Virga.Network.Desired;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Server.Fabric;

/// <summary>
/// The fabric of this emulator: nothing until the first container instance, then a container on the engine whose agent
/// makes the network that the World asks for, at each change. Where it does not work, machines are on the engine's
/// bridge and everything that shows their network says so.
/// </summary>
internal sealed partial class FabricNetworks : IMachineNetworks, IAsyncDisposable
{
    /// <summary>An engine that is busy may fail a first attempt.</summary>
    private const int MaxAttempts = 3;

    private const string NotReal = "private addresses, security groups, network ACLs and routes are not real";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AttemptAfter = TimeSpan.FromSeconds(0.5);

    private readonly FabricOptions options;
    private readonly Store store;
    private readonly DockerEngine engine;
    private readonly FabricContainer container;
    private readonly GuestCalls services;
    private readonly FlowLogDelivery flowLogs;
    private readonly ILogger log;
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly Lock gate = new();
    private volatile FabricSettings settings;
    private readonly PublishedPorts published;
    private readonly List<Func<CancellationToken, Task<IReadOnlyList<MachineProcess>>>> expected = [];
    private ImmutableDictionary<string, GuestPlace> places = ImmutableDictionary<string, GuestPlace>.Empty;
    private ImmutableDictionary<string, MachineProcess> processes = ImmutableDictionary<string, MachineProcess>.Empty;
    private volatile OpenFabric? open;
    private volatile MachineNetwork? decided;
    private volatile string? away;
    private string off = "";

    public FabricNetworks(
        FabricOptions options, IPEndPoint api, Store store, DockerEngine engine, FabricContainer container,
        GuestCalls services, FlowLogDelivery flowLogs, ILogger log)
    {
        (this.options, this.store, this.engine, this.container, this.services, this.flowLogs, this.log) =
            (options, store, engine, container, services, flowLogs, log);
        published = new(api.Address);
        settings = new()
        {
            Internet = options.Internet,
            EndpointPorts = [.. new[] { 80, 4566, api.Port }.Distinct()],
            HostRouteMetric = LeftRoutes.MetricOf(container.Name),
        };
        services.WentAway += reason => away = reason;
        services.CameBack += () =>
        {
            away = null;
            open?.Applier.Doubt();
        };
        services.FlowsCounted += counts => flowLogs.Take(counts);
        store.Changed += _ => open?.Applier.Wish();
    }

    /// <summary>Where records of flow logs go.</summary>
    public FlowLogDelivery FlowLogs => flowLogs;

    /// <summary>How it is, in a line.</summary>
    public PartHealth Health => this switch
    {
        { decided: null } when options.Choice == FabricChoice.Bridge =>
            new("fabric", "off", $"instances are on the engine's bridge, as VIRGA_EC2_NETWORK says: {NotReal}"),
        { decided: null } => new("fabric", "idle", "begins with the first container instance"),
        { decided.IsReal: false } =>
            new("fabric", "degraded", $"instances are on the engine's bridge: {NotReal}; {off}"),
        { away: { } reason } => new("fabric", "unavailable", $"instances have no network until it is back: {reason}"),
        { open.Applier.Last: var last } => RunningHealth(last),
        _ => new("fabric", "idle", "begins with the next container instance"),
    };

    public void Expect(Func<CancellationToken, Task<IReadOnlyList<MachineProcess>>> running) =>
        expected.Add(running);

    public async Task<MachineNetwork> BeginAsync(CancellationToken cancellation)
    {
        if (decided is { } known && (open is not null || !known.IsReal)) return known;
        await opening.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (decided is { } found && (open is not null || !found.IsReal)) return found;
            return decided = options.Choice == FabricChoice.Bridge
                ? OnBridge("VIRGA_EC2_NETWORK is bridge")
                : await OpenAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            opening.Release();
        }
    }

    public async Task PlugAsync(MachineProcess process, CancellationToken cancellation)
    {
        if (open is not { } fabric)
            throw new IOException($"{process.InstanceId} waits for the fabric, which is off here");
        Remember(process);
        var applied = await fabric.Applier.ApplyAsync(cancellation).ConfigureAwait(false);
        var own = applied.State.Interfaces.Where(item => IsOf(item, process)).ToList();
        if (own.Count == 0) throw new IOException($"{process.InstanceId} has no interface that can be plugged in");
        var fault = applied.Faults.FirstOrDefault(fault => own.Any(item => item.Id == fault.Id));
        if (fault is not null)
            throw IsCut(fault)
                ? new CutCableException($"{fault.Id}: {fault.Text}")
                : new IOException($"{fault.Id}: {fault.Text}");
    }

    public bool IsCut(string instanceId)
    {
        if (open is not { Applier.Last: var last } || !last.HasHope) return false;
        return last.Faults.Any(fault => IsCut(fault)
            && last.State.Interfaces.Any(item => item.Id == fault.Id && item.Attachment?.InstanceId == instanceId));
    }

    public void Unplug(string instanceId)
    {
        lock (gate)
        {
            if (!processes.ContainsKey(instanceId)) return;
            processes = processes.Remove(instanceId);
            places = places.Remove(instanceId);
        }

        open?.Applier.Wish();
    }

    public async Task<MachineConnection> DialAsync(
        string instanceId, int port, IPEndPoint client, CancellationToken cancellation)
    {
        var fabric = open ?? throw new IOException("the fabric is off");
        var dial = DialOf(fabric.Applier.Last.State, instanceId, port, client);
        var stream = await fabric.Driver.DialAsync(dial, cancellation).ConfigureAwait(false);
        return new(stream, () => stream is Tunnel tunnel ? tunnel.EndAsync() : Task.CompletedTask);
    }

    public async Task RemoveAsync(CancellationToken cancellation)
    {
        await opening.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // A machine that was launched meanwhile needs it, or one that ran on while the emulator was away; who ends
            // everything calls again.
            if (!processes.IsEmpty || await HasExpectedAsync(cancellation).ConfigureAwait(false)) return;
            await CloseAsync().ConfigureAwait(false);
            flowLogs.Clear();
            if (LeftRoutes.Any(settings.HostRouteMetric)) await SweepRoutesAsync(cancellation).ConfigureAwait(false);
            await container.RemoveAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Whether any backend has machines on the fabric; one that does not answer may have.</summary>
    private async Task<bool> HasExpectedAsync(CancellationToken cancellation)
    {
        foreach (var running in expected)
        {
            try
            {
                if ((await running(cancellation).ConfigureAwait(false)).Count > 0) return true;
            }
            catch (Exception silent) when (silent is IOException or DockerEngineException)
            {
                Log.Left(log, silent.Message);
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets go of the fabric. The networks of machines go on; one without machines ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await flowLogs.DisposeAsync().ConfigureAwait(false);
        var isUseless = open is not null && processes.IsEmpty;
        await CloseAsync().ConfigureAwait(false);
        if (isUseless) await TryRemoveAsync(CancellationToken.None).ConfigureAwait(false);
        opening.Dispose();
    }

    private async Task CloseAsync()
    {
        if (open is { } fabric)
        {
            open = null;
            await fabric.Applier.DisposeAsync().ConfigureAwait(false);
            await UnrouteAsync(fabric).ConfigureAwait(false);
            await fabric.Ports.DisposeAsync().ConfigureAwait(false);
            await fabric.Driver.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What a crash left in this host's routes: only an agent may take it away, so one is begun for it.
    /// </summary>
    private async Task SweepRoutesAsync(CancellationToken cancellation)
    {
        var driver = new VpcFabric(container, services, store.Time);
        await using (driver.ConfigureAwait(false))
        {
            try
            {
                await driver.ProbeAsync(cancellation).ConfigureAwait(false);
                var host = options.HasHostRoutes ? await OwnNamespaceAsync(cancellation).ConfigureAwait(false) : "";
                if (host.Length == 0) return;
                var nothing = FabricState.Empty with { Settings = settings with { HostNamespace = host } };
                foreach (var fault in await driver.ApplyAsync(nothing, cancellation).ConfigureAwait(false))
                    Log.Left(log, fault.Text);
            }
            catch (IOException failure)
            {
                Log.Left(log, failure.Message);
            }
        }
    }

    /// <summary>Networks may go on without the emulator; this machine's routes to them do not.</summary>
    private async Task UnrouteAsync(OpenFabric fabric)
    {
        if (settings.HostNamespace.Length == 0) return;
        var last = fabric.Applier.Last.State;
        using var limit = new CancellationTokenSource(Patience, store.Time);
        try
        {
            var without = last.Settings with { HostNamespace = "" };
            await fabric.Driver.ApplyAsync(last with { Settings = without }, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            Log.Left(log, failure.Message);
        }
    }

    private async Task<MachineNetwork> OpenAsync(CancellationToken cancellation)
    {
        // An engine that is away is no reason to do without a fabric: it throws, and the launch is tried again.
        await engine.PingAsync(cancellation).ConfigureAwait(false);
        var (driver, found) = await DriverAsync(cancellation).ConfigureAwait(false);
        off = string.Join("; ", found.Off);
        if (!found.IsEnforcing)
        {
            await driver.DisposeAsync().ConfigureAwait(false);
            await TryRemoveAsync(cancellation).ConfigureAwait(false);
            Log.Degraded(log, off);
            return options.Choice == FabricChoice.Auto
                ? OnBridge(off)
                : throw new MachineException("Server.InternalError", $"VIRGA_EC2_NETWORK is fabric, but {off}");
        }

        foreach (var running in expected)
            foreach (var process in await running(cancellation).ConfigureAwait(false))
                Remember(process);
        var own = await OwnNamespaceAsync(cancellation).ConfigureAwait(false);
        settings = settings with { HostNamespace = options.HasHostRoutes ? own : "" };
        var ports = new PortForwarder(driver);
        var (whole, part) = (new DesiredNetwork(), new InhabitedNetwork());
        var applier = new NetworkApplier(
            driver, () => published.Add(part.Of(whole.Of(store.World, places, settings))),
            state => ports.ApplyAsync(state.PublishedPorts), store.Time, log);
        open = new(driver, applier, ports);
        flowLogs.Begin(driver, () => Cabled(applier.Last.State));
        Log.Began(log, off.Length > 0 ? off : "nothing is off");
        return new(IsReal: true, off.Length > 0 ? off : null) { TakesTaps = own.Length > 0 };
    }

    private static List<string> Cabled(FabricState state) =>
        [.. state.Interfaces.Where(new FabricIndex(state).HasCable).Select(item => item.Id)];

    private async Task<(IFabricDriver Driver, FabricCapabilities Found)> DriverAsync(CancellationToken cancellation)
    {
        var driver = new VpcFabric(container, services, store.Time);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (driver, await driver.ProbeAsync(cancellation).ConfigureAwait(false));
            }
            catch (IOException failure) when (attempt == MaxAttempts)
            {
                return (driver, new([new FabricProbeResult("the agent", false, failure.Message, "networks")]));
            }
            catch (IOException failure)
            {
                Log.Again(log, failure.Message);
                await Task.Delay(AttemptAfter, store.Time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task TryRemoveAsync(CancellationToken cancellation)
    {
        try
        {
            await container.RemoveAsync(cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException refusal)
        {
            Log.Left(log, refusal.Message);
        }
    }

    private MachineNetwork OnBridge(string reason)
    {
        off = reason;
        return new(IsReal: false, $"The machine is on the engine's bridge: {NotReal} ({reason}).");
    }

    private PartHealth RunningHealth(AppliedNetwork last)
    {
        var cables = last.State.Interfaces.Count(item => item.Attachment is { NetworkNamespace.Length: > 0 });
        var unrouted = last.Faults.FirstOrDefault(fault => fault.Id == HostRoutes.Id)?.Text
            ?? (settings.HostNamespace.Length > 0 ? null : "the engine's bridge is elsewhere, or it is not wanted");
        string[] notes =
        [
            $"{last.State.Vpcs.Count} VPCs with {cables} plugged interfaces",
            "addresses, groups, ACLs and routes are enforced",
            options.IsSshFiltered ? "" : "the host's ssh ports lead past them, to the machine itself",
            unrouted is null ? "" : $"no routes from the host: {unrouted}",
            off.Length > 0 ? $"off: {off}" : "",
            last.HasHope ? $"{last.Faults.Count} faults, the first {last.Faults[0].Id}: {last.Faults[0].Text}" : "",
        ];
        return new(
            "fabric", last.HasHope ? "degraded" : "running",
            string.Join("; ", notes.Where(note => note.Length > 0)));
    }

    private sealed record OpenFabric(IFabricDriver Driver, NetworkApplier Applier, PortForwarder Ports);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Networks of instances are real: {Off}.")]
        public static partial void Began(ILogger log, string off);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Networks of instances are not real here: {Reason}")]
        public static partial void Degraded(ILogger log, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "The fabric did not begin; once more: {Reason}")]
        public static partial void Again(ILogger log, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Something of the fabric is left on this machine: {Reason}")]
        public static partial void Left(ILogger log, string reason);
    }
}
