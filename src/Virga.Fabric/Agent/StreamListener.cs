using System.Net.Sockets;

namespace Virga.Fabric.Agent;

/// <summary>Accepts TCP connections of guests and gives each to a task of its own.</summary>
internal sealed class StreamListener : IAsyncDisposable
{
    private const int Backlog = 512;
    private readonly Socket listener;
    private readonly Task loop;

    public StreamListener(Socket listener, Func<Socket, Task> serve)
    {
        this.listener = listener;
        listener.Listen(Backlog);
        loop = RunAsync(serve);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await loop;
    }

    private async Task RunAsync(Func<Socket, Task> serve)
    {
        while (true)
        {
            try
            {
                var guest = await listener.AcceptAsync();
                guest.NoDelay = true;
                _ = ServeAsync(guest, serve);
            }
            catch (Exception end) when (end is ObjectDisposedException
                or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // A guest that left before it was accepted.
            }
        }
    }

    private static async Task ServeAsync(Socket guest, Func<Socket, Task> serve)
    {
        try
        {
            using (guest)
                await serve(guest);
        }
        catch (Exception end) when (end is IOException or SocketException or ObjectDisposedException
            or InvalidOperationException)
        {
            // Either side broke the connection.
        }
    }
}
