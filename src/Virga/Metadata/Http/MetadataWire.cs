using System.Net;
using System.Net.Sockets;

namespace Virga.Metadata.Http;

/// <summary>
/// The bytes of a connection, and how far what is sent may travel. Failures are <see cref="SocketException"/>,
/// <see cref="IOException"/> or <see cref="ObjectDisposedException"/>: the other end is gone.
/// </summary>
internal abstract class MetadataWire : IDisposable
{
    /// <summary>The count of bytes; 0 at the end.</summary>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Sends all.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Ends our direction.</summary>
    public abstract ValueTask EndAsync();

    /// <summary>Sets the IP TTL of what is sent next.</summary>
    public abstract ValueTask LimitHopsAsync(int hops);

    public abstract void Dispose();
}

/// <summary>A connection that was accepted on this host.</summary>
internal sealed class SocketWire(Socket socket) : MetadataWire
{
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None);

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var sent = await socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false);
            bytes = bytes[sent..];
        }
    }

    public override ValueTask EndAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        return ValueTask.CompletedTask;
    }

    public override ValueTask LimitHopsAsync(int hops)
    {
        if (socket.RemoteEndPoint is not IPEndPoint peer) return ValueTask.CompletedTask;
        if (peer.AddressFamily == AddressFamily.InterNetworkV6)
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IpTimeToLive, hops);
        if (peer.AddressFamily == AddressFamily.InterNetwork || peer.Address.IsIPv4MappedToIPv6)
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.IpTimeToLive, hops);
        return ValueTask.CompletedTask;
    }

    public override void Dispose() => socket.Dispose();
}

/// <summary>
/// A guest's connection, which the fabric's agent accepted and carries here. The agent sends later than we do, so a
/// limit is never raised again: a token that is still under way must not get more hops.
/// </summary>
internal sealed class TunnelWire(Stream stream, Func<Task> end, Func<int, Task> limit) : MetadataWire
{
    private int lowest = int.MaxValue;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => stream.ReadAsync(buffer);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes);

    public override ValueTask EndAsync() => new(end());

    public override ValueTask LimitHopsAsync(int hops)
    {
        if (hops >= lowest) return ValueTask.CompletedTask;
        lowest = hops;
        return new(limit(hops));
    }

    public override void Dispose() => stream.Dispose();
}
