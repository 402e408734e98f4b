using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Server.Hosting;
using Virga.Server.SerialConsole;
using Xunit;

namespace Virga.Tests.Server.SerialConsole;

/// <summary>Connections that say nothing are not held for ever, and do not hold up the server's end.</summary>
public sealed class SerialConsoleDoorTests : IDisposable
{
    private readonly TestWorld world = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_connection_that_says_nothing_does_not_delay_the_end()
    {
        await using var rig = await Rig.StartAsync(world, SerialConsoleDoor.LongestSilence);
        using var client = new TcpClient();
        await client.ConnectAsync(rig.Address, cancellation);
        await Task.Delay(200, cancellation);

        // Running requests are given a minute here, of which nothing is used up.
        await rig.Http.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancellation);

        Assert.True(await IsEndedAsync(client));
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_ended()
    {
        await using var rig = await Rig.StartAsync(world, TimeSpan.FromMilliseconds(100));
        using var client = new TcpClient();
        await client.ConnectAsync(rig.Address, cancellation);

        Assert.True(await IsEndedAsync(client));
    }

    private async Task<bool> IsEndedAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], cancellation).AsTask()
                .WaitAsync(TimeSpan.FromSeconds(20), cancellation) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private sealed class Rig(HttpHost http, SerialConsoleDoor door, Reconciler reconciler, IPEndPoint address)
        : IAsyncDisposable
    {
        public HttpHost Http { get; } = http;

        public IPEndPoint Address { get; } = address;

        public static async Task<Rig> StartAsync(TestWorld world, TimeSpan longestSilence)
        {
            var reconciler = new Reconciler(world.Store, [], NullLogger.Instance);
            var door = new SerialConsoleDoor(
                world.Store, new(reconciler), Path.Combine(Path.GetTempPath(), "none"), NullLogger.Instance,
                longestSilence);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var address = (IPEndPoint)probe.LocalEndPoint!;
            probe.Dispose();
            var http = new HttpHost([], [address], NullLoggerFactory.Instance, beside: door.Wrap,
                patience: TimeSpan.FromMinutes(1));
            await http.StartAsync();
            return new(http, door, reconciler, address);
        }

        public async ValueTask DisposeAsync()
        {
            await Http.DisposeAsync();
            door.Dispose();
            await reconciler.DisposeAsync();
        }
    }
}
