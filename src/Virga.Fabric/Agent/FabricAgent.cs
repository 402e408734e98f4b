using System.Net;
using System.Threading.Channels;
using Virga.Fabric.Plan;
using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>
/// The program inside the fabric container: takes desired states from one stream, makes them so, and carries guests'
/// connections to the emulator and dialled connections to guests. It ends with its stream. Networks go on without it;
/// what asks it (metadata, resolver) pauses.
/// </summary>
internal sealed class FabricAgent : IAsyncDisposable
{
    private readonly NamespaceStore store;
    private readonly FabricApplier applier;
    private readonly Multiplexer peer;
    private readonly VpcListeners services;
    private readonly HostRoutes routes;
    private readonly FlowReader flows;

    /// <summary>What is to be done, one after the other; null is a question for the counters of flows.</summary>
    private readonly Channel<ApplyMessage?> applies = Channel.CreateUnbounded<ApplyMessage?>();
    private FabricState state = FabricState.Empty;

    /// <summary>What was made so without any fault by the last state; null where all is to be looked at.</summary>
    private FabricPlan? sound;

    private FabricAgent(NamespaceStore store, Multiplexer peer, TimeProvider time)
    {
        this.store = store;
        this.peer = peer;
        applier = new FabricApplier(store);
        services = new VpcListeners(store, new GuestConnections(peer), time);
        routes = new HostRoutes(store);
        flows = new FlowReader(store);
    }

    /// <summary>Runs until the stream ends.</summary>
    public static async Task RunAsync(
        Stream stream, FabricAgentOptions options, TimeProvider time, CancellationToken cancellation)
    {
        await using var store = await NamespaceStore.OpenAsync(options);
        await using var peer = new Multiplexer(stream, firstTunnel: 2);
        await using var agent = new FabricAgent(store, peer, time);
        var probes = await FabricProbe.RunAsync(store);
        var hello = new HelloMessage(FabricVersion.Protocol, probes);
        await peer.SendAsync(
            new Frame(FrameKind.Hello, 0, FabricJson.Write(hello, FabricJson.Default.HelloMessage)), cancellation);
        var applying = agent.ApplyAllAsync(cancellation);
        try
        {
            await peer.RunAsync(agent.ReceiveAsync, cancellation);
        }
        finally
        {
            agent.applies.Writer.TryComplete();
            await applying;
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private Task ReceiveAsync(Frame frame, Tunnel? tunnel)
    {
        if (tunnel is not null)
        {
            var dial = FabricJson.Read(frame.Payload, FabricJson.Default.DialMessage);
            _ = Dialler.RunAsync(store, state, dial, tunnel);
        }
        else if (frame.Kind == FrameKind.Apply)
        {
            applies.Writer.TryWrite(FabricJson.Read(frame.Payload, FabricJson.Default.ApplyMessage));
        }

        else if (frame.Kind == FrameKind.Flows)
        {
            applies.Writer.TryWrite(null);
        }

        return frame.Kind == FrameKind.Alive ? peer.TrySendAsync(frame) : Task.CompletedTask;
    }

    private async Task ApplyAllAsync(CancellationToken cancellation)
    {
        await foreach (var message in applies.Reader.ReadAllAsync(cancellation))
        {
            if (message is null)
            {
                await CountAsync();
                continue;
            }

            var faults = await ApplyAsync(message);
            var answer = new AppliedMessage(message.Generation, faults);
            await peer.TrySendAsync(
                new Frame(FrameKind.Applied, 0, FabricJson.Write(answer, FabricJson.Default.AppliedMessage)));
        }
    }

    private async Task CountAsync()
    {
        if (state.FlowLogs.Count == 0)
            return;
        var answer = new FlowsMessage(flows.Read(state));
        await peer.TrySendAsync(
            new Frame(FrameKind.Flows, 0, FabricJson.Write(answer, FabricJson.Default.FlowsMessage)));
    }

    /// <summary>
    /// What failed is tried again with the next state, and a tap may go away by itself: then all is looked at.
    /// </summary>
    private async Task<ValueList<FabricFault>> ApplyAsync(FabricIndex index, FabricState before, bool isWhole)
    {
        if (!isWhole && sound is { } last && state.DiffersInFiltersOnly(before))
        {
            sound = null;
            var filtered = FabricPlanner.Refilter(last, index);
            var refused = applier.ApplyFilters(filtered);
            sound = refused.Count == 0 ? filtered : null;
            return refused;
        }

        sound = null;
        var plan = FabricPlanner.Plan(index);
        var faults = await applier.ApplyAsync(plan, isWhole);
        sound = faults.Count == 0 && !plan.Guests.Exists(guest => guest.IsTap) ? plan : null;
        return faults;
    }

    /// <summary>A defect here must not end the agent, and must not look like success either.</summary>
    private async Task<ValueList<FabricFault>> ApplyAsync(ApplyMessage message)
    {
        try
        {
            if (!message.IsWhole && message.Delta.Removed.Count > 0)
                await CountAsync();
            var before = state;
            var wasLogged = state.FlowLogs.Count > 0;
            state = message.Delta.ApplyTo(message.IsWhole ? FabricState.Empty : state);
            // A whole state replaces the tables with their counters, and what goes takes its own along.
            if (message.IsWhole)
                await CountAsync();
            var index = new FabricIndex(state);
            var faults = await ApplyAsync(index, before, message.IsWhole);
            // Counters that begin now begin at nothing: the emulator is to know, or it takes the first flows for old
            // ones.
            if (!wasLogged && !message.IsWhole)
                await CountAsync();
            var unserved = await services.ApplyAsync(index);
            var unrouted = await routes.ApplyAsync(state, message.IsWhole);
            return [.. faults, .. unserved, .. unrouted];
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            return [new FabricFault("fabric", defect.ToString())];
        }
    }
}
