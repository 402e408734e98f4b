using System.Net;
using System.Net.Sockets;

namespace Virga.Fabric.Agent;

/// <summary>
/// Answers datagrams of guests, many at a time: one that waits for the world outside delays no other.
/// </summary>
internal sealed class DatagramListener : IAsyncDisposable
{
    /// <summary>Longer queries than this are none (RFC 6891 names 4096 as a maximum that works).</summary>
    private const int LongestQuery = 4096;

    private readonly Socket socket;
    private readonly Task loop;

    public DatagramListener(Socket socket, Func<byte[], Task<byte[]?>> answer)
    {
        this.socket = socket;
        loop = RunAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await loop;
    }

    private async Task RunAsync(Func<byte[], Task<byte[]?>> answer)
    {
        var buffer = new byte[LongestQuery];
        var any = new IPEndPoint(
            socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (true)
        {
            try
            {
                var query = await socket.ReceiveFromAsync(buffer, SocketFlags.None, any);
                _ = AnswerAsync(buffer[..query.ReceivedBytes], query.RemoteEndPoint, answer);
            }
            catch (Exception end) when (end is ObjectDisposedException
                or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // The answer before this could not be delivered.
            }
        }
    }

    private async Task AnswerAsync(byte[] query, EndPoint guest, Func<byte[], Task<byte[]?>> answer)
    {
        try
        {
            if (await answer(query) is { } reply)
                await socket.SendToAsync(reply, SocketFlags.None, guest);
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or IOException)
        {
            // The guest asks again.
        }
    }
}
