using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Virga.Conformance.Network;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>
/// The fabric against the engine's bridge in one run: <c>./virga bench network</c> runs it alone and keeps the table.
/// One thread has both ends of each connection, and the tenth percentile of many short batches counts: what the machine
/// does beside is left out.
/// </summary>
[Collection("fabric")]
public sealed class BridgeTests(ITestOutputHelper output)
{
    private const int Batches = 100;
    private const int Each = 20;
    private const int Rounds = 13;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task The_fabric_costs_what_the_engines_bridge_costs()
    {
        List<string> rows = [];
        List<(double Udp, double Tcp)> bridge = [], fabric = [];
        foreach (var interfaces in new[] { 2, 100, 1_000 })
        {
            var (own, line) = await FabricAsync(interfaces);
            var (theirs, other) = await BridgeAsync();
            rows.AddRange([other, line]);
            bridge.Add(theirs);
            fabric.Add(own);
        }

        string[] table =
        [
            "| interfaces in the VPC | UDP round trip | TCP connect and close | throughput | plug all "
                + "| plug one more | rule to effect |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
            .. rows,
        ];
        output.WriteLine(string.Join('\n', table));
        if (Environment.GetEnvironmentVariable("VIRGA_BENCH_OUT") is { Length: > 0 } path)
            await File.WriteAllLinesAsync(path, table, Cancellation);
        Assert.All(fabric.Zip(bridge), pair => Assert.InRange(pair.First.Udp / pair.Second.Udp, 0, 1.5));
        Assert.All(fabric.Zip(bridge), pair => Assert.InRange(pair.First.Tcp / pair.Second.Tcp, 0, 1.5));
    }

    private static async Task<((double Udp, double Tcp) Times, string Row)> BridgeAsync()
    {
        await using var rig = await FabricRig.StartAsync();
        var names = new[] { $"virga-bench-{Guid.NewGuid():n}", $"virga-bench-{Guid.NewGuid():n}" };
        try
        {
            List<(Guest Guest, string Address)> ends = [];
            foreach (var name in names)
            {
                await Metadata.Run.Async("docker", ["run", "-d", "--name", name, RealNetwork.Image, "sleep", "600"]);
                var said = (await Metadata.Run.Async("docker",
                [
                    "inspect", "-f", "{{.State.Pid}} {{.NetworkSettings.IPAddress}}", name,
                ])).Output.Trim().Split(' ');
                if (said.Length < 2) Assert.Skip("reason: no Docker engine with the image " + RealNetwork.Image);
                ends.Add((rig.OpenGuest(name, $"/proc/{said[0]}/ns/net"), said[1]));
            }

            var times = await MeasureAsync(ends[0].Guest, ends[1].Guest, ends[1].Address);
            var row = $"| the engine's bridge, two | {times.Udp:f1} µs | {times.Tcp:f1} µs "
                + $"| {times.Gigabits:f0} Gb/s | | | |";
            return ((times.Udp, times.Tcp), row);
        }
        finally
        {
            await Metadata.Run.Async("docker", ["rm", "-f", .. names]);
        }
    }

    private static async Task<((double Udp, double Tcp) Times, string Row)> FabricAsync(int interfaces)
    {
        await using var rig = await FabricRig.StartAsync();
        rig.Topology.Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1")
            .Acl("acl-1", ["100 allow all 0.0.0.0/0"], ["100 allow all 0.0.0.0/0"])
            .Subnet("subnet-1", "vpc-1", "10.0.0.0/17", "rtb-1", "acl-1")
            .Subnet("subnet-2", "vpc-1", "10.0.128.0/17", "rtb-1", "acl-1");
        for (var group = 0; group < 50; group++)
            rig.Topology.Group($"sg-{group}", "vpc-1", Rules(group, isOpen: group == 1));
        var client = await rig.GuestAsync("eni-0", "subnet-1", "10.0.100.1", "sg-0");
        var server = await rig.GuestAsync("eni-1", "subnet-2", "10.0.200.1", "sg-1");
        // One guest holds the rest: what counts here is the rules and links in the VPC.
        var crowd = await rig.EmptyGuestAsync("crowd");
        for (var i = 2; i < interfaces; i++)
        {
            rig.Topology.Interface($"eni-{i}", "subnet-1", $"10.0.{1 + (i / 250)}.{1 + (i % 250)}", $"sg-{i % 50}")
                .Attach($"eni-{i}", crowd.Path, $"eth{i}", i);
        }

        var watch = Stopwatch.StartNew();
        await rig.ApplyAsync();
        var plugged = watch.ElapsedMilliseconds;
        var times = await MeasureAsync(client, server, "10.0.200.1");
        var change = await MedianAsync(async round =>
        {
            rig.Topology.Group("sg-2", "vpc-1", Rules(2, isOpen: round % 2 == 0));
            await rig.ApplyAsync();
        });
        // What a launch waits for: a namespace that is there already gets its cable.
        var guests = new List<Guest>();
        for (var round = 0; round < Rounds; round++)
            guests.Add(await rig.EmptyGuestAsync($"late-{round}"));
        var plug = await MedianAsync(async round =>
        {
            rig.Topology.Interface($"eni-late-{round}", "subnet-2", $"10.0.201.{round + 1}", "sg-1")
                .Attach($"eni-late-{round}", guests[round].Path);
            await rig.ApplyAsync();
        });
        Assert.True(change < 50, $"a rule took {change:f1} ms");
        var row = string.Create(CultureInfo.InvariantCulture,
            $"| {interfaces:n0} | {times.Udp:f1} µs | {times.Tcp:f1} µs | {times.Gigabits:f0} Gb/s "
                + $"| {plugged} ms | {plug:f1} ms | {change:f1} ms |");
        return ((times.Udp, times.Tcp), row);
    }

    private static async Task<double> MedianAsync(Func<int, Task> act)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var begin = Stopwatch.GetTimestamp();
            await act(round);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        return times.Order().ElementAt(Rounds / 2);
    }

    private static string[] Rules(int group, bool isOpen) =>
    [
        .. Enumerable.Range(0, 9).Select(n => $"tcp/{1000 + n} {11 + n}.{group}.0.0/16"),
        isOpen ? "all 0.0.0.0/0" : "tcp/22 203.0.113.0/24",
    ];

    private static async Task<(double Udp, double Tcp, double Gigabits)> MeasureAsync(
        Guest client, Guest server, string address) =>
        (await UdpAsync(client, server, address), await TcpAsync(client, server, address),
            await StreamAsync(client, server, address));

    private static async Task<double> UdpAsync(Guest client, Guest server, string address)
    {
        using var near = await client.SocketAsync(AddressFamily.InterNetwork, SocketType.Dgram);
        using var far = await server.SocketAsync(AddressFamily.InterNetwork, SocketType.Dgram);
        far.Bind(new IPEndPoint(IPAddress.Any, 7_000));
        await near.ConnectAsync(new IPEndPoint(IPAddress.Parse(address), 7_000), Cancellation);
        near.ReceiveTimeout = far.ReceiveTimeout = 5_000;
        var (there, back) = (new byte[64], new byte[64]);
        near.Send(there);
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        far.ReceiveFrom(back, ref from);
        await far.ConnectAsync(from, Cancellation);
        return Best(() =>
        {
            near.Send(there);
            far.Receive(back);
            far.Send(back);
            near.Receive(there);
        });
    }

    private static async Task<double> TcpAsync(Guest client, Guest server, string address)
    {
        using var far = await server.SocketAsync(AddressFamily.InterNetwork, SocketType.Stream);
        far.Bind(new IPEndPoint(IPAddress.Any, 7_001));
        far.Listen(64);
        var target = new IPEndPoint(IPAddress.Parse(address), 7_001);
        var sockets = new Queue<Socket>();
        for (var i = 0; i < (Batches * Each) + Each; i++)
            sockets.Enqueue(await client.SocketAsync(AddressFamily.InterNetwork, SocketType.Stream));
        return Best(() =>
        {
            using var near = sockets.Dequeue();
            near.LingerState = new LingerOption(true, 0);
            near.Connect(target);
            far.Accept().Dispose();
        });
    }

    private static async Task<double> StreamAsync(Guest client, Guest server, string address)
    {
        using var listener = await server.SocketAsync(AddressFamily.InterNetwork, SocketType.Stream);
        listener.Bind(new IPEndPoint(IPAddress.Any, 7_002));
        listener.Listen(1);
        using var near = await client.SocketAsync(AddressFamily.InterNetwork, SocketType.Stream);
        await near.ConnectAsync(new IPEndPoint(IPAddress.Parse(address), 7_002), Cancellation);
        using var far = await listener.AcceptAsync(Cancellation);
        var buffer = new byte[128 * 1024];
        long sent = 0;
        var watch = Stopwatch.StartNew();
        var reading = Task.Run(() =>
        {
            var into = new byte[256 * 1024];
            while (far.Receive(into) > 0)
            {
                // Counted by the sender.
            }
        }, Cancellation);
        while (watch.ElapsedMilliseconds < 2_000)
            sent += near.Send(buffer);
        near.Shutdown(SocketShutdown.Send);
        await reading;
        return sent * 8 / watch.Elapsed.TotalSeconds / 1e9;
    }

    /// <summary>Microseconds each, in the tenth percentile of batches.</summary>
    private static double Best(Action act)
    {
        for (var i = 0; i < Each; i++)
            act();
        var times = new List<double>();
        for (var batch = 0; batch < Batches; batch++)
        {
            var begin = Stopwatch.GetTimestamp();
            for (var i = 0; i < Each; i++)
                act();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Each);
        }

        times.Sort();
        return times[Batches / 10];
    }
}
