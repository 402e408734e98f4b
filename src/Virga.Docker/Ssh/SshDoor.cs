using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Docker.Backend;
using Virga.Docker.Engine;

namespace Virga.Docker.Ssh;

/// <summary>
/// The way to port 22 of a container instance: to its own ssh server, or, where the machine has none, to Virga's.
/// Packets
/// decide: whoever is not let through to the machine does not get to Virga's server either.
/// </summary>
internal sealed class SshDoor(DockerEngine engine, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly string[] Servers = ["/usr/sbin/sshd", "/usr/sbin/dropbear"];

    private readonly ConcurrentDictionary<string, Task<SshHostKey>> hostKeys = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource closing = new();

    /// <param name="instanceId">Whose door.</param>
    /// <param name="direct">Connects to the machine's port 22; null where the host has no way to it.</param>
    public MachineDial Of(string instanceId, MachineDial? direct) => async (client, cancellation) =>
    {
        try
        {
            if (direct is not null) return await direct(client, cancellation).ConfigureAwait(false);
        }
        catch (Exception refusal) when (IsRefused(refusal))
        {
            // A server that is about to start is not to be stood in for: its host key is another one.
            if (await HasServerAsync(instanceId, cancellation).ConfigureAwait(false)) throw;
        }

        return Serve(instanceId, client);
    };

    /// <summary>Sessions of an instance for a client.</summary>
    public GuestSessions SessionsOf(string instanceId, IPEndPoint client) => new(
        engine, DockerLabels.NameOf(instanceId), $"{client.Address} {client.Port} {IPAddress.Loopback} 22");

    /// <summary>The instance is gone, or its disk is another one.</summary>
    public void Forget(string instanceId) => hostKeys.TryRemove(instanceId, out _);

    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
    }

    private static bool IsRefused(Exception exception) => exception switch
    {
        SocketException socket => socket.SocketErrorCode == SocketError.ConnectionRefused,
        IOException failure => failure.Message.Contains("refused", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private MachineConnection Serve(string instanceId, IPEndPoint client)
    {
        var pair = new StreamPair();
        _ = ServeAsync(pair.Far, SessionsOf(instanceId, client), instanceId);
        return new(pair.Near, pair.Near.EndOutputAsync);
    }

    private async Task ServeAsync(StreamPair.End stream, GuestSessions guest, string instanceId)
    {
        await using var _ = stream.ConfigureAwait(false);
        try
        {
            var key = await hostKeys.GetOrAdd(instanceId, _ => guest.HostKeyAsync(closing.Token)).ConfigureAwait(false);
            await SshServer.ServeAsync(stream, key, guest, time, log, closing.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DockerEngineException or OperationCanceledException)
        {
            hostKeys.TryRemove(instanceId, out Task<SshHostKey>? _);
        }
    }

    private async Task<bool> HasServerAsync(string instanceId, CancellationToken cancellation)
    {
        foreach (var path in Servers)
        {
            try
            {
                await engine.Containers.StatAsync(DockerLabels.NameOf(instanceId), path, cancellation)
                    .ConfigureAwait(false);
                return true;
            }
            catch (DockerEngineException missing) when (missing.IsNotFound)
            {
                // The next one, then.
            }
        }

        return false;
    }
}
