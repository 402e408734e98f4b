using System.Collections.Concurrent;
using System.Net;
using Virga.Fabric.Agent;
using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Driver;

/// <summary>One connection to one agent, from its hello to its end.</summary>
internal sealed class FabricSession : IAsyncDisposable
{
    /// <summary>An agent says hello after its probe, which makes a namespace; a slow machine is given time.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Docker 20.10 does not end the stream of an exec whose container was killed; so silence is the end as well.
    /// </summary>
    private static readonly TimeSpan pulse = TimeSpan.FromSeconds(2);
    private const int SilentPulses = 4;

    private readonly Multiplexer peer;
    private readonly CancellationTokenSource ending = new();
    private readonly IFabricListener listener;
    private readonly Action<string> lost;
    private readonly TaskCompletionSource<HelloMessage> hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<ValueList<FabricFault>>> waiting = new();
    private FabricState? applied;
    private Task running = Task.CompletedTask;
    private long generation;
    private int unanswered;
    private bool isClosing;

    private FabricSession(Multiplexer peer, IFabricListener listener, Action<string> lost)
    {
        this.peer = peer;
        this.listener = listener;
        this.lost = lost;
    }

    public HelloMessage Hello { get; private set; } = null!;

    public bool IsOver => running.IsCompleted;

    public static async Task<FabricSession> OpenAsync(
        IFabricTransport transport,
        IFabricListener listener,
        Action<string> lost,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var peer = new Multiplexer(await transport.ConnectAsync(cancellation), firstTunnel: 1);
        var session = new FabricSession(peer, listener, lost);
        session.running = session.RunAsync();
        try
        {
            session.Hello = await session.hello.Task.WaitAsync(patience, cancellation);
            if (session.Hello.Version != FabricVersion.Protocol)
                throw new IOException($"the fabric's agent is of version {session.Hello.Version}");
            _ = session.WatchAsync(time);
            return session;
        }
        catch (Exception failure) when (failure is TimeoutException or IOException or OperationCanceledException)
        {
            await session.DisposeAsync();
            throw failure is TimeoutException ? new IOException("the fabric's agent says nothing") : failure;
        }
    }

    public async Task<ValueList<FabricFault>> ApplyAsync(FabricState desired, CancellationToken cancellation)
    {
        var number = ++generation;
        var done = waiting[number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var delta = FabricDelta.Between(applied ?? FabricState.Empty, desired);
        var message = new ApplyMessage(number, IsWhole: applied is null, delta);
        applied = desired;
        var payload = FabricJson.Write(message, FabricJson.Default.ApplyMessage);
        if (IsOver)
            throw new IOException("the connection to the fabric's agent is gone");
        await peer.SendAsync(new Frame(FrameKind.Apply, 0, payload), cancellation);
        return await done.Task.WaitAsync(cancellation);
    }

    /// <summary>Asks for the counters of flow logs; the listener gets them.</summary>
    public Task CountAsync() => peer.TrySendAsync(new Frame(FrameKind.Flows, 0, default));

    public async Task<Stream> DialAsync(FabricDial dial, CancellationToken cancellation)
    {
        var message = new DialMessage(
            dial.VpcId, dial.Address, dial.Port, dial.Client.Address, dial.Client.Port, dial.InsideInterfaceId);
        var tunnel = await peer.OpenAsync(FabricJson.Write(message, FabricJson.Default.DialMessage), cancellation);
        try
        {
            var refusal = await tunnel.Opened.WaitAsync(cancellation);
            return refusal.Length == 0 ? tunnel : throw new IOException(refusal);
        }
        catch
        {
            await tunnel.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        isClosing = true;
        await peer.DisposeAsync();
        await running;
        ending.Dispose();
    }

    private async Task WatchAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(pulse, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                if (unanswered++ >= SilentPulses)
                {
                    await peer.DisposeAsync();
                    return;
                }

                _ = peer.TrySendAsync(new Frame(FrameKind.Alive, 0, default));
            }
        }
        catch (OperationCanceledException)
        {
            // The session ended before.
        }
    }

    private async Task RunAsync()
    {
        var reason = "the fabric's agent ended";
        try
        {
            await peer.RunAsync(ReceiveAsync, CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or ObjectDisposedException
            or InvalidOperationException)
        {
            reason = failure.Message;
        }

        await ending.CancelAsync();
        var gone = new IOException(reason);
        var hadHello = !hello.TrySetException(gone);
        foreach (var number in waiting.Keys)
        {
            if (waiting.TryRemove(number, out var done))
                done.TrySetException(gone);
        }

        if (hadHello && !isClosing)
            _ = Task.Run(() => lost(reason));
    }

    private Task ReceiveAsync(Frame frame, Tunnel? tunnel)
    {
        if (tunnel is not null)
        {
            var origin = FabricJson.Read(frame.Payload, FabricJson.Default.GuestConnectionMessage);
            _ = ServeAsync(new FabricConnection(origin, tunnel), tunnel);
        }
        else if (frame.Kind == FrameKind.Hello)
        {
            hello.TrySetResult(FabricJson.Read(frame.Payload, FabricJson.Default.HelloMessage));
        }
        else if (frame.Kind == FrameKind.Alive)
        {
            unanswered = 0;
        }
        else if (frame.Kind == FrameKind.Flows)
        {
            listener.Counted(FabricJson.Read(frame.Payload, FabricJson.Default.FlowsMessage).Counts);
        }
        else if (frame.Kind == FrameKind.Applied)
        {
            var message = FabricJson.Read(frame.Payload, FabricJson.Default.AppliedMessage);
            if (waiting.TryRemove(message.Generation, out var done))
                done.TrySetResult(message.Faults);
        }

        return Task.CompletedTask;
    }

    private async Task ServeAsync(FabricConnection connection, Tunnel tunnel)
    {
        try
        {
            await Task.Yield();
            await listener.ServeAsync(connection);
            await tunnel.EndAsync();
        }
        catch (IOException)
        {
            // The guest left.
        }
        finally
        {
            await tunnel.DisposeAsync();
        }
    }
}
