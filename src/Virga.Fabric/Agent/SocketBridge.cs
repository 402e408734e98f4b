using System.Buffers;
using System.Net.Sockets;
using Virga.Fabric.Protocol;

namespace Virga.Fabric.Agent;

/// <summary>Copies between a socket and a tunnel until both directions have ended.</summary>
internal static class SocketBridge
{
    private const int BufferBytes = 32 * 1024;

    public static async Task RunAsync(Socket socket, Tunnel tunnel)
    {
        var upward = UpwardAsync(socket, tunnel);
        var downward = DownwardAsync(tunnel, socket);
        // A direction that breaks takes the other with it; one that ends lets the other end by itself.
        var first = await Task.WhenAny(upward, downward);
        if (first.IsFaulted)
            socket.Close(0);
        await Task.WhenAll(upward, downward);
    }

    private static async Task UpwardAsync(Socket socket, Tunnel tunnel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while ((count = await socket.ReceiveAsync(buffer, SocketFlags.None)) > 0)
                await tunnel.WriteAsync(buffer.AsMemory(0, count));
            await tunnel.EndAsync();
        }
        catch
        {
            await tunnel.DisposeAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task DownwardAsync(Tunnel tunnel, Socket socket)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while ((count = await tunnel.ReadAsync(buffer)) > 0)
                await socket.SendAsync(buffer.AsMemory(0, count), SocketFlags.None);
            socket.Shutdown(SocketShutdown.Send);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
