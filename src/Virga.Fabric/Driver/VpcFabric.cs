using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Driver;

/// <summary>
/// Drives the fabric's agent. Keeps one connection, and makes another when it breaks; each new one begins with the
/// whole state, after which differences are enough.
/// </summary>
internal sealed class VpcFabric(IFabricTransport transport, IFabricListener listener, TimeProvider time) : IFabricDriver
{
    /// <summary>Between attempts to reach an agent; a lost one is back within seconds.</summary>
    private static readonly TimeSpan[] pauses = [TimeSpan.Zero, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1)];

    private readonly SemaphoreSlim working = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private FabricSession? session;
    private FabricState desired = FabricState.Empty;
    private Task restoring = Task.CompletedTask;

    public async Task<FabricCapabilities> ProbeAsync(CancellationToken cancellation)
    {
        await working.WaitAsync(cancellation);
        try
        {
            return new FabricCapabilities((await ConnectedAsync(cancellation)).Hello.Probes);
        }
        finally
        {
            working.Release();
        }
    }

    public async Task<ValueList<FabricFault>> ApplyAsync(FabricState wanted, CancellationToken cancellation)
    {
        await working.WaitAsync(cancellation);
        try
        {
            desired = wanted;
            var live = await ConnectedAsync(cancellation);
            return await live.ApplyAsync(desired, cancellation);
        }
        finally
        {
            working.Release();
        }
    }

    public Task CountAsync() => session is { IsOver: false } live ? live.CountAsync() : Task.CompletedTask;

    public async Task<Stream> DialAsync(FabricDial dial, CancellationToken cancellation)
    {
        var live = session ?? throw new IOException("the fabric's agent is away");
        return await live.DialAsync(dial, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await restoring;
        if (session is not null)
            await session.DisposeAsync();
        closing.Dispose();
        working.Dispose();
    }

    private async Task<FabricSession> ConnectedAsync(CancellationToken cancellation)
    {
        if (session is { IsOver: false })
            return session;
        if (session is not null)
            await session.DisposeAsync();
        session = null;
        return session = await FabricSession.OpenAsync(transport, listener, OnLost, time, cancellation);
    }

    private void OnLost(string reason)
    {
        if (closing.IsCancellationRequested)
            return;
        listener.Lost(reason);
        restoring = RestoreAsync();
    }

    private async Task RestoreAsync()
    {
        for (var attempt = 0; !closing.IsCancellationRequested; attempt++)
        {
            try
            {
                await Task.Delay(pauses[Math.Min(attempt, pauses.Length - 1)], time, closing.Token);
                listener.Restored(await ApplyAsync(desired, closing.Token));
                return;
            }
            catch (IOException)
            {
                // Not back yet: the next attempt comes.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
