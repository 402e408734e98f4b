using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;

namespace Virga.Conformance.Fabric;

/// <summary>
/// A guest of the fabric: a network namespace of its own with nothing in it, in which the test opens sockets. That is
/// all that a container is to the network, and it starts in a millisecond.
/// </summary>
internal sealed class Guest : IDisposable
{
    private readonly NamespaceThread thread;
    private readonly int descriptor;
    private readonly List<Socket> listeners = [];

    private Guest(string name, NamespaceThread thread, int descriptor)
    {
        Name = name;
        this.thread = thread;
        this.descriptor = descriptor;
    }

    public string Name { get; }

    public string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{descriptor}");

    public int Descriptor => descriptor;

    public static async Task<Guest> StartAsync(string name, NamespaceThread thread) =>
        new(name, thread, await thread.Create(null));

    /// <summary>A guest that somebody else made, by the path of its namespace.</summary>
    public static Guest Open(string name, NamespaceThread thread, string path) =>
        new(name, thread, Native.Open(path, Native.CloseOnExec));

    public async Task<RouteSocket> RoutesAsync() =>
        new(await thread.Run(descriptor, RouteSocket.Open), new byte[RouteSocket.BufferLength]);

    /// <summary>What a guest's administrator does with an address that AWS only delegated.</summary>
    public async Task AddAddressAsync(string address)
    {
        using var routes = await RoutesAsync();
        routes.Request(
            RouteCommands.Address(
                RouteConstants.NewAddress,
                routes.FindIndex("eth0"),
                new AddressSpec("eth0", IPAddress.Parse(address), 32)),
            address);
    }

    /// <summary>Serves TCP on a port: each client is told the guest's name and its own address.</summary>
    public async Task ListenAsync(params int[] ports)
    {
        foreach (var port in ports)
        {
            foreach (var any in new[] { IPAddress.Any, IPAddress.IPv6Any })
            {
                var socket = await SocketAsync(any.AddressFamily, SocketType.Stream);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                if (any == IPAddress.IPv6Any)
                    socket.DualMode = false;
                socket.Bind(new IPEndPoint(any, port));
                socket.Listen(128);
                listeners.Add(socket);
                _ = ServeAsync(socket);
            }
        }
    }

    /// <summary>Echoes UDP on a port.</summary>
    public async Task EchoAsync(int port)
    {
        var socket = await SocketAsync(AddressFamily.InterNetwork, SocketType.Dgram);
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        listeners.Add(socket);
        _ = EchoLoopAsync(socket);
    }

    /// <summary>Serves UDP on ports: each datagram is answered as a client of TCP is.</summary>
    public async Task AnswerAsync(params int[] ports)
    {
        foreach (var port in ports)
        {
            foreach (var any in new[] { IPAddress.Any, IPAddress.IPv6Any })
            {
                var socket = await SocketAsync(any.AddressFamily, SocketType.Dgram);
                if (any == IPAddress.IPv6Any)
                    socket.DualMode = false;
                socket.Bind(new IPEndPoint(any, port));
                listeners.Add(socket);
                _ = EchoLoopAsync(socket, remote => Encoding.ASCII.GetBytes($"{Name} sees {remote.Address}"));
            }
        }
    }

    /// <summary>
    /// What a server says by UDP, or "" if nothing comes; a datagram may be lost, so it is sent again.
    /// </summary>
    public async Task<string> AskByUdpAsync(string address, int port, int times)
    {
        byte[]? answer = null;
        for (var i = 0; i < times && answer is null; i++)
            answer = await QueryAsync(address, port, "who"u8.ToArray());
        return answer is null ? "" : Encoding.ASCII.GetString(answer);
    }

    /// <summary>What a server says ("b1 sees 10.0.1.10"), or "" if nothing answers in time.</summary>
    public async Task<string> AskAsync(string address, int port, string? from = null, int milliseconds = 4000)
    {
        var destination = IPAddress.Parse(address);
        using var socket = await SocketAsync(destination.AddressFamily, SocketType.Stream);
        using var limit = new CancellationTokenSource(milliseconds);
        try
        {
            if (from is not null)
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(new IPEndPoint(destination, port), limit.Token);
            var buffer = new byte[256];
            var count = await socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            return Encoding.ASCII.GetString(buffer, 0, count);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return "";
        }
    }

    /// <summary>The same where no answer is expected: it waits long enough for a packet, and no longer.</summary>
    public Task<string> TryAskAsync(string address, int port, string? from = null) =>
        AskAsync(address, port, from, milliseconds: 400);

    /// <summary>Sends one datagram; the answer, or null if none comes in time.</summary>
    public async Task<byte[]?> QueryAsync(string address, int port, byte[] query, int milliseconds = 400)
    {
        var destination = IPAddress.Parse(address);
        using var socket = await SocketAsync(destination.AddressFamily, SocketType.Dgram);
        using var limit = new CancellationTokenSource(milliseconds);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(destination, port), limit.Token);
            await socket.SendAsync(query, SocketFlags.None, limit.Token);
            var buffer = new byte[4096];
            var count = await socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            return buffer[..count];
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return null;
        }
    }

    public async Task<Socket> SocketAsync(AddressFamily family, SocketType type)
    {
        var domain = family == AddressFamily.InterNetwork ? Native.AddressFamilyInet : Native.AddressFamilyInet6;
        var made = await thread.Run(descriptor, () => Native.Socket(domain, (int)type | Native.CloseOnExec, 0));
        return new Socket(new SafeSocketHandle(made, ownsHandle: true));
    }

    public void Dispose()
    {
        listeners.ForEach(listener => listener.Dispose());
        _ = Native.Close(descriptor);
    }

    private async Task ServeAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptAsync();
                var remote = ((IPEndPoint)client.RemoteEndPoint!).Address;
                await client.SendAsync(Encoding.ASCII.GetBytes($"{Name} sees {remote}"));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The guest ended.
        }
    }

    private static async Task EchoLoopAsync(Socket socket, Func<IPEndPoint, byte[]>? answer = null)
    {
        var any = socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        var buffer = new byte[2048];
        try
        {
            while (true)
            {
                var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(any, 0));
                var said = answer?.Invoke((IPEndPoint)got.RemoteEndPoint) ?? buffer.AsMemory(0, got.ReceivedBytes);
                await socket.SendToAsync(said, SocketFlags.None, got.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The guest ended.
        }
    }
}
