using System.Net;
using System.Net.Sockets;
using System.Text;
using Virga.Fabric.Driver;
using Virga.Fabric.Protocol;
using Virga.Network;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>What a VPC answers itself, and the tunnels between guests and the emulator.</summary>
[Collection("fabric")]
public sealed class ServiceTests
{
    [Fact]
    public async Task Metadata_connections_carry_the_interface_they_came_from()
    {
        await using var rig = await Twins();
        rig.Serve = async connection =>
        {
            var text = $"{connection.Kind} {connection.VpcId} {connection.InterfaceId} {connection.Client.Address}";
            await connection.Stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        };
        var (a, b) = await GuestsAsync(rig);

        Assert.Equal("Metadata vpc-1 eni-a 10.0.1.10", await a.AskAsync("169.254.169.254", 80));
        Assert.Equal("Metadata vpc-2 eni-b 10.0.1.10", await b.AskAsync("169.254.169.254", 80));
        Assert.Equal("Endpoint vpc-2 eni-b 10.0.1.10", await b.AskAsync("169.254.169.249", 4566));
    }

    [Fact]
    public async Task A_tunnel_carries_megabytes_both_ways_and_ends_one_direction_at_a_time()
    {
        await using var rig = await Twins();
        rig.Serve = async connection =>
        {
            using var all = new MemoryStream();
            await connection.Stream.CopyToAsync(all);
            await connection.Stream.WriteAsync(all.ToArray());
        };
        var (a, _) = await GuestsAsync(rig);
        using var socket = await a.SocketAsync(AddressFamily.InterNetwork, SocketType.Stream);
        await socket.ConnectAsync(IPAddress.Parse("169.254.169.249"), 80, TestContext.Current.CancellationToken);
        await using var stream = new NetworkStream(socket);
        var sent = new byte[8 * 1024 * 1024];
        new Random(7).NextBytes(sent);

        await stream.WriteAsync(sent, TestContext.Current.CancellationToken);
        socket.Shutdown(SocketShutdown.Send);
        using var got = new MemoryStream();
        await stream.CopyToAsync(got, TestContext.Current.CancellationToken).WaitAsync(
            TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(sent, got.ToArray());
    }

    [Fact]
    public async Task The_resolver_knows_the_names_of_its_vpc()
    {
        await using var rig = await Twins();
        rig.Topology.Settings(new FabricSettings { Internet = InternetReach.None });
        var (a, _) = await GuestsAsync(rig);

        Assert.Equal("10.0.7.9", await ResolveAsync(a, "10.0.0.2", "ip-10-0-7-9.ec2.internal"));
        Assert.Equal("10.0.7.9", await ResolveAsync(a, "169.254.169.253", "ip-10-0-7-9.EC2.internal"));
        Assert.Equal("code 3", await ResolveAsync(a, "10.0.0.2", "ip-10-9-7-9.ec2.internal"));
        Assert.Equal("code 3", await ResolveAsync(a, "10.0.0.2", "example.com"));
    }

    [Fact]
    public async Task The_resolver_is_silent_without_dns_support()
    {
        await using var rig = await Twins();
        var vpc = rig.Topology.State.Vpcs[0];
        rig.Topology.Put(new() { Vpcs = [vpc with { Dns = new FabricDns { IsResolverEnabled = false } }] });
        var (a, _) = await GuestsAsync(rig);

        Assert.Equal("silence", await ResolveAsync(a, "169.254.169.253", "ip-10-0-1-10.ec2.internal"));
    }

    [Fact]
    public async Task The_clock_answers_at_its_address()
    {
        await using var rig = await Twins();
        var (a, _) = await GuestsAsync(rig);
        var query = new byte[48];
        query[0] = 0x23;

        var answer = await a.QueryAsync("169.254.169.123", 123, query, milliseconds: 3000);

        Assert.NotNull(answer);
        Assert.Equal(0x24, answer[0]);
        var seconds = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(40));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2208988800;
        Assert.InRange(seconds, now - 2, now + 2);
    }

    [Fact]
    public async Task A_dialled_connection_shows_its_client_to_groups_and_guest()
    {
        await using var rig = await Twins();
        rig.Topology.Internet("igw-1", "vpc-1").Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1")
            .Group("sg-1", "vpc-1", "tcp/80 203.0.113.77/32");
        await GuestsAsync(rig);
        rig.Topology.Elastic("eip-a", "198.18.0.10", "eni-a");
        await rig.ApplyAsync();

        Assert.Equal("eni-a sees 203.0.113.77", await DialAsync(rig, "", "198.18.0.10", 80, "203.0.113.77"));
        Assert.Equal("timeout", await DialAsync(rig, "", "198.18.0.10", 80, "203.0.113.78"));
        Assert.Equal("timeout", await DialAsync(rig, "", "198.18.0.10", 22, "203.0.113.77"));
        Assert.Equal("eni-a sees 203.0.113.77", await DialAsync(rig, "vpc-1", "10.0.1.10", 80, "203.0.113.77"));
        Assert.Equal("timeout", await DialAsync(rig, "vpc-1", "10.0.1.10", 80, "203.0.113.78"));
    }

    [Fact]
    public async Task Published_ports_open_and_close_while_everything_runs()
    {
        await using var rig = await Twins();
        rig.Topology.Group("sg-1", "vpc-1", "tcp/80 198.19.255.254/32").Group(
            "sg-2", "vpc-2", "tcp/80 198.19.255.254/32");
        await GuestsAsync(rig);
        await using var forwarder = new PortForwarder(rig.Driver);
        var (first, second) = (FreePort(), FreePort());
        var a = Port(first, "vpc-1");
        var b = Port(second, "vpc-2");
        Assert.Empty(await forwarder.ApplyAsync([a, b]));
        Assert.Equal("eni-a sees 198.19.255.254", await AskHostAsync(first));
        Assert.Equal("eni-b sees 198.19.255.254", await AskHostAsync(second));

        Assert.Empty(await forwarder.ApplyAsync([a]));
        Assert.Equal("eni-a sees 198.19.255.254", await AskHostAsync(first));
        Assert.Equal("refused", await AskHostAsync(second));

        static FabricPublishedPort Port(int host, string vpc) => new()
        {
            HostAddress = IPAddress.Loopback,
            HostPort = host,
            Address = IPAddress.Parse("10.0.1.10"),
            VpcId = vpc,
            Port = 80,
        };
    }

    /// <summary>Two VPCs of the same block.</summary>
    private static async Task<FabricRig> Twins()
    {
        var rig = await FabricRig.StartAsync();
        foreach (var n in new[] { "1", "2" })
        {
            rig.Topology.Vpc($"vpc-{n}", "10.0.0.0/16").Routes($"rtb-{n}", $"vpc-{n}")
                .Subnet($"subnet-{n}", $"vpc-{n}", "10.0.1.0/24", $"rtb-{n}").Group($"sg-{n}", $"vpc-{n}");
        }

        return rig;
    }

    private static async Task<(Guest A, Guest B)> GuestsAsync(FabricRig rig)
    {
        var a = await rig.GuestAsync("eni-a", "subnet-1", "10.0.1.10", "sg-1");
        var b = await rig.GuestAsync("eni-b", "subnet-2", "10.0.1.10", "sg-2");
        await rig.ApplyAsync();
        return (a, b);
    }

    private static async Task<string> ResolveAsync(Guest guest, string server, string name)
    {
        var labels = name.Split('.').SelectMany(
            label => new[] { (byte)label.Length }.Concat(Encoding.ASCII.GetBytes(label)));
        byte[] question = [.. labels, 0];
        byte[] query = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. question, 0, 1, 0, 1];
        var answer = await guest.QueryAsync(server, 53, query, milliseconds: 1500);
        if (answer is null)
            return "silence";
        Assert.Equal(query[..2], answer[..2]);
        return answer[7] == 0 ? $"code {answer[3] & 15}" : new IPAddress(answer[^4..]).ToString();
    }

    private static async Task<string> DialAsync(FabricRig rig, string vpc, string address, int port, string client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            var dial =
                new FabricDial(IPAddress.Parse(address), port, new IPEndPoint(IPAddress.Parse(client), 0)) { VpcId =
                    vpc };
            await using var stream = await rig.Driver.DialAsync(dial, limit.Token);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return "timeout";
        }
    }

    private static async Task<string> AskHostAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (SocketException)
        {
            return "refused";
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
