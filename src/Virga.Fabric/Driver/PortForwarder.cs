using System.Net;
using System.Net.Sockets;
using Virga.Fabric.Agent;
using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Driver;

/// <summary>
/// Listens on the machine's published ports and dials inside with the client's address. Ports come and go with the
/// state at any time; nothing is published by the engine, which would start a process a port.
/// </summary>
internal sealed class PortForwarder(IFabricDriver fabric) : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly Dictionary<string, (FabricPublishedPort Port, StreamListener Listener)> open =
        new(StringComparer.Ordinal);

    /// <summary>Opens and closes ports; a port that is taken is a fault of that port only.</summary>
    public async Task<ValueList<FabricFault>> ApplyAsync(ValueList<FabricPublishedPort> ports)
    {
        var faults = new List<FabricFault>();
        var wanted = ports.ToDictionary(port => port.Id, StringComparer.Ordinal);
        foreach (var (id, (port, listener)) in open.ToList())
        {
            if (wanted.GetValueOrDefault(id) == port)
                continue;
            open.Remove(id);
            await listener.DisposeAsync();
        }

        foreach (var port in ports.Where(port => !open.ContainsKey(port.Id)))
        {
            try
            {
                open[port.Id] = (port, Listen(port));
            }
            catch (SocketException refusal)
            {
                faults.Add(new FabricFault(port.Id, refusal.Message));
            }
        }

        return faults.ToValueList();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, listener) in open.Values)
            await listener.DisposeAsync();
        open.Clear();
    }

    private StreamListener Listen(FabricPublishedPort port)
    {
        var listener = new Socket(port.HostAddress.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(port.HostAddress, port.HostPort));
            return new StreamListener(listener, client => ForwardAsync(client, port));
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private async Task ForwardAsync(Socket client, FabricPublishedPort port)
    {
        var dial = new FabricDial(port.Address, port.Port, (IPEndPoint)client.RemoteEndPoint!) { VpcId = port.VpcId };
        await using var inside = await fabric.DialAsync(dial, CancellationToken.None);
        await using var outside = new NetworkStream(client);
        var upward = CopyAsync(outside, inside, () => inside is Tunnel tunnel ? tunnel.EndAsync() : Task.CompletedTask);
        var downward = CopyAsync(inside, outside, () =>
        {
            client.Shutdown(SocketShutdown.Send);
            return Task.CompletedTask;
        });
        var first = await Task.WhenAny(upward, downward);
        if (first.IsFaulted)
            client.Close(0);
        await Task.WhenAll(upward, downward);
    }

    private static async Task CopyAsync(Stream from, Stream to, Func<Task> end)
    {
        await from.CopyToAsync(to, BufferBytes);
        await end();
    }
}
